import CEL
import Diagnostics
import Documents
import Schema

extension RuleExampleRunner {
  /// Weakens each expression of a rubric's rules in one place at a time, and holds every mutant against the rule's examples.
  ///
  /// Only examples that come to what they say are asked.
  ///
  /// - Parameters:
  ///   - rules: the ids of the rules; all where it is nil.
  ///   - division: how the rules are shared out.
  public func mutate(
    _ compiled: CompiledRubric, only rules: [String]? = nil, division: WorkDivision = .undivided
  ) -> MutationReport {
    var report = MutationReport(rules: [], diagnostics: [])
    let examples = examples(of: compiled, &report.diagnostics)
    let excuses = excuses(of: compiled, &report.diagnostics)
    let chosen = compiled.rules.filter { rule in rules.map { $0.contains(rule.rule.id) } ?? true }
    let parts = division.results(over: chosen.indices) { part in
      chosen[part].map { rule in
        RuleMutation(
          rule, in: compiled, by: self, examples: examples[rule.rule.id] ?? [], excuses: excuses[rule.rule.id] ?? []
        ).result()
      }
    }
    for (result, diagnostics) in parts.flatMap(\.self) {
      report.rules.append(result)
      report.diagnostics.append(contentsOf: diagnostics)
    }
    return report
  }
}

/// The mutants of one rule, held against its examples.
private struct RuleMutation {
  let rule: CompiledRule
  let compiled: CompiledRubric
  let vocabulary: Vocabulary
  let excuses: [SurvivorExcuse]
  private var prepared: [RuleExampleRunner.PreparedExample] = []

  init(
    _ rule: CompiledRule, in compiled: CompiledRubric, by runner: RuleExampleRunner, examples: [RuleExample],
    excuses: [SurvivorExcuse]
  ) {
    self.rule = rule
    self.compiled = compiled
    vocabulary = runner.vocabulary
    self.excuses = excuses
    // What is wrong with an example is told by the run of the examples.
    var ignored: [Diagnostic] = []
    for example in examples {
      guard let prepared = runner.prepared(example, of: rule, in: compiled, &ignored),
        prepared.assess(rule).verdict == example.expected
      else { continue }
      self.prepared.append(prepared)
    }
  }

  func result() -> (MutationReport.RuleResult, [Diagnostic]) {
    var result = MutationReport.RuleResult(rule: rule.rule.id, mutants: [])
    var needed = Set<Int>()
    for role in ExpressionTrace.Role.allCases {
      guard let program = rule[role] else { continue }
      for mutant in program.mutants {
        guard let changed = changed(role, program, mutant) else { continue }
        var fate = MutationReport.Fate.killed
        if prepared.allSatisfy({ $0.assess(changed).verdict == $0.example.expected }) {
          fate = .survived
          if let index = excuses.firstIndex(where: { $0.covers(mutant, of: role) }) {
            needed.insert(index)
            fate = .excused(excuses[index].reason)
          } else if isEquivalent(mutant, of: program, role) {
            fate = .equivalent
          }
        }
        result.mutants.append(
          .init(role: role, mutant: mutant, place: program.source.place(of: mutant.offsets), fate: fate))
      }
    }
    let unneeded = excuses.indices.filter { !needed.contains($0) }.map { Diagnostic.noSurvivor(excuses[$0]) }
    return (result, unneeded)
  }

  /// The rule with a mutant in the place of one of its expressions; nil for one that does not compile there.
  private func changed(_ role: ExpressionTrace.Role, _ program: Program, _ mutant: Mutant) -> CompiledRule? {
    guard let changed = try? compiled.environment(of: role, in: rule)?.compile(mutant.text),
      changed.resultType == program.resultType
    else {
      return nil
    }
    var rule = rule
    rule[role] = changed
    return rule
  }

  /// What is stated is never empty (an empty text or list is absent, and so unknown), so that a size is never 0, except
  /// for the lists of which the schema says that an empty one is an answer.
  private func isEquivalent(_ mutant: Mutant, of program: Program, _ role: ExpressionTrace.Role) -> Bool {
    guard role == .when || role == .claim, let sized = mutant.stepToZero else { return false }
    let paths = program.attributePaths.filter { path in
      if sameBytes(path, sized) { return true }
      // A variable of a comprehension: what it is called outside is not told, what is read of it is.
      guard let dot = sized.utf8.firstIndex(of: UInt8(ascii: ".")) else { return path.hasSuffix("[]") }
      return path.hasSuffix("[]" + sized[dot...])
    }
    return !paths.isEmpty && paths.allSatisfy { isNeverEmpty($0) }
  }

  private func isNeverEmpty(_ path: String) -> Bool {
    let steps = path.split(separator: ".").flatMap { step in
      step.hasSuffix("[]") ? [String(step.dropLast(2)), "[]"] : [String(step)]
    }
    guard let type = vocabulary.manifest.type(at: steps) else { return false }
    switch type.shape {
    case .text, .list: return !type.emptyStatesNone
    default: return false
    }
  }
}

extension Mutant {
  /// The path of which this changes `size(path) > 0` or `size(path) >= 1` into `size(path) >= 0`.
  fileprivate var stepToZero: String? {
    let (start, end) = ("size(", ") >= 0")
    guard replacement.hasPrefix(start), replacement.hasSuffix(end) else { return nil }
    let path = replacement.dropFirst(start.count).dropLast(end.count)
    let isPath = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: "_"), 0x30...0x39, 0x61...0x7A: true
      default: false
      }
    }
    guard isPath, [") > 0", ") >= 1"].contains(where: { original.hasSuffix($0) }) else { return nil }
    return String(path)
  }
}
