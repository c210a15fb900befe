import Synchronization

/// How work whose parts do not depend on each other is shared out: rules are compiled and judged one by one, and by whom
/// does not matter. This room starts no threads; whoever has some hands them in.
///
/// ```swift
/// let division = WorkDivision(parts: 2) { parts in
///   DispatchQueue.concurrentPerform(iterations: parts.count) { parts[$0]() }
/// }
/// ```
///
/// The results are the same, in the same order, however the work is divided.
public struct WorkDivision: Sendable {
  /// How many parts to cut work into, at most.
  public let parts: Int
  private let perform: @Sendable ([@Sendable () -> Void]) -> Void

  /// All of the work in one part, on the caller's thread.
  public static let undivided = WorkDivision(parts: 1) { parts in
    for part in parts { part() }
  }

  /// A division.
  ///
  /// - Parameters:
  ///   - parts: how many parts to cut work into, at most; fewer than two leave it whole.
  ///   - perform: calls each part once, in any order and on any thread, and returns when all are done.
  public init(parts: Int, perform: @escaping @Sendable ([@Sendable () -> Void]) -> Void) {
    self.parts = parts
    self.perform = perform
  }

  /// What a function gives for the parts of a list, in the list's order.
  func results<Result: Sendable>(
    over list: Range<Int>, _ result: @escaping @Sendable (Range<Int>) -> Result
  ) -> [Result] {
    let count = min(parts, list.count)
    guard count > 1 else { return [result(list)] }
    let ranges = (0..<count).map { part in
      list.lowerBound + list.count * part / count..<list.lowerBound + list.count * (part + 1) / count
    }
    let found = Mutex<[Result?]>(Array(repeating: nil, count: count))
    perform(
      ranges.indices.map { part in
        {
          let own = result(ranges[part])
          found.withLock { $0[part] = own }
        }
      })
    // A part that was left undone against the promise is done here, rather than left out of a verdict.
    return zip(found.withLock { $0 }, ranges).map { $0 ?? result($1) }
  }
}
