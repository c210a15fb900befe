import CEL
public import Diagnostics
import Documents
import Evidence
import Schema

/// The middle of the tool: rubrics and facts in, an assessment out. Pure: no files, no clock, no formats.
public struct Assessor: Sendable {
  /// What rules may speak of.
  public let vocabulary: Vocabulary
  /// The rubrics to judge by, in order.
  public let rubrics: [CompiledRubric]
  /// Whether CONDITIONAL GO counts as not passed.
  public let isStrict: Bool
  private let division: WorkDivision

  /// An assessor.
  ///
  /// - Parameter division: how the judging of the rules is shared out.
  public init(
    vocabulary: Vocabulary, rubrics: [CompiledRubric], isStrict: Bool, division: WorkDivision = .undivided
  ) {
    self.vocabulary = vocabulary
    self.rubrics = rubrics
    self.isStrict = isStrict
    self.division = division
  }

  /// What the executable knows and the facts do not say.
  public struct Run: Sendable {
    /// The version of the tool.
    public var toolVersion: String
    /// The command that makes the same report again.
    public var command: String
    /// The documents that the manifest names by path, with their digests, in byte order of the paths.
    public var documents: [(path: String, digest: Digest)]
    /// What was wrong before anything could be judged.
    public var diagnostics: [Diagnostic]
    /// The files of the frameworks that there are.
    public var frameworks: [SourceFile]
    /// Names of frameworks to hold against the project in any case.
    public var askedFrameworks: [String]

    /// A run.
    public init(
      toolVersion: String, command: String, documents: [(path: String, digest: Digest)] = [],
      diagnostics: [Diagnostic] = [], frameworks: [SourceFile] = [], askedFrameworks: [String] = []
    ) {
      self.toolVersion = toolVersion
      self.command = command
      self.documents = documents
      self.diagnostics = diagnostics
      self.frameworks = frameworks
      self.askedFrameworks = askedFrameworks
    }
  }

  /// Judges the facts by every rubric.
  public func assess(_ facts: Facts, run: Run) -> Assessment {
    let signoffDigest = SignoffReview.digest(
      manifest: facts.manifest, gate: facts.gate, rubrics: rubrics.map(\.digest), documents: run.documents)
    let statuses = SignoffReview.statuses(facts: facts, digest: signoffDigest)
    let bound = BoundFacts(facts, vocabulary: vocabulary, signoffs: statuses)
    let (judged, beside) = division.results(
      { judge(bound) },
      {
        let held = HeldFrameworks(
          run.frameworks, asked: run.askedFrameworks, reader: FrameworkReader(vocabulary: vocabulary), bound: bound)
        return (held: held, inputs: inputs(facts, run: run))
      })
    let held = beside.held
    let assessed = judged.rubrics
    var waivers = judged.waivers
    var diagnostics = run.diagnostics + facts.manifest.diagnostics + judged.diagnostics
    var register = EvidenceRegister(facts.evidence)
    for rubric in assessed { register.note(uses: rubric) }
    let review = FrameworkReview(assessed, on: facts.now.dateDescription)
    let compliance = held.frameworks.map { review.assessment(of: $0) }
    diagnostics.append(contentsOf: held.diagnostics)
    waivers.finish(rubrics: rubrics.map(\.rubric))
    diagnostics.append(contentsOf: rubrics.flatMap(\.warnings))
    diagnostics.append(contentsOf: waivers.diagnostics)
    diagnostics.append(contentsOf: facts.evidence.items.flatMap(\.diagnostics))
    diagnostics.append(contentsOf: facts.evidence.unreadable.flatMap(\.diagnostics).map(\.asWarning))
    let decision = OverallDecision(assessed, gate: facts.gate)
    let assessmentDigest = AssessmentDigest.digest(
      signoff: signoffDigest, rubrics: assessed, evidence: register, decision: decision.decision)
    let nodes = facts.manifest.facts["signoffs"]?.elements ?? []
    let fault = diagnostics.sortedByPlace.first { $0.severity == .error && $0.breaksTheRun }
    return Assessment(
      project: facts.manifest.identity, gate: facts.gate, statedGate: facts.manifest.gate, asOf: facts.now,
      rubrics: assessed, compliance: compliance, decision: decision.decision,
      reason: fault.map(\.reason) ?? decision.reason,
      outcome: outcome(decision.decision, assessed: assessed, diagnostics: diagnostics), isStrict: isStrict,
      evidence: register, waivers: waivers.statuses,
      signoffs: SignoffReview.compare(statuses, nodes: nodes, assessment: assessmentDigest),
      absences: facts.manifest.absences.map {
        AbsentValue(path: $0.path, place: $0.place, reason: $0.reason.description)
      },
      businessCase: BusinessCase(facts.manifest, now: facts.now), diagnostics: diagnostics.sortedByPlace,
      provenance: Provenance(
        toolVersion: run.toolVersion, inputs: beside.inputs, signoffDigest: signoffDigest,
        assessmentDigest: assessmentDigest, command: run.command))
  }

  /// What the rubrics come to, and what the waivers cover of it.
  private struct Judged: Sendable {
    var rubrics: [RubricAssessment] = []
    var waivers: WaiverReview
    var diagnostics: [Diagnostic] = []
  }

  private func judge(_ bound: BoundFacts) -> Judged {
    var judged = Judged(waivers: WaiverReview(bound.facts))
    let shared = sharedRuleIDs()
    for rubric in rubrics {
      if rubric.rubric.thresholds[bound.facts.gate] == nil {
        judged.diagnostics.append(.gateNotDecided(rubric.rubric, bound.facts.gate))
      }
      judged.rubrics.append(assess(rubric, bound: bound, waivers: &judged.waivers, shared: shared))
    }
    return judged
  }

