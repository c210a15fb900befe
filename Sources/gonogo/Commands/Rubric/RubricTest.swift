import ArgumentParser
import CEL
import Diagnostics
import Readiness

/// `gonogo rubric test`.
struct RubricTest: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the examples of a rubric's rules.")

  @Argument(help: "Rubrics, by name or as files; by default all that come along.")
  var names: [String] = []

  @Option(name: .long, help: "Only this rule; may be repeated.")
  var rule: [String] = []

  func run(in surroundings: Surroundings) -> ExitStatus {
    var status = ExitStatus.passed
    do {
      var shelf = try RubricShelf()
      let runner = try RuleExampleRunner(
        vocabulary: shelf.vocabulary, schemas: shelf.schemas, presence: shelf.presence, limits: shelf.limits)
      for name in names.isEmpty ? shelf.catalogue.names : names {
        do throws(DiagnosticsError) {
          let compiled = try shelf.compiled(name)
          for id in rule where compiled.rubric.rule(id) == nil {
            throw DiagnosticsError([.unknownRule(id, in: [name], among: compiled.rubric.rules.map(\.id))])
          }
          status = status.or(report(runner.run(compiled, only: rule.isEmpty ? nil : rule), name, surroundings))
        } catch {
          surroundings.complain(error.diagnostics.sortedByPlace)
          status = status.or(rubricStatus(error.diagnostics))
        }
      }
      return status
    } catch {
      surroundings.complain(error.diagnostics)
      return .software
    }
  }

  private func report(
    _ report: RuleExampleRunner.Report, _ name: String, _ surroundings: Surroundings
  ) -> ExitStatus {
    surroundings.complain(report.diagnostics)
    for result in report.results where !result.passed {
      surroundings.complain([
        Diagnostic(
          .error, id: "rubric.example-failed",
          "'\(result.example.rule)' comes to \(result.assessed.verdict.rawValue), and the example expects \(result.example.expected.rawValue)",
          at: result.example.place,
          notes: [.init(result.assessed.message)] + result.assessed.notes.map { .init($0) }
            + result.assessed.traces.map { .init("\($0.role.rawValue): \($0.text) → \($0.result)") })
      ])
    }
    let failed = report.results.filter { !$0.passed }.count
    let untested = report.untested.map { "\(inert($0)): no example" }
    let sum =
      "\(inert(name)): \(counted(report.results.count - failed, "example")) passed, \(failed) failed, "
      + "\(counted(report.untested.count, "rule")) without"
    let printed = surroundings.print((untested + [sum]).joined(separator: "\n"))
    return (report.passed ? .passed : ExitStatus.notPassed).or(printed)
  }
}
