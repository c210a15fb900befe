/// `matches` with a pattern that is known when the program is made: compiled once, wrong patterns included.
final class MatchNode: PlannedNode, @unchecked Sendable {
  private let text: PlannedNode
  private let pattern: RegularExpression
  private let patternText: Value

  init(_ text: PlannedNode, _ pattern: RegularExpression, patternText: Value, _ offsets: Range<Int>) {
    self.text = text
    self.pattern = pattern
    self.patternText = patternText
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    let result = text.evaluate(&state)
    guard case .value(let value) = result else {
      charge(.match, .null, patternText, &state)
      return result
    }
    guard case .string(let string) = value else { return noOverload("matches", [value, patternText], &state) }
    state.charge(CallPrice.match.beforehand(value, patternText, budget: state.budget))
    guard state.budget >= 0 else { return exceeded(state) }
    return .value(.bool(pattern.matches(string)))
  }
}
