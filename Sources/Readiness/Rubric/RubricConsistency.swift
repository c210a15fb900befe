import Diagnostics

/// What a resolved rubric must hold to, beyond its schema: unique ids, known areas, levels that do not fall, expressions
/// that belong together.
enum RubricConsistency {
  static func problems(in rubric: Rubric) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var seen: [String: SourceRange] = [:]
    seen.reserveCapacity(rubric.rules.count)
    func note(_ name: String, _ place: SourceRange) {
      let first = seen.updateValue(place, forKey: name)
      guard let first else { return }
      seen[name] = first
      diagnostics.append(.repeatedID(name, at: place, first: first))
    }
    for rule in rubric.rules {
      note(rule.id, rule.place)
      for alias in rule.aliases { note(alias, rule.place) }
      if !rubric.areas.contains(where: { rule.belongs(to: $0.id) }) {
        diagnostics.append(.ruleWithoutArea(rule, among: rubric.areas.map(\.id)))
      }
      diagnostics.append(contentsOf: problems(in: rule))
    }
    diagnostics.append(contentsOf: ScaleConsistency.problems(in: rubric))
    return diagnostics
  }

  private static func problems(in rule: Rule) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    if rule.claim == nil, rule.verify == nil { diagnostics.append(.demandsNothing(rule)) }
    if let verify = rule.verify, rule.evidence == nil { diagnostics.append(.verifyWithoutEvidence(rule, verify)) }
    if let evidence = rule.evidence, rule.verify == nil { diagnostics.append(.evidenceWithoutVerify(rule, evidence)) }
    if rule.gates.isEmpty { diagnostics.append(.noGate(rule)) }
    if rule.verify == nil, rule.gates.contains(.verified) { diagnostics.append(.cannotBeVerified(rule)) }
    if rule.claim == nil, rule.gates.contains(.claimed) { diagnostics.append(.cannotBeClaimed(rule)) }
    var level: Level?
    for gate in Gate.allCases {
      guard let next = rule.gates[gate] else { continue }
      if let level, next < level { diagnostics.append(.levelFalls(rule, gate)) }
      level = next
    }
    return diagnostics
  }
}

extension Diagnostic {
  static func repeatedID(_ id: String, at place: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.repeated-id", "the id '\(id)' is used twice", at: place,
      notes: [Note("first here", place: first)])
  }

  static func ruleWithoutArea(_ rule: Rule, among areas: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.unknown-area", "the rubric has no area '\(rule.area)'", at: rule.place,
      fix: didYouMean(rule.area, among: areas) ?? "list it under `areas:`")
  }

  static func demandsNothing(_ rule: Rule) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.demands-nothing", "the rule '\(rule.id)' has neither a claim nor a verify", at: rule.place)
  }

  static func verifyWithoutEvidence(_ rule: Rule, _ verify: SourceFragment) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.verify-without-evidence", "'\(rule.id)' verifies, and says not by what evidence",
      at: verify.range, fix: "add `evidence: artifacts.…`")
  }

  static func evidenceWithoutVerify(_ rule: Rule, _ evidence: SourceFragment) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.evidence-without-verify", "'\(rule.id)' selects evidence, and says not what it must show",
      at: evidence.range, fix: "add `verify: …`")
  }

  static func noGate(_ rule: Rule) -> Diagnostic {
    Diagnostic(.error, id: "rubric.no-gate", "'\(rule.id)' is required at no gate", at: rule.place)
  }

  static func cannotBeVerified(_ rule: Rule) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.cannot-be-verified", "'\(rule.id)' must be verified, and has no verify: it can never be met",
      at: rule.place)
  }

  static func cannotBeClaimed(_ rule: Rule) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.cannot-be-claimed",
      "'\(rule.id)' has no claim, so that its level is `verified` from its first gate on", at: rule.place)
  }

  static func levelFalls(_ rule: Rule, _ gate: Gate) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.level-falls", "'\(rule.id)' requires less at \(gate.rawValue) than before", at: rule.place)
  }
}
