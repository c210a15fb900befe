public import CEL
public import Diagnostics

/// Everything that a report may say of one run, complete and free of any format. Reports are pure functions of it.
public struct Assessment: Sendable {
  /// The project, as its manifest names it.
  public var project: ProjectIdentity
  /// The gate that was assessed.
  public var gate: Gate
  /// The gate that the manifest names, where it names one.
  public var statedGate: Gate?
  /// `now` for the run.
  public var asOf: Timestamp
  /// The rubrics, in the order in which they were asked for.
  public var rubrics: [RubricAssessment]
  /// The frameworks that there are, and what those that apply come to, in byte order of their names.
  public var compliance: [FrameworkAssessment]
  /// The worst of the rubrics' decisions; NO-GO where none decides.
  public var decision: Decision
  /// Why, in one sentence without rule ids.
  public var reason: String
  /// What the run comes to.
  public var outcome: Outcome
  /// Whether CONDITIONAL GO counts as not passed.
  public var isStrict: Bool
  /// Every file that was read, and every one that was not.
  public var evidence: EvidenceRegister
  /// The manifest's waivers, in its order.
  public var waivers: [WaiverStatus]
  /// The manifest's sign-offs, in its order.
  public var signoffs: [SignoffStatus]
  /// The values of the manifest that count as absent, by place.
  public var absences: [AbsentValue]
  /// The return on investment, KPIs and milestones as stated.
  public var businessCase: BusinessCase
  /// What is wrong with the manifest, the rubrics and the evidence.
  public var diagnostics: [Diagnostic]
  /// Who made this report of what, and how to make it again.
  public var provenance: Provenance
  /// What is different from an earlier report, where it was compared with one.
  public var change: AssessmentChange?

  /// All of it.
  public init(
    project: ProjectIdentity, gate: Gate, statedGate: Gate?, asOf: Timestamp, rubrics: [RubricAssessment],
    compliance: [FrameworkAssessment] = [], decision: Decision, reason: String, outcome: Outcome, isStrict: Bool,
    evidence: EvidenceRegister,
    waivers: [WaiverStatus], signoffs: [SignoffStatus], absences: [AbsentValue], businessCase: BusinessCase,
    diagnostics: [Diagnostic], provenance: Provenance
  ) {
    self.project = project
    self.gate = gate
    self.statedGate = statedGate
    self.asOf = asOf
    self.rubrics = rubrics
    self.compliance = compliance
    self.decision = decision
    self.reason = reason
    self.outcome = outcome
    self.isStrict = isStrict
    self.evidence = evidence
    self.waivers = waivers
    self.signoffs = signoffs
    self.absences = absences
    self.businessCase = businessCase
    self.diagnostics = diagnostics
    self.provenance = provenance
  }
}

/// Which project an assessment is of.
public struct ProjectIdentity: Sendable, Hashable {
  /// `project.name`.
  public var name: String
  /// `project.id`, where stated.
  public var id: String?
  /// `project.description`, where stated.
  public var description: String?
  /// `project.repository`, where stated; untrusted, as everything from a manifest.
  public var repository: String?
  /// `project.risk_tier`, where stated.
  public var riskTier: String?
  /// `model.version`, where stated.
  public var modelVersion: String?
  /// `business.champion`'s name or the business sponsor's, where stated.
  public var sponsor: String?

  /// A project.
  public init(
    name: String, id: String? = nil, description: String? = nil, repository: String? = nil, riskTier: String? = nil,
    modelVersion: String? = nil, sponsor: String? = nil
  ) {
    self.name = name
    self.id = id
    self.description = description
    self.repository = repository
    self.riskTier = riskTier
    self.modelVersion = modelVersion
    self.sponsor = sponsor
  }
}

/// A value of the manifest that is written but says nothing: null, empty, a placeholder, not a number.
public struct AbsentValue: Sendable, Hashable {
  /// Its path, such as `release.rollback.max_minutes`.
  public var path: String
  /// Where it stands.
  public var place: SourceRange
  /// Why it counts as absent.
  public var reason: String

  /// A value and why it counts as absent.
  public init(path: String, place: SourceRange, reason: String) {
    self.path = path
    self.place = place
    self.reason = reason
  }
}

/// Who made a report of what.
public struct Provenance: Sendable, Hashable {
  /// A file that the result rests on.
  public struct Input: Sendable, Hashable {
    /// `manifest`, `rubric`, `rules`, `document` or `baseline`.
    public var role: String
    /// Its path.
    public var path: String
    /// Its digest.
    public var digest: Digest

    /// A file.
    public init(role: String, path: String, digest: Digest) {
      self.role = role
      self.path = path
      self.digest = digest
    }
  }

  /// The version of the tool.
  public var toolVersion: String
  /// The manifest, then the rubrics and rule files.
  public var inputs: [Input]
  /// The digest that a sign-off of this manifest at this gate has to name.
  public var signoffDigest: Digest?
  /// The digest of the assessment itself: of all that was decided, from which inputs.
  public var assessmentDigest: Digest?
  /// The command that makes the same report again.
  public var command: String

  /// A provenance.
  public init(
    toolVersion: String, inputs: [Input], signoffDigest: Digest? = nil, assessmentDigest: Digest? = nil,
    command: String
  ) {
    self.toolVersion = toolVersion
    self.inputs = inputs
    self.signoffDigest = signoffDigest
    self.assessmentDigest = assessmentDigest
    self.command = command
  }
}
