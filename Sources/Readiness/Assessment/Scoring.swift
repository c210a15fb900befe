import Diagnostics

extension ScoreSet {
  /// The scores over some rules: those that apply and are in force.
  ///
  /// *Proved* counts only `verified`, *stated* every rule whose claim holds; evidence-only rules and those that cannot
  /// be verified count the same in all three. Hence proved ≤ score ≤ stated.
  public init(of rules: some Sequence<RuleAssessment>) {
    var weight = 0
    var score = 0
    var proved = 0
    var stated = 0
    for assessed in rules where assessed.verdict.counts && assessed.announcedFor == nil {
      let rule = assessed.rule
      weight += rule.weight
      let credit = rule.weight * assessed.verdict.credit(hasVerify: rule.verify != nil)
      score += credit
      if rule.claim == nil || rule.verify == nil {
        proved += credit
        stated += credit
      } else {
        proved += assessed.verdict == .verified ? rule.weight * 2 : 0
        switch assessed.verdict {
        case .verified, .claimed, .contradicted: stated += rule.weight * 2
        default: break
        }
      }
    }
    self.init(
      score: Score(halfPoints: score, weight: weight), proved: Score(halfPoints: proved, weight: weight),
      stated: Score(halfPoints: stated, weight: weight))
  }
}

extension VerdictCounts {
  /// The counts over some rules.
  public init(of rules: some Sequence<RuleAssessment>) {
    self.init()
    for assessed in rules {
      byVerdict[assessed.verdict, default: 0] += 1
      guard assessed.verdict.counts else { continue }
      if assessed.announcedFor != nil {
        announced += 1
      } else if assessed.isMet {
        met += 1
      } else {
        unmet += 1
        if assessed.isWaived { waived += 1 }
      }
    }
  }
}

extension AreaAssessment {
  /// The areas in which rules count, weakest first; areas of the same score in the rubric's order.
  static func all(of rules: [RuleAssessment], titles: [(id: String, title: String)]) -> [AreaAssessment] {
    var areas: [AreaAssessment] = []
    // Apart from the rest: a rule's assessment is large, and most are of other areas than the one that is looked for.
    let names = rules.map(\.rule.area)
    for (id, title) in titles {
      let own = rules.indices.filter { sameBytes(names[$0], id) }.map { rules[$0] }
      let counts = VerdictCounts(of: own)
      guard counts.applicable > 0 else { continue }
      areas.append(AreaAssessment(id: id, title: title, scores: ScoreSet(of: own), counts: counts))
    }
    return areas.enumerated().sorted { a, b in
      let (first, second) = (a.element.scores.score, b.element.scores.score)
      guard let first, let second else {
        return second == nil && first != nil || (first == nil) == (second == nil) && a.offset < b.offset
      }
      // first/weight < second/weight, exactly.
      let (left, right) = (first.halfPoints * second.weight, second.halfPoints * first.weight)
      return left == right ? a.offset < b.offset : left < right
    }.map(\.element)
  }
}
