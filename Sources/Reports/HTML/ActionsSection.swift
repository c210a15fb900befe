import Readiness

// Page one, what to do: the smallest set of actions that turns the decision.

extension ReportPage {
  private static let shownActions = 5

  func actions(_ overview: Overview) {
    section("actions", theme[.actions]) {
      if overview.actions.isEmpty {
        tag(.p) { text(nothingToDo) }
        noWay()
      } else {
        tag(.ol, .class("actions")) {
          for action in overview.actions.prefix(Self.shownActions) { self.action(action) }
        }
        tag(.p, .class("small")) { text(effect(overview)) }
        noWay()
      }
      if let robustness = robustnessInWords { tag(.p, .class("small")) { text(robustness) } }
    }
  }

  private func action(_ action: Overview.Action) {
    let rule = assessment.rubrics[action.rubric].rules[action.rule]
    let waiver = rule.waiver.flatMap { assessment.waivers.indices.contains($0) ? assessment.waivers[$0] : nil }
    tag(.li) {
      tag(.div, .class("what")) {
        tag(.h3) {
          tag(.a, .href(ruleLink(action.rubric, action.rule))) { outside(rule.rule.title, limit: 110) }
        }
        tag(.p, .class("soft small")) { outside(found(rule), limit: 170) }
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
            text("nobody, no date")
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

  /// What doing all of it, or the first of it, brings.
  private func effect(_ overview: Overview) -> String {
    let all = overview.actions.count
    let needed = overview.actions.filter(\.isNeededForConditionalGo).count
    let open = assessment.rubrics.filter { $0.decision == .noGo || $0.decision == .conditionalGo }
    let reachesGo = open.allSatisfy(\.wayToGo.reachesGo)
    var sentences: [String] = []
    if all > Self.shownActions {
      sentences.append("\(counted(all - Self.shownActions, "more action")) below, under ‘\(theme[.rules])’.")
    }
    if assessment.decision == .noGo, needed > 0, needed < all {
      sentences.append("The first \(needed == 1 ? "action gives" : "\(needed) give") a CONDITIONAL GO.")
      if open.contains(where: \.wayToGo.hasOwnRouteToConditionalGo) {
        sentences.append("That alone takes less effort in another way, under ‘\(theme[.score])’.")
      }
    }
    if reachesGo {
      let points = open.count == 1 ? open.first?.wayToGo.scoreAfter.map { " with \($0.shown) points" } ?? "" : ""
      let whole = all == 1 ? "Doing this gives" : "Doing all \(all) gives"
      sentences.append("\(whole) a GO\(points).")
      if overview.isProvedCheapest { sentences.append("No other set takes less effort.") }
    } else if assessment.decision == .noGo, needed == all {
      sentences.append("\(all == 1 ? "Doing this gives" : "Doing all \(all) gives") at most a CONDITIONAL GO.")
    } else {
      sentences.append("Doing all of this does not yet give a GO.")
    }
    return sentences.joined(separator: " ")
  }

  /// What no effort and no waiver goes round: where there is no way to GO, why; and without what there is none.
  private func noWay() {
    let open = assessment.rubrics.filter { $0.decision == .noGo || $0.decision == .conditionalGo }
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

  private var nothingToDo: String {
    switch assessment.decision {
    case .go:
      let unmet = assessment.rubrics.reduce(0) { $0 + $1.counts.unmet }
      return unmet == 0
        ? "Nothing stands in the way."
        : "Nothing stands in the way. \(counted(unmet, "lesser demand")) \(unmet == 1 ? "is" : "are") not met; see below."
    case .conditionalGo: return "No set of actions was found that lifts the conditions; see what is not met below."
    case .noGo: return "No set of actions was found that leads to GO; see what is not met below."
    case .nothingToDecide: return "No demand applies at this gate."
    }
  }
}
