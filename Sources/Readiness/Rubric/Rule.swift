public import Diagnostics

/// One demand, as the rubric states it: words for people, expressions for the engine. Parsed, not yet compiled.
public struct Rule: Sendable {
  /// Its stable id, such as `release.rollback-plan`; what stands before the first dot is its area.
  public var id: String
  /// Former ids.
  public var aliases: [String]
  /// The demand in plain words.
  public var title: String
  /// How much it weighs in the decision when unmet.
  public var severity: RuleSeverity
  /// How much it weighs in the score.
  public var weight: Int
  /// The level required from a gate on; never empty, never falling.
  public var gates: [Gate: Level]
  /// Does the rule apply at all?
  public var when: SourceFragment?
  /// What the manifest must state.
  public var claim: SourceFragment?
  /// The items that can decide the rule.
  public var evidence: SourceFragment?
  /// What those items must show.
  public var verify: SourceFragment?
  /// Older evidence cannot prove; in nanoseconds.
  public var maxAge: Int64?
  /// What was found, with `${…}` for values.
  public var message: SourceFragment?
  /// Why the demand is made, in one sentence.
  public var why: String?
  /// The next concrete step.
  public var remedy: String?
  /// How much work the remedy is.
  public var effort: Effort
  /// Entries of the bibliography.
  public var sources: [String]
  /// Whether a waiver may cover it.
  public var isWaivable: Bool
  /// The first day on which it counts, as an ISO date.
  public var enforcedFrom: String?
  /// Where it stands.
  public var place: SourceRange

  /// The area that the rule belongs to.
  public var area: String {
    String(decoding: id.utf8.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
  }

  /// The level that a gate requires; nil before the rule's first gate.
  public func requiredLevel(at gate: Gate) -> Level? {
    Gate.allCases.last { $0 <= gate && gates[$0] != nil }.flatMap { gates[$0] }
  }

  /// A rule of which only the essentials are known.
  public init(id: String, title: String, severity: RuleSeverity, place: SourceRange) {
    self.id = id
    self.aliases = []
    self.title = title
    self.severity = severity
    self.weight = severity.weight
    self.gates = [.kickoff: .claimed]
    self.effort = .medium
    self.sources = []
    self.isWaivable = true
    self.place = place
  }
}
