import ArgumentParser
import CEL
import Diagnostics
import Readiness

/// `gonogo explain`: what a rule demands, why, how to meet it, and its examples.
struct Explain: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell what a rule demands, why, and how to meet it.")

  @Argument(help: "The rule's id, such as release.rollback-plan.")
  var rule: String

  @OptionGroup var rubrics: RubricOptions

  func run(in surroundings: Surroundings) -> ExitStatus {
    do {
      var shelf = try RubricShelf()
      var ids: [String] = []
      for name in rubrics.names {
        let compiled = try shelf.compiled(name)
        ids.append(contentsOf: compiled.rubric.rules.map(\.id))
        guard let rule = compiled.rubric.rule(rule) else { continue }
        let runner = try RuleExampleRunner(
          vocabulary: shelf.vocabulary, schemas: shelf.schemas, presence: shelf.presence, limits: shelf.limits)
        let report = runner.run(compiled, only: [rule.id])
        return surroundings.print(RuleText(rule: rule, rubric: compiled.rubric, examples: report.results).text)
      }
      surroundings.complain([.unknownRule(rule, in: rubrics.names, among: ids)])
      return .usage
    } catch {
      surroundings.complain(error.diagnostics)
      return rubricStatus(error.diagnostics)
    }
  }
}

extension Diagnostic {
  /// A rule that is not there: the nearest name, or those that the word is a part of.
  static func unknownRule(_ rule: String, in rubrics: [String], among ids: [String]) -> Diagnostic {
    let nearest = didYouMean(rule, among: ids)
    let alike = nearest == nil && !rule.isEmpty ? ids.filter { $0.contains(rule) } : []
    let shown = alike.prefix(5).joined(separator: ", ") + (alike.count > 5 ? " and \(alike.count - 5) more" : "")
    return Diagnostic(
      .error, id: "usage.unknown-rule", "there is no rule '\(rule)' in \(rubrics.joined(separator: ", "))",
      notes: alike.isEmpty ? [] : [Note("rules of that name: \(shown)")],
      fix: nearest ?? (alike.isEmpty ? "`gonogo rubric show` lists the rules" : nil))
  }
}
