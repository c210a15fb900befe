import Builtins
import Diagnostics
import Testing

@testable import Readiness

@Suite("Linting frameworks")
struct FrameworkLintTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private func findings(_ controls: String, applies: String = "") throws -> FrameworkLint.Findings {
    let file = SourceFile(
      path: "law.yaml",
      text: """
        framework: law
        title: The Law
        publisher: P
        version: V
        kind: law
        description: D.
        source: https://example.org
        as_of: 2026-01-01
        confirmed: primary
        \(applies)
        ---
        controls:
        \(controls)
        """)
    return try FrameworkLint(reader: FrameworkReader(vocabulary: bench.vocabulary), knownRules: ["a.rule", "a.other"])
      .findings(in: file)
  }

  private func control(_ further: String) -> String {
    "  - {id: '1', title: One, group: G, status: {state: voluntary}, note: N, \(further)}"
  }

  @Test(
    "a rule that there is not, one that is named twice, a control that a machine could tell and no rule serves",
    arguments: [
      ("coverage: partial, check: partial, rules: [a.rul]", "framework.unknown-rule"),
      ("coverage: partial, check: partial, rules: [a.rule, a.other, a.rule]", "framework.rule-twice"),
      ("coverage: none, check: partial, rules: []", "framework.no-rule"),
      ("coverage: none, check: automatic, rules: []", "framework.no-rule"),
      ("coverage: partial, check: partial, rules: [a.rule], when: project.nam == 'x'", "cel.undefined-field"),
      ("coverage: partial, check: partial, rules: [a.rule], when: project.name", "rubric.not-a-condition"),
    ])
  func faults(further: String, id: String) throws {
    #expect(try findings(control(further)).diagnostics.map(\.id) == [id])
  }

  @Test("what a person has to judge needs no rule, and is still counted")
  func person() throws {
    let findings = try findings(control("coverage: none, check: person, rules: []"))
    #expect(findings.diagnostics == [])
    #expect(findings.unserved.map(\.id) == ["1"])
  }

  @Test("a condition of the framework itself is checked")
  func condition() throws {
    let findings = try findings(
      control("coverage: none, check: person, rules: []"),
      applies: "applies: {to: all, when: compliance.jurisdiction == 'EU'}")
    #expect(findings.diagnostics.count == 1)
    #expect(findings.diagnostics.first?.fix == "did you mean 'jurisdictions'?")
  }

  @Test("the frameworks that come along have no errors", arguments: Builtins.catalogue.frameworkFiles)
  func shipped(file: SourceFile) throws {
    let resolver = RubricResolver(catalogue: Builtins.catalogue, schema: bench.vocabulary.rubricSchema)
    let ids = try resolver.ruleIDs()
    #expect(ids.contains("release.rollback-plan"))
    let findings = try FrameworkLint(reader: FrameworkReader(vocabulary: bench.vocabulary), knownRules: ids)
      .findings(in: file)
    #expect(!findings.controls.isEmpty)
    #expect(findings.diagnostics.filter { $0.severity == .error } == [])
  }
}