  private func assess(
    _ compiled: CompiledRubric, bound: BoundFacts, waivers: inout WaiverReview, shared: Set<String>
  ) -> RubricAssessment {
    let rubric = compiled.rubric
    let evaluation = RuleEvaluation(rubric: compiled, bound: bound)
    let parts = division.results(over: compiled.rules.indices, shares: 8) { part in
      compiled.rules[part].map { evaluation.assess($0) }
    }
    var rules = parts.count == 1 ? parts[0] : parts.flatMap(\.self)
    for index in rules.indices where !rules[index].isMet && rules[index].verdict.counts {
      if let day = rules[index].rule.enforcedFrom, let date = try? Timestamp.parseDate(day), bound.facts.now < date {
        rules[index].marks.append(.announced(day))
      }
    }
    waivers.cover(&rules, of: rubric, isShared: { shared.contains($0) })
    let standings = rules.indices.map { RuleStanding(rules[$0], areas: rubric.areas) }
    let tally = RubricTally(of: standings, areaCount: rubric.areas.count)
    let threshold = rubric.thresholds[bound.facts.gate]
    let judge = RubricJudge(
      policy: compiled.policy, vocabulary: vocabulary, gate: bound.facts.gate, threshold: threshold,
      areaCount: rubric.areas.count)
    let (counts, scores) = (tally.overall.counts, tally.overall.scores)
    let decision = counts.applicable == 0 ? .nothingToDecide : judge.decision(on: standings)
    var assessment = RubricAssessment(
      name: rubric.name, title: rubric.title, digest: compiled.digest, decision: decision,
      reason: DecisionReason(
        decision: decision, rules: rules, scores: scores, threshold: threshold, gate: bound.facts.gate,
        isDefaultPolicy: compiled.policy.isDefault
      ).sentence, threshold: threshold, scores: scores, areas: tally.areas(titles: rubric.areas), counts: counts,
      rules: rules, wayToGo: WayToGoSearch(rules: standings, judge: judge).way(from: decision),
      tailoring: rubric.tailoring, scale: compiled.scale?.assessment(of: rules) { evaluation.holds($0) })
    assessment.robustness = RobustnessReview(
      rules: rules, standings: standings, judge: judge, waivable: waivers.standby, now: bound.facts.now
    ).review(decision)
    assessment.parameters = rubric.sortedParameters.map { NamedValue(name: $0.name, value: $0.value.description) }
    return assessment
  }

  /// Broken before anything else: an input or a rule that could not be evaluated.
  private func outcome(
    _ decision: Decision, assessed: [RubricAssessment], diagnostics: [Diagnostic]
  ) -> Outcome {
    let hasErrors = assessed.contains { rubric in
      let rules = rubric.rules
      return rules.indices.contains { rules[$0].verdict == .error && rules[$0].announcedFor == nil }
    }
    if hasErrors || diagnostics.contains(where: { $0.severity == .error && $0.breaksTheRun }) { return .broken }
    switch decision {
    case .go: return .passed
    case .conditionalGo: return isStrict ? .notPassed : .passed
    case .noGo, .nothingToDecide: return .notPassed
    }
  }

  private func sharedRuleIDs() -> Set<String> {
    guard rubrics.count > 1 else { return [] }
    var seen: Set<String> = []
    var shared: Set<String> = []
    for rule in rubrics.flatMap(\.rubric.rules) where !seen.insert(rule.id).inserted { shared.insert(rule.id) }
    return shared
  }

  /// The files that the assessment was made from.
  private func inputs(_ facts: Facts, run: Run) -> [Provenance.Input] {
    var inputs = [
      Provenance.Input(role: "manifest", path: facts.manifest.file.path, digest: facts.manifest.file.digest)
    ]
    for rubric in rubrics {
      for (index, file) in rubric.rubric.files.enumerated() where !inputs.contains(where: { $0.path == file.path }) {
        inputs.append(Provenance.Input(role: index == 0 ? "rubric" : "rules", path: file.path, digest: file.digest))
      }
    }
    inputs.append(
      contentsOf: run.documents.map { Provenance.Input(role: "document", path: $0.path, digest: $0.digest) })
    return inputs
  }
}

extension Diagnostic {
  static func gateNotDecided(_ rubric: Rubric, _ gate: Gate) -> Diagnostic {
    let gates = Gate.allCases.filter { rubric.thresholds[$0] != nil }.map(\.rawValue)
    return Diagnostic(
      .error, id: "rubric.gate-not-decided",
      "the rubric '\(rubric.name)' states no threshold for the gate '\(gate.rawValue)' and does not decide it",
      at: rubric.place, notes: [Note("it decides: \(gates.joined(separator: ", "))")])
  }

  /// What is wrong with an artifact shows in the verdicts of the rules that select it; elsewhere it is a warning.
  fileprivate var asWarning: Diagnostic {
    var warning = self
    if severity == .error { warning.severity = .warning }
    return warning
  }

  /// Why nothing that was decided can be relied on.
  fileprivate var reason: String {
    let place = place.map { " (\($0.description))" } ?? ""
    return "An input could not be used as it is: \(message)\(place)."
  }

  /// A waiver that covers nothing is told and does not keep the rest from being judged.
  fileprivate var breaksTheRun: Bool { !id.utf8.starts(with: "waiver.".utf8) }
}
