import Readiness

// Below page one, beside the score: the whole way to GO, which page one has only the beginning of.

extension ReportPage {
  /// The steps of a rubric's way, with what each brings; folded away, as there may be hundreds.
  func way(of rubric: RubricAssessment, number: Int, suffix: String) {
    let way = rubric.wayToGo
    if let route = way.toGo, !route.steps.isEmpty {
      steps(route, "The way to GO" + suffix, wayAnchor(number), number)
    }
    if let route = way.toConditionalGo, way.toGo == nil || way.hasOwnRouteToConditionalGo {
      steps(route, "The cheapest way to a CONDITIONAL GO alone" + suffix, conditionalWayAnchor(number), number)
    }
  }

  /// The names of the ways' places in the page, for links from page one. A rubric whose only way is the one to a
  /// CONDITIONAL GO has that one's.
  func wayAnchor(_ rubric: Int) -> String {
    assessment.rubrics[rubric].wayToGo.toGo == nil ? conditionalWayAnchor(rubric) : "way-\(rubric + 1)"
  }

  func conditionalWayAnchor(_ rubric: Int) -> String { "conditional-way-\(rubric + 1)" }

  private func steps(_ route: WayToGo.Route, _ title: String, _ anchor: String, _ number: Int) {
    let rules = assessment.rubrics[number].rules
    tag(.details) {
      tag(.summary) { text("\(title): \(counted(route.steps.count, "demand"))") }
      // The name stands inside what is folded: browsers unfold it for whoever follows a link there.
      tag(.p, .id(anchor), .class("small target")) {
        text("Cost \(grouped(route.cost)), \(route.proofWords). Costs: \(effortCosts).")
      }
      register(title, ["Demand", "Effort", "Adds points", "Score then", "Decision then"], numbers: 2..<4) {
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
