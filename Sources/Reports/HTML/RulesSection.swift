import Readiness

// Below page one: every rule, unmet first. All of it is readable without the script, which only filters.

extension RuleGroup {
  /// The group's name, as headings and filters have it.
  var title: String {
    switch self {
    case .unmet: "Unmet"
    case .unproven: "Stated only"
    case .waived: "Waived"
    case .met: "Met"
    case .aside: "Not counted here"
    }
  }

  /// The reading order of groups in the page.
  static let inOrder: [RuleGroup] = [.unmet, .unproven, .waived, .met, .aside]

  fileprivate var tone: Tone {
    switch self {
    case .unmet: .stop
    case .unproven: .half
    case .waived: .caution
    case .met: .go
    case .aside: .quiet
    }
  }
}

extension ReportPage {
  func rules() {
    let total = assessment.rubrics.reduce(0) { $0 + $1.rules.count }
    section("rules", theme[.rules]) {
      if total == 0 {
        tag(.p) { text("No rubric has a rule.") }
      } else {
        filter(total: total)
        for rubric in assessment.rubrics.indices { rubricRules(rubric) }
      }
    }
  }

  /// Hidden until the script shows it, so that nobody meets a control that does nothing.
  private func filter(total: Int) {
    tag(
      .form, .class("filter"), .with(.role, "search"), .label("Filter demands"), .flag(.filterControls), .flag(.hidden)
    ) {
      tag(.p, .class("search")) {
        tag(.label, .with(.for, "search")) { text("Search") }
        void(.input, .id("search"), .with(.type, "search"), .with(.autocomplete, "off"))
      }
      tag(.fieldset) {
        tag(.legend) { text("Show") }
        for group in RuleGroup.inOrder {
          let count = groupedRules.reduce(0) { $0 + $1[group].count }
          tag(.label) {
            void(.input, .with(.type, "checkbox"), .with(.filterState, group.rawValue), .flag(.checked))
            text(" \(group.title) (\(count))")
          }
        }
      }
      tag(.p, .class("buttons")) {
        tag(.button, .with(.type, "button"), .with(.action, "expand")) { text("Unfold all") }
        tag(.button, .with(.type, "button"), .with(.action, "collapse")) { text("Fold all") }
      }
      tag(.p, .class("soft small"), .with(.role, "status"), .with(.live, "polite")) {
        tag(.span, .flag(.filterShown)) { text("\(total)") }
        text(" of \(counted(total, "demand")) shown")
      }
    }
  }

  private func rubricRules(_ index: Int) {
    let rubric = assessment.rubrics[index]
    if hasSeveralRubrics {
      tag(.h3) {
        outside(rubric.title)
        text(" ")
        chip(Tone(rubric.decision), rubric.decision.rawValue)
      }
      tag(.p, .class("soft")) { outside(rubric.reason) }
    }
    for group in RuleGroup.inOrder {
      let members = groupedRules[index][group]
      if members.isEmpty { continue }
      tag(.div, .class("group"), .with(.ruleGroup, group.rawValue)) {
        tag(hasSeveralRubrics ? .h4 : .h3) {
          text("\(group.title) ")
          tag(.span, .class("soft num")) { text("\(members.count)") }
        }
        for member in members { RuleDetails(self, rubric: index, rule: member).write() }
      }
    }
  }
}
