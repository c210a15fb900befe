public import Diagnostics

/// What one rule comes to, and from what.
public struct RuleAssessment: Sendable {
  /// The rule as the rubric has it: words, severity, levels, expressions.
  public var rule: Rule
  /// What it comes to.
  public var verdict: Verdict
  /// The level that this gate requires; nil before the rule's first gate.
  public var requiredLevel: Level?
  /// Whether the verdict reaches it.
  public var isMet: Bool
  /// What is laid over it, if it is unmet.
  public var marks: [Mark]
  /// What was found, in one line for people: the rule's message, or what is missing.
  public var message: String
  /// How the message begins where evidence contradicts the claim. What the evidence says follows behind a colon.
  public static let contradictionLead = "Stated, and the evidence says otherwise"
  /// What is not stated and would be needed, with the place where it belongs, sorted by path.
  public var missing: [MissingValue]
  /// Further facts: why evidence proves nothing, that `when` was unknown ….
  public var notes: [String]
  /// The values that decided, each with its place, in the order in which they were read.
  public var citations: [Citation]
  /// The expressions with the values of their parts.
  public var traces: [ExpressionTrace]
  /// The evidence that the rule selected.
  public var evidence: [EvidenceUse]

  /// All of it.
  public init(
    rule: Rule, verdict: Verdict, requiredLevel: Level?, isMet: Bool, marks: [Mark], message: String,
    missing: [MissingValue], notes: [String], citations: [Citation], traces: [ExpressionTrace],
    evidence: [EvidenceUse]
  ) {
    self.rule = rule
    self.verdict = verdict
    self.requiredLevel = requiredLevel
    self.isMet = isMet
    self.marks = marks
    self.message = message
    self.missing = missing
    self.notes = notes
    self.citations = citations
    self.traces = traces
    self.evidence = evidence
  }

  /// Whether the rule stands in the way: unmet, in force and not waived.
  public var blocks: Bool { !isMet && verdict.counts && marks.isEmpty }

  /// Whether a waiver in force covers it.
  public var isWaived: Bool { waiver != nil }

  /// The index of the waiver that covers it.
  public var waiver: Int? {
    for case .waived(let index) in marks { return index }
    return nil
  }

  /// The day from which the rule counts, where that is still to come.
  public var announcedFor: String? {
    for case .announced(let day) in marks { return day }
    return nil
  }
}

/// A value that a rule needs and nobody stated.
public struct MissingValue: Sendable, Hashable {
  /// Its path, such as `release.rollback.max_minutes`.
  public var path: String
  /// Where it belongs: the nearest thing above it that is there.
  public var place: SourceRange?
  /// Why a value that is written there does not count, where one is.
  public var reason: String?

  /// A value that is missing.
  public init(path: String, place: SourceRange?, reason: String? = nil) {
    self.path = path
    self.place = place
    self.reason = reason
  }
}

/// A value that a verdict was decided from.
public struct Citation: Sendable, Hashable {
  /// Its path, such as `release.rollback.max_minutes` or `evidence[0].failures`.
  public var path: String
  /// The value in CEL's notation.
  public var value: String
  /// Where it stands.
  public var place: SourceRange?

  /// A value with its place.
  public init(path: String, value: String, place: SourceRange?) {
    self.path = path
    self.value = value
    self.place = place
  }
}

/// An expression and what its parts came to.
public struct ExpressionTrace: Sendable, Hashable {
  /// Which expression of a rule.
  public enum Role: String, Sendable, Hashable, CaseIterable {
    case when
    case claim
    case evidence
    case verify
  }

  /// A part of the expression.
  public struct Step: Sendable, Hashable {
    /// The part's text.
    public var text: String
    /// How deep it stands in the expression; 0 is the whole.
    public var depth: Int
    /// `true`, `120`, `'canary'`, `unknown` or `error: …`.
    public var result: String

    /// A part.
    public init(text: String, depth: Int, result: String) {
      self.text = text
      self.depth = depth
      self.result = result
    }
  }

  /// Which expression it is.
  public var role: Role
  /// Its text.
  public var text: String
  /// What the whole came to.
  public var result: String
  /// Its parts that are worth showing, in the order of the text.
  public var steps: [Step]

  /// A trace.
  public init(role: Role, text: String, result: String, steps: [Step]) {
    self.role = role
    self.text = text
    self.result = result
    self.steps = steps
  }
}

/// How a rule used an item of evidence.
public struct EvidenceUse: Sendable, Hashable {
  /// Whether the item could prove anything.
  public enum Standing: String, Sendable, Hashable, CaseIterable {
    case fresh
    /// Too old, or of no stated time where the rule asks for one. It cannot prove, and still contradicts.
    case stale
    /// It speaks of another version of the model, and proves nothing.
    case otherModelVersion = "other_model_version"
  }

  /// Its index in the evidence register.
  public var entry: Int
  /// Whether it could prove anything.
  public var standing: Standing

  /// A use.
  public init(entry: Int, standing: Standing) {
    self.entry = entry
    self.standing = standing
  }
}
