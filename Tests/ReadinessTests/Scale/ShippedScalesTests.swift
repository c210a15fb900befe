import Builtins
import Documents
import Evidence
import Testing

@testable import Readiness

@Suite("The published scales that come along")
struct ShippedScalesTests {
  static let names = ["ml-test-score", "mlops-maturity-google", "mlops-maturity-microsoft", "mltrl"]

  static func scale(_ name: String) throws -> Scale { try #require(try Workbench().builtIn(name).rubric.scale) }

  @Test("these rubrics have a scale, and no other has")
  func which() throws {
    let bench = try Workbench()
    #expect(try Builtins.catalogue.names.filter { try bench.builtIn($0).rubric.scale != nil } == Self.names)
  }

  @Test("every rule of a scale's rubric tells an item, and the scale is in the bibliography", arguments: names)
  func told(name: String) throws {
    let rubric = try Workbench().builtIn(name).rubric
    let scale = try Self.scale(name)
    let named = Set(scale.items.flatMap { $0.rules.map(\.name) })
    #expect(rubric.rules.map(\.id).filter { !named.contains($0) } == [])
    let file = try #require(Builtins.file("rubrics/sources.yaml"))
    let sources = try #require(try Document.yaml(file).valid().root?["sources"])
    #expect(sources[try #require(scale.source)] != nil)
  }

  @Test("the ML Test Score has its 28 tests, seven to a section, and its bands")
  func testScore() throws {
    let scale = try Self.scale("ml-test-score")
    guard case .sections(let bands) = scale.method else { throw ScaleError() }
    #expect(scale.items.count == 28)
    for (group, prefix) in zip(scale.groups, ["Data", "Model", "Infra", "Monitor"]) {
      #expect(scale.items.filter { $0.belongs(to: group) }.map(\.id) == (1...7).map { "\(prefix) \($0)" })
    }
    #expect(bands.map(\.above) == [nil, 0, 1, 2, 3, 5])
  }

  @Test("each rule of the ML Test Score is looked at where a model goes into production")
  func inForce() throws {
    let rules = try Workbench().builtIn("ml-test-score").rubric.rules
    #expect(rules.filter { $0.requiredLevel(at: .production) == nil }.map(\.id) == [])
  }

  @Test(
    "the ladders have their levels, and each above the lowest asks for something",
    arguments: [("mltrl", 9, 0), ("mlops-maturity-google", 2, 4), ("mlops-maturity-microsoft", 4, 4)])
  func levels(name: String, top: Int, dimensions: Int) throws {
    let scale = try Self.scale(name)
    guard case .levels(let levels, let waysBack) = scale.method else { throw ScaleError() }
    #expect(levels.map(\.number) == Array(0...top))
    #expect(scale.groups.count == dimensions)
    for level in 1...top { #expect(scale.items.contains { $0.level == level }) }
    #expect((waysBack != nil) == (name == "mltrl"))
  }

  @Test("who states nothing has no points and no level", arguments: names)
  func nothingStated(name: String) throws {
    let scale = try Self.assess(name, "{gonogo: 1, project: {name: x}}")
    #expect(scale.items.filter { $0.halfPoints > 0 || $0.standing == .met }.map(\.id) == [])
    switch scale.result {
    case .sections(let score): #expect(score.strict.hundredths == 0)
    case .levels(let standing):
      // Where the lowest level asks for nothing, everybody is there.
      #expect(standing.level == (name == "mltrl" ? nil : 0))
      #expect(standing.wayBack == nil)
    }
  }

  @Test("a model in production that meets nothing below has to switch back, to the beginning")
  func inProduction() throws {
    let scale = try Self.assess("mltrl", "{gonogo: 1, project: {name: x}, model: {lifecycle_state: in_production}}")
    let way = try #require(scale.standing?.wayBack)
    #expect(way.from == 9)
    #expect(way.isStated)
    #expect(way.to == 0)
  }

  @Test("a project states its level under extensions, and at an early gate nothing later is held against it")
  func statedLevel() throws {
    let manifest = "{gonogo: 1, project: {name: x}, extensions: {mltrl: {level: 3}}}"
    #expect(try Self.assess("mltrl", manifest).standing?.stated == 3)
    #expect(try Self.assess("mltrl", manifest).standing?.wayBack?.from == 3)
    let early = try Self.assess("mltrl", manifest, gate: .kickoff)
    let reasons = early.standing?.wayBack?.items.compactMap { early.items[$0].level } ?? []
    #expect(reasons.allSatisfy { $0 == 0 || $0 == 2 }, "only what is asked for at the kickoff: \(reasons)")
  }

  private struct ScaleError: Error {}

  private static func assess(_ name: String, _ manifest: String, gate: Gate = .operate) throws -> ScaleAssessment {
    let bench = try Workbench()
    let assessment = bench.assess(try bench.builtIn(name), manifest: manifest, gate: gate)
    return try #require(assessment.rubrics.first?.scale)
  }
}
