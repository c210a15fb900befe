import Diagnostics
import Testing

@testable import Readiness

@Suite("The way to GO")
struct WayToGoTests {
  /// A rubric of rules that are met where the manifest says so.
  private struct Demand {
    var id: String
    var severity: String
    var weight = 1
    var effort = "small"
    var more = ""
  }

  private func assess(
    _ demands: [Demand], threshold: Int = 0, met: [String] = [], policy: String = "", manifest: String = "",
    now: String = "2026-07-01T00:00:00Z"
  ) throws -> RubricAssessment {
    let bench = try Workbench(now: now)
    let rules = demands.map {
      "  - {id: \($0.id), title: \($0.id), severity: \($0.severity), weight: \($0.weight), effort: \($0.effort), claim: \"'\($0.id)' in business.success_criteria\"\($0.more)}"
    }
    let rubric = try bench.rubric(
      """
      rubric: test
      title: Test
      areas: [{id: data, title: Data}, {id: team, title: Team}]
      thresholds: {production: \(threshold)}
      \(policy)
      rules:
      \(rules.joined(separator: "\n"))
      """)
    let assessment = bench.assess(
      rubric,
      manifest:
        "{gonogo: 1, project: {name: x}, business: {success_criteria: [none, \(met.joined(separator: ", "))]}\(manifest)}"
    )
    return try #require(assessment.rubrics.first)
  }

  private func ids(_ route: WayToGo.Route?, _ rubric: RubricAssessment) throws -> [String] {
    try #require(route).steps.map { rubric.rules[$0.rule].rule.id }
  }

  @Test("takes the cheapest set, where what is heavy is dear")
  func cheapest() throws {
    let rubric = try assess(
      [
        Demand(id: "data.met", severity: "minor", weight: 4),
        Demand(id: "data.heavy", severity: "minor", weight: 4, effort: "large"),
        Demand(id: "data.a", severity: "minor", weight: 2), Demand(id: "data.b", severity: "minor", weight: 2),
        Demand(id: "data.c", severity: "minor", weight: 1),
      ], threshold: 60, met: ["data.met"])
    // 4 of 13; 60 needs 8: two small ones of weight 2 cost two, the heavy one eight.
    #expect(try ids(rubric.wayToGo.toGo, rubric) == ["data.a", "data.b"])
    #expect(rubric.wayToGo.toGo?.cost == 2)
    #expect(rubric.wayToGo.toGo?.isProvedCheapest == true)
  }

  @Test("says what each step brings: points, and the decision after it")
  func steps() throws {
    let rubric = try assess(
      [
        Demand(id: "data.met", severity: "minor", weight: 5), Demand(id: "data.major", severity: "major", weight: 3),
        Demand(id: "team.blocker", severity: "blocker", weight: 2),
      ], met: ["data.met"])
    let steps = rubric.wayToGo.steps
    #expect(try ids(rubric.wayToGo.toGo, rubric) == ["team.blocker", "data.major"])
    #expect(steps.map(\.isNeededForConditionalGo) == [true, false])
    #expect(steps.map(\.halfPoints) == [4, 6])
    #expect(steps.map(\.scoreAfter?.shown) == [70, 100])
    #expect(steps.map(\.decisionAfter) == [.conditionalGo, .go])
    #expect(try ids(rubric.wayToGo.toConditionalGo, rubric) == ["team.blocker"])
    #expect(!rubric.wayToGo.hasOwnRouteToConditionalGo)
  }

  @Test("the cheapest way to CONDITIONAL GO may be another one than the beginning of the way to GO")
  func ownRoute() throws {
    let rubric = try assess(
      [
        Demand(id: "data.met", severity: "minor", weight: 5),
        Demand(id: "data.major", severity: "major", weight: 5, effort: "large"),
        Demand(id: "data.minor", severity: "minor", weight: 5),
      ], threshold: 60, met: ["data.met"])
    // The major alone gives GO; the minor alone gives a conditional one, for less.
    #expect(try ids(rubric.wayToGo.toGo, rubric) == ["data.major"])
    #expect(rubric.wayToGo.steps.map(\.isNeededForConditionalGo) == [true])
    #expect(try ids(rubric.wayToGo.toConditionalGo, rubric) == ["data.minor"])
    #expect(rubric.wayToGo.hasOwnRouteToConditionalGo)
  }

  @Test("from GO there is no way to go")
  func alreadyGo() throws {
    let rubric = try assess([Demand(id: "data.a", severity: "blocker")], met: ["data.a"])
    #expect(rubric.wayToGo == WayToGo(toGo: WayToGo.Route(steps: [], cost: 0)))
  }

