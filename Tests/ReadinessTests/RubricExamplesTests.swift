import Builtins
import CEL
import Diagnostics
import Documents
import Evidence
import Schema
import Testing

@testable import Readiness

/// The examples beside the rules: every rule has those that show what it can come to, and each comes to what it says.
@Suite("The examples of the built-in rules")
struct RubricExamplesTests {
  @Test("every example of every built-in rubric comes to what it says", arguments: Builtins.catalogue.names)
  func allPass(name: String) throws {
    let report = try Self.report(on: name)
    #expect(report.diagnostics.map(\.message) == [])
    #expect(report.untested == [])
    #expect(report.results.filter { !$0.passed }.map { "\($0.example.place): \($0.assessed.verdict)" } == [])
  }

  @Test("each rule has examples of what is missing, proved and denied", arguments: Builtins.catalogue.names)
  func kindsOfExamples(name: String) throws {
    let compiled = try Workbench().builtIn(name)
    let report = try Self.report(on: name)
    var shown: [String: Set<Verdict>] = [:]
    for result in report.results { shown[result.example.rule, default: []].insert(result.example.expected) }
    var gaps: [String] = []
    for rule in compiled.rubric.rules {
      let verdicts = shown[rule.id] ?? []
      if rule.claim != nil, !verdicts.contains(.missing) { gaps.append("\(rule.id): missing") }
      if rule.claim != nil, verdicts.isDisjoint(with: [.claimed, .verified]) { gaps.append("\(rule.id): met") }
      if rule.when != nil, !verdicts.contains(.notApplicable) { gaps.append("\(rule.id): not_applicable") }
      guard rule.verify != nil else { continue }
      if !verdicts.contains(.verified) { gaps.append("\(rule.id): verified") }
      let denied: Verdict = rule.claim == nil ? .insufficient : .contradicted
      if !verdicts.contains(denied) { gaps.append("\(rule.id): \(denied.rawValue)") }
    }
    #expect(gaps == [])
  }

  @Test("a rule that is not met says in its own words what was found", arguments: Builtins.catalogue.names)
  func messages(name: String) throws {
    let report = try Self.report(on: name)
    let unworded = [
      "stated, and not enough", "stated, and the evidence says otherwise", "the evidence shows that it is not met",
    ]
    let silent = report.results.filter { unworded.contains($0.assessed.message) }
    #expect(silent.map { "\($0.example.rule) at \($0.example.place)" } == [])
  }

  @Test(
    "no message counts what a filter keeps: one absent field would hide the number", arguments: Builtins.catalogue.names
  )
  func messagesSurviveGaps(name: String) throws {
    let counting = try Workbench().builtIn(name).rubric.rules.filter { $0.message?.text.contains(".filter(") ?? false }
    #expect(counting.map(\.id) == [])
  }

  private static func report(on name: String) throws -> RuleExampleRunner.Report {
    let bench = try Workbench()
    let runner = try RuleExampleRunner(
      vocabulary: bench.vocabulary, schemas: Builtins.schemas, presence: try bench.shippedPresence())
    return runner.run(try bench.builtIn(name))
  }
}
