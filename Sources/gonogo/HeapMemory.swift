import CGlibc

/// How the C library asks the system for memory. A run takes some megabytes and gives them back when it ends; asked for
/// in small steps they cost a call of the system for each, and a fault for each page of 4 KiB: a fifth of a run.
enum HeapMemory {
  /// How much is asked for at once. What is not touched costs nothing.
  private static let step: Int32 = 16 << 20

  /// For the heaps of all threads; before there are any.
  static func takeLargeSteps() { cglibc_set_heap_step(step) }

  /// Has the program's variables be there before they are asked for one page at a time.
  static func touchVariables() { cglibc_touch_variables() }

  /// For the heap of this thread, which is new.
  static func preferLargePages() { cglibc_prefer_large_pages(step) }
}
