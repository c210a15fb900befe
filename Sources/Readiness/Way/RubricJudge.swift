/// Decides on a rubric's rules as they stand, or as they are thought of.
struct RubricJudge {
  let policy: DecisionPolicy
  let vocabulary: Vocabulary
  let gate: Gate
  /// The threshold of the score at the gate; a gate without one is not decided.
  let threshold: Int?
  let areaCount: Int

  func decision(on rules: [RuleStanding]) -> Decision {
    guard threshold != nil else { return .noGo }
    return policy.decision(
      DecisionSummary(of: rules, areaCount: areaCount, gate: gate, threshold: threshold), vocabulary: vocabulary)
  }
}

extension Decision {
  /// What is worse is more. That there is nothing to decide is no decision, and least.
  var gravity: Int {
    switch self {
    case .nothingToDecide: 0
    case .go: 1
    case .conditionalGo: 2
    case .noGo: 3
    }
  }
}
