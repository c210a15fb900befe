import CEL
import Testing

@Suite("Values in the shape of their declaration")
struct DeclaredShapeTests {
  private static let member = ObjectType(
    name: "member", fields: [.init(name: "name", type: .string), .init(name: "age", type: .int)])
  private static let stage = Enumeration(name: "stage", values: ["draft", "live"])
  private static let team = ObjectType(
    name: "team",
    fields: [
      .init(name: "members", type: .list(.object(member))), .init(name: "ratio", type: .double),
      .init(name: "stage", type: .enumeration(stage)), .init(name: "note", type: .wrapper(.string)),
      .init(name: "limits", type: .map(.string, .uint)),
    ])

  /// Values as expressions, what they are declared as, and what they become.
  private static let shapes: [(value: String, type: CELType, literal: String)] = [
    ("3", .uint, "3u"), ("3", .double, "3.0"), ("3u", .double, "3.0"), ("3", .int, "3"), ("3", .dyn, "3"),
    ("null", .wrapper(.int), "null"), ("3", .wrapper(.uint), "3u"), ("null", .optional(.int), "optional.none()"),
    ("3", .optional(.double), "optional.of(3.0)"), ("optional.of(3)", .optional(.uint), "optional.of(3u)"),
    ("[1, 2.5]", .list(.double), "[1.0, 2.5]"), ("{'a': 1}", .map(.string, .uint), "{'a': 1u}"),
    ("{1: 1}", .map(.uint, .int), "{1u: 1}"), ("'live'", .enumeration(stage), "'live'"),
  ]

  private func value(_ expression: String) throws -> Value {
    try Environment(variables: [], libraries: .all).compile(expression).evaluate().get()
  }

  @Test("a value becomes what is declared, where it is just that", arguments: shapes)
  func shape(expression: String, type: CELType, literal: String) throws {
    #expect(try value(expression).shaped(as: type).literal == literal)
  }

  private static let mismatches: [(value: String, type: CELType, message: String)] = [
    ("-3", .uint, "expected uint, found int -3"), ("1.5", .int, "expected int, found double 1.5"),
    ("9007199254740993", .double, "expected double, found int 9007199254740993"),
    ("'x'", .timestamp, "expected timestamp, found string 'x'"), ("null", .int, "expected int, found null"),
    ("[1, 'a']", .list(.int), "[1]: expected int, found string 'a'"),
    ("{'a': {'b': 'c'}}", .map(.string, .map(.string, .int)), "a.b: expected int, found string 'c'"),
    ("'lve'", .enumeration(stage), "expected a value of 'stage', found string 'lve', did you mean 'live'?"),
    (
      "{'members': [{'nme': 'Ada'}]}", .object(team),
      "members[0]: 'nme' is not a field of 'member', did you mean 'name'?"
    ),
    ("{'members': [{'age': 'old'}]}", .object(team), "members[0].age: expected int, found string 'old'"),
    ("{'limits': {'a': -1}}", .object(team), "limits.a: expected uint, found int -1"),
    ("{1: 2}", .object(team), "1 is not a field of 'team'"), ("3", .object(team), "expected team, found int 3"),
  ]

  @Test("what does not fit names the path, what is declared and what was found", arguments: mismatches)
  func mismatch(expression: String, type: CELType, message: String) throws {
    let value = try value(expression)
    let error = #expect(throws: ConversionError.self) { _ = try value.shaped(as: type) }
    #expect(error?.description == message)
  }

  @Test("a field that a map does not have is absent, and unknown with its path; so is null where none is declared")
  func absent() throws {
    let environment = Environment(variables: [Variable("team", .object(Self.team))])
    let team: Value = ["members": [["name": "Ada"], ["age": .null]], "note": .null]
    func outcome(_ expression: String) throws -> String {
      "\(try environment.compile(expression).evaluate(["team": team]))"
    }
    #expect(try outcome("team.members[0].name") == "'Ada'")
    #expect(try outcome("team.members[0].age > 3") == "unknown: team.members[0].age")
    #expect(
      try outcome("has(team.ratio) && team.members.all(m, m.age > 1)")
        == "unknown: team.members[0].age, team.members[1].age, team.ratio")
    #expect(try outcome("team.note == null") == "true")
  }

  @Test("what has its shape already is not copied")
  func kept() throws {
    let list = ListValue([["a": 1]])
    guard case .list(let shaped) = try Value.list(list).shaped(as: .list(.map(.string, .int))) else {
      Issue.record("no list")
      return
    }
    #expect(shaped === list)
  }
}
