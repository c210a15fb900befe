import Dispatch
import Glibc
import Readiness
import Synchronization

/// Runs two pieces of work beside each other, where the machine has the cores, and waits for both.
///
/// Work is done beside other work only where it is a function of its inputs, so that the results do not depend on which
/// piece was quicker.
func concurrently<First: Sendable, Second: Sendable>(
  _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
  let firstResult = Mutex<First?>(nil)
  let secondResult = Mutex<Second?>(nil)
  DispatchQueue.concurrentPerform(iterations: 2) { index in
    if index == 0 {
      let result = first()
      firstResult.withLock { $0 = result }
    } else {
      let result = second()
      secondResult.withLock { $0 = result }
    }
  }
  return (firstResult.withLock { $0 } ?? first(), secondResult.withLock { $0 } ?? second())
}

/// Runs pieces of work beside each other and gives their results in the order of the pieces.
func concurrently<Result: Sendable>(_ pieces: [@Sendable () -> Result]) -> [Result] {
  let results = Mutex<[Result?]>(Array(repeating: nil, count: pieces.count))
  DispatchQueue.concurrentPerform(iterations: pieces.count) { index in
    let result = pieces[index]()
    results.withLock { $0[index] = result }
  }
  return results.withLock { $0 }.enumerated().map { index, result in result ?? pieces[index]() }
}

extension WorkDivision {
  /// Over the machine's cores: in more parts than there are cores, as some are done sooner than others.
  static var acrossCores: WorkDivision {
    let cores = min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), 8)
    guard cores > 1 else { return .undivided }
    return WorkDivision(parts: 2 * cores) { parts in
      DispatchQueue.concurrentPerform(iterations: parts.count) { parts[$0]() }
    }
  }
}
