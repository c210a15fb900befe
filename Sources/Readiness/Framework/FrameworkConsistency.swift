public import Diagnostics

/// What the schema cannot say of a framework's controls.
public enum FrameworkConsistency {
  /// Everything that is wrong among the controls of one framework.
  public static func problems(in controls: [Control]) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var first: [String: SourceRange] = [:]
    var closed: Set<String> = []
    var group: String?
    for control in controls {
      if let earlier = first[control.id] {
        problems.append(.controlTwice(control, first: earlier))
      } else {
        first[control.id] = control.place
      }
      if let open = group, !sameBytes(open, control.group) {
        closed.insert(open)
        if closed.contains(control.group) { problems.append(.scatteredGroup(control)) }
      }
      group = control.group
      if control.coverage == .none, let rule = control.rules.first {
        problems.append(.rulesWithoutCoverage(control, rule))
      }
      if control.coverage != .none, control.rules.isEmpty { problems.append(.coverageWithoutRules(control)) }
      if control.coverage != .full, control.note == nil { problems.append(.noNote(control)) }
    }
    return problems
  }

  /// The rules of a framework that there are not.
  ///
  /// - Parameter known: the ids of all rules that there are.
  public static func unknownRules(in controls: [Control], known: [String]) -> [Diagnostic] {
    let ids = Set(known)
    return controls.flatMap { control in
      control.rules.filter { !ids.contains($0.name) }.map { .unknownRuleOfControl($0, control, among: known) }
    }
  }
}

extension Diagnostic {
  fileprivate static func controlTwice(_ control: Control, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "framework.control-twice", "the control '\(control.id)' is listed twice", at: control.place,
      notes: [Note("it stands here first", place: first)])
  }

  fileprivate static func scatteredGroup(_ control: Control) -> Diagnostic {
    Diagnostic(
      .error, id: "framework.scattered-group",
      "the controls of '\(control.group)' do not stand together; this one comes after another group",
      at: control.place)
  }

  fileprivate static func rulesWithoutCoverage(_ control: Control, _ rule: RubricFile.Mention) -> Diagnostic {
    Diagnostic(
      .error, id: "framework.rules-without-coverage",
      "'\(control.id)' has rules, and yet states that they tell nothing of it", at: rule.place,
      fix: "state `coverage: partial`, or leave the rules out")
  }

  fileprivate static func coverageWithoutRules(_ control: Control) -> Diagnostic {
    Diagnostic(
      .error, id: "framework.coverage-without-rules",
      "'\(control.id)' states `coverage: \(control.coverage.rawValue)`, and no rule serves it",
      at: control.place, fix: "name the rules, or state `coverage: none`")
  }

  fileprivate static func noNote(_ control: Control) -> Diagnostic {
    Diagnostic(
      .error, id: "framework.note",
      "'\(control.id)' must say in a `note` what its rules do not tell", at: control.place)
  }

  fileprivate static func unknownRuleOfControl(
    _ rule: RubricFile.Mention, _ control: Control, among known: [String]
  ) -> Diagnostic {
    Diagnostic(
      .error, id: "framework.unknown-rule",
      "'\(control.id)' names the rule '\(rule.name)', which is in no library and in no rubric", at: rule.place,
      fix: didYouMean(rule.name, among: known))
  }
}
