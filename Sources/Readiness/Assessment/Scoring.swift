/// Scores and counts over some rules, added up rule by rule.
///
/// *Proved* counts only `verified`, *stated* every rule whose claim holds; evidence-only rules and those that cannot be
/// verified count the same in all three. Hence proved ≤ score ≤ stated.
struct Tally {
  private(set) var counts = VerdictCounts()
  private var weight = 0
  private var score = 0
  private var proved = 0
  private var stated = 0

  /// The scores: of the rules that apply and are in force.
  var scores: ScoreSet {
    ScoreSet(
      score: Score(halfPoints: score, weight: weight), proved: Score(halfPoints: proved, weight: weight),
      stated: Score(halfPoints: stated, weight: weight))
  }

  mutating func add(_ rule: RuleStanding) {
    counts.add(rule)
    guard rule.counts else { return }
    weight += rule.weight
    let credit = rule.weight * rule.verdict.credit(hasVerify: rule.hasVerify)
    score += credit
    guard rule.hasClaim, rule.hasVerify else {
      proved += credit
      stated += credit
      return
    }
    if rule.verdict == .verified { proved += rule.weight * 2 }
    switch rule.verdict {
    case .verified, .claimed, .contradicted: stated += rule.weight * 2
    default: break
    }
  }
}

extension VerdictCounts {
  fileprivate mutating func add(_ rule: RuleStanding) {
    self[rule.verdict] += 1
    guard rule.verdict.counts else { return }
    if rule.isAnnounced {
      announced += 1
    } else if rule.isMet {
      met += 1
    } else {
      unmet += 1
      if rule.isWaived { waived += 1 }
    }
  }
}

/// Scores and counts over a rubric's rules, of all together and of each area, from one walk.
struct RubricTally {
  private(set) var overall = Tally()
  private var areas: [Tally]

  init(of rules: [RuleStanding], areaCount: Int) {
    areas = Array(repeating: Tally(), count: areaCount)
    for rule in rules {
      overall.add(rule)
      if let area = rule.area, areas.indices.contains(area) { areas[area].add(rule) }
    }
  }

  /// The score of the area that stands worst.
  var weakestArea: Score? {
    areas.lazy.filter { $0.counts.applicable > 0 }.compactMap(\.scores.score).min { $0.isLess(than: $1) }
  }

  /// The areas in which rules count, weakest first; areas of the same score in the rubric's order.
  func areas(titles: [(id: String, title: String)]) -> [AreaAssessment] {
    let areas = zip(titles, areas).filter { $1.counts.applicable > 0 }.map { title, tally in
      AreaAssessment(id: title.id, title: title.title, scores: tally.scores, counts: tally.counts)
    }
    return areas.enumerated().sorted { a, b in
      switch (a.element.scores.score, b.element.scores.score) {
      case (let first?, let second?):
        first.isLess(than: second) || !second.isLess(than: first) && a.offset < b.offset
      case (nil, nil): a.offset < b.offset
      case (let first, _): first != nil
      }
    }.map(\.element)
  }
}

extension Score {
  /// By the unrounded share, exactly.
  fileprivate func isLess(than other: Score) -> Bool { halfPoints * other.weight < other.halfPoints * weight }
}
