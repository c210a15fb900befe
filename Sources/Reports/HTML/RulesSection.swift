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
  var rules: HTMLNode {
    let total = assessment.rubrics.reduce(0) { $0 + $1.rules.count }
    return section("rules", theme[.rules]) {
      if total == 0 {
        tag(.p) { "No rubric has a rule." }
      } else {
        filter(total: total)
        assessment.rubrics.indices.map { rubric in HTMLNode.group(rubricRules(rubric)) }
      }
    }
  }

  /// Hidden until the script shows it, so that nobody meets a control that does nothing.
  private func filter(total: Int) -> HTMLNode {
    tag(
      .form, .class("filter"), .with(.role, "search"), .label("Filter demands"), .flag(.filterControls), .flag(.hidden)
    ) {
      tag(.p, .class("search")) {
        tag(.label, .with(.for, "search")) { "Search" }
        HTMLNode.void(
          .input, [.id("search"), .with(.type, "search"), .with(.autocomplete, "off")])
      }
      tag(.fieldset) {
        tag(.legend) { "Show" }
        RuleGroup.inOrder.map { group in
          let count = assessment.rubrics.reduce(0) { $0 + $1.rules(in: group).count }
          return tag(.label) {
            HTMLNode.void(
              .input, [.with(.type, "checkbox"), .with(.filterState, group.rawValue), .flag(.checked)])
            HTMLNode.text(" \(group.title) (\(count))")
          }
        }
      }
      tag(.p, .class("buttons")) {
        tag(.button, .with(.type, "button"), .with(.action, "expand")) { "Unfold all" }
        tag(.button, .with(.type, "button"), .with(.action, "collapse")) { "Fold all" }
      }
      tag(.p, .class("soft small"), .with(.role, "status"), .with(.live, "polite")) {
        tag(.span, .flag(.filterShown)) { HTMLNode.text("\(total)") }
        HTMLNode.text(" of \(counted(total, "demand")) shown")
      }
    }
  }

  @HTMLBuilder private func rubricRules(_ index: Int) -> [HTMLNode] {
    let rubric = assessment.rubrics[index]
    if hasSeveralRubrics {
      tag(.h3) {
        outside(rubric.title)
        " "
        chip(Tone(rubric.decision), rubric.decision.rawValue)
      }
      tag(.p, .class("soft")) { outside(rubric.reason) }
    }
    RuleGroup.inOrder.map { group -> HTMLNode? in
      let members = rubric.rules(in: group)
      guard !members.isEmpty else { return nil }
      return tag(.div, .class("group"), .with(.ruleGroup, group.rawValue)) {
        tag(hasSeveralRubrics ? .h4 : .h3) {
          HTMLNode.text("\(group.title) ")
          tag(.span, .class("soft num")) { HTMLNode.text("\(members.count)") }
        }
        members.map { ruleDetails(rubric: index, rule: $0) }
      }
    }.compactMap(\.self)
  }
}
