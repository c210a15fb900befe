public import CEL
public import Diagnostics

/// What an assessment leaves to be compared with a later one: what was decided, what each rule came to and from which
/// evidence, and by what it was judged. An assessment gives one, and so does its JSON report; both give the same.
public struct AssessmentSnapshot: Sendable, Hashable {
  /// The project's name.
  public var project: String
  /// The project's id, where it states one.
  public var projectID: String?
  /// The gate that was assessed.
  public var gate: Gate
  /// `now` of the run.
  public var asOf: Timestamp
  /// The project's decision.
  public var decision: Decision
  /// What the run came to.
  public var outcome: Outcome
  /// The version of the tool.
  public var toolVersion: String
  /// The files that the result rests on; not the report that it was itself compared with.
  public var inputs: [Provenance.Input] = []
  /// What each rubric came to, in the report's order.
  public var rubrics: [RubricSnapshot] = []
  /// The items of evidence, in the register's order.
  public var evidence: [EvidenceSnapshot] = []
  /// The paths of what was recognised and could not be read, and the patterns of what was declared and is not there.
  public var unreadable: [String] = []
  /// The manifest's waivers, in its order.
  public var waivers: [WaiverSnapshot] = []
  /// The manifest's sign-offs, in its order.
  public var signoffs: [SignoffSnapshot] = []

  /// A snapshot of which only the head is known.
  public init(
    project: String, projectID: String? = nil, gate: Gate, asOf: Timestamp, decision: Decision, outcome: Outcome,
    toolVersion: String
  ) {
    self.project = project
    self.projectID = projectID
    self.gate = gate
    self.asOf = asOf
    self.decision = decision
    self.outcome = outcome
    self.toolVersion = toolVersion
  }

  /// The item that a rule used; nil where the register has none of that index.
  func item(of use: EvidenceUse) -> EvidenceSnapshot? {
    evidence.indices.contains(use.entry) ? evidence[use.entry] : nil
  }
}

/// What one rubric came to.
public struct RubricSnapshot: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// Its title.
  public var title: String
  /// The digest of everything that it judges by.
  public var digest: Digest
  /// Its decision.
  public var decision: Decision
  /// The threshold at this gate.
  public var threshold: Int?
  /// The scores over all rules.
  public var scores: ScoreSet
  /// The areas in which rules count.
  public var areas: [AreaSnapshot] = []
  /// The parameters in byte order of their names; nil where the report does not say.
  public var parameters: [NamedValue]?
  /// The rules, in the rubric's order.
  public var rules: [RuleSnapshot] = []

  /// A rubric without areas and rules.
  public init(
    name: String, title: String, digest: Digest, decision: Decision, threshold: Int?, scores: ScoreSet
  ) {
    self.name = name
    self.title = title
    self.digest = digest
    self.decision = decision
    self.threshold = threshold
    self.scores = scores
  }
}

/// What one area came to.
public struct AreaSnapshot: Sendable, Hashable {
  /// Its name in rule ids.
  public var id: String
  /// What people call it.
  public var title: String
  /// Its scores.
  public var scores: ScoreSet

  /// An area.
  public init(id: String, title: String, scores: ScoreSet) {
    self.id = id
    self.title = title
    self.scores = scores
  }
}

/// A parameter or a cited path with its value, as reports write it.
public struct NamedValue: Sendable, Hashable {
  /// The name or the path.
  public var name: String
  /// The value in CEL's notation.
  public var value: String

  /// A value with its name.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// What one rule came to, and what it asks for.
public struct RuleSnapshot: Sendable, Hashable {
  /// Its id.
  public var id: String
  /// Its former ids.
  public var aliases: [String] = []
  /// The demand in plain words.
  public var title: String
  /// How much it weighs in the decision.
  public var severity: RuleSeverity
  /// How much it weighs in the score.
  public var weight: Int
  /// The level that it requires from each gate on.
  public var gates = RequiredLevels()
  /// Whether a waiver may cover it.
  public var isWaivable = true
  /// The digest of its expressions; nil where the report does not say.
  public var criteria: Digest?
  /// The age in seconds from which on evidence cannot prove it; nil where there is none, or the report does not say.
  public var maxAge: Int?
  /// What it came to.
  public var verdict: Verdict
  /// The level that the gate requires.
  public var requiredLevel: Level?
  /// Whether the verdict reaches it.
  public var isMet: Bool
  /// The first day on which it counts, where that was still to come.
  public var announcedFor: String?
  /// What was found.
  public var message = ""
  /// The paths that are not stated and would be needed.
  public var missing: [String] = []
  /// The values that decided.
  public var citations: [NamedValue] = []
  /// Whether its claim was evaluated: not where it has none, and is decided by evidence alone.
  public var hasClaim = true
  /// The evidence that it selected.
  public var evidence: [EvidenceUse] = []

  /// A rule with its verdict.
  public init(
    id: String, title: String, severity: RuleSeverity, weight: Int, verdict: Verdict, requiredLevel: Level?, isMet: Bool
  ) {
    self.id = id
    self.title = title
    self.severity = severity
    self.weight = weight
    self.verdict = verdict
    self.requiredLevel = requiredLevel
    self.isMet = isMet
  }

  /// Whether it applies and is not met.
  var isOpen: Bool { verdict.counts && !isMet }
}

/// An item of evidence: of which kind, in which file, with which content.
public struct EvidenceSnapshot: Sendable, Hashable {
  /// Its kind.
  public var kind: String
  /// The path of its file.
  public var path: String
  /// The digest of its file.
  public var digest: Digest

  /// An item.
  public init(kind: String, path: String, digest: Digest) {
    self.kind = kind
    self.path = path
    self.digest = digest
  }
}

/// A waiver and what became of it.
public struct WaiverSnapshot: Sendable, Hashable {
  /// The rule that it names.
  public var rule: String
  /// What became of it.
  public var state: WaiverStatus.State
  /// Why the rule may be unmet.
  public var reason: String?
  /// Who answers for it.
  public var owner: String?
  /// Who accepted it.
  public var approver: String?
  /// The first day.
  public var approvedOn: String?
  /// The last day.
  public var expiresOn: String?
  /// Why it is in this state.
  public var note: String?

  /// A waiver of which the rule is known.
  public init(rule: String, state: WaiverStatus.State) {
    self.rule = rule
    self.state = state
  }

  /// Whether it was in force.
  var isInForce: Bool { state == .covering || state == .unused }
}

/// A sign-off and whether it stood.
public struct SignoffSnapshot: Sendable, Hashable {
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
  /// Whether it stood.
  public var state: SignoffStatus.State
  /// Why, where that is not plain.
  public var note: String?

  /// A sign-off of which only the state is known.
  public init(state: SignoffStatus.State) {
    self.state = state
  }
}
