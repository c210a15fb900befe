import CGlibc
import Glibc
import Synchronization

/// The threads of a run, one for each core, the one that asks included. Whoever has nothing to do, or waits for others,
/// takes the next piece of whatever work is open: so a piece may itself be work in pieces, and no core is idle while any
/// are left. (Dispatch's `concurrentPerform` does inner pieces one after the other, and its queues may take ever more
/// threads, each with a heap of its own to grow.)
final class Workers: Sendable {
  /// Those of the process.
  static let shared = Workers(cores: min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), 8))

  /// How many threads there are at the most.
  let cores: Int
  private let state = Mutex(State())

  private struct State {
    /// Work of which pieces are left to be taken.
    var open: [Work] = []
    /// Who sleeps, each with a bell of its own: with one for all, who has just gone to sleep could hear the ring that
    /// was meant for another.
    var sleepers: [Bell] = []
    var threads = 1
  }

  private final class Work: Sendable {
    let pieces: [@Sendable () -> Void]
    private let next = Atomic(0)
    private let left: Atomic<Int>

    init(_ pieces: [@Sendable () -> Void]) {
      self.pieces = pieces
      left = Atomic(pieces.count)
    }

    var isDone: Bool { left.load(ordering: .acquiring) == 0 }
    var isTaken: Bool { next.load(ordering: .relaxed) >= pieces.count }

    /// A piece that nobody has taken yet.
    func take() -> (@Sendable () -> Void)? {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      return index < pieces.count ? pieces[index] : nil
    }

    /// Notes that a piece is done; true for the last.
    func finish() -> Bool { left.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
  }

  init(cores: Int) {
    self.cores = cores
  }

  /// Does all pieces, and returns when the last is done.
  func perform(_ pieces: [@Sendable () -> Void]) {
    guard cores > 1, pieces.count > 1 else { return pieces.forEach { $0() } }
    let work = Work(pieces)
    open(work)
    while help(with: work) {}
    while !work.isDone {
      if let other = state.withLock({ Workers.firstOpen(&$0) }) {
        _ = help(with: other)
      } else {
        sleep(unless: { work.isDone })
      }
    }
  }

  /// Has a piece done beside what the caller goes on with; on a machine of one core it is not begun.
  func begin(_ piece: @escaping @Sendable () -> Void) {
    if cores > 1 { open(Work([piece])) }
  }

  private func open(_ work: Work) {
    let isShort = state.withLock { state in
      state.open.append(work)
      guard state.threads < min(cores, work.pieces.count + 1) else { return false }
      state.threads += 1
      return true
    }
    if isShort { startThread() }
    wakeAll()
  }

  /// Takes one piece and does it; false where none is left.
  private func help(with work: Work) -> Bool {
    guard let piece = work.take() else { return false }
    piece()
    if work.finish() { wakeAll() }
    return true
  }

  /// Waits until work is opened or something is done. Whether that was so already is asked under the lock, under which
  /// those who open and finish look for sleepers: nobody oversleeps.
  private func sleep(unless isOver: () -> Bool) {
    let bell = Bell()
    let sleeps = state.withLock { state in
      guard !isOver(), Workers.firstOpen(&state) == nil else { return false }
      state.sleepers.append(bell)
      return true
    }
    if sleeps { bell.wait() }
  }

  private func wakeAll() {
    let sleepers = state.withLock { state in
      defer { state.sleepers = [] }
      return state.sleepers
    }
    for bell in sleepers { bell.ring() }
  }

  private static func firstOpen(_ state: inout State) -> Work? {
    state.open.removeAll { $0.isTaken }
    return state.open.first
  }

  /// A thread that helps for as long as the process lives.
  private func startThread() {
    let workers = unsafe Unmanaged.passRetained(self).toOpaque()
    let failure = unsafe cglibc_start_thread(
      { workers in
        guard let workers = unsafe workers else { return nil }
        unsafe Unmanaged<Workers>.fromOpaque(workers).takeRetainedValue().helpForever()
        return nil
      }, workers)
    // Then there is one thread less; the work is done all the same.
    if failure != 0 { unsafe Unmanaged<Workers>.fromOpaque(workers).release() }
  }

  private func helpForever() {
    HeapMemory.preferLargePages()
    while true {
      if let work = state.withLock({ Workers.firstOpen(&$0) }) {
        _ = help(with: work)
      } else {
        sleep(unless: { false })
      }
    }
  }
}

/// What one thread sleeps by until another rings: a semaphore of POSIX's, at an address that does not move.
@safe
private final class Bell: Sendable {
  // The system guards what is behind it.
  private nonisolated(unsafe) let counter: UnsafeMutablePointer<sem_t>

  init() {
    unsafe counter = .allocate(capacity: 1)
    unsafe sem_init(counter, 0, 0)
  }

  func wait() {
    while unsafe sem_wait(counter) != 0, errno == EINTR {}
  }

  func ring() {
    unsafe sem_post(counter)
  }

  deinit {
    unsafe sem_destroy(counter)
    unsafe counter.deallocate()
  }
}
