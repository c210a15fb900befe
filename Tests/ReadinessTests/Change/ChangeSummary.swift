@testable import Readiness

extension AssessmentChange {
  /// All that changed, a line each, so that a table of cases can state it.
  var lines: [String] {
    withdrawn.map { "withdrawn \($0.kind): \($0.change.line), \($0.items.map { "\($0.fate)" }.joined(separator: " "))" }
      + project.lines + rubric.edits.filter { $0.aspect != .digest }.map(\.line)
      + rubric.rules.map { "rubric: \($0.line)" } + expired.lines
  }
}

extension RuleChange {
  var line: String {
    "\(rule.id) \(before.verdict) → \(after.verdict), \(direction)" + (isCauseCertain ? "" : ", not certain")
  }
}

extension ProjectChanges {
  fileprivate var lines: [String] {
    (gate.map { ["gate: \($0.before) → \($0.after)"] } ?? []) + rules.map { "\($0.cause): \($0.line)" }
      + waivers.map { "waiver: \($0.before?.shown ?? "none") → \($0.after?.shown ?? "none")" }
      + signoffs.map { "sign-off: \($0.before?.state.rawValue ?? "none") → \($0.after?.state.rawValue ?? "none")" }
      + (evidence.isEmpty
        ? [] : ["evidence: \(evidence.added) new, \(evidence.replaced) other, \(evidence.gone.count) gone"])
  }
}

extension WaiverSnapshot {
  fileprivate var shown: String { "\(state.rawValue) until \(expiresOn ?? "?")" }
}

extension RubricEdit {
  fileprivate var line: String {
    let subject = rule?.id ?? parameter ?? rubric
    if aspect == .criteria { return "edit criteria: \(subject), \(effect)" }
    return "edit \(aspect.rawValue): \(subject) \(before ?? "none") → \(after ?? "none"), \(effect)"
  }
}

extension Expirations {
  fileprivate var lines: [String] {
    waivers.map { "ended: \($0.rule)" } + evidence.map { "stale: \($0.change.line), \($0.items.count)" }
      + enforced.map { "enforced: \($0.rule.id) \($0.day), \($0.verdict)" } + rules.map { "date: \($0.line)" }
  }
}
