import Readiness

// What the JSON report says of frameworks.

extension JSONWriter {
  func framework(_ assessed: FrameworkAssessment) {
    let framework = assessed.framework
    object {
      member("framework", framework.name)
      member("title", framework.title)
      member("version", framework.version)
      member("kind", framework.kind.rawValue)
      member("source", framework.source)
      member("read_on", framework.asOf)
      member("confirmed", framework.confirmation.rawValue)
      switch assessed.applicability {
      case .binds: member("applies", "binds")
      case .named: member("applies", "named")
      case .unknown(let paths):
        member("applies", "unknown")
        member("missing", paths)
      case .undecided(let reason):
        member("applies", "undecided")
        member("reason", reason)
      case .doesNotApply: member("applies", "no")
      }
      if assessed.isHeld { array("controls", assessed.controls) { control($0) } }
    }
  }

  private func control(_ assessed: ControlAssessment) {
    let control = assessed.control
    object {
      member("id", control.id)
      member("title", control.title)
      member("group", control.group)
      member("status", assessed.status.rawValue)
      member("waived", assessed.isWaived)
      member("remark", assessed.remark)
      line("legal") {
        member("state", assessed.legalState.rawValue)
        member("from", control.status.from)
        member("until", control.status.until)
        member("replaced_by", control.status.replacedBy)
      }
      member("coverage", control.coverage.rawValue)
      member("check", control.check.rawValue)
      member("confirmed", control.confirmation.rawValue)
      member("note", control.note)
      array("rules", assessed.rules) { rule in
        line {
          member("rule", rule.id)
          member("status", rule.status.rawValue)
        }
      }
    }
  }
}
