public import Diagnostics

/// What one rubric comes to.
public struct RubricAssessment: Sendable {
  /// Its name, such as `production-readiness`.
  public var name: String
  /// Its title.
  public var title: String
  /// The digest of the resolved rubric: of everything that it judges by.
  public var digest: Digest
  /// GO, CONDITIONAL GO, NO-GO or NOTHING TO DECIDE.
  public var decision: Decision
  /// Why, in one sentence without rule ids.
  public var reason: String
  /// The threshold of the score at this gate, from 0 to 100.
  public var threshold: Int?
  /// The scores over all rules.
  public var scores: ScoreSet
  /// The areas in which rules count, weakest first.
  public var areas: [AreaAssessment]
  /// How many rules came to what.
  public var counts: VerdictCounts
  /// The rules, in the rubric's order.
  public var rules: [RuleAssessment]
  /// What leads to GO.
  public var wayToGo: WayToGo
  /// What the decision hangs on.
  public var robustness = Robustness()
  /// The parameters in byte order of their names.
  public var parameters: [NamedValue] = []
  /// What was changed from the rubric that this one extends.
  public var tailoring: [TailoringNote]
  /// What the rules come to on the rubric's published scale, where it has one.
  public var scale: ScaleAssessment?

  /// All of it.
  public init(
    name: String, title: String, digest: Digest, decision: Decision, reason: String, threshold: Int?,
    scores: ScoreSet, areas: [AreaAssessment], counts: VerdictCounts, rules: [RuleAssessment], wayToGo: WayToGo,
    tailoring: [TailoringNote], scale: ScaleAssessment? = nil
  ) {
    self.name = name
    self.title = title
    self.digest = digest
    self.decision = decision
    self.reason = reason
    self.threshold = threshold
    self.scores = scores
    self.areas = areas
    self.counts = counts
    self.rules = rules
    self.wayToGo = wayToGo
    self.tailoring = tailoring
    self.scale = scale
  }
}

/// One area of a rubric: the rules whose ids begin with its name.
public struct AreaAssessment: Sendable, Hashable {
  /// The area's name, such as `release`.
  public var id: String
  /// What people call it.
  public var title: String
  /// Its scores.
  public var scores: ScoreSet
  /// How many of its rules came to what.
  public var counts: VerdictCounts

  /// An area.
  public init(id: String, title: String, scores: ScoreSet, counts: VerdictCounts) {
    self.id = id
    self.title = title
    self.scores = scores
    self.counts = counts
  }
}

/// How many rules came to what. The verdicts add up to the number of rules; marks and being met are counted beside them.
public struct VerdictCounts: Sendable, Hashable {
  /// By the verdicts' positions: kept in the value itself, since counts are made for every decision that is tried.
  private var byVerdict: SIMD8<Int> = .zero
  /// Rules that apply, are in force and reach the level that the gate requires.
  public var met: Int
  /// Rules that apply, are in force and do not.
  public var unmet: Int
  /// Unmet rules under a waiver in force.
  public var waived: Int
  /// Rules that are shown and do not count yet.
  public var announced: Int

  /// No rule at all.
  public init() {
    met = 0
    unmet = 0
    waived = 0
    announced = 0
  }

  /// The count of a verdict.
  public subscript(verdict: Verdict) -> Int {
    get { byVerdict[verdict.position] }
    set { byVerdict[verdict.position] = newValue }
  }

  /// All rules.
  public var total: Int { byVerdict.wrappedSum() }
  /// Rules that apply at this gate: all but `upcoming` and `not_applicable`.
  public var applicable: Int { total - self[.upcoming] - self[.notApplicable] }
  /// Rules that came to a decision in substance.
  public var decided: Int { self[.verified] + self[.claimed] + self[.insufficient] + self[.contradicted] }
}

extension Verdict {
  /// Which of the eight it is.
  fileprivate var position: Int {
    switch self {
    case .upcoming: 0
    case .error: 1
    case .notApplicable: 2
    case .missing: 3
    case .insufficient: 4
    case .contradicted: 5
    case .verified: 6
    case .claimed: 7
    }
  }
}

/// A change that a tailored rubric makes to the one that it extends.
public struct TailoringNote: Sendable, Hashable {
  /// The rubric that was changed.
  public var from: String
  /// The rule or parameter.
  public var subject: String
  /// What was changed, such as `severity: major → minor`.
  public var change: String
  /// Why, as the rubric states.
  public var reason: String
  /// Whether it asks for less than before.
  public var effect: Effect

  /// Whether a change asks for less or for more.
  public enum Effect: String, Sendable, Hashable, CaseIterable {
    case loosens
    case tightens
    /// A parameter or a weight: it depends on the project.
    case depends
  }

  /// A change.
  public init(from: String, subject: String, change: String, reason: String, effect: Effect) {
    self.from = from
    self.subject = subject
    self.change = change
    self.reason = reason
    self.effect = effect
  }
}
