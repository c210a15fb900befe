import Builtins
import CEL
import Diagnostics
import Documents
import Schema
import Testing

@testable import Readiness

@Suite("Mutation runs")
struct MutationTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private func report(_ rule: String, _ examples: String) throws -> MutationReport {
    let compiled = try bench.rubric(
      """
      rubric: test
      thresholds: {production: 0}
      areas: [{id: a, title: A}]
      params: {most: 30}
      rules:
        - {id: a.rule, title: T, severity: minor, gates: {kickoff: claimed}, \(rule)}
      ---
      \(examples)
      """)
    let runner = try RuleExampleRunner(
      vocabulary: bench.vocabulary, schemas: Builtins.schemas, presence: try bench.shippedPresence())
    return runner.mutate(compiled)
  }

  private func survivors(_ report: MutationReport) -> [String] {
    report.rules.flatMap(\.survivors).map { "\($0.role.rawValue): \($0.mutant.original) → \($0.mutant.replacement)" }
  }

  private static let claim = "claim: release.rollback.max_minutes <= params.most"

  @Test("an example at the limit kills the mutant without it; without such an example it survives")
  func boundary() throws {
    let far = """
      examples:
        a.rule:
          - {expect: claimed, manifest: {release: {rollback: {max_minutes: 10}}}}
          - {expect: insufficient, manifest: {release: {rollback: {max_minutes: 60}}}}
      """
    let report = try report(Self.claim, far)
    #expect(
      survivors(report) == [
        "claim: release.rollback.max_minutes <= params.most → release.rollback.max_minutes < params.most"
      ])
    #expect(report.killed == 1 && report.total == 2)
    #expect(!report.passed)
    let near = try self.report(
      Self.claim, far + "\n    - {expect: claimed, manifest: {release: {rollback: {max_minutes: 30}}}}")
    #expect(survivors(near) == [])
    #expect(near.passed && near.percent == 100)
  }

  @Test("an example with parameters of its own is held against the mutants, too")
  func parameters() throws {
    let report = try report(
      Self.claim,
      """
      examples:
        a.rule:
          - {expect: insufficient, manifest: {release: {rollback: {max_minutes: 60}}}}
          - {expect: claimed, params: {most: 60}, manifest: {release: {rollback: {max_minutes: 60}}}}
      """)
    #expect(survivors(report) == [])
  }

  @Test("an example that does not come to what it says kills nothing")
  func failingExample() throws {
    let report = try report(
      Self.claim,
      "examples: {a.rule: [{expect: claimed, manifest: {release: {rollback: {max_minutes: 60}}}}]}")
    #expect(report.killed == 0 && report.total == 2)
  }

  @Test("a rule without examples lets all its mutants live")
  func noExamples() throws {
    let report = try report(Self.claim, "examples: {}")
    #expect(report.killed == 0 && report.total == 2)
  }

  @Test("filter and verify are weakened, too, and the place is in the file")
  func evidence() throws {
    let report = try report(
      "claim: has(release.service), evidence: 'artifacts.deployments.filter(d, d.name == release.service)', "
        + "verify: 'evidence.exists(d, d.min_replicas >= 2)'",
      """
      examples:
        a.rule:
          - {expect: missing, manifest: {}}
          - {expect: verified, manifest: {release: {service: s}}, artifacts: {deployments: [{name: s, min_replicas: 3}]}}
          - {expect: contradicted, manifest: {release: {service: s}}, artifacts: {deployments: [{name: s, min_replicas: 0}]}}
      """)
    #expect(
      survivors(report) == [
        "evidence: artifacts.deployments.filter(d, d.name == release.service) → artifacts.deployments",
        "verify: evidence.exists(d, d.min_replicas >= 2) → evidence.all(d, d.min_replicas >= 2)",
        "verify: d.min_replicas >= 2 → d.min_replicas > 2", "verify: 2 → 1",
      ])
    let survivor = try #require(report.rules.first?.survivors.last)
    #expect(survivor.place.text == "2")
  }

  @Test("a size that is never 0 is told from one that may be: only a list that may be empty has to be shown empty")
  func sizes() throws {
    let examples = "examples: {a.rule: [{expect: claimed, manifest: {MANIFEST}}]}"
    let never = try report(
      "claim: size(release.service) > 0",
      examples.replacing("MANIFEST", with: "release: {service: s}"))
    #expect(survivors(never) == [])
    #expect(never.sameInMeaning == 1)
    let elements = try report(
      "claim: 'data.sources.all(s, size(s.license) > 0)'",
      examples.replacing("MANIFEST", with: "data: {sources: [{name: n, license: l}]}"))
    #expect(survivors(elements).filter { $0.hasSuffix("size(s.license) >= 0") } == [])
    let maybe = try report(
      "claim: size(data.privacy.laws) > 0",
      examples.replacing("MANIFEST", with: "data: {privacy: {laws: [l]}}"))
    #expect(survivors(maybe) == ["claim: size(data.privacy.laws) > 0 → size(data.privacy.laws) >= 0"])
  }

  @Test("what is excused does not count, and what is excused in vain is an error")
  func excuses() throws {
    let examples = """
      examples:
        a.rule:
          - {expect: claimed, manifest: {release: {rollback: {max_minutes: 10}}}}
          - {expect: insufficient, manifest: {release: {rollback: {max_minutes: 60}}}}
      survivors:
        a.rule:
          - in: claim
            was: release.rollback.max_minutes <= params.most
            becomes: release.rollback.max_minutes OTHER params.most
            reason: nobody counts that precisely
      """
    let excused = try report(Self.claim, examples.replacing("OTHER", with: "<"))
    #expect(excused.passed && excused.total == 1 && excused.sameInMeaning == 1)
    #expect(excused.rules.first?.mutants.map(\.fate).contains(.excused("nobody counts that precisely")) == true)
    let killed = try report(Self.claim, examples.replacing("OTHER", with: ">"))
    #expect(killed.diagnostics.map(\.id) == ["rubric.no-survivor"])
    #expect(!killed.passed)
    let unknown = try report(Self.claim, examples.replacing("survivors:\n  a.rule", with: "survivors:\n  a.rul"))
    #expect(unknown.diagnostics.map(\.id) == ["rubric.survivor-of-unknown-rule"])
  }

  @Test("an example that sets a parameter which the rubric does not have is an error")
  func unknownParameter() throws {
    let compiled = try bench.rubric(
      """
      rubric: test
      thresholds: {production: 0}
      areas: [{id: a, title: A}]
      rules:
        - {id: a.rule, title: T, severity: minor, claim: has(project.name)}
      ---
      examples: {a.rule: [{expect: claimed, params: {mots: 3}}]}
      """)
    let runner = try RuleExampleRunner(
      vocabulary: bench.vocabulary, schemas: Builtins.schemas, presence: try bench.shippedPresence())
    #expect(runner.run(compiled).diagnostics.map(\.id) == ["rubric.example-parameters"])
  }
}
