import CEL
import Diagnostics
import Evidence

/// Judges the rules of one rubric on one project's facts.
struct RuleEvaluation: Sendable {
  let rubric: CompiledRubric
  let bound: BoundFacts
  private let claimActivation: Activation
  private let selectionActivation: Activation
  private let verificationActivations: [String: Activation]
  private var facts: Facts { bound.facts }
  private var judge: EvidenceJudge { EvidenceJudge(facts: facts) }

  init(rubric: CompiledRubric, bound: BoundFacts) {
    self.rubric = rubric
    self.bound = bound
    claimActivation = bound.activation(in: rubric.environments.claim, parameters: rubric.parameters)
    selectionActivation = bound.activation(in: rubric.environments.selection, parameters: rubric.parameters)
    verificationActivations = rubric.environments.verification.mapValues {
      bound.activation(in: $0, parameters: rubric.parameters)
    }
  }

  /// The rule's verdict with all that it was decided from. Waivers are laid over it later.
  func assess(_ compiled: CompiledRule) -> RuleAssessment {
    let rule = compiled.rule
    var account = RuleAccount(rule: rule)
    guard let required = rule.requiredLevel(at: facts.gate) else {
      account.message = "demanded from \(firstGate(of: rule).title) on"
      return account.assessment(.upcoming, requiredLevel: nil)
    }
    switch applies(compiled, &account) {
    case .no: return account.assessment(.notApplicable, requiredLevel: required)
    case .error: return account.assessment(.error, requiredLevel: required)
    case .yes: break
    }
    let claim = claimFinding(compiled, &account)
    let evidence = evidenceFinding(compiled, &account)
    let verdict = Verdict.of(claim: claim, evidence: evidence)
    account.finish(verdict: verdict, claim: claim, compiled: compiled, activation: claimActivation)
    return account.assessment(verdict, requiredLevel: required)
  }

  /// Whether a condition over the manifest holds; what is not known does not.
  func holds(_ condition: Program) -> Bool {
    if case .value(.bool(true)) = condition.evaluate(claimActivation) { true } else { false }
  }

  private enum Applies { case yes, no, error }

  private func applies(_ compiled: CompiledRule, _ account: inout RuleAccount) -> Applies {
    guard let when = compiled.when else { return .yes }
    let trace = when.trace(claimActivation)
    account.record(trace, as: .when, of: when)
    switch trace.outcome {
    case .value(.bool(false)):
      account.message = "does not apply to this project"
      return .no
    case .value: return .yes
    case .unknown(let unknowns):
      account.notes.append(
        "whether the rule applies is not known (\(unknowns.map(\.path).joined(separator: ", "))), so that it does")
      return .yes
    case .error(let error):
      account.errors.append("when: \(error.message)")
      return .error
    }
  }

  private func claimFinding(_ compiled: CompiledRule, _ account: inout RuleAccount) -> ClaimFinding {
    guard let claim = compiled.claim else { return .none }
    let trace = claim.trace(claimActivation)
    account.record(trace, as: .claim, of: claim)
    switch trace.outcome {
    case .value(.bool(true)): return .holds
    case .value: return .fails
    case .unknown(let unknowns):
      account.note(missing: unknowns, of: claim, absences: facts.manifest.absences)
      return .unknown
    case .error(let error):
      account.errors.append("claim: \(error.message)")
      return .error
    }
  }

