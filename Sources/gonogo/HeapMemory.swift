import CMalloc
import Glibc

/// How the C library asks the system for memory. A run takes some megabytes and gives them back when it ends; asked for
/// in small steps they cost a call of the system for each, and a fault for each page of 4 KiB: a fifth of a run.
enum HeapMemory {
  /// How much is asked for at once. What is not touched costs nothing.
  private static let step = 16 << 20
  private static let largePage = 2 << 20

  /// For the heaps of all threads; before there are any.
  static func takeLargeSteps() {
    _ = mallopt(M_TOP_PAD, Int32(step))
    preferLargePages()
  }

  /// For the heap of this thread. A hint: a system that has no large pages, or another allocator, ignores it.
  static func preferLargePages() {
    guard let probe = unsafe malloc(64) else { return }
    let start = UInt(bitPattern: probe) & ~UInt(largePage - 1)
    unsafe free(probe)
    _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: start), step, MADV_HUGEPAGE)
  }
}
