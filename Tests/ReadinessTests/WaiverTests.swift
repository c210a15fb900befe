import Diagnostics
import Testing

@testable import Readiness

@Suite("Waivers")
struct WaiverTests {
  static let rubric = """
    rubric: test
    areas: [{id: data, title: Data}, {id: team, title: Team}]
    thresholds: {production: 0, mvp: 0}
    waivers: {at_most: 2, longest: P100D}
    rules:
      - {id: data.problem, title: A problem, severity: blocker, claim: business.problem == 'known'}
      - {id: data.shown, title: Shown, severity: blocker, gates: {mvp: claimed, production: verified}, claim: project.name == 'x', evidence: artifacts.test_reports, verify: "evidence.all(t, t.failures == 0)"}
      - {id: team.never, title: Never, severity: major, waivable: false, claim: "size(team.members) > 0"}
      - {id: team.met, title: Met, severity: minor, claim: project.name == 'x'}
    """

  static func manifest(_ waivers: String, problem: String = "{}") -> String {
    "{gonogo: 1, project: {name: x}, business: \(problem), waivers: \(waivers)}"
  }

  static func waiver(
    rule: String = "data.problem", owner: String = "Ana", approver: String = "Bo", from: String = "2026-06-01",
    to: String = "2026-07-31", more: String = ""
  ) -> String {
    "{rule: \(rule), reason: later, owner: \(owner), approver: \(approver), approved_on: \(from), expires_on: \(to)\(more)}"
  }

  struct Case: CustomTestStringConvertible {
    var name: String
    var waiver: String
    var state: WaiverStatus.State
    var now = "2026-07-01T00:00:00Z"
    var gate = Gate.production
    var testDescription: String { name }
  }

  @Test(
    "a waiver covers, or does not, and says why",
    arguments: [
      Case(name: "in force", waiver: waiver(), state: .covering),
      Case(name: "on its first day", waiver: waiver(), state: .covering, now: "2026-06-01T00:00:00Z"),
      Case(name: "before it", waiver: waiver(), state: .notInForce, now: "2026-05-31T23:59:59Z"),
      Case(name: "to the end of its last day", waiver: waiver(), state: .covering, now: "2026-07-31T23:59:59Z"),
      Case(name: "after it", waiver: waiver(), state: .notInForce, now: "2026-08-01T00:00:00Z"),
      Case(name: "at its gates only", waiver: waiver(more: ", gates: [mvp]"), state: .notInForce),
      Case(name: "at its gate", waiver: waiver(more: ", gates: [mvp]"), state: .covering, gate: .mvp),
      Case(
        name: "approved by its owner", waiver: waiver(owner: "Ana Lima", approver: "' ana  LIMA '"), state: .invalid),
      Case(name: "without an approver", waiver: waiver(approver: "TBD"), state: .invalid),
      Case(name: "longer than the rubric allows", waiver: waiver(to: "2026-12-31"), state: .invalid),
      Case(name: "of a rule that cannot be waived", waiver: waiver(rule: "team.never"), state: .invalid),
      Case(name: "of a rule that is met", waiver: waiver(rule: "team.met"), state: .unused),
      Case(name: "of no rule", waiver: waiver(rule: "data.problen"), state: .unknownRule),
    ])
  func states(_ example: Case) throws {
    let bench = try Workbench(now: example.now)
    let assessment = bench.assess(
      try bench.rubric(Self.rubric), manifest: Self.manifest("[\(example.waiver)]"), gate: example.gate)
    #expect(assessment.waivers.map(\.state) == [example.state], "\(assessment.waivers.map(\.note))")
  }

  @Test("a misspelt rule is a warning with the nearest name, and the rule still blocks")
  func misspelt() throws {
    let bench = try Workbench()
    let assessment = bench.assess(
      try bench.rubric(Self.rubric), manifest: Self.manifest("[\(Self.waiver(rule: "data.problen"))]"))
    let warning = try #require(assessment.diagnostics.first { $0.id == "waiver.unknown-rule" })
    #expect(warning.severity == .warning)
    #expect(warning.fix == "did you mean 'data.problem'?")
    #expect(warning.place?.start?.line == 1)
    #expect(assessment["data.problem"]?.blocks == true)
  }

  @Test("a waiver changes neither verdict nor score, only whether the rule blocks")
  func markOnly() throws {
    let bench = try Workbench()
    let rubric = try bench.rubric(Self.rubric)
    let without = bench.assess(rubric, manifest: Self.manifest("[]"))
    let with = bench.assess(rubric, manifest: Self.manifest("[\(Self.waiver())]"))
    #expect(with["data.problem"]?.verdict == without["data.problem"]?.verdict)
    #expect(with.rubrics.first?.scores == without.rubrics.first?.scores)
    #expect(without["data.problem"]?.blocks == true)
    #expect(with["data.problem"]?.blocks == false)
  }

  @Test("what the pipeline contradicts is covered only where the waiver says so")
  func contradicted() throws {
    let bench = try Workbench()
    let rubric = try bench.rubric(Self.rubric)
    let failing = bench.evidence("test_reports: [{tests: 3, failures: 1}]")
    for (more, isCovered) in [("", false), (", covers: [contradicted]", true)] {
      let assessment = bench.assess(
        rubric, manifest: Self.manifest("[\(Self.waiver(rule: "data.shown", more: more))]"), evidence: failing)
      #expect(assessment["data.shown"]?.verdict == .contradicted)
      #expect(assessment["data.shown"]?.isWaived == isCovered)
    }
  }

  @Test("an error cannot be waived")
  func error() throws {
    let bench = try Workbench()
    let assessment = bench.assess(
      try bench.rubric(Self.rubric), manifest: Self.manifest("[\(Self.waiver(rule: "data.shown"))]"),
      evidence: bench.evidence("", unreadable: ["test_reports"]))
    #expect(assessment["data.shown"]?.verdict == .error)
    #expect(assessment["data.shown"]?.isWaived == false)
    #expect(assessment.outcome == .broken)
  }

  @Test("when there are more waivers than the rubric allows, none counts")
  func tooMany() throws {
    let bench = try Workbench()
    let three = "[\(Self.waiver()), \(Self.waiver(rule: "data.shown")), \(Self.waiver(rule: "team.met"))]"
    let assessment = bench.assess(try bench.rubric(Self.rubric), manifest: Self.manifest(three))
    #expect(assessment.waivers.map(\.state) == [.invalid, .invalid, .invalid])
    #expect(assessment["data.problem"]?.isWaived == false)
    #expect(assessment.diagnostics.contains { $0.id == "waiver.too-many" })
  }

  @Test("days are left until the end of the last day, and thirty are soon")
  func daysLeft() throws {
    let bench = try Workbench(now: "2026-07-01T12:00:00Z")
    let assessment = bench.assess(try bench.rubric(Self.rubric), manifest: Self.manifest("[\(Self.waiver())]"))
    #expect(assessment.waivers.first?.daysLeft == 30)
    #expect(assessment.waivers.first?.expiresSoon == true)
  }
}
