import Diagnostics
import Readiness

// Below page one, for the auditor: each framework that applies, control by control, and which rules say so.

extension ReportPage {
  func compliance() {
    guard !assessment.compliance.isEmpty else { return }
    section("compliance", theme[.compliance]) {
      tag(.p, .class("soft")) {
        text(
          "Derived from the demands above: what a control comes to is the worst of the demands that speak to it. It says "
            + "how far these demands got, not whether the law is kept, and it is no legal advice.")
      }
      for framework in assessment.compliance where framework.isHeld { held(framework) }
      notHeld()
    }
  }

  private func held(_ assessed: FrameworkAssessment) {
    let framework = assessed.framework
    tag(.h3, .id("framework-\(framework.name)")) { outside(framework.title) }
    tag(.p) {
      outside(framework.description)
      text(" ")
      outside("\(framework.publisher): \(framework.version).")
      text(" ")
      address(framework.source)
      text(", read on \(framework.asOf). ")
      text(assessed.reason)
    }
    if let note = framework.note { tag(.p, .class("soft small")) { outside(note) } }
    tag(.p) { text(assessed.countsInWords) }
    let applying = assessed.controls.filter { $0.status != .notApplicable }
    if !applying.isEmpty {
      tag(.details) {
        tag(.summary) {
          text("\(counted(applying.count, "control")) of ")
          outside(framework.title)
        }
        register(
          "Controls of \(excerpt(framework.title, 120)) and the demands that speak to them",
          ["Control", "Status", "How much of it is covered", "Demands", "By law"]
        ) {
          var group = ""
          for control in applying {
            if !sameBytes(control.control.group, group) {
              group = control.control.group
              tag(.tr) {
                tag(.th, .with(.scope, "colgroup"), .with(.colspan, "5"), .class("group")) { outside(group) }
              }
            }
            row(control)
          }
        }
      }
    }
    let others = assessed.controls.filter { $0.status == .notApplicable }
    if !others.isEmpty {
      tag(.p, .class("soft small")) {
        text("\(counted(others.count, "control")) \(others.count == 1 ? "does" : "do") not apply to this project: ")
        outside(others.map(\.control.id).joined(separator: ", "))
        text(".")
      }
    }
  }

  private func row(_ assessed: ControlAssessment) {
    let control = assessed.control
    tag(.tr) {
      rowHeading {
        tag(.strong) { outside(control.id) }
        text(" ")
        outside(control.title)
        if let source = control.source {
          text(" ")
          address(source)
        }
      }
      cell {
        chip(Tone(assessed.status), assessed.status.words)
        if assessed.isWaived { chip(.caution, "waived") }
        if let remark = assessed.remark {
          text(" ")
          outside(remark)
        }
      }
      cell {
        text(control.coverage.words)
        if control.check == .person { text("; only a person can say") }
        if let note = control.note {
          tag(.span, .class("byline")) { outside(note) }
        }
      }
      cell {
        if assessed.rules.isEmpty { text("none") }
        for (index, rule) in assessed.rules.enumerated() {
          if index > 0 { text(", ") }
          serving(rule)
        }
      }
      cell {
        text(control.status.words(as: assessed.legalState))
        if control.confirmation == .unconfirmed { text("; not confirmed") }
      }
    }
  }

  /// A rule with its link, and with its status in words where it is not met or was not judged.
  private func serving(_ rule: ControlAssessment.ServingRule) {
    if let judged = rule.judged {
      tag(.a, .href(ruleLink(judged.rubric, judged.rule))) { outside(rule.id) }
    } else {
      outside(rule.id)
    }
    if rule.status == .notMet || rule.status == .notAssessed { text(" (\(rule.status.words))") }
  }

  private func notHeld() {
    let unknown = assessment.compliance.filter { $0.missing != nil }
    if !unknown.isEmpty {
      tag(.h3) { text("Frameworks of which it is not known whether they apply") }
      list(unknown) { assessed in
        outside(assessed.framework.title)
        if let binds = assessed.framework.binds {
          text(", which binds: ")
          outside(binds)
        }
        text(". ")
        outside(assessed.missing ?? "")
      }
    }
    let others = assessment.compliance.filter { $0.applicability == .doesNotApply }
    guard !others.isEmpty else { return }
    tag(.p, .class("soft small")) {
      text("Not held against this project, as by what is stated they do not bind it and nobody asked for them: ")
      outside(others.map(\.framework.title).joined(separator: ", "))
      text(".")
    }
  }
}

extension Tone {
  init(_ status: ControlAssessment.Status) {
    self =
      switch status {
      case .notMet: .stop
      case .notAssessed: .quiet
      case .statedOnly: .half
      case .evidenced: .go
      case .notApplicable: .quiet
      }
  }
}
