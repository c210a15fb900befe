import CEL
import Diagnostics
import Schema

/// Collects, while a rule is judged, everything that its verdict is told with.
struct RuleAccount {
  let rule: Rule
  var message: String?
  var missing: [MissingValue] = []
  var notes: [String] = []
  var errors: [String] = []
  var citations: [Citation] = []
  var traces: [ExpressionTrace] = []
  var evidence: [EvidenceUse] = []

  init(rule: Rule) { self.rule = rule }

  /// Keeps an expression with the values of its parts, and cites what it read.
  mutating func record(_ trace: Trace, as role: ExpressionTrace.Role, of program: Program, isCited: Bool = true) {
    var steps: [ExpressionTrace.Step] = []
    for step in trace.steps where step.isWorthShowing {
      guard steps.count < 40 else { break }
      steps.append(ExpressionTrace.Step(text: step.text, depth: step.depth, result: step.outcome.shown))
    }
    traces.append(
      ExpressionTrace(role: role, text: program.source.text, result: trace.outcome.shown, steps: steps))
    guard isCited else { return }
    // A trace names each path once: what is read twice was read by another expression.
    let earlier = citations
    for read in trace.reads.prefix(100) where read.isCitable {
      let citation = Citation(path: read.path, value: read.value.literal, place: read.place)
      if !earlier.contains(citation) { citations.append(citation) }
    }
  }

  /// Names what is not stated, with the reason where something is written there and does not count. Where a whole
  /// section is absent, the fields of it that the claim asks for are named, so that a reader knows what to state.
  mutating func note(missing unknowns: [Unknown], of claim: Program, absences: [Absence]) {
    for unknown in unknowns {
      let written = absences.first { $0.factPath.map { $0.utf8.elementsEqual(unknown.path.utf8) } ?? false }
      for path in fields(below: unknown.path, in: claim)
      where !missing.contains(where: { $0.path.utf8.elementsEqual(path.utf8) }) {
        missing.append(
          MissingValue(path: path, place: written?.place ?? unknown.place, reason: written?.reason.description))
      }
    }
  }

  /// Says what a proof hangs on: what the evidence does not say, and what the manifest does not state.
  mutating func noteUndecided(by paths: [String]) {
    let shown = paths.filter { $0.utf8.starts(with: "evidence".utf8) }
    let stated = paths.filter { !$0.utf8.starts(with: "evidence".utf8) }
    if !shown.isEmpty { notes.append("the evidence does not say \(shown.joined(separator: ", "))") }
    if !stated.isEmpty {
      notes.append("the manifest does not state \(stated.joined(separator: ", ")), which the evidence is held against")
    }
  }

  private func fields(below path: String, in claim: Program) -> [String] {
    let prefix = path + "."
    let below = claim.attributePaths.filter { $0.utf8.starts(with: prefix.utf8) }
    // `data.sources[].access` is asked of each element, and there is none: the list is what is missing.
    let fields = below.map { String(decoding: $0.utf8.prefix { $0 != UInt8(ascii: "[") }, as: UTF8.self) }
    return fields.isEmpty ? [path] : fields
  }

  /// Words what was found.
  mutating func finish(verdict: Verdict, claim: ClaimFinding, compiled: CompiledRule, activation: Activation) {
    switch verdict {
    case .error:
      message = errors.first ?? "Could not be evaluated"
    case .missing where !missing.isEmpty:
      message = "not stated: \(missing.map(\.path).joined(separator: ", "))"
    case .missing:
      message = notes.first ?? "nothing shows it"
    case .insufficient, .contradicted, .claimed, .verified:
      let rendered = compiled.message?.rendered(activation)
      switch verdict {
      case .contradicted:
        message = RuleAssessment.contradictionLead + (rendered.map { ": \($0)" } ?? "")
      case .insufficient where claim == .none: message = rendered ?? "The evidence shows that it is not met"
      case .insufficient: message = rendered ?? "Stated, and not enough"
      case .claimed:
        message =
          rule.verify == nil
          ? rendered ?? "Stated" : notes.first.map { "Stated, not proved: \($0)" } ?? "Stated, not proved"
      default: message = rendered ?? "Shown by evidence"
      }
    case .upcoming, .notApplicable: break
    }
  }

  func assessment(_ verdict: Verdict, requiredLevel: Level?) -> RuleAssessment {
    let isMet = requiredLevel.flatMap { required in verdict.level.map { $0 >= required } } ?? false
    return RuleAssessment(
      rule: rule, verdict: verdict, requiredLevel: requiredLevel, isMet: isMet, marks: [],
      message: message ?? rule.title,
      missing: missing, notes: notes + errors.dropFirst(verdict == .error ? 1 : 0), citations: citations,
      traces: traces, evidence: evidence)
  }
}

extension Trace.Step {
  /// Constants and bare operators of a path say nothing that the step above does not.
  fileprivate var isWorthShowing: Bool {
    switch outcome {
    case .value(.bool), .unknown, .error: true
    case .value: depth <= 1 || !isPath
    }
  }
}

extension Trace.Read {
  /// Whole sections are read on the way to a value; the value is what is cited.
  fileprivate var isCitable: Bool {
    switch value {
    case .object, .map: false
    case .list(let list): list.elements.count <= 20 && !sameBytes(path, "evidence")
    default: true
    }
  }
}

extension CEL.Outcome {
  /// What an expression came to, as reports show it.
  var shown: String {
    switch self {
    case .value(let value): value.literal
    case .unknown(let unknowns): "unknown: \(unknowns.map(\.path).joined(separator: ", "))"
    case .error(let error): "error: \(error.message)"
    }
  }
}
