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

  /// Whether nothing is left to do about its rules: they are folded away as a whole, and the page is as long as what is open.
  fileprivate var isSettled: Bool { self == .met || self == .aside }
}

extension ReportPage {
  func rules() {
    let total = assessment.rubrics.reduce(0) { $0 + $1.rules.count }
    section("rules", theme[.rules]) {
      if total == 0 {
        tag(.p) { text("No rubric has a rule.") }
      } else {
        filter(total: total)
        verdictsInWords()
        for rubric in assessment.rubrics.indices { rubricRules(rubric) }
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
      let heading = {
        self.tag(self.hasSeveralRubrics ? .h4 : .h3, .id(self.groupAnchor(index, group))) {
          self.text("\(group.title) ")
          self.tag(.span, .class("soft num")) { self.text(grouped(members.count)) }
        }
      }
      tag(group.isSettled ? .details : .div, .class("group"), .with(.ruleGroup, group.rawValue)) {
        if group.isSettled { tag(.summary, content: heading) } else { heading() }
        if !group.isSettled { severityCounts(members.map { rubric.rules[$0].rule.severity }) }
        for member in members { RuleDetails(self, rubric: index, rule: member).write() }
      }
    }
  }

  /// The name of a group's place in the page.
  func groupAnchor(_ rubric: Int, _ group: RuleGroup) -> String { "\(group.rawValue)-\(rubric + 1)" }

  /// How grave the rules of a group are, gravest first, as they stand below it.
  private func severityCounts(_ severities: [RuleSeverity]) {
    let counts = RuleSeverity.allCases.reversed().map { severity in (severity, severities.count { $0 == severity }) }
    let words = counts.filter { $0.1 > 0 }.map { "\(grouped($0.1)) \($0.0.rawValue)" }
    tag(.p, .class("soft small")) { text(words.joined(separator: " · ")) }
  }

  /// What the verdicts of this page mean, once for all rules.
  private func verdictsInWords() {
    let verdicts = Verdict.allCases.filter { verdict in assessment.rubrics.contains { $0.counts[verdict] > 0 } }
    tag(.details, .class("glossary")) {
      tag(.summary) { text("What the verdicts mean") }
      tag(.dl) {
        for verdict in verdicts { fact(verdict.word) { text(verdict.meaning) } }
      }
      tag(.p, .class("small soft")) {
        code("gonogo explain ID")
        text(" tells a demand with its expressions, how to meet it, examples and sources.")
      }
    }
  }
}
