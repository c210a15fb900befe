import CEL
import Diagnostics
public import Readiness

/// The way to GO for people at a terminal: each step with what it brings, what no waiver can stand in for, and what the
/// decision hangs on. Its last line is the decision.
public struct PlanConsole: Sendable {
  private let color: Bool
  private let width: Int

  /// A writer that uses colour only where the caller knows that it is wanted, in lines of about this width.
  public init(color: Bool = false, width: Int = 100) {
    self.color = color
    self.width = max(40, width)
  }

  /// The plan as UTF-8.
  public func report(_ assessment: Assessment) -> [UInt8] {
    var page = ConsolePage(color: color, width: width)
    page.text(
      page.styled(shown(assessment.project.name), .bold)
        + ", \(assessment.gate.rawValue) gate, \(assessment.asOf.dateDescription)")
    page.line()
    page.text(
      page.styled(assessment.decision.rawValue, Style(assessment.decision)) + ": "
        + inert(excerpt(assessment.reason, 400)))
    for rubric in assessment.rubrics {
      page.line()
      if assessment.rubrics.count > 1 {
        page.text(
          page.styled(shown(rubric.title), .bold) + ": "
            + page.styled(rubric.decision.rawValue, Style(rubric.decision)))
      }
      way(of: rubric, &page)
      robustness(of: rubric, assessment, &page)
    }
    if assessment.rubrics.count > 1 { together(assessment, &page) }
    page.line()
    page.line(page.styled(assessment.decision.rawValue, Style(assessment.decision)))
    return page.bytes
  }

  // MARK: The way

  private func way(of rubric: RubricAssessment, _ page: inout ConsolePage) {
    let way = rubric.wayToGo
    switch rubric.decision {
    case .nothingToDecide: return page.text("No demand applies at this gate.")
    case .go: page.text("Nothing stands in the way.")
    case .conditionalGo, .noGo:
      if let route = way.toGo { list(route, to: .go, of: rubric, &page) }
      if let obstacle = way.obstacle { page.text(obstacle.sentence(threshold: rubric.threshold)) }
      if way.toGo == nil, let route = way.toConditionalGo {
        page.line()
        list(route, to: .conditionalGo, of: rubric, &page)
      } else if way.hasOwnRouteToConditionalGo, let route = way.toConditionalGo {
        page.line()
        page.text("A CONDITIONAL GO alone takes another way:")
        list(route, to: .conditionalGo, of: rubric, &page)
      }
      indispensable(rubric, &page)
    }
  }

  private func list(
    _ route: WayToGo.Route, to decision: Decision, of rubric: RubricAssessment, _ page: inout ConsolePage
  ) {
    page.text(
      page.styled("The way to \(decision.rawValue)", .bold)
        + ": \(counted(route.steps.count, "demand")), cost \(grouped(route.cost)); \(route.proofWords). Costs: \(effortCosts)."
    )
    var before = rubric.decision
    for (number, step) in route.steps.enumerated() {
      guard rubric.rules.indices.contains(step.rule) else { continue }
      let rule = rubric.rules[step.rule].rule
      page.text(
        "\(number + 1). " + page.styled(shown(rule.id), .bold)
          + " (\(rule.severity.rawValue), \(rule.effort.words)): \(shown(rule.title))", indent: 2, hanging: 3)
      var effect: [String] = []
      if let points = step.pointsAdded, let score = step.scoreAfter { effect.append("\(points), then \(score.shown)") }
      if step.decisionAfter != before {
        effect.append("then " + page.styled(step.decisionAfter.rawValue, Style(step.decisionAfter)))
        before = step.decisionAfter
      }
      if !effect.isEmpty { page.text(effect.joined(separator: "; "), indent: 5) }
    }
  }

  private func indispensable(_ rubric: RubricAssessment, _ page: inout ConsolePage) {
    let rules = rubric.wayToGo.indispensable.filter { rubric.rules.indices.contains($0.rule) }
    guard !rules.isEmpty else { return }
    page.line()
    page.text(
      rubric.decision == .noGo
        ? "No way to GO, conditional or not, without these, whatever is waived:"
        : "No way to GO without these, whatever is waived:")
    for indispensable in rules {
      let rule = rubric.rules[indispensable.rule].rule
      page.text("- \(shown(rule.id)): \(shown(rule.title)); \(indispensable.reason.words)", indent: 2, hanging: 2)
    }
  }

  /// What the rubrics' ways come to as one.
  private func together(_ assessment: Assessment, _ page: inout ConsolePage) {
    let way = ProjectWay(assessment)
    guard !way.steps.isEmpty else { return }
    page.line()
    let effect = way.reachesGo ? "which gives GO" : "which does not give GO"
    let proof = way.isProvedCheapest ? "" : "; a set that serves several rubrics might cost less"
    page.text(
      "All rubrics together: \(counted(way.steps.count, "demand")), cost \(grouped(way.cost)), \(effect)\(proof).")
  }

  // MARK: Robustness

  private func robustness(
    of rubric: RubricAssessment, _ assessment: Assessment, _ page: inout ConsolePage
  ) {
    guard rubric.decision != .nothingToDecide else { return }
    let robustness = rubric.robustness
    page.line()
    if let margin = rubric.marginSentence { page.text(margin) }
    guard rubric.decision != .noGo else { return }
    if robustness.hinges.isEmpty {
      let sole = robustness.soleProofs
      page.text(
        "The decision hangs on no single item of evidence"
          + (sole > 0 ? ", though \(counted(sole, "item is", "items are")) the only proof of some demand." : "."))
      return
    }
    page.text("The decision hangs on each of these items of evidence:")
    for hinge in robustness.hinges {
      guard assessment.evidence.entries.indices.contains(hinge.entry) else { continue }
      let entry = assessment.evidence.entries[hinge.entry]
      let rules = hinge.rules.filter { rubric.rules.indices.contains($0) }
        .map { shown(rubric.rules[$0].rule.id) }
      page.text(
        "- \(shown(entry.place.description)), alone the proof of \(rules.joined(separator: ", ")); without it "
          + page.styled(hinge.decisionWithout.rawValue, Style(hinge.decisionWithout)), indent: 2, hanging: 2)
    }
  }

  /// Text from outside, harmless and not too long.
  private func shown(_ text: String) -> String { inert(excerpt(text, 200)) }
}
