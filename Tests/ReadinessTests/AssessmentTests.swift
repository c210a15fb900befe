import CEL
import Diagnostics
import Testing

@testable import Readiness

@Suite("Judging a project by a rubric")
struct AssessmentTests {
  static let rollback = """
    rubric: test
    title: Test
    areas: [{id: release, title: Release}, {id: tests, title: Tests}]
    thresholds: {kickoff: 0, mvp: 50, production: 50}
    params: {max_rollback_minutes: 30}
    rules:
      - id: release.rollback-plan
        title: A bad release can be rolled back
        severity: blocker
        gates: {mvp: claimed, production: verified}
        when: operations.serving.mode != 'offline'
        claim: >-
          release.rollback.kind in ['previous_model', 'disable_model', 'fallback_rule']
          && release.rollback.max_minutes <= params.max_rollback_minutes
        evidence: artifacts.deployments.filter(d, d.name == release.service)
        verify: evidence.exists(d, d.revision_history_limit > 0)
        max_age: P90D
        message: Rolling back takes ${release.rollback.max_minutes} minutes; at most ${params.max_rollback_minutes} are allowed.
        remedy: Rehearse it.
    """

  static func manifest(_ rest: String) -> String { "gonogo: 1\nproject: {name: churn}\n" + rest }

  static let stated = manifest("release: {service: churn, rollback: {kind: previous_model, max_minutes: 10}}")
  static let fresh = "deployments: [{name: churn, revision_history_limit: 5, produced_at: '2026-06-01'}]"

  struct Case: CustomTestStringConvertible {
    var name: String
    var manifest: String
    var evidence: String = ""
    var gate = Gate.production
    var verdict: Verdict
    var testDescription: String { name }
  }

  @Test(
    "the design's own rule comes to each verdict that it can come to",
    arguments: [
      Case(name: "before its gate", manifest: stated, gate: .kickoff, verdict: .upcoming),
      Case(name: "nothing stated", manifest: manifest(""), verdict: .missing),
      Case(
        name: "a placeholder is not stated",
        manifest: manifest("release: {rollback: {kind: previous_model, max_minutes: TBD}}"), verdict: .missing),
      Case(
        name: "too slow", manifest: manifest("release: {rollback: {kind: previous_model, max_minutes: 600}}"),
        verdict: .insufficient),
      Case(
        name: "does not apply", manifest: stated + "\noperations: {serving: {mode: offline}}", verdict: .notApplicable),
      Case(name: "stated, no evidence", manifest: stated, verdict: .claimed),
      Case(
        name: "stated, other service", manifest: stated,
        evidence: "deployments: [{name: other, revision_history_limit: 0}]", verdict: .claimed),
      Case(name: "shown", manifest: stated, evidence: fresh, verdict: .verified),
      Case(
        name: "shown, and stale", manifest: stated,
        evidence: "deployments: [{name: churn, revision_history_limit: 5, produced_at: '2025-06-01'}]",
        verdict: .claimed),
      Case(
        name: "shown, of no time", manifest: stated,
        evidence: "deployments: [{name: churn, revision_history_limit: 5}]", verdict: .claimed),
      Case(
        name: "denied", manifest: stated,
        evidence: "deployments: [{name: churn, revision_history_limit: 0, produced_at: '2026-06-01'}]",
        verdict: .contradicted),
      Case(
        name: "denied by stale evidence", manifest: stated,
        evidence: "deployments: [{name: churn, revision_history_limit: 0}]", verdict: .contradicted),
      Case(
        name: "denied, and the claim fails",
        manifest: manifest("release: {service: churn, rollback: {kind: previous_model, max_minutes: 600}}"),
        evidence: "deployments: [{name: churn, revision_history_limit: 0}]", verdict: .insufficient),
      Case(
        name: "the evidence does not say", manifest: stated,
        evidence: "deployments: [{name: churn, produced_at: '2026-06-01'}]",
        verdict: .claimed),
    ])
  func verdicts(_ example: Case) throws {
    let bench = try Workbench()
    let assessment = bench.assess(
      try bench.rubric(Self.rollback), manifest: example.manifest, evidence: bench.evidence(example.evidence),
      gate: example.gate)
    let assessed = try #require(assessment["release.rollback-plan"])
    #expect(assessed.verdict == example.verdict, "\(assessed.message) \(assessed.notes)")
  }

