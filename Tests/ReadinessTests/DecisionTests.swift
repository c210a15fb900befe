import Testing

@testable import Readiness

@Suite("Scores and decisions")
struct DecisionTests {
  /// A rubric of rules that are met where the manifest says so under `extensions`.
  static func rubric(_ rules: [(id: String, severity: String, weight: Int)], threshold: Int = 0, more: String = "")
    -> String
  {
    let lines = rules.map {
      "  - {id: \($0.id), title: \($0.id), severity: \($0.severity), weight: \($0.weight), claim: \"'\($0.id)' in business.success_criteria\"}"
    }
    return """
      rubric: test
      areas: [{id: data, title: Data}, {id: team, title: Team}]
      thresholds: {production: \(threshold)}
      \(more)
      rules:
      \(lines.joined(separator: "\n"))
      """
  }

  static func manifest(met: [String], more: String = "") -> String {
    "{gonogo: 1, project: {name: x}, business: {success_criteria: [none, \(met.joined(separator: ", "))]}\(more)}"
  }

  static let rules = [
    (id: "data.blocker", severity: "blocker", weight: 5), (id: "data.major", severity: "major", weight: 3),
    (id: "team.minor", severity: "minor", weight: 2), (id: "team.advice", severity: "advice", weight: 1),
  ]

  @Test(
    "the default policy decides by blockers, majors and the threshold",
    arguments: [
      (["data.blocker", "data.major", "team.minor", "team.advice"], 70, Decision.go),
      (["data.blocker", "data.major", "team.minor"], 70, .go),
      (["data.blocker", "data.major"], 70, .go),
      (["data.blocker", "team.minor", "team.advice"], 70, .conditionalGo),
      (["data.blocker", "team.minor"], 70, .noGo),
      (["data.major", "team.minor", "team.advice"], 0, .noGo),
      ([], 0, .noGo),
    ] as [([String], Int, Decision)])
  func policy(met: [String], threshold: Int, decision: Decision) throws {
    let bench = try Workbench()
    let assessment = bench.assess(
      try bench.rubric(Self.rubric(Self.rules, threshold: threshold)), manifest: Self.manifest(met: met))
    #expect(assessment.decision == decision, "\(assessment.reason)")
  }

  @Test("a threshold is reached exactly, compared unrounded, and the score is shown rounded down")
  func exactThreshold() throws {
    let bench = try Workbench()
    let two = [(id: "data.a", severity: "minor", weight: 2), (id: "data.b", severity: "minor", weight: 1)]
    // 2 of 3 is 66.67: it reaches 66, not 67, and 66 is shown.
    for (threshold, decision) in [(66, Decision.go), (67, .noGo)] {
      let assessment = bench.assess(
        try bench.rubric(Self.rubric(two, threshold: threshold)), manifest: Self.manifest(met: ["data.a"]))
      #expect(assessment.decision == decision)
      #expect(assessment.rubrics.first?.scores.score?.shown == 66)
    }
  }

  @Test("under --strict a conditional go does not pass")
  func strict() throws {
    let bench = try Workbench()
    let rubric = try bench.rubric(Self.rubric(Self.rules))
    let manifest = Self.manifest(met: ["data.blocker", "team.minor"])
    #expect(bench.assess(rubric, manifest: manifest).outcome == .passed)
    #expect(bench.assess(rubric, manifest: manifest, strict: true).outcome == .notPassed)
  }

  @Test("a rubric's own policy is asked, and one that cannot be answered is NO-GO")
  func ownPolicy() throws {
    let bench = try Workbench()
    let all = Self.manifest(met: Self.rules.map(\.id))
    let strictest = "decision: {no_go: summary.unmet > 0, conditional: 'false'}"
    let rubric = try bench.rubric(Self.rubric(Self.rules, more: strictest))
    #expect(bench.assess(rubric, manifest: all).decision == .go)
    #expect(bench.assess(rubric, manifest: Self.manifest(met: ["data.blocker"])).decision == .noGo)
    let overflowing = "decision: {no_go: 9223372036854775807 + summary.total < 0}"
    #expect(bench.assess(try bench.rubric(Self.rubric(Self.rules, more: overflowing)), manifest: all).decision == .noGo)
  }

