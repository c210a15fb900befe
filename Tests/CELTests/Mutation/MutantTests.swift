import CEL
import Testing

@Suite("Mutants")
struct MutantTests {
  private static let stage = Enumeration(name: "stage", values: ["draft", "live", "gone"])

  private static let environment = Environment(
    variables: [
      Variable("age", .int), Variable("share", .double), Variable("name", .string), Variable("on", .bool),
      Variable("team", .list(.map(.string, .int))), Variable("stage", .enumeration(stage)),
      Variable("stages", .list(.enumeration(stage))), Variable("rest", .duration),
    ], libraries: [.standard, .strings])

  private func mutants(_ text: String) throws -> [String] {
    try Self.environment.compile(text).mutants.map(\.text)
  }

  @Test(
    "each changes one thing",
    arguments: [
      ("on", ["!on"]),
      ("!on", ["on"]),
      // The limit, and the opposite; the number moves to the side to which leaving the limit out does not move it.
      ("age < 5", ["age <= 5", "age >= 5", "age < 4"]),
      ("age >= 5", ["age > 5", "age < 5", "age >= 4"]),
      ("5 <= age", ["5 < age", "5 > age", "4 <= age"]),
      ("age == 5", ["age != 5", "age == 6"]),
      ("share <= 0.5", ["share < 0.5", "share > 0.5", "share <= 0.55"]),
      ("share > 0.0", ["share >= 0.0", "share <= 0.0", "share > 1.0"]),
      ("name != 'x'", ["name == 'x'", "name != 'x~'"]),
      ("name.startsWith('x')", ["!name.startsWith('x')", "name.startsWith('x~')"]),
      // A text is empty or not; nobody means that it has more than one letter.
      ("size(name) > 0", ["size(name) >= 0", "size(name) <= 0"]),
      ("team.size() > 0", ["team.size() >= 0", "team.size() <= 0", "team.size() > 1"]),
      ("on == true", ["on != true", "on == false"]),
      // Another value of the same field, since a text that is none of them would not compile.
      ("stage == 'draft'", ["stage != 'draft'", "stage == 'live'"]),
      ("stage != 'gone'", ["stage == 'gone'", "stage != 'draft'"]),
      ("'live' in stages", ["!('live' in stages)", "'draft' in stages"]),
      ("stage in ['draft', 'live']", ["!(stage in ['draft', 'live'])", "stage in ['live']", "stage in ['draft']"]),
      ("rest > duration('1h')", ["rest >= duration('1h')", "rest <= duration('1h')", "rest > duration('7200s')"]),
      ("on && age > 1", ["age > 1", "on", "!on && age > 1", "on && age >= 1", "on && age <= 1", "on && age > 2"]),
      ("on ? on : !on", ["on", "!on", "!on ? on : !on", "on ? !on : !on", "on ? on : on"]),
      ("has(team[0].x)", ["!has(team[0].x)", "has(team[1].x)"]),
    ])
  func changes(text: String, expected: [String]) throws {
    #expect(try Set(mutants(text)) == Set(expected))
    #expect(try mutants(text).count == expected.count)
  }

  @Test("exists and all change places, and a filter lets everything through")
  func comprehensions() throws {
    #expect(
      try mutants("team.filter(t, on).all(t, on)") == [
        "team.filter(t, on).exists(t, on)", "team.all(t, on)", "team.filter(t, !on).all(t, on)",
        "team.filter(t, on).all(t, !on)",
      ])
    #expect(try mutants("team.exists_one(t, on)") == ["team.exists(t, on)", "team.existsOne(t, !on)"])
  }

  @Test("of a longer chain one term at a time is left out, and brackets stay")
  func chains() throws {
    let texts = try mutants("(on || age > 1) && name == 'a' && share < 1.0")
    for text in [
      "name == 'a' && share < 1.0", "(on || age > 1) && share < 1.0", "(on || age > 1) && name == 'a'",
      "age > 1 && name == 'a' && share < 1.0", "on && name == 'a' && share < 1.0",
    ] {
      #expect(texts.contains(text), "\(text)")
    }
  }

  @Test("says where it changed what into what")
  func places() throws {
    let mutant = try #require(try Self.environment.compile("on  &&  age<5").mutants.first { $0.change == .comparison })
    #expect(mutant.original == "age < 5")
    #expect(mutant.replacement == "age <= 5")
    #expect(mutant.text == "on && age <= 5")
    #expect(mutant.offsets == 8..<13)
    let dropped = try #require(try Self.environment.compile("on  &&  age<5").mutants.last { $0.change == .droppedTerm })
    #expect(dropped.original == "age < 5")
    #expect(dropped.replacement == "")
    #expect(dropped.text == "on")
    #expect(dropped.offsets == 8..<13)
  }

  @Test("all compile, and none is the expression itself or comes twice")
  func sound() throws {
    let text =
      "team.exists(t, t.x > 1 && t.x > 1) || size(team) == 0 "
      + "|| stage in ['live', 'gone'] && name.matches('^a+$')"
    let program = try Self.environment.compile(text)
    let texts = program.mutants.map(\.text)
    #expect(texts.count > 10)
    #expect(Set(texts).count == texts.count)
    #expect(!texts.contains(program.formatted))
    for text in texts { #expect(try Self.environment.compile(text).resultType == .bool) }
  }

  @Test("a value that is not asked for its truth has none")
  func values() throws {
    #expect(try mutants("name") == [])
    #expect(try mutants("size(name) + age") == [])
  }
}
