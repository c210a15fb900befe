import CEL
public import Diagnostics
import Schema

/// Checks a framework without a project: its conditions, the rules that it names, and the controls that no rule serves.
public struct FrameworkLint: Sendable {
  private let reader: FrameworkReader
  private let knownRules: [String]

  /// - Parameter knownRules: the ids of all rules that a control may name.
  public init(reader: FrameworkReader, knownRules: [String]) {
    self.reader = reader
    self.knownRules = knownRules
  }

  /// What a check found.
  public struct Findings: Sendable {
    /// The framework.
    public var framework: Framework
    /// Its controls.
    public var controls: [Control]
    /// What is wrong with it, and what is odd.
    public var diagnostics: [Diagnostic]

    /// The controls that no rule serves.
    public var unserved: [Control] { controls.filter(\.rules.isEmpty) }
  }

  /// Checks a framework's file.
  ///
  /// - Throws: what keeps it from being read as a framework at all.
  public func findings(in file: SourceFile) throws(DiagnosticsError) -> Findings {
    let framework = try reader.framework(in: file)
    let controls = try reader.controls(of: framework)
    var diagnostics = conditionProblems(framework, controls)
    diagnostics += FrameworkConsistency.unknownRules(in: controls, known: knownRules)
    diagnostics += doubts(about: controls)
    return Findings(framework: framework, controls: controls, diagnostics: diagnostics.sortedByPlace)
  }

  private func conditionProblems(_ framework: Framework, _ controls: [Control]) -> [Diagnostic] {
    let environment = reader.vocabulary.claimEnvironment(ObjectType(name: "params", fields: []))
    var problems: [Diagnostic] = []
    for condition in [framework.condition] + controls.map(\.condition) {
      guard let condition else { continue }
      do throws(DiagnosticsError) {
        let program = try environment.compile(condition)
        if !program.isCondition { problems.append(.notACondition(condition, program.resultType)) }
      } catch {
        problems.append(contentsOf: error.diagnostics)
      }
    }
    return problems
  }

  private func doubts(about controls: [Control]) -> [Diagnostic] {
    var doubts: [Diagnostic] = []
    for control in controls {
      var seen: Set<String> = []
      for rule in control.rules where !seen.insert(rule.name).inserted {
        doubts.append(.ruleTwice(rule, control))
      }
      if control.rules.isEmpty, control.check != .person, control.status.stated != .superseded {
        doubts.append(.servedByNone(control))
      }
    }
    return doubts
  }
}

extension RubricResolver {
  /// The ids, today's and former ones, of all rules that stand in the catalogue, in byte order.
  ///
  /// - Throws: what is wrong with a file that cannot be read.
  public func ruleIDs() throws(DiagnosticsError) -> [String] {
    var ids: Set<String> = []
    for file in Array(catalogue.ruleFiles.values) + Array(catalogue.rubrics.values) {
      for rule in try read(file).rules { ids.formUnion([rule.id] + rule.aliases) }
    }
    return ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension Diagnostic {
  fileprivate static func ruleTwice(_ rule: RubricFile.Mention, _ control: Control) -> Diagnostic {
    Diagnostic(
      .warning, id: "framework.rule-twice", "'\(control.id)' names the rule '\(rule.name)' twice", at: rule.place)
  }

  fileprivate static func servedByNone(_ control: Control) -> Diagnostic {
    Diagnostic(
      .warning, id: "framework.no-rule",
      "no rule serves '\(control.id)', of which it is said that a machine can tell \(control.check == .automatic ? "all" : "a part")",
      at: control.place, fix: "name rules that serve it, or state `check: person`")
  }
}
