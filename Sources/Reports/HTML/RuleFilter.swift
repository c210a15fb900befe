import Diagnostics
import Readiness

// Above the rules: what the script shows of them. Nobody without the script sees it, and nothing is missing then.

extension ReportPage {
  /// Hidden until the script shows it, so that nobody meets a control that does nothing.
  func filter(total: Int) {
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
      severities()
      areaChoice()
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

  /// The script reads a rule's severity and area where the page says them, so that no rule carries them twice.
  private func severities() {
    let used = Set(assessment.rubrics.flatMap { $0.rules.map(\.rule.severity) })
    guard used.count > 1 else { return }
    tag(.fieldset) {
      tag(.legend) { text("Severity") }
      for severity in RuleSeverity.allCases.reversed() where used.contains(severity) {
        tag(.label) {
          void(.input, .with(.type, "checkbox"), .with(.filterSeverity, severity.rawValue), .flag(.checked))
          text(" \(severity.rawValue)")
        }
      }
    }
  }

  private func areaChoice() {
    var areas: [(id: String, title: String)] = []
    for area in assessment.rubrics.flatMap(\.areas) where !areas.contains(where: { sameBytes($0.id, area.id) }) {
      areas.append((area.id, area.title))
    }
    guard areas.count > 1 else { return }
    tag(.p, .class("search")) {
      tag(.label, .with(.for, "area")) { text("Area") }
      tag(.select, .id("area"), .flag(.filterArea)) {
        tag(.option, .with(.value, "")) { text("all areas") }
        for area in areas {
          tag(.option, .with(.value, area.id)) { text(excerpt(area.title, 60)) }
        }
      }
    }
  }
}
