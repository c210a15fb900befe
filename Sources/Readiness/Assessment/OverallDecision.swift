/// The project's decision: the worst of the rubrics that decide; where none does, NO-GO.
struct OverallDecision {
  var decision: Decision
  var reason: String

  init(_ rubrics: [RubricAssessment], gate: Gate) {
    let deciding = rubrics.filter { $0.decision != .nothingToDecide }
    guard let worst = deciding.max(by: { $0.decision.gravity < $1.decision.gravity }) else {
      decision = .noGo
      reason =
        rubrics.isEmpty
        ? "There is no rubric to judge by." : "No demand applies at this gate, so that there is nothing to decide on."
      return
    }
    decision = worst.decision
    reason = worst.reason
  }
}

/// Says in one sentence, without rule ids, why a rubric came to its decision.
struct DecisionReason {
  let decision: Decision
  let rules: [RuleAssessment]
  let scores: ScoreSet
  let threshold: Int?
  let gate: Gate
  let isDefaultPolicy: Bool

  var sentence: String {
    switch decision {
    case .nothingToDecide: "No demand applies at this gate, so that there is nothing to decide on."
    case .noGo: noGo
    case .conditionalGo: conditional
    case .go: go
    }
  }

  /// The rules that count and are not met.
  private var open: [RuleAssessment] {
    rules.indices.filter { rules[$0].verdict.counts && rules[$0].announcedFor == nil && !rules[$0].isMet }
      .map { rules[$0] }
  }

  private var go: String {
    let score = scoreClause(prefix: ", with a score of ")
    let open = open.count
    if open == 0 { return "Everything that \(gate.title) asks for is there\(score)." }
    return
      "Everything that \(gate.title) cannot do without is there\(score); \(open == 1 ? "one lesser demand is" : "\(open) lesser demands are") open."
  }

  private var noGo: String {
    let open = open
    let errors = open.filter { $0.verdict == .error }
    if !errors.isEmpty { return "\(demands(errors)) could not be evaluated: \(titles(errors))." }
    let blockers = open.filter { $0.rule.severity == .blocker && !$0.isWaived }
    if !blockers.isEmpty {
      let contradicted = blockers.filter { $0.verdict == .contradicted }
      let which = blockers.count == 1 ? "it" : "\(contradicted.count) of them"
      return
        "\(demands(blockers)) that \(gate.title) cannot do without \(blockers.count == 1 ? "is" : "are") not met: \(titles(blockers))."
        + (contradicted.isEmpty ? "" : " The evidence contradicts \(which).")
    }
    if rules.indices.allSatisfy({ !rules[$0].isMet }) { return "No demand is met." }
    guard let threshold else { return "The rubric does not decide \(gate.title)." }
    guard let score = scores.score else { return "No demand counts, so that there is no score." }
    if !score.reaches(threshold) {
      return "The score of \(score.shown) is below the \(threshold) that \(gate.title) needs."
    }
    return "The rubric's own policy says no."
  }

  private var conditional: String {
    let open = open
    let waived = open.filter { $0.rule.severity == .blocker && $0.isWaived }
    let conditions = waived + open.filter { $0.rule.severity == .major }
    if conditions.isEmpty { return "The rubric's own policy asks for conditions." }
    return
      "\(demands(conditions)) \(conditions.count == 1 ? "is" : "are") still open or accepted for a time: \(titles(conditions))."
  }

  private func demands(_ rules: [RuleAssessment]) -> String {
    rules.count == 1 ? "One demand" : "\(rules.count) demands"
  }

  private func titles(_ rules: [RuleAssessment]) -> String {
    let shown = rules.prefix(2).map { "“\($0.rule.title)”" }.joined(separator: ", ")
    return rules.count > 2 ? shown + " and \(rules.count - 2) more" : shown
  }

  private func scoreClause(prefix: String) -> String {
    scores.score.map { "\(prefix)\($0.shown)" } ?? ""
  }
}
