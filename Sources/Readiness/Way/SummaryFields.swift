/// The whole numbers of a summary that are sums over the rules: what fulfilling a rule changes in them is the same whatever
/// else is fulfilled.
enum SummaryField: String, CaseIterable {
  case halfPoints
  case provedHalfPoints
  case statedHalfPoints
  case total
  case applicable
  case decided
  case met
  case unmet
  case waived
  case announced
  case verified
  case claimed
  case insufficient
  case contradicted
  case missing
  case errors
  case notApplicable = "not_applicable"
  case upcoming
  case unmetBlockers = "unmet_blockers"
  case waivedBlockers = "waived_blockers"
  case unmetMajors = "unmet_majors"
  case unmetMinors = "unmet_minors"

  func value(in summary: DecisionSummary) -> Int {
    let counts = summary.counts
    return switch self {
    case .halfPoints: summary.scores.score?.halfPoints ?? 0
    case .provedHalfPoints: summary.scores.proved?.halfPoints ?? 0
    case .statedHalfPoints: summary.scores.stated?.halfPoints ?? 0
    case .total: counts.total
    case .applicable: counts.applicable
    case .decided: counts.decided
    case .met: counts.met
    case .unmet: counts.unmet
    case .waived: counts.waived
    case .announced: counts.announced
    case .verified: counts[.verified]
    case .claimed: counts[.claimed]
    case .insufficient: counts[.insufficient]
    case .contradicted: counts[.contradicted]
    case .missing: counts[.missing]
    case .errors: summary.errors
    case .notApplicable: counts[.notApplicable]
    case .upcoming: counts[.upcoming]
    case .unmetBlockers: summary.unmetBlockers
    case .waivedBlockers: summary.waivedBlockers
    case .unmetMajors: summary.unmetMajors
    case .unmetMinors: summary.unmetMinors
    }
  }
}

/// What a policy's condition reads of a summary, as far as bounds can be given for it.
enum SummaryReading {
  /// A count, by its position among the fields that are followed.
  case count(Int)
  /// A share of the weight, by the position of its half points.
  case share(Int)
  case weakestArea
  /// A number that no rule changes.
  case fixed(Double)
  /// Anything else.
  case unbounded
}
