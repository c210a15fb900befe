import ArgumentParser
import CEL
import Diagnostics
import Readiness

/// `gonogo rubric test`.
struct RubricTest: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the examples of a rubric's rules.",
    discussion: """
      With --mutations each expression of each rule is changed in one place after the other: a term left out, a comparison \
      turned, a constant changed, exists for all, a filter left out. Each such mutant should make an example fail; those \
      that survive are listed. What cannot be told from the rule is excused under 'survivors:' in the file's second \
      document, with a reason. Fewer than \(MutationReport.leastPercent) percent killed: exit status 1.
      """)

  @Argument(help: "Rubrics, by name or as files; by default all that come along.")
  var names: [String] = []

  @Option(name: .long, help: "Only this rule; may be repeated.")
  var rule: [String] = []

  @Flag(name: .long, help: "Also change the rules, to see whether the examples notice.")
  var mutations = false

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
          let only = rule.isEmpty ? nil : rule
          status = status.or(report(runner.run(compiled, only: only), name, surroundings))
          if mutations {
            let report = runner.mutate(compiled, only: only, division: .acrossCores)
            surroundings.complain(report.diagnostics.filter { $0.isOfSurvivors })
            status = status.or(surroundings.print(RubricMutations(name: name, report: report).text))
            if !report.passed { status = status.or(.notPassed) }
          }
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
