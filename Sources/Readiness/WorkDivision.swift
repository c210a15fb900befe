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
  ///   - perform: calls each piece once, in any order and on any thread, and returns when all are done.
  public init(parts: Int, perform: @escaping @Sendable ([@Sendable () -> Void]) -> Void) {
    self.parts = parts
    self.perform = perform
  }

  /// What pieces of work give, in the order of the pieces, whichever is done first.
  public func results<Result: Sendable>(of pieces: [@Sendable () -> Result]) -> [Result] {
    let found = Mutex<[Result?]>(Array(repeating: nil, count: pieces.count))
    perform(
      pieces.indices.map { index in
        {
          let result = pieces[index]()
          found.withLock { $0[index] = result }
        }
      })
    // A piece that was left undone against the promise is done here, rather than left out of a verdict.
    return zip(found.withLock { $0 }, pieces).map { $0 ?? $1() }
  }

  /// What two pieces of work give.
  public func results<First: Sendable, Second: Sendable>(
    _ first: @escaping @Sendable () -> First, _ second: @escaping @Sendable () -> Second
  ) -> (First, Second) {
    let results: [(First?, Second?)] = results(of: [{ (first(), nil) }, { (nil, second()) }])
    return (results[0].0 ?? first(), results[1].1 ?? second())
  }

  /// What a function gives for the parts of a list, in the list's order.
  ///
  /// - Parameter shares: how many pieces to cut each part into: where one element costs much more than another, whoever
  ///   has done the cheap ones takes some of the dear.
  func results<Result: Sendable>(
    over list: Range<Int>, shares: Int = 1, _ result: @escaping @Sendable (Range<Int>) -> Result
  ) -> [Result] {
    let count = min(parts > 1 ? parts * shares : 1, list.count)
    guard count > 1 else { return [result(list)] }
    return results(
      of: (0..<count).map { part in
        let range = list.lowerBound + list.count * part / count..<list.lowerBound + list.count * (part + 1) / count
        return { result(range) }
      })
  }
}
