/// What the default policy decides by, as whole numbers that are added to and taken from rule by rule: a decision after
/// each of some hundred steps costs no evaluation of an expression. A test holds it to `DecisionPolicy`.
struct DefaultPolicyTally {
  let threshold: Int
  private(set) var halfPoints = 0
  private(set) var weight = 0
  private(set) var met = 0
  private(set) var errors = 0
  private(set) var unmetBlockers = 0
  private(set) var waivedBlockers = 0
  private(set) var unmetMajors = 0

  init(threshold: Int, rules: [RuleStanding]) {
    self.threshold = threshold
    for rule in rules { count(rule, 1) }
  }

  /// One rule has come to stand otherwise.
  mutating func replace(_ old: RuleStanding, by new: RuleStanding) {
    count(old, -1)
    count(new, 1)
  }

  private mutating func count(_ rule: RuleStanding, _ sign: Int) {
    guard rule.counts else { return }
    weight += sign * rule.weight
    halfPoints += sign * rule.halfPoints
    guard rule.isOpen else {
      met += sign
      return
    }
    if rule.verdict == .error { errors += sign }
    switch rule.severity {
    case .blocker where rule.isWaived: waivedBlockers += sign
    case .blocker: unmetBlockers += sign
    case .major: unmetMajors += sign
    case .minor, .advice: break
    }
  }

  var score: Score? { Score(halfPoints: halfPoints, weight: weight) }

  /// The floor, then the two conditions. Where no rule applies there is nothing to ask this.
  var decision: Decision {
    guard errors == 0, met > 0, unmetBlockers == 0, let score, score.reaches(threshold) else { return .noGo }
    return unmetMajors > 0 || waivedBlockers > 0 ? .conditionalGo : .go
  }
}
