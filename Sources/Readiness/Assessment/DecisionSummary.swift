import Diagnostics
import Documents

/// What a decision policy sees of a rubric's rules: counts and scores. Mirrors `templates/schemas/summary.json`.
struct DecisionSummary {
  let gate: Gate
  let scores: ScoreSet
  let threshold: Int?
  let weakestArea: Score?
  let counts: VerdictCounts
  var unmetBlockers = 0
  var waivedBlockers = 0
  var unmetMajors = 0
  var unmetMinors = 0
  /// Errors of rules in force.
  var errors = 0

  init(of rules: [RuleStanding], areaCount: Int, gate: Gate, threshold: Int?) {
    self.gate = gate
    self.threshold = threshold
    let tally = RubricTally(of: rules, areaCount: areaCount)
    weakestArea = tally.weakestArea
    scores = tally.overall.scores
    counts = tally.overall.counts
    for rule in rules where rule.isOpen {
      if rule.verdict == .error { errors += 1 }
      switch rule.severity {
      case .blocker: if rule.isWaived { waivedBlockers += 1 } else { unmetBlockers += 1 }
      case .major: unmetMajors += 1
      case .minor: unmetMinors += 1
      case .advice: break
      }
    }
  }

  /// The summary as facts. A score that does not exist is absent, never zero.
  func node(at place: SourceRange) -> Node {
    func entry(_ key: String, _ content: Node.Content) -> Node.Entry {
      Node.Entry(key: key, keyRange: place, value: Node(content, at: place))
    }
    var entries = [entry("gate", .text(gate.rawValue))]
    if let score = scores.score { entries.append(entry("score", .number(score.value))) }
    if let proved = scores.proved { entries.append(entry("proved", .number(proved.value))) }
    if let stated = scores.stated { entries.append(entry("stated", .number(stated.value))) }
    if let threshold { entries.append(entry("threshold", .number(Double(threshold)))) }
    if let weakestArea { entries.append(entry("weakest_area_score", .number(weakestArea.value))) }
    let integers: [(String, Int)] = [
      ("total", counts.total), ("applicable", counts.applicable), ("decided", counts.decided), ("met", counts.met),
      ("unmet", counts.unmet), ("waived", counts.waived), ("announced", counts.announced),
      ("verified", counts[.verified]), ("claimed", counts[.claimed]), ("insufficient", counts[.insufficient]),
      ("contradicted", counts[.contradicted]), ("missing", counts[.missing]), ("errors", errors),
      ("not_applicable", counts[.notApplicable]), ("upcoming", counts[.upcoming]),
      ("unmet_blockers", unmetBlockers), ("waived_blockers", waivedBlockers), ("unmet_majors", unmetMajors),
      ("unmet_minors", unmetMinors),
    ]
    entries.append(contentsOf: integers.map { entry($0.0, .integer(Int64($0.1))) })
    return Node(.map(entries), at: place)
  }
}
