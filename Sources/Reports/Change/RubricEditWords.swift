import Diagnostics
import Readiness

// What reports say of a change of a rubric.

extension ChangeWords {
  func edit(_ edit: RubricEdit) -> Line {
    let text = sentence(edit) + (edit.effect == .depends ? "" : "; it \(edit.effect.words)") + "."
    guard let rule = edit.rule else {
      return Line(direction: .neither, name: oneLine(edit.rubric, limit: 200), text: text)
    }
    return line(rule, .neither, text)
  }

  private func sentence(_ edit: RubricEdit) -> String {
    let before = edit.before.map { oneLine($0, limit: 120) } ?? "none"
    let after = edit.after.map { oneLine($0, limit: 120) } ?? "none"
    let moved = "\(before) before, \(after) now"
    switch edit.aspect {
    case .rubricAdded: return "the project is judged by it now; \(after)"
    case .rubricRemoved: return "the project is not judged by it any more; \(before) before"
    case .digest: return "the rubric is another: \(short(before)) before, \(short(after)) now"
    case .threshold: return "the score that is needed is another: \(moved)"
    case .parameter: return "parameter \(oneLine(edit.parameter ?? "", limit: 80)): \(moved)"
    case .ruleAdded: return "a new demand (\(edit.rule?.severity.rawValue ?? "")); \(after)"
    case .ruleRemoved: return "not asked for any more; \(before) before"
    case .ruleRenamed: return "another id: \(moved)"
    case .severity: return "severity: \(moved)"
    case .weight: return "weight: \(moved)"
    case .gates: return "gates: \(moved)"
    case .maxAge: return "evidence proves for so long: \(days(edit.before)) before, \(days(edit.after)) now"
    case .waivable: return "may be waived: \(moved)"
    case .enforcedFrom: return "announced for another day: \(moved)"
    case .criteria: return "other conditions than before"
    }
  }

  /// A digest, short for the eye; the JSON has the whole of it.
  private func short(_ digest: String) -> String {
    String(decoding: digest.utf8.prefix("sha256:".utf8.count + 12), as: UTF8.self) + "…"
  }

  private func days(_ seconds: String?) -> String {
    guard let seconds = seconds.flatMap(Int.init) else { return "for ever" }
    return seconds % 86_400 == 0 ? counted(seconds / 86_400, "day") : counted(seconds, "second")
  }
}

extension RubricStanding.Area {
  /// How far its score moved, as the page shows it: `+3`, `−7`, `0`; `new` or `gone` where only one report has one.
  var move: String {
    switch (before?.score, after?.score) {
    case (nil, nil): return "–"
    case (nil, _): return "new"
    case (_, nil): return "gone"
    case (let before?, let after?):
      let difference = after.shown - before.shown
      return difference > 0 ? "+\(difference)" : grouped(difference)
    }
  }
}

extension AssessmentChange {
  /// How far an area's score moved; nil where the rubric or the area is not known.
  func area(_ id: String, of rubric: String) -> RubricStanding.Area? {
    standings.first { sameBytes($0.name, rubric) }?.areas.first { sameBytes($0.id, id) }
  }
}