  private func evidenceFinding(_ compiled: CompiledRule, _ account: inout RuleAccount) -> EvidenceFinding {
    guard let select = compiled.evidence, let verify = compiled.verify, let kind = compiled.itemKind else {
      return .notAsked
    }
    let lost = lostEvidence(of: compiled)
    guard lost.isEmpty else {
      account.errors.append(contentsOf: lost)
      return .unreadable
    }
    let trace = select.trace(selectionActivation)
    account.record(trace, as: .evidence, of: select, isCited: false)
    let selected: [Int]
    switch trace.outcome {
    case .error(let error):
      account.errors.append("evidence: \(error.message)")
      return .error
    case .unknown(let unknowns):
      account.notes.append(
        "which evidence counts is not known (\(unknowns.map(\.path).joined(separator: ", "))), so that none does")
      return .none
    case .value(.list(let list)): selected = bound.evidence.itemIndices(of: list)
    case .value: selected = []
    }
    let standings = selected.map { judge.standing(of: facts.evidence.items[$0], maxAge: compiled.rule.maxAge) }
    account.evidence = zip(selected, standings).map { EvidenceUse(entry: $0, standing: $1) }
    let relevant = zip(selected, standings).filter { $1 != .otherModelVersion }.map(\.0)
    let fresh = zip(selected, standings).filter { $1 == .fresh }.map(\.0)
    guard !relevant.isEmpty else {
      account.notes.append(
        selected.isEmpty
          ? noneSelected(kind)
          : "the evidence speaks of another version of the model than \(facts.manifest.modelVersion ?? "")")
      return .none
    }
    if let disagreement = judge.disagreement(of: relevant.map { facts.evidence.items[$0] }) {
      account.notes.append(disagreement)
      return .unknown
    }
    return verifyFinding(verify, kind: kind, relevant: relevant, fresh: fresh, &account)
  }

  private func noneSelected(_ kind: String) -> String {
    facts.evidence.items.contains { sameBytes($0.kind, kind) }
      ? "there is no evidence: the project has \(kind.spokenKind), and none of them is one that this is about"
      : "there is no evidence: the project has no \(kind.spokenKind)"
  }

  private func verifyFinding(
    _ verify: Program, kind: String, relevant: [Int], fresh: [Int], _ account: inout RuleAccount
  ) -> EvidenceFinding {
    guard var activation = verificationActivations[kind] else { return .error }
    activation.bind("evidence", to: bound.evidence.selection(of: relevant))
    let trace = verify.trace(activation)
    account.record(trace, as: .verify, of: verify)
    switch trace.outcome {
    case .error(let error):
      account.errors.append("verify: \(error.message)")
      return .error
    case .value(.bool(false)): return .denies
    case .unknown(let unknowns):
      account.noteUndecided(by: unknowns.map(\.path))
      // Fresh items alone could still decide; together they do not.
      return .unknown
    case .value: break
    }
    guard fresh.count < relevant.count else { return .provesFresh }
    guard !fresh.isEmpty else {
      account.notes.append("the evidence is stale: too old, or of no stated time")
      return .provesOnlyStale
    }
    activation.bind("evidence", to: bound.evidence.selection(of: fresh))
    switch verify.evaluate(activation) {
    case .value(.bool(true)): return .provesFresh
    case .error(let error):
      account.errors.append("verify: \(error.message)")
      return .error
    case .value, .unknown:
      account.notes.append("the fresh evidence alone does not prove it")
      return .provesOnlyStale
    }
  }

  /// Evidence that a rule selects from and that is lost: what cannot be read is not what is not there.
  private func lostEvidence(of compiled: CompiledRule) -> [String] {
    let absent = facts.evidence.declarations.filter { $0.matches.isEmpty }
    guard !facts.evidence.unreadable.isEmpty || !absent.isEmpty else { return [] }
    let kinds = compiled.kinds
    var lost: [String] = []
    for unreadable in facts.evidence.unreadable where kinds.contains(unreadable.kind) {
      let reason = unreadable.diagnostics.first?.message ?? "it cannot be read"
      lost.append("\(unreadable.file.path) cannot be read: \(reason)")
    }
    for declaration in absent where kinds.contains(declaration.kind) {
      lost.append("\(declaration.pattern) is declared at \(declaration.place) and is not there")
    }
    return lost
  }

  private func firstGate(of rule: Rule) -> Gate {
    Gate.allCases.first { rule.gates[$0] != nil } ?? .kickoff
  }
}

extension String {
  /// A kind of evidence as a sentence has it: `test_reports` is `test reports`.
  var spokenKind: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }
}
