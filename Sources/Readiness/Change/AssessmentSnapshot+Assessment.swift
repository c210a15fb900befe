import CEL
import Diagnostics

extension AssessmentSnapshot {
  /// What an assessment leaves: the same as its JSON report.
  public init(_ assessment: Assessment) {
    self.init(
      project: assessment.project.name, projectID: assessment.project.id, gate: assessment.gate, asOf: assessment.asOf,
      decision: assessment.decision, outcome: assessment.outcome, toolVersion: assessment.provenance.toolVersion)
    inputs = assessment.provenance.inputs.filter { !$0.isBaseline }
    rubrics = assessment.rubrics.map(RubricSnapshot.init)
    evidence = assessment.evidence.entries.map {
      EvidenceSnapshot(kind: $0.kind, path: $0.place.file.path, digest: $0.digest)
    }
    unreadable = assessment.evidence.unreadable.map(\.path)
    waivers = assessment.waivers.map(WaiverSnapshot.init)
    signoffs = assessment.signoffs.map(SignoffSnapshot.init)
  }
}

extension Provenance.Input {
  /// The role of the report that an assessment is compared with. It decides nothing, so that it is no input of a comparison.
  public static let baselineRole = "baseline"

  /// Whether it is the report that the assessment was compared with.
  public var isBaseline: Bool { sameBytes(role, Self.baselineRole) }
}

extension RubricSnapshot {
  fileprivate init(_ rubric: RubricAssessment) {
    self.init(
      name: rubric.name, title: rubric.title, digest: rubric.digest, decision: rubric.decision,
      threshold: rubric.threshold, scores: rubric.scores)
    areas = rubric.areas.map { AreaSnapshot(id: $0.id, title: $0.title, scores: $0.scores) }
    parameters = rubric.parameters
    rules = rubric.rules.map(RuleSnapshot.init)
  }
}

extension RuleSnapshot {
  fileprivate init(_ assessed: RuleAssessment) {
    let rule = assessed.rule
    self.init(
      id: rule.id, title: rule.title, severity: rule.severity, weight: rule.weight, verdict: assessed.verdict,
      requiredLevel: assessed.requiredLevel, isMet: assessed.isMet)
    aliases = rule.aliases
    gates = rule.gates
    isWaivable = rule.isWaivable
    criteria = rule.criteria
    maxAge = rule.maxAgeInSeconds
    announcedFor = assessed.announcedFor
    message = assessed.message
    missing = assessed.missing.map(\.path)
    citations = assessed.citations.map { NamedValue(name: $0.path, value: $0.value) }
    hasClaim = assessed.traces.contains { $0.role == .claim }
    evidence = assessed.evidence
  }
}

extension WaiverSnapshot {
  fileprivate init(_ waiver: WaiverStatus) {
    self.init(rule: waiver.rule, state: waiver.state)
    reason = waiver.reason
    owner = waiver.owner
    approver = waiver.approver
    approvedOn = waiver.approvedOn
    expiresOn = waiver.expiresOn
    note = waiver.note
  }
}

extension SignoffSnapshot {
  fileprivate init(_ signoff: SignoffStatus) {
    self.init(state: signoff.state)
    gate = signoff.gate
    role = signoff.role
    person = signoff.person
    signedOn = signoff.signedOn
    digest = signoff.digest
    note = signoff.note
  }
}
