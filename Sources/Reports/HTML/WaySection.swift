import Readiness

// Below page one, beside the score: the whole way to GO, which page one has only the beginning of.

extension ReportPage {
  /// The steps of a rubric's way, with what each brings; folded away, as there may be hundreds.
  func way(of rubric: RubricAssessment, number: Int, suffix: String) {
    let way = rubric.wayToGo
    if let route = way.toGo, !route.steps.isEmpty {
      steps(route, "The way to GO" + suffix, from: rubric.decision, number)
    }
    if let route = way.toConditionalGo, way.toGo == nil || way.hasOwnRouteToConditionalGo {
      steps(route, "The cheapest way to a CONDITIONAL GO alone" + suffix, from: rubric.decision, number)
    }
  }

  private func steps(_ route: WayToGo.Route, _ title: String, from decision: Decision, _ number: Int) {
    let rules = assessment.rubrics[number].rules
    tag(.details) {
      tag(.summary) { text("\(title): \(counted(route.steps.count, "demand"))") }
      tag(.p, .class("small")) { text("Cost \(grouped(route.cost)), \(route.proofWords). Costs: \(effortCosts).") }
      register(title, ["Demand", "Effort", "Adds points", "Score then", "Decision then"]) {
        for step in route.steps where rules.indices.contains(step.rule) {
          tag(.tr) {
            rowHeading { tag(.a, .href(ruleLink(number, step.rule))) { outside(rules[step.rule].rule.title) } }
            cell { text(rules[step.rule].rule.effort.rawValue) }
            numberCell(step.pointsAdded ?? "–")
            numberCell(step.scoreAfter.map { "\($0.shown)" } ?? "–")
            cell { text(step.decisionAfter.rawValue) }
          }
        }
      }
    }
  }
}
