import CEL

/// Looks for what a decision hangs on: each item of evidence that is the only proof of some rule is thought of as lost.
///
/// Only verified rules whose fresh evidence is exactly one item lose their proof with it: such a rule is then only claimed
/// or, where it is decided by evidence alone, missing. Of a rule with further fresh items nobody can say without judging it
/// again, so that it is left as it is.
struct RobustnessReview {
  let rules: [RuleAssessment]
  let standings: [RuleStanding]
  let judge: RubricJudge
  /// Rules that are met, and that a waiver would cover if they were not.
  let waivable: Set<Int>
  let now: Timestamp

  func review(_ decision: Decision) -> Robustness {
    var robustness = Robustness(halfPointsToSpare: halfPointsToSpare)
    let proofs = soleProofs
    robustness.soleProofs = proofs.count
    guard decision == .go || decision == .conditionalGo, let threshold = judge.threshold else { return robustness }
    let tally = DefaultPolicyTally(threshold: threshold, rules: standings)
    for (entry, proved) in proofs {
      let without = judge.policy.isDefault ? tally.without(proved, self) : decisionWithout(proved)
      guard without.gravity > decision.gravity else { continue }
      robustness.hinges.append(Robustness.Hinge(entry: entry, rules: proved, decisionWithout: without))
    }
    return robustness
  }

  private var halfPointsToSpare: Int? {
    guard let threshold = judge.threshold,
      let score = DefaultPolicyTally(threshold: threshold, rules: standings).score
    else { return nil }
    return score.halfPoints - Score.halfPoints(reaching: threshold, weight: score.weight)
  }

  /// The entries that are the only fresh evidence of verified rules, with these rules, in the order of the register.
  private var soleProofs: [(entry: Int, rules: [Int])] {
    var proofs: [Int: [Int]] = [:]
    for index in rules.indices where rules[index].verdict == .verified {
      let fresh = rules[index].evidence.filter { $0.standing == .fresh }
      if fresh.count == 1 { proofs[fresh[0].entry, default: []].append(index) }
    }
    return proofs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func decisionWithout(_ proved: [Int]) -> Decision {
    var standings = standings
    for index in proved { standings[index] = standing(ofUnproved: index) }
    return judge.decision(on: standings)
  }

  /// How a rule stands that has lost its proof.
  fileprivate func standing(ofUnproved index: Int) -> RuleStanding {
    var rule = standings[index]
    rule.verdict = rule.hasClaim ? .claimed : .missing
    rule.isMet = rule.hasClaim && rule.requiredLevel == .claimed
    guard !rule.isMet else { return rule }
    rule.isWaived = waivable.contains(index)
    if let day = rules[index].rule.enforcedFrom, let date = try? Timestamp.parseDate(day) {
      rule.isAnnounced = now < date
    }
    return rule
  }
}

extension DefaultPolicyTally {
  /// The decision without the proof of some rules.
  fileprivate func without(_ proved: [Int], _ review: RobustnessReview) -> Decision {
    var tally = self
    for index in proved { tally.replace(review.standings[index], by: review.standing(ofUnproved: index)) }
    return tally.decision
  }
}
