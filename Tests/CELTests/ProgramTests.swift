import CEL
import Diagnostics
import Testing

@Suite("Program")
struct ProgramTests {
  private let environment = ReleaseFixture.environment

  @Test(
    "a program knows the attributes that it mentions",
    arguments: [
      ("release.rollback.max_minutes <= 10 && gate == 'mvp'", ["gate", "release.rollback.max_minutes"]),
      ("has(release.owner)", ["release.owner"]),
      (
        "data.sources.all(s, s.access == 'x' && s.rows > 1)",
        ["data.sources", "data.sources[].access", "data.sources[].rows"]
      ),
      (
        "data.sources.filter(s, s.name == 'a').exists(t, t.rows > 1)",
        ["data.sources", "data.sources[].name", "data.sources[].rows"]
      ),
      ("data.sources.exists(i, s, i > 0 && s.rows > 1)", ["data.sources", "data.sources[].rows"]),
      ("data.sources[0].rows", ["data.sources[].rows"]),
      ("cel.bind(r, release.rollback, r.kind == 'none')", ["release.rollback", "release.rollback.kind"]),
      ("release.labels['tier']", ["release.labels[]"]), ("[1, 2].all(x, x > 1)", []), ("1 + 1", []),
      ("release.labels[gate]", ["gate", "release.labels[]"]), ("type(gate) == string", ["gate"]),
    ])
  func attributePaths(source: String, expected: [String]) throws {
    #expect(try environment.compile(source).attributePaths == expected)
  }

  @Test("a program knows its variables")
  func variables() throws {
    let program = try environment.compile("gate == 'x' || release.service == gate || [1].exists(data, data > 1)")
    #expect(program.referencedVariables == ["gate", "release"])
  }

  @Test(
    "a program knows whether it uses optionals, and where",
    arguments: [
      ("release.?owner.orValue('x') == 'y'", "?owner"), ("release.labels[?'a'].hasValue()", "?"),
      ("optional.of(gate) == optional.none()", "optional"), ("[?optional.none()] == []", "?"),
      ("{?'a': optional.of(1)} == {}", "?"), ("data.tags.first().orValue('') == 'x'", "orValue"),
    ])
  func optionals(source: String, expected: String) throws {
    let program = try environment.compile(source)
    let range = try #require(program.optionalSyntax)
    #expect(String(decoding: Array(source.utf8)[range], as: UTF8.self) == expected)
    #expect(program.usesOptionalSyntax)
  }

  @Test(
    "without optionals there is nothing to point at", arguments: ["gate == 'x'", "has(release.owner)", "true ? 1 : 2"])
  func noOptionals(source: String) throws {
    #expect(try !environment.compile(source).usesOptionalSyntax)
  }

  @Test("a program is evaluated from many tasks at once")
  func concurrently() async throws {
    let program = try environment.compile("data.sources.exists(s, s.name == 'b') && release.service == 'churn'")
    await withTaskGroup(of: String.self) { group in
      for _ in 0..<16 {
        group.addTask { Outcomes.text(program.evaluate(ReleaseFixture.activation)) }
      }
      for await outcome in group { #expect(outcome == "true") }
    }
  }

  @Test("a canonical form reads the same")
  func formatted() throws {
    let program = try environment.compile("gate==\"mvp\"   &&(release.service=='x')")
    #expect(program.formatted == "gate == 'mvp' && release.service == 'x'")
  }

  @Test("errors say where in the expression they arose")
  func errorPlaces() throws {
    let program = try environment.compile("size(gate) / 0 == 1")
    guard case .error(let error) = program.evaluate(ReleaseFixture.activation) else {
      Issue.record("no error")
      return
    }
    #expect(error.kind == .divisionByZero)
    #expect(error.offsets == 0..<14)
  }

  @Test("a variable that an environment does not declare is passed over")
  func foreignVariable() throws {
    var activation = environment.activation()
    activation.bind("nobody", to: .int(1))
    #expect(Outcomes.text("gate", environment, activation) == "error: unboundVariable")
  }

  @Test("an environment with further variables is the first one and more")
  func furtherVariables() throws {
    let further = environment.adding([Variable("limit", .int)])
    var activation = further.activation()
    activation.bind("gate", to: .string("mvp"))
    activation.bind("limit", to: .int(3))
    #expect(Outcomes.text("size(gate) <= limit", further, activation) == "true")
    #expect(throws: DiagnosticsError.self) { try environment.compile("size(gate) <= limit") }
  }
}
