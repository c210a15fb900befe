/// What scores, counts and decisions need to know of a rule's assessment, and no more. The way to GO is looked for by
/// deciding again and again on rules that are thought of as met: none of that shall copy a text.
struct RuleStanding: Sendable {
  var verdict: Verdict
  var isMet: Bool
  var isAnnounced: Bool
  var isWaived: Bool
  let requiredLevel: Level?
  let severity: RuleSeverity
  let effort: Effort
  let weight: Int
  let hasClaim: Bool
  let hasVerify: Bool
  let isWaivable: Bool
  /// The index of its area among the rubric's.
  let area: Int?

  init(_ assessed: RuleAssessment, areas: [(id: String, title: String)]) {
    let rule = assessed.rule
    verdict = assessed.verdict
    isMet = assessed.isMet
    isAnnounced = assessed.announcedFor != nil
    isWaived = assessed.isWaived
    requiredLevel = assessed.requiredLevel
    severity = rule.severity
    effort = rule.effort
    weight = rule.weight
    hasClaim = rule.claim != nil
    hasVerify = rule.verify != nil
    isWaivable = rule.isWaivable
    area = areas.firstIndex { rule.belongs(to: $0.id) }
  }

  /// Whether it applies and is in force: whether it counts.
  var counts: Bool { verdict.counts && !isAnnounced }

  /// Whether it counts and is not met.
  var isOpen: Bool { counts && !isMet }

  /// The half points that it counts for now.
  var halfPoints: Int { counts ? weight * verdict.credit(hasVerify: hasVerify) : 0 }

  /// The half points that it counts for once it is met.
  var halfPointsWhenMet: Int {
    weight * (requiredLevel == .claimed && hasClaim ? Verdict.claimed : .verified).credit(hasVerify: hasVerify)
  }

  /// Thinks of the rule as met.
  mutating func fulfil() {
    verdict = requiredLevel == .claimed && hasClaim ? .claimed : .verified
    isMet = true
    isAnnounced = false
    isWaived = false
  }
}
