public import Diagnostics

/// One demand, as the rubric states it: words for people, expressions for the engine. Parsed, not yet compiled.
///
/// What it states is in `Statement`, and read as if it were the rule's own:
///
/// ```swift
/// rule.severity = .minor
/// ```
@dynamicMemberLookup
public struct Rule: Sendable {
  /// Rules are large and handed on all the time, from rubric to assessment to report, and hardly ever changed: what one
  /// states is kept once, and a copy of the rule is one reference.
  @usableFromInline
  final class Storage: Sendable {
    @usableFromInline let statement: Statement

    @inlinable
    init(_ statement: Statement) { self.statement = statement }
  }

  @usableFromInline var storage: Storage

  /// The rule that states this.
  @inlinable
  public init(_ statement: Statement) { storage = Storage(statement) }

  /// A rule of which only the essentials are known.
  public init(id: String, title: String, severity: RuleSeverity, place: SourceRange) {
    self.init(Statement(id: id, title: title, severity: severity, place: place))
  }

  /// What is stated of it.
  @inlinable
  public subscript<Member>(dynamicMember member: KeyPath<Statement, Member>) -> Member {
    storage.statement[keyPath: member]
  }

  /// What is stated of it; a change makes another rule, and leaves all copies as they are.
  @inlinable
  public subscript<Member>(dynamicMember member: WritableKeyPath<Statement, Member>) -> Member {
    get { storage.statement[keyPath: member] }
    set {
      var statement = storage.statement
      statement[keyPath: member] = newValue
      storage = Storage(statement)
    }
  }
}

extension Rule {
  /// The area that the rule belongs to.
  public var area: String {
    String(decoding: self.id.utf8.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
  }

  /// Whether the rule belongs to an area.
  func belongs(to area: String) -> Bool {
    let (id, area) = (self.id.utf8.span, area.utf8.span)
    guard id.count >= area.count, id.count == area.count || id[area.count] == UInt8(ascii: ".") else { return false }
    return area.indices.allSatisfy { id[$0] == area[$0] && area[$0] != UInt8(ascii: ".") }
  }

  /// The level that a gate requires; nil before the rule's first gate.
  public func requiredLevel(at gate: Gate) -> Level? { self.gates.level(at: gate) }

  /// What a rubric states of a rule.
  public struct Statement: Sendable {
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
    public var gates: RequiredLevels
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

    /// The essentials, and nothing else.
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
}
