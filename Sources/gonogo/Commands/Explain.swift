import ArgumentParser
import CEL
import Diagnostics
import Readiness

/// `gonogo explain`: what a rule demands, why, how to meet it, and its examples.
struct Explain: SurroundedCommand {
  static let configuration = CommandConfiguration(
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
        surroundings.print(RuleText(rule: rule, rubric: compiled.rubric, examples: report.results).text)
        return .passed
      }
      surroundings.complain([
        Diagnostic(
          .error, id: "usage.unknown-rule",
          "there is no rule '\(rule)' in \(rubrics.names.joined(separator: ", "))", fix: didYouMean(rule, among: ids))
      ])
      return .usage
    } catch {
      surroundings.complain(error.diagnostics)
      return error.diagnostics.contains { $0.id == "rubric.unknown" } ? .usage : .badInput
    }
  }
}