  @Test("evidence that cannot be read, or is declared and not there, is an error and not 'none'")
  func lostEvidence() throws {
    let bench = try Workbench()
    let rubric = try bench.rubric(Self.rollback)
    for evidence in [
      bench.evidence(Self.fresh, unreadable: ["deployments"]), bench.evidence("", undeclared: ["deployments"]),
    ] {
      let assessment = bench.assess(rubric, manifest: Self.stated, evidence: evidence)
      #expect(assessment["release.rollback-plan"]?.verdict == .error)
      #expect(assessment.decision == .noGo)
      #expect(assessment.outcome == .broken)
    }
    let elsewhere = bench.assess(
      rubric, manifest: Self.stated, evidence: bench.evidence(Self.fresh, unreadable: ["test_reports"]))
    #expect(elsewhere["release.rollback-plan"]?.verdict == .verified)
  }

  @Test("a missing value is named with the place where it belongs, or where the placeholder stands")
  func missingPlaces() throws {
    let bench = try Workbench()
    let manifest = Self.manifest("release:\n  rollback:\n    kind: previous_model\n    max_minutes: TBD\n")
    let assessed = try #require(
      bench.assess(try bench.rubric(Self.rollback), manifest: manifest)["release.rollback-plan"])
    #expect(assessed.missing.map(\.path) == ["release.rollback.max_minutes"])
    #expect(assessed.missing.first?.place?.description == "gonogo.yaml:6:18")
    #expect(assessed.missing.first?.reason == "'TBD' is a placeholder")
  }

  @Test("a verdict cites the values that it was decided from, each with its place")
  func citations() throws {
    let bench = try Workbench()
    let assessed = try #require(
      bench.assess(
        try bench.rubric(Self.rollback), manifest: Self.stated, evidence: bench.evidence(Self.fresh))[
          "release.rollback-plan"])
    let minutes = try #require(assessed.citations.first { $0.path == "release.rollback.max_minutes" })
    #expect(minutes.value == "10")
    #expect(minutes.place?.description == "gonogo.yaml:3:73")
    #expect(assessed.citations.contains { $0.path.hasSuffix("revision_history_limit") && $0.value == "5" })
  }

  @Test("rules see the time of an item, also where it states a day only")
  func producedOnADay() throws {
    let bench = try Workbench()
    let rubric = try bench.rubric(
      """
      rubric: test
      areas: [{id: tests, title: Tests}]
      thresholds: {production: 0}
      rules:
        - id: tests.recent
          title: Recent
          severity: minor
          gates: {kickoff: verified}
          evidence: artifacts.test_reports
          verify: evidence.exists(t, t.produced_at == timestamp('2026-06-01T00:00:00Z'))
      """)
    for time in ["2026-06-01", "2026-06-01T00:00:00Z"] {
      let evidence = bench.evidence("test_reports: [{tests: 3, produced_at: '\(time)'}]")
      #expect(bench.assess(rubric, evidence: evidence)["tests.recent"]?.verdict == .verified, "\(time)")
    }
  }

  @Test("an empty rubric, one where nothing applies, and a blank manifest are never GO")
  func neverVacuous() throws {
    let bench = try Workbench()
    let empty = try bench.rubric("rubric: test\nthresholds: {production: 0}\nrules: []")
    #expect(bench.assess(empty).decision == .noGo)
    #expect(bench.assess(empty).rubrics.first?.decision == .nothingToDecide)
    #expect(bench.assess(empty).outcome == .notPassed)
    let offline = bench.assess(
      try bench.rubric(Self.rollback), manifest: Self.stated + "\noperations: {serving: {mode: offline}}")
    #expect(offline.rubrics.first?.decision == .nothingToDecide)
    #expect(offline.decision == .noGo)
    #expect(bench.assess(try bench.rubric(Self.rollback)).decision == .noGo)
  }

  @Test("deleting the release plan turns GO into NO-GO, and putting it back turns it again")
  func releasePlan() throws {
    let bench = try Workbench()
    let rubric = try bench.rubric(Self.rollback)
    let go = bench.assess(rubric, manifest: Self.stated, evidence: bench.evidence(Self.fresh))
    #expect(go.decision == .go, "\(go.reason)")
    #expect(go.outcome == .passed)
    let noGo = bench.assess(rubric, manifest: Self.manifest(""), evidence: bench.evidence(Self.fresh))
    #expect(noGo.decision == .noGo)
    #expect(noGo.rubrics.first?.wayToGo.steps.map(\.rule) == [0])
    #expect(noGo.rubrics.first?.wayToGo.reachesGo == true)
  }
}
