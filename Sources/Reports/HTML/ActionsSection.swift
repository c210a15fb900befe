import Readiness

// Page one, what to do: the smallest set of actions that turns the decision.

extension ReportPage {
  private static let shownActions = 5

  func actions(_ overview: Overview) {
    section("actions", theme[.actions]) {
      if overview.actions.isEmpty {
        nothingToDo()
        noWay()
      } else {
        tag(.ol, .class("actions")) {
          for action in overview.actions.prefix(Self.shownActions) { self.action(action) }
        }
        effect(overview)
        noWay()
      }
      if let robustness = robustnessInWords {
        tag(.p, .class("small")) {
          text(robustness)
          if !assessment.hinges.isEmpty { seeMore("Which these are", "score") }
        }
      }
    }
  }

  private func action(_ action: Overview.Action) {
    let rule = assessment.rubrics[action.rubric].rules[action.rule]
    let waiver = rule.waiver.flatMap { assessment.waivers.indices.contains($0) ? assessment.waivers[$0] : nil }
    tag(.li) {
      tag(.div, .class("what")) {
        tag(.h3) {
          tag(.a, .href(ruleLink(action.rubric, action.rule))) { outside(rule.rule.title, limit: 140) }
        }
        tag(.p, .class("soft small")) { outside(found(rule), limit: 240) }
      }
      tag(.p, .class("who small")) {
        switch (assessment.decision, action.isNeededForConditionalGo) {
        case (.conditionalGo, _): chip(.caution, "condition")
        case (_, true): chip(.stop, "blocks")
        default: chip(.caution, "condition")
        }
        text(" \(rule.rule.effort.words)")
        tag(.span, .class("owner")) {
          if let owner = waiver?.owner {
            outside(owner, limit: 40)
            if let day = waiver?.expiresOn { text(", by \(dayInWords(excerpt(day, 20)))") }
          } else {
            text("no owner, no date")
          }
        }
      }
    }
  }

  /// What was found, without the names of fields: whoever decides reads what is to be done, the team finds the paths below.
  private func found(_ rule: RuleAssessment) -> String {
    guard rule.verdict == .missing, !rule.missing.isEmpty else { return rule.message }
    return "Not stated yet." + (rule.rule.remedy.map { " \($0)" } ?? "")
  }

  /// What doing all of it, or the first of it, brings, and where all of it stands.
  private func effect(_ overview: Overview) {
    let all = overview.actions.count
    let open = assessment.rubrics.indices.filter { assessment.rubrics[$0].decision.isShortOfGo }
    tag(.p, .class("small")) {
      text(outcome(of: overview, all: all, ways: open.map { assessment.rubrics[$0].wayToGo }))
      if all > Self.shownActions {
        // One rubric's way is the whole of it; those of several stand side by side.
        let only = open.count == 1 ? open.first : nil
        seeMore("All \(grouped(all)) in their order", only.map(wayAnchor) ?? "score")
      }
    }
    guard assessment.decision == .noGo else { return }
    for index in open {
      guard let actions = shorterWay(assessment.rubrics[index]) else { continue }
      tag(.p, .class("small")) {
        text("For a CONDITIONAL GO alone there is a way with less effort.")
        seeMore("Its \(counted(actions, "action"))", conditionalWayAnchor(index))
      }
      break
    }
  }

  /// How many actions lead to a CONDITIONAL GO by a way of their own, where that costs less than the beginning of the way
  /// to GO.
  private func shorterWay(_ rubric: RubricAssessment) -> Int? {
    let way = rubric.wayToGo
    guard way.hasOwnRouteToConditionalGo, let route = way.toConditionalGo else { return nil }
    var cost = 0
    for step in way.steps where step.isNeededForConditionalGo && rubric.rules.indices.contains(step.rule) {
      cost += rubric.rules[step.rule].rule.effort.cost
    }
    return route.cost < cost ? route.steps.count : nil
  }

  private func outcome(of overview: Overview, all: Int, ways: [WayToGo]) -> String {
    let needed = overview.actions.filter(\.isNeededForConditionalGo).count
    var sentences: [String] = []
    if assessment.decision == .noGo, needed > 0, needed < all {
      sentences.append("The first \(needed == 1 ? "action gives" : "\(grouped(needed)) give") a CONDITIONAL GO.")
    }
    let whole = all == 1 ? "Doing this gives" : "Doing all \(grouped(all)) gives"
    if ways.allSatisfy(\.reachesGo) {
      let points = ways.count == 1 ? ways.first?.scoreAfter.map { " with \($0.shown) points" } ?? "" : ""
      sentences.append("\(whole) a GO\(points).")
      if overview.isProvedCheapest { sentences.append("No other set takes less effort.") }
    } else if assessment.decision == .noGo, needed == all {
      sentences.append("\(whole) at most a CONDITIONAL GO.")
    } else {
      sentences.append("Doing all of this does not yet give a GO.")
    }
    return sentences.joined(separator: " ")
  }

  /// Where the rest of it stands.
  private func seeMore(_ words: String, _ anchor: String) {
    text(" ")
    tag(.a, .href(Link(anchor: anchor))) { text(words) }
    text(".")
  }

  /// What no effort and no waiver goes round: where there is no way to GO, why; and without what there is none.
  private func noWay() {
    let open = assessment.rubrics.filter(\.decision.isShortOfGo)
    if let rubric = open.first(where: { $0.wayToGo.obstacle != nil }), let obstacle = rubric.wayToGo.obstacle {
      tag(.p, .class("small")) { text(obstacle.sentence(threshold: rubric.threshold)) }
    }
    for rubric in open {
      let rules = rubric.wayToGo.indispensable.filter { rubric.rules.indices.contains($0.rule) }
      guard let first = rules.first else { continue }
      // One sentence is enough for page one; the list has them all.
      tag(.p, .class("small")) {
        text("No way to GO without ‘")
        outside(rubric.rules[first.rule].rule.title, limit: 80)
        text("’")
        if rules.count > 1 { text(" and \(rules.count - 1) more") }
        text(rules.count > 1 ? ": no waiver stands in for them." : ": \(first.reason.words).")
      }
      break
    }
  }

  private func nothingToDo() {
    let unmet = assessment.rubrics.reduce(0) { $0 + $1.counts.unmet }
    let words =
      switch assessment.decision {
      case .go: "Nothing stands in the way."
      case .conditionalGo: "No set of actions was found that lifts the conditions."
      case .noGo: "No set of actions was found that leads to GO."
      case .nothingToDecide: "No demand applies at this gate."
      }
    tag(.p) {
      text(words)
      if unmet > 0, assessment.decision != .nothingToDecide {
        let lesser = assessment.decision == .go ? "lesser demand" : "demand"
        text(" \(counted(unmet, lesser)) \(unmet == 1 ? "is" : "are") not met.")
        seeMore(unmet == 1 ? "See it" : "See them", "rules")
      }
    }
  }
}
