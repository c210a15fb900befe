import CEL
public import Diagnostics

// What compiles and yet can hardly be meant. All of it is a warning: a rubric with doubts still judges.
extension CompiledRubric {
  /// Warnings of rules that never apply, never hold or never fail, of terms that make no difference, and of demands that
  /// are made twice.
  ///
  /// Only what the expressions themselves tell is found: constants folded with the rubric's parameters, and terms that
  /// exclude each other.
  public var doubts: [Diagnostic] {
    (rules.flatMap { doubts(about: $0) } + repeatedDemands).sortedByPlace
  }

  private func doubts(about rule: CompiledRule) -> [Diagnostic] {
    ExpressionTrace.Role.allCases.flatMap { role -> [Diagnostic] in
      guard let program = rule[role] else { return [] }
      if let environment = environment(of: role, in: rule), let value = constantValue(of: program, in: environment) {
        return [.constant(value, role, of: rule.rule, at: program.source.range)]
      }
      return program.conditionFaults(knowing: parameter).map {
        .conditionFault($0, of: rule.rule, at: program.source.place(of: $0.offsets))
      }
    }
  }

  /// What an expression comes to whatever is stated and shown. Where everything is unknown, only that has a value which
  /// depends on nothing unknown.
  private func constantValue(of program: Program, in environment: Environment) -> Bool? {
    var activation = environment.activation()
    for variable in environment.variables {
      activation.bindAbsent(variable.name, path: AttributePath(.field(variable.name)))
    }
    activation.bind("params", to: .object(parameters))
    if case .value(.bool(let value)) = program.evaluate(activation) { return value }
    return nil
  }

  private func parameter(_ name: String) -> Value? {
    let prefix = "params."
    guard name.utf8.starts(with: prefix.utf8) else { return nil }
    return rubric.parameters[String(name.dropFirst(prefix.count))]?.value
  }

  private var repeatedDemands: [Diagnostic] {
    var titles: [[UInt8]: Rule] = [:]
    var demands: [String: Rule] = [:]
    var diagnostics: [Diagnostic] = []
    for rule in rules {
      let title = rule.rule.title.utf8.map(asciiLowercased)
      if let first = titles[title] {
        diagnostics.append(.sameTitle(rule.rule, first))
      } else {
        titles[title] = rule.rule
      }
      let demand = [rule.claim, rule.evidence, rule.verify].map { $0?.formatted ?? "" }.joined(separator: "\n")
      if let first = demands[demand] {
        diagnostics.append(.sameDemand(rule.rule, first))
      } else {
        demands[demand] = rule.rule
      }
    }
    return diagnostics
  }
}

extension Diagnostic {
  fileprivate static func constant(
    _ value: Bool, _ role: ExpressionTrace.Role, of rule: Rule, at place: SourceRange
  ) -> Diagnostic {
    let consequence =
      switch (role, value) {
      case (.when, true): "applies to every project: leave 'when' out"
      case (.when, false): "applies to no project"
      case (_, true): "can never fail"
      case (_, false): "can never be met"
      }
    return Diagnostic(
      .warning, id: "rubric.constant-condition",
      "'\(rule.id)' \(consequence): '\(role.rawValue)' is \(value) whatever a project states or shows", at: place)
  }

  fileprivate static func conditionFault(
    _ fault: ConditionFault, of rule: Rule, at place: SourceRange
  ) -> Diagnostic {
    let (first, second) = fault.terms
    switch fault.kind {
    case .contradiction:
      return Diagnostic(
        .warning, id: "rubric.contradiction", "in '\(rule.id)', '\(first)' and '\(second)' can never hold together",
        at: place)
    case .tautology:
      return Diagnostic(
        .warning, id: "rubric.tautology", "in '\(rule.id)', one of '\(first)' and '\(second)' always holds", at: place)
    case .repetition:
      return Diagnostic(.warning, id: "rubric.repetition", "in '\(rule.id)', '\(second)' stands twice", at: place)
    }
  }

  fileprivate static func sameTitle(_ rule: Rule, _ first: Rule) -> Diagnostic {
    Diagnostic(
      .warning, id: "rubric.same-title", "'\(rule.id)' has the title of '\(first.id)'", at: rule.place,
      notes: [Note("'\(first.id)' stands here", place: first.place)])
  }

  fileprivate static func sameDemand(_ rule: Rule, _ first: Rule) -> Diagnostic {
    Diagnostic(
      .warning, id: "rubric.same-demand", "'\(rule.id)' demands the same as '\(first.id)'", at: rule.place,
      notes: [Note("'\(first.id)' stands here", place: first.place)])
  }
}
