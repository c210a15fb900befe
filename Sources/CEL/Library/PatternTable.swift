import Synchronization

/// The patterns that stand in expressions as they are. Many expressions ask for the same one, and to compile it costs more
/// than all the rest of a short expression: it is compiled once, for all environments that have their libraries in common.
final class PatternTable: Sendable {
  /// Beyond so many, patterns are compiled each time: expressions may come from strangers, without end.
  private static let most = 500

  private let patterns = Mutex<[MapKey.Text: RegularExpression]>([:])

  /// The pattern that a text is.
  func pattern(_ text: String) throws(EvaluationError) -> RegularExpression {
    let key = MapKey.Text(string: text)
    if let known = patterns.withLock({ $0[key] }) { return known }
    let pattern = try RegularExpression(text)
    patterns.withLock { patterns in
      if patterns.count < Self.most { patterns[key] = pattern }
    }
    return pattern
  }
}
