import Diagnostics
import Readiness

// What the JSON report says of a rubric and of its rules.

extension JSONWriter {
  func rubric(_ rubric: RubricAssessment) {
    object {
      member("name", rubric.name)
      member("title", rubric.title)
      member("digest", rubric.digest.description)
      member("decision", rubric.decision.rawValue)
      member("reason", rubric.reason)
      member("threshold", rubric.threshold)
      member("scores") { scores(rubric.scores) }
      member("counts") { counts(rubric.counts) }
      array("areas", rubric.areas) { area in
        object {
          member("id", area.id)
          member("title", area.title)
          member("scores") { scores(area.scores) }
          member("counts") { counts(area.counts) }
        }
      }
      wayToGo(of: rubric)
      robustness(of: rubric)
      array("parameters", rubric.parameters) { parameter in
        line {
          member("name", parameter.name)
          member("value", parameter.value)
        }
      }
      array("tailoring", rubric.tailoring) { note in
        object {
          member("from", note.from)
          member("subject", note.subject)
          member("change", note.change)
          member("reason", note.reason)
          member("effect", note.effect.rawValue)
        }
      }
      if let scale = rubric.scale { member("scale") { self.scale(scale, rules: rubric.rules) } }
      array("rules", rubric.rules) { rule($0) }
    }
  }

  private func scores(_ scores: ScoreSet) {
    object {
      member("score", scores.score)
      member("proved", scores.proved)
      member("stated", scores.stated)
    }
  }

  /// The exact share and, beside it, what people are shown; or null.
  func member(_ key: StaticString, _ score: Score?) {
    guard let score else { return member(key) { null() } }
    line(key) {
      member("shown", score.shown)
      member("half_points", score.halfPoints)
      member("weight", score.weight)
    }
  }

  private func counts(_ counts: VerdictCounts) {
    object {
      member("total", counts.total)
      member("applicable", counts.applicable)
      member("decided", counts.decided)
      member("met", counts.met)
      member("unmet", counts.unmet)
      member("waived", counts.waived)
      member("announced", counts.announced)
      line("by_verdict") {
        for verdict in Verdict.allCases { member(named: verdict.rawValue) { int(counts[verdict]) } }
      }
    }
  }

  private func rule(_ assessed: RuleAssessment) {
    let rule = assessed.rule
    object {
      member("id", rule.id)
      member("title", rule.title)
      member("area", rule.area)
      member("severity", rule.severity.rawValue)
      member("weight", rule.weight)
      member("verdict", assessed.verdict.rawValue)
      member("required", assessed.requiredLevel?.rawValue)
      member("met", assessed.isMet)
      member("waiver", assessed.waiver)
      member("enforced_from", assessed.announcedFor)
      member("message", assessed.message)
      array("missing", assessed.missing) { value in
        line {
          member("path", value.path)
          member("place", value.place)
          member("reason", value.reason)
        }
      }
      member("notes", assessed.notes)
      array("citations", assessed.citations) { citation in
        line {
          member("path", citation.path)
          member("value", citation.value)
          member("place", citation.place)
        }
      }
      array("traces", assessed.traces) { trace($0) }
      array("evidence", assessed.evidence) { use in
        line {
          member("entry", use.entry)
          member("standing", use.standing.rawValue)
        }
      }
      member("why", rule.why)
      member("remedy", rule.remedy)
      member("effort", rule.effort.rawValue)
      member("sources", rule.sources)
      member("aliases", rule.aliases)
      member("waivable", rule.isWaivable)
      line("gates") {
        for gate in Gate.allCases {
          if let level = rule.gates[gate] { member(named: gate.rawValue) { string(level.rawValue) } }
        }
      }
      member("max_age", rule.maxAgeInSeconds)
      member("criteria", rule.criteria.description)
      member("place", rule.place)
    }
  }

  private func trace(_ trace: ExpressionTrace) {
    object {
      member("role", trace.role.rawValue)
      member("text", trace.text)
      member("result", trace.result)
      array("steps", trace.steps) { step in
        line {
          member("text", step.text)
          member("depth", step.depth)
          member("result", step.result)
        }
      }
    }
  }
}
