/// What a project comes to on the scale of a rubric. It stands beside the rubric's score and decision and changes
/// neither; waivers change nothing of it, since a scale tells what is, and not what somebody accepts.
public struct ScaleAssessment: Sendable, Hashable {
  /// The result, by the scale's method.
  public enum Result: Sendable, Hashable {
    /// Points by section.
    case sections(SectionScore)
    /// Levels by dimension.
    case levels(LevelStanding)
  }

  /// What people call the scale.
  public var title: String
  /// Where it was published, as an entry of the bibliography.
  public var source: String?
  /// Its items, in its order.
  public var items: [ScaleItemAssessment]
  /// The result.
  public var result: Result

  /// An assessment.
  public init(title: String, source: String? = nil, items: [ScaleItemAssessment], result: Result) {
    self.title = title
    self.source = source
    self.items = items
    self.result = result
  }
}

/// What one item of a scale comes to.
public struct ScaleItemAssessment: Sendable, Hashable {
  /// Whether an item is met.
  public enum Standing: String, Sendable, Hashable, CaseIterable {
    /// Every rule that applies reaches the level that the gate requires.
    case met
    /// A rule does not, or was left out by a tailored rubric.
    case unmet
    /// What was looked at is met, and a rule is asked from a later gate on: it was not looked at.
    case upcoming
    /// No rule of it applies to the project.
    case notApplicable = "not_applicable"
    /// No rule can see it: a person has to look.
    case unseen
  }

  /// Its id.
  public var id: String
  /// What it asks for.
  public var title: String
  /// The id of its section or dimension.
  public var group: String?
  /// Its level.
  public var level: Int?
  /// Whether it is met.
  public var standing: Standing
  /// What it earns, in half points: the least credit of its rules that apply. Proved by fresh evidence, which a pipeline
  /// wrote, is 2; stated only is 1, also where a rule could not be proved at all; all else is 0.
  public var halfPoints: Int
  /// What it could earn at most, in half points: a rule that no evidence can prove earns 1, and an item that no rule sees
  /// earns nothing.
  public var mostHalfPoints: Int
  /// Its rules, as indices among the rubric's.
  public var rules: [Int]
  /// The ids of rules that were left out.
  public var dropped: [String]
  /// What a person has to look at.
  public var note: String?

  /// An item.
  public init(
    id: String, title: String, group: String? = nil, level: Int? = nil, standing: Standing, halfPoints: Int,
    mostHalfPoints: Int = 2, rules: [Int] = [], dropped: [String] = [], note: String? = nil
  ) {
    self.id = id
    self.title = title
    self.group = group
    self.level = level
    self.standing = standing
    self.halfPoints = halfPoints
    self.mostHalfPoints = mostHalfPoints
    self.rules = rules
    self.dropped = dropped
    self.note = note
  }
}

extension ScaleItemAssessment {
  /// What an item comes to by its rules' verdicts.
  init(_ item: Scale.Item, rules: [Int], of assessed: [RuleAssessment]) {
    self.init(
      id: item.id, title: item.title, group: item.group?.name, level: item.level, standing: .unseen, halfPoints: 0,
      mostHalfPoints: 0, rules: rules, dropped: item.dropped, note: item.note)
    guard item.dropped.isEmpty else {
      standing = .unmet
      return
    }
    guard !rules.isEmpty else { return }
    let applying = rules.map { assessed[$0] }.filter { $0.verdict != .notApplicable }
    let asked = applying.filter { $0.verdict != .upcoming }
    if applying.isEmpty {
      standing = .notApplicable
    } else if !asked.allSatisfy(\.isMet) {
      standing = .unmet
    } else {
      standing = asked.count == applying.count ? .met : .upcoming
    }
    halfPoints = applying.map(\.verdict.halfPoints).min() ?? 0
    mostHalfPoints = applying.map { $0.rule.verify == nil ? 1 : 2 }.min() ?? 0
  }
}

extension Verdict {
  /// The credit that a verdict has on a scale, in half points. Unlike in a rubric's score, what is only stated is half,
  /// also where nothing could prove it: the published test asks for a machine that repeats it.
  fileprivate var halfPoints: Int {
    switch self {
    case .verified: 2
    case .claimed: 1
    case .upcoming, .error, .notApplicable, .missing, .insufficient, .contradicted: 0
    }
  }
}
