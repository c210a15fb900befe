public import Diagnostics
public import Evidence

/// Every file that was read and what it was used for; every file that was not, and why.
public struct EvidenceRegister: Sendable {
  /// An item of evidence.
  public struct Entry: Sendable, Hashable {
    /// Its kind.
    public var kind: String
    /// Its dialect.
    public var format: String
    /// Where it stands.
    public var place: SourceRange
    /// The digest of its file.
    public var digest: Digest
    /// The program that wrote it, with its version where stated.
    public var tool: String?
    /// The time that its content states.
    public var producedAt: String?
    /// The commit that it states.
    public var commit: String?
    /// The model version that it states.
    public var modelVersion: String?
    /// The digest of the data that it states.
    public var datasetDigest: String?
    /// The rules that selected it, as `<rubric>/<rule id>`.
    public var usedBy: [String]

    /// An entry that nobody has used yet.
    public init(
      kind: String, format: String, place: SourceRange, digest: Digest, tool: String? = nil,
      producedAt: String? = nil, commit: String? = nil, modelVersion: String? = nil, datasetDigest: String? = nil
    ) {
      self.kind = kind
      self.format = format
      self.place = place
      self.digest = digest
      self.tool = tool
      self.producedAt = producedAt
      self.commit = commit
      self.modelVersion = modelVersion
      self.datasetDigest = datasetDigest
      self.usedBy = []
    }
  }

  /// A file that was recognised and could not be read, or a declared one that is not there.
  public struct Unreadable: Sendable, Hashable {
    /// The kind.
    public var kind: String
    /// The path or, of a declaration without a match, the pattern.
    public var path: String
    /// What is wrong, one line.
    public var reason: String
    /// Where it is wrong, or where it is declared.
    public var place: SourceRange?

    /// A file that could not be read.
    public init(kind: String, path: String, reason: String, place: SourceRange?) {
      self.kind = kind
      self.path = path
      self.reason = reason
      self.place = place
    }
  }

  /// The items, by kind, path bytes and offset.
  public var entries: [Entry]
  /// What could not be read.
  public var unreadable: [Unreadable]
  /// What was passed over.
  public var passedOver: [EvidenceCollection.PassedOver]

  /// A register.
  public init(entries: [Entry], unreadable: [Unreadable], passedOver: [EvidenceCollection.PassedOver]) {
    self.entries = entries
    self.unreadable = unreadable
    self.passedOver = passedOver
  }
}

/// A waiver and what became of it.
public struct WaiverStatus: Sendable, Hashable {
  /// What became of a waiver.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// It is in force and covers an unmet rule.
    case covering
    /// It is in force; the rule is met, or its verdict is none that the waiver covers.
    case unused
    /// Its time has not come or has passed, or it is for another gate.
    case notInForce = "not_in_force"
    /// A field is missing or wrong; it covers nothing.
    case invalid
    /// Its rule is in no rubric of the run.
    case unknownRule = "unknown_rule"
  }

  /// The rule that it names.
  public var rule: String
  /// Why the rule may be unmet.
  public var reason: String?
  /// Who answers for it.
  public var owner: String?
  /// Who accepted it.
  public var approver: String?
  /// The first day, as an ISO date.
  public var approvedOn: String?
  /// The last day, as an ISO date.
  public var expiresOn: String?
  /// The ticket.
  public var ticket: String?
  /// What is done instead.
  public var compensation: String?
  /// What became of it.
  public var state: State
  /// Why, where that is not plain.
  public var note: String?
  /// Whole days from the assessment to the end of the last day; nil where it is not in force.
  public var daysLeft: Int?
  /// Where it stands in the manifest.
  public var place: SourceRange

  /// A waiver of which the rule is known.
  public init(rule: String, state: State, place: SourceRange) {
    self.rule = rule
    self.state = state
    self.place = place
  }

  /// Whether it expires within thirty days of the assessment.
  public var expiresSoon: Bool { daysLeft.map { $0 <= 30 } ?? false }
}

/// A sign-off and whether it still stands.
public struct SignoffStatus: Sendable, Hashable {
  /// Whether a sign-off stands.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// It is for this gate and for the manifest as it is.
    case standing
    /// It stands, and was given on other evidence than there is now.
    case onOtherEvidence = "on_other_evidence"
    /// The manifest, a rubric or a document has changed since.
    case stale
    /// It is for another gate.
    case otherGate = "other_gate"
    /// It is dated after the assessment.
    case inFuture = "in_future"
    /// A field is missing or wrong.
    case invalid
  }

  /// The gate.
  public var gate: String?
  /// The role of the person.
  public var role: String?
  /// The person.
  public var person: String?
  /// The day.
  public var signedOn: String?
  /// The digest that was signed.
  public var digest: String?
  /// Whether it stands.
  public var state: State
  /// Why, where that is not plain.
  public var note: String?
  /// Where it stands in the manifest.
  public var place: SourceRange

  /// A sign-off.
  public init(state: State, place: SourceRange) {
    self.state = state
    self.place = place
  }
}
