import Diagnostics
import Readiness

// What the JSON report says of a rubric and of its rules.

extension RubricAssessment {
  var json: JSONValue {
    .object([
      ("name", .string(name)),
      ("title", .string(title)),
      ("digest", .string(digest.description)),
      ("decision", .string(decision.rawValue)),
      ("reason", .string(reason)),
      ("threshold", .optional(threshold)),
      ("scores", scores.json),
      ("counts", counts.json),
      (
        "areas",
        .array(
          areas.map { area in
            .object([
              ("id", .string(area.id)), ("title", .string(area.title)), ("scores", area.scores.json),
              ("counts", area.counts.json),
            ])
          })
      ),
      ("way_to_go", way),
      (
        "tailoring",
        .array(
          tailoring.map { note in
            .object([
              ("from", .string(note.from)), ("subject", .string(note.subject)), ("change", .string(note.change)),
              ("reason", .string(note.reason)), ("effect", .string(note.effect.rawValue)),
            ])
          })
      ),
      ("rules", .array(rules.map(\.json))),
    ])
  }

  private var way: JSONValue {
    .object([
      (
        "steps",
        .array(
          wayToGo.steps.map { step in
            .object([
              ("rule", .optional(rules.indices.contains(step.rule) ? rules[step.rule].rule.id : nil)),
              ("needed_for_conditional_go", .bool(step.isNeededForConditionalGo)),
            ])
          })
      ),
      ("reaches_go", .bool(wayToGo.reachesGo)),
      ("score_after", wayToGo.scoreAfter?.json ?? .null),
    ])
  }
}

extension Score {
  /// The exact share and, beside it, what people are shown.
  fileprivate var json: JSONValue {
    .object([("shown", .int(shown)), ("half_points", .int(halfPoints)), ("weight", .int(weight))])
  }
}

extension ScoreSet {
  fileprivate var json: JSONValue {
    .object([
      ("score", score?.json ?? .null), ("proved", proved?.json ?? .null), ("stated", stated?.json ?? .null),
    ])
  }
}

extension VerdictCounts {
  fileprivate var json: JSONValue {
    .object([
      ("total", .int(total)), ("applicable", .int(applicable)), ("decided", .int(decided)), ("met", .int(met)),
      ("unmet", .int(unmet)), ("waived", .int(waived)), ("announced", .int(announced)),
      ("by_verdict", .object(Verdict.allCases.map { ($0.rawValue, .int(self[$0])) })),
    ])
  }
}

extension RuleAssessment {
  fileprivate var json: JSONValue {
    .object([
      ("id", .string(rule.id)),
      ("title", .string(rule.title)),
      ("area", .string(rule.area)),
      ("severity", .string(rule.severity.rawValue)),
      ("weight", .int(rule.weight)),
      ("verdict", .string(verdict.rawValue)),
      ("required", .optional(requiredLevel?.rawValue)),
      ("met", .bool(isMet)),
      ("waiver", .optional(waiver)),
      ("enforced_from", .optional(announcedFor)),
      ("message", .string(message)),
      (
        "missing",
        .array(
          missing.map { value in
            .object([
              ("path", .string(value.path)), ("place", .optional(value.place)), ("reason", .optional(value.reason)),
            ])
          })
      ),
      ("notes", .strings(notes)),
      (
        "citations",
        .array(
          citations.map { citation in
            .object([
              ("path", .string(citation.path)), ("value", .string(citation.value)),
              ("place", .optional(citation.place)),
            ])
          })
      ),
      ("traces", .array(traces.map(\.json))),
      (
        "evidence",
        .array(
          evidence.map { use in
            .object([("entry", .int(use.entry)), ("standing", .string(use.standing.rawValue))])
          })
      ),
      ("why", .optional(rule.why)),
      ("remedy", .optional(rule.remedy)),
      ("effort", .string(rule.effort.rawValue)),
      ("sources", .strings(rule.sources)),
      ("aliases", .strings(rule.aliases)),
      ("waivable", .bool(rule.isWaivable)),
      (
        "gates",
        .object(Gate.allCases.compactMap { gate in rule.gates[gate].map { (gate.rawValue, .string($0.rawValue)) } })
      ),
      ("place", rule.place.json),
    ])
  }
}

extension ExpressionTrace {
  fileprivate var json: JSONValue {
    .object([
      ("role", .string(role.rawValue)),
      ("text", .string(text)),
      ("result", .string(result)),
      (
        "steps",
        .array(
          steps.map { step in
            .object([
              ("text", .string(step.text)), ("depth", .int(step.depth)), ("result", .string(step.result)),
            ])
          })
      ),
    ])
  }
}