  @Test("with nothing met, one rule has to be, though the threshold asks for none")
  func floor() throws {
    let rubric = try assess([
      Demand(id: "data.a", severity: "minor", weight: 5, effort: "medium"),
      Demand(id: "data.b", severity: "minor", weight: 1), Demand(id: "data.c", severity: "minor", weight: 2),
    ])
    #expect(rubric.decision == .noGo)
    #expect(try ids(rubric.wayToGo.toGo, rubric) == ["data.c"])
  }

  @Test("names what no waiver can stand in for")
  func indispensable() throws {
    let rubric = try assess([
      Demand(id: "data.a", severity: "blocker", more: ", waivable: false"),
      Demand(id: "data.b", severity: "blocker"), Demand(id: "data.c", severity: "minor", more: ", waivable: false"),
      Demand(id: "data.error", severity: "advice", more: ", when: 9223372036854775807 + size(project.name) > 0"),
    ])
    #expect(
      rubric.wayToGo.indispensable == [.init(rule: 0, reason: .cannotBeWaived), .init(rule: 3, reason: .error)])
    #expect(rubric.rules[3].verdict == .error)
    #expect(rubric.wayToGo.steps.first?.rule == 3)
  }

  @Test("says that only proof lifts the score further, where what is stated counts half")
  func onlyStated() throws {
    let proof = ", evidence: artifacts.test_reports, verify: \"evidence.exists(t, t.tests > 0)\""
    let rubric = try assess(
      [
        Demand(id: "data.a", severity: "minor", more: proof), Demand(id: "data.b", severity: "minor", more: proof),
      ], threshold: 60, met: ["data.a"])
    #expect(rubric.wayToGo.toGo == nil)
    #expect(rubric.wayToGo.toConditionalGo == nil)
    #expect(rubric.wayToGo.obstacle == .score(most: Score(halfPoints: 2, weight: 2), unproved: 2))
  }

  @Test("under a policy that nothing satisfies it says that this is proved")
  func impossible() throws {
    let rubric = try assess(
      [Demand(id: "data.a", severity: "minor")], policy: "decision: {no_go: summary.total > 0}")
    #expect(rubric.wayToGo == WayToGo(obstacle: .policy(isProved: true)))
  }

  @Test("under the rubric's own policy it is exact, too")
  func ownPolicy() throws {
    let rubric = try assess(
      [
        Demand(id: "data.a", severity: "minor", effort: "large"), Demand(id: "data.b", severity: "minor"),
        Demand(id: "team.a", severity: "advice", effort: "medium"), Demand(id: "team.b", severity: "advice"),
      ], policy: "decision: {no_go: summary.weakest_area_score < 50.0, conditional: summary.unmet > 1}")
    #expect(try ids(rubric.wayToGo.toConditionalGo, rubric) == ["data.b", "team.b"])
    #expect(try ids(rubric.wayToGo.toGo, rubric) == ["data.b", "team.b", "team.a"])
    #expect(rubric.wayToGo.toGo?.isProvedCheapest == true)
    #expect(rubric.wayToGo.steps.map(\.decisionAfter) == [.noGo, .conditionalGo, .go])
  }

  @Test("what is announced and not in force is left out of the way, as of score and decision")
  func announced() throws {
    let rubric = try assess(
      [
        Demand(id: "data.a", severity: "blocker", more: ", enforced_from: 2027-01-01"),
        Demand(id: "data.b", severity: "blocker"),
      ], met: [])
    #expect(try ids(rubric.wayToGo.toGo, rubric) == ["data.b"])
  }

  // MARK: Robustness

  private static let proved = """
    rubric: test
    title: Test
    areas: [{id: tests, title: Tests}]
    thresholds: {production: 50}
    rules:
      - {id: tests.a, title: a, severity: blocker, gates: {kickoff: verified}, evidence: artifacts.test_reports, verify: "evidence.exists(t, t.failures == 0)"}
      - {id: tests.b, title: b, severity: minor, claim: project.name == 'x', evidence: artifacts.coverage_reports, verify: "evidence.all(c, c.line_rate > 0.5)"}
    """

  private func proved(_ evidence: String, rubric: String = proved, manifest: String = "") throws -> Assessment {
    let bench = try Workbench()
    return bench.assess(
      try bench.rubric(rubric), manifest: "{gonogo: 1, project: {name: x}\(manifest)}",
      evidence: bench.evidence(evidence))
  }

  @Test("the decision hangs on the one item that proves a blocker, and not on one that a lesser demand rests on")
  func hinge() throws {
    let assessment = try proved(
      "{coverage_reports: [{line_rate: 0.9}], test_reports: [{tests: 20, failures: 0}]}")
    #expect(assessment.decision == .go)
    let robustness = try #require(assessment.rubrics.first?.robustness)
    #expect(robustness.soleProofs == 2)
    #expect(robustness.hinges == [.init(entry: 1, rules: [0], decisionWithout: .noGo)])
    #expect(assessment.hinges == robustness.hinges)
    // 7 of 7, and 50 of 100 need 7 of 14 half points.
    #expect(robustness.halfPointsToSpare == 7)
  }

  @Test("two items that each prove it hold it without one of them")
  func twoItems() throws {
    let assessment = try proved("test_reports: [{tests: 20, failures: 0}, {tests: 5, failures: 0}]")
    #expect(assessment.decision == .go)
    #expect(assessment.rubrics.first?.robustness.hinges == [])
  }

  @Test("a score that just reaches its threshold hangs on each proof that counts in full")
  func scoreHinge() throws {
    let rubric = Self.proved.replacing("production: 50", with: "production: 90")
    let assessment = try proved(
      "{coverage_reports: [{line_rate: 0.9}], test_reports: [{tests: 20, failures: 0}]}", rubric: rubric)
    #expect(assessment.rubrics.first?.robustness.hinges.map(\.entry) == [0, 1])
    #expect(assessment.rubrics.first?.robustness.hinges.first?.decisionWithout == .noGo)
  }

  @Test("a waiver that stands by makes it a conditional go instead")
  func waiverStandsBy() throws {
    let waiver =
      ", waivers: [{rule: tests.a, reason: r, owner: a, approver: b, approved_on: 2026-06-01, expires_on: 2026-08-01}]"
    let rubric = Self.proved.replacing("production: 50", with: "production: 10")
    let assessment = try proved(
      "{coverage_reports: [{line_rate: 0.9}], test_reports: [{tests: 20, failures: 0}]}", rubric: rubric,
      manifest: waiver)
    #expect(assessment.waivers.first?.state == .unused)
    #expect(assessment.rubrics.first?.robustness.hinges.map(\.decisionWithout) == [.conditionalGo])
    // As the engine itself decides without that item.
    let without = try proved("coverage_reports: [{line_rate: 0.9}]", rubric: rubric, manifest: waiver)
    #expect(without.decision == .conditionalGo)
  }

  @Test("a no-go hangs on nothing, and says how far it is from its threshold")
  func noGo() throws {
    let assessment = try proved("test_reports: [{tests: 20, failures: 1}]")
    let robustness = try #require(assessment.rubrics.first?.robustness)
    #expect(robustness.hinges == [])
    // The second rule is stated: 2 of 14 half points, and 7 are needed.
    #expect(robustness.halfPointsToSpare == -5)
  }

  @Test("under the rubric's own policy an item is lost as under the default one")
  func ownPolicyHinge() throws {
    let rubric = Self.proved.replacing(
      "rules:", with: "decision: {no_go: 'summary.unmet_blockers > 0 || summary.score < summary.threshold'}\nrules:")
    let evidence = "{coverage_reports: [{line_rate: 0.9}], test_reports: [{tests: 20, failures: 0}]}"
    let own = try proved(evidence, rubric: rubric).rubrics.first?.robustness
    #expect(own == (try proved(evidence)).rubrics.first?.robustness)
  }

  // MARK: Several rubrics

  @Test("a project's way is that of all its rubrics, each demand once")
  func severalRubrics() throws {
    let bench = try Workbench()
    func rubric(_ name: String, _ ids: [String]) throws -> CompiledRubric {
      let rules = ids.map {
        "  - {id: \($0), title: \($0), severity: blocker, effort: medium, claim: size(release.service) > 0}"
      }
      return try bench.rubric(
        "rubric: test\ntitle: \(name)\nareas: [{id: data, title: Data}]\nthresholds: {production: 0}\nrules:\n"
          + rules.joined(separator: "\n"))
    }
    let facts = Facts(
      manifest: bench.manifest("{gonogo: 1, project: {name: x}}"), evidence: bench.evidence(""), gate: .production,
      now: bench.now)
    func way(_ rubrics: [CompiledRubric]) -> ProjectWay {
      ProjectWay(
        Assessor(vocabulary: bench.vocabulary, rubrics: rubrics, isStrict: false).assess(
          facts, run: Assessor.Run(toolVersion: "test", command: "")))
    }
    let shared = way([try rubric("one", ["data.a", "data.b"]), try rubric("two", ["data.b", "data.c"])])
    #expect(shared.steps.map(\.rubric) == [0, 0, 1])
    #expect(shared.cost == 9)
    #expect(shared.reachesGo)
    #expect(!shared.isProvedCheapest)
    let apart = way([try rubric("one", ["data.a"]), try rubric("two", ["data.c"])])
    #expect(apart.isProvedCheapest)
    #expect(!way([]).reachesGo)
  }
}
