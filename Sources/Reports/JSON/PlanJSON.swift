import CEL
import Diagnostics
public import Readiness

/// The way to GO for programs. `templates/schemas/plan.json` describes it; a reader checks `gonogo_plan` first.
public struct PlanJSON: Sendable {
  /// A writer.
  public init() {}

  /// The plan as UTF-8.
  public func report(_ assessment: Assessment) -> [UInt8] {
    JSONWriter.document { $0.plan(assessment) }
  }
}

extension JSONWriter {
  fileprivate func plan(_ assessment: Assessment) {
    let way = ProjectWay(assessment)
    object {
      member("gonogo_plan", 1)
      member("project", assessment.project.name)
      member("gate", assessment.gate.rawValue)
      member("as_of", assessment.asOf.description)
      member("decision", assessment.decision.rawValue)
      member("reason", assessment.reason)
      member("outcome", assessment.outcome.rawValue)
      line("effort_costs") {
        for effort in Effort.allCases { member(named: effort.rawValue) { int(effort.cost) } }
      }
      array("steps", way.steps) { step in
        let rubric = assessment.rubrics[step.rubric]
        let rule = rubric.rules[step.step.rule].rule
        object {
          member("rubric", rubric.name)
          member("rule", rule.id)
          member("title", rule.title)
          member("severity", rule.severity.rawValue)
          member("effort", rule.effort.rawValue)
          member("needed_for_conditional_go", step.step.isNeededForConditionalGo)
          member("remedy", rule.remedy)
        }
      }
      member("cost", way.cost)
      member("reaches_go", way.reachesGo)
      member("proved_cheapest", way.isProvedCheapest)
      array("rubrics", assessment.rubrics) { rubric in
        object {
          member("name", rubric.name)
          member("decision", rubric.decision.rawValue)
          member("threshold", rubric.threshold)
          member("score", rubric.scores.score)
          wayToGo(of: rubric)
          robustness(of: rubric)
        }
      }
      array("evidence", assessment.hinges) { hinge in
        let entries = assessment.evidence.entries
        line {
          member("entry", hinge.entry)
          member("kind", entries.indices.contains(hinge.entry) ? entries[hinge.entry].kind : nil)
          member("place", entries.indices.contains(hinge.entry) ? entries[hinge.entry].place : nil)
          member("decision_without", hinge.decisionWithout.rawValue)
        }
      }
    }
  }
}

extension JSONWriter {
  /// `way_to_go`, as the report has it, too.
  func wayToGo(of rubric: RubricAssessment) {
    let way = rubric.wayToGo
    object("way_to_go") {
      array("steps", way.steps) { step($0, of: rubric) }
      member("reaches_go", way.reachesGo)
      member("score_after", way.scoreAfter)
      member("cost", way.route?.cost)
      member("proved_cheapest", way.route?.isProvedCheapest ?? false)
      member("conditional_go") { if let route = way.toConditionalGo { self.route(route, of: rubric) } else { null() } }
      array("indispensable", way.indispensable) { indispensable in
        line {
          member("rule", id(indispensable.rule, rubric))
          member("reason", indispensable.reason.rawValue)
        }
      }
      member("obstacle", way.obstacle?.sentence(threshold: rubric.threshold))
    }
  }

  /// `robustness`, as the report has it, too.
  func robustness(of rubric: RubricAssessment) {
    object("robustness") {
      member("half_points_to_spare", rubric.robustness.halfPointsToSpare)
      member("sole_proofs", rubric.robustness.soleProofs)
      array("hinges", rubric.robustness.hinges) { hinge in
        line {
          member("entry", hinge.entry)
          member("rules", hinge.rules.compactMap { id($0, rubric) })
          member("decision_without", hinge.decisionWithout.rawValue)
        }
      }
    }
  }

  private func route(_ route: WayToGo.Route, of rubric: RubricAssessment) {
    object {
      member("rules", route.steps.compactMap { id($0.rule, rubric) })
      member("cost", route.cost)
      member("proved_cheapest", route.isProvedCheapest)
      member("score_after", route.scoreAfter)
    }
  }

  private func step(_ step: WayToGo.Step, of rubric: RubricAssessment) {
    line {
      member("rule", id(step.rule, rubric))
      member("needed_for_conditional_go", step.isNeededForConditionalGo)
      member("adds_half_points", step.halfPoints)
      member("score_after", step.scoreAfter)
      member("decision_after", step.decisionAfter.rawValue)
    }
  }

  private func id(_ rule: Int, _ rubric: RubricAssessment) -> String? {
    rubric.rules.indices.contains(rule) ? rubric.rules[rule].rule.id : nil
  }
}