  @Test("an announced rule is shown, and counts in neither score nor decision before its day")
  func announced() throws {
    let text = Self.rubric(Self.rules).replacing(
      "weight: 5, claim", with: "weight: 5, enforced_from: 2026-07-02, claim")
    let manifest = Self.manifest(met: ["data.major", "team.minor", "team.advice"])
    let before = try Workbench(now: "2026-07-01T23:59:59Z")
    let early = before.assess(try before.rubric(text), manifest: manifest)
    #expect(early.decision == .go)
    #expect(early["data.blocker"]?.announcedFor == "2026-07-02")
    #expect(early.rubrics.first?.scores.score?.shown == 100)
    let after = try Workbench(now: "2026-07-02T00:00:00Z")
    #expect(after.assess(try after.rubric(text), manifest: manifest).decision == .noGo)
  }

  @Test("counts add up")
  func counts() throws {
    let bench = try Workbench()
    let rubric = bench.assess(
      try bench.rubric(Self.rubric(Self.rules)), manifest: Self.manifest(met: ["data.major"])
    ).rubrics.first
    let counts = try #require(rubric?.counts)
    #expect(counts.total == 4)
    #expect(counts.applicable == counts.met + counts.unmet + counts.announced)
    #expect(counts.applicable == counts.decided + counts[.missing] + counts[.error])
  }

  @Test("proved ≤ score ≤ stated, and losing evidence never lifts the score above stated")
  func threeScores() throws {
    let bench = try Workbench()
    let rubric = try bench.rubric(
      """
      rubric: test
      areas: [{id: tests, title: Tests}]
      thresholds: {production: 0}
      rules:
        - {id: tests.a, title: a, severity: minor, claim: project.name == 'x', evidence: artifacts.test_reports, verify: "evidence.all(t, t.failures == 0)"}
        - {id: tests.b, title: b, severity: minor, claim: project.name == 'x', evidence: artifacts.coverage_reports, verify: "evidence.all(c, c.line_rate > 0.5)"}
        - {id: tests.c, title: c, severity: minor, claim: project.name == 'y'}
        - {id: tests.d, title: d, severity: minor, gates: {kickoff: verified}, evidence: artifacts.test_reports, verify: "evidence.exists(t, t.tests > 10)"}
      """)
    let manifest = "{gonogo: 1, project: {name: x}}"
    let stages = [
      "", "test_reports: [{tests: 20, failures: 0}]", "test_reports: [{tests: 20, failures: 1}]",
      "{test_reports: [{tests: 20, failures: 0}], coverage_reports: [{line_rate: 0.9}]}",
      "{test_reports: [{tests: 5, failures: 0}], coverage_reports: [{line_rate: 0.1}]}",
    ]
    let scores = try stages.map { evidence in
      try #require(bench.assess(rubric, manifest: manifest, evidence: bench.evidence(evidence)).rubrics.first?.scores)
    }
    for score in scores {
      let (proved, middle, stated) = (
        try #require(score.proved), try #require(score.score), try #require(score.stated)
      )
      #expect(proved.value <= middle.value && middle.value <= stated.value)
    }
    let withoutEvidence = try #require(scores[0].score)
    for score in scores { #expect(withoutEvidence.value <= (try #require(score.stated)).value) }
  }

  @Test("the way to GO names the smallest set of rules, those for a conditional go first")
  func wayToGo() throws {
    let bench = try Workbench()
    let rubric = bench.assess(
      try bench.rubric(Self.rubric(Self.rules, threshold: 80)), manifest: Self.manifest(met: ["team.minor"])
    ).rubrics.first
    let way = try #require(rubric?.wayToGo)
    #expect(way.reachesGo)
    #expect(way.steps.map(\.rule) == [0, 1])
    // Without the major the score would be 7 of 11, below 80: both are needed already for a conditional go.
    #expect(way.steps.map(\.isNeededForConditionalGo) == [true, true])
  }

  @Test("of several rubrics the worst decides, and one that decides nothing does not")
  func severalRubrics() throws {
    let bench = try Workbench()
    let good = try bench.rubric(Self.rubric([(id: "data.a", severity: "blocker", weight: 1)]))
    let bad = try bench.rubric(Self.rubric([(id: "data.b", severity: "blocker", weight: 1)]))
    let nothing = try bench.rubric("rubric: test\nthresholds: {production: 0}")
    let facts = Facts(
      manifest: bench.manifest(Self.manifest(met: ["data.a"])), evidence: bench.evidence(""), gate: .production,
      now: bench.now)
    func decision(_ rubrics: [CompiledRubric]) -> Decision {
      Assessor(vocabulary: bench.vocabulary, rubrics: rubrics, isStrict: false).assess(
        facts, run: Assessor.Run(toolVersion: "test", command: "")
      ).decision
    }
    #expect(decision([good, bad]) == .noGo)
    #expect(decision([good, nothing]) == .go)
    #expect(decision([nothing]) == .noGo)
    #expect(decision([]) == .noGo)
  }
}
