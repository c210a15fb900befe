import CEL
import Diagnostics
import Testing

/// The examples in the doc comments, run: each test is named after the symbol whose comment has the example.
@Suite("Examples: environments")
struct EnvironmentExamples {
  @Test("Environment")
  func environment() throws {
    var printed = ""
    func print(_ value: Any) { printed += "\(value)\n" }
    let environment = Environment(variables: [Variable("name", .string), Variable("team", .list(.string))])
    let program = try environment.compile("name in team")
    let isMember = try program.evaluate(["name": "Ada", "team": ["Ada", "Grace"]], as: Bool.self)
    print(isMember)
    #expect(printed == "true\n")
  }

  @Test("README")
  func readme() throws {
    var printed = ""
    func print(_ value: Any) { printed += "\(value)\n" }
    struct Team: Codable { var members: [String], owner: String? }

    let environment = Environment(
      variables: [Variable("team", .dyn), Variable("user", .string)], libraries: .all,
      functions: [Function(member: "initial") { (name: String) in String(name.prefix(1)) }])
    let program = try environment.compile("user in team.members || user.initial() == 'X'")
    let team = try ValueEncoder().encode(Team(members: ["Ada", "Grace"], owner: nil))
    print(try program.evaluate(["team": team, "user": "Ada"], as: Bool.self))
    #expect(printed == "true\n")
  }

  @Test("Environment, what is wrong")
  func complaints() throws {
    var printed = ""
    func print(_ value: Any) { printed += "\(value)\n" }
    let environment = Environment(variables: [Variable("name", .string)])
    do {
      _ = try environment.compile("nme == 'Ada' || size(name) > '3'")
    } catch {
      print(error)
    }
    #expect(
      printed.hasPrefix(
        """
        expression:1:1: error: 'nme' is not declared
          1 | nme == 'Ada' || size(name) > '3'
            | ^~~ did you mean 'name'?
        expression:1:28: error: '>' does not take (int, string)

        """))
  }

  @Test("Environment.Options")
  func options() throws {
    var options = Environment.Options()
    options.costLimit = 1000
    let environment = Environment(variables: [Variable("rows", .list(.int))], options: options)
    let program = try environment.compile("rows.all(a, rows.all(b, a + b >= 0))")
    #expect("\(program.evaluate(["rows": Array(0..<1000)]))" == "error: the expression costs too much")
  }

  @Test("Environment.adding(_:)")
  func adding() throws {
    let common = Environment(variables: [Variable("name", .string)], libraries: .all)
    let environment = common.adding([Variable("age", .int)])
    #expect(
      try environment.compile("name == 'Ada' && age > 30").evaluate(["name": "Ada", "age": 36]).get() == true)
  }

  @Test("Environment.activation(_:)")
  func activation() throws {
    let environment = Environment(variables: [Variable("name", .string), Variable("age", .int)])
    let activation = try environment.activation(["name": "Ada", "age": 36])
    #expect("\(try environment.compile("age").evaluate(activation))" == "36")
  }

  @Test("Environment.compile(_:), of a fragment")
  func fragment() throws {
    let source = SourceFragment("size(name) > max", path: "rules.cel")
    let environment = Environment(variables: [Variable("name", .string)])
    let error = #expect(throws: DiagnosticsError.self) {
      _ = try environment.compile(source)
    }
    #expect(error?.description.hasPrefix("rules.cel:1:14: error: 'max' is not declared") == true)
  }

  @Test("Variable")
  func variable() throws {
    let environment = Environment(variables: [Variable("name", .string), Variable("scores", [Double].self)])
    #expect(try environment.compile("scores.filter(s, s > 0.5)").resultType.description == "list(double)")
  }

  @Test("Constant")
  func constant() throws {
    let environment = Environment(variables: [], constants: [Constant("acme.limits.team", 8)], container: "acme")
    #expect(try environment.compile("limits.team + 1").evaluate().get() == 9)
  }

  @Test("CELType")
  func type() {
    #expect(CELType.map(.string, .list(.int)).description == "map(string, list(int))")
  }

  @Test("Enumeration")
  func enumeration() throws {
    let stage = Enumeration(name: "stage", values: ["draft", "live"])
    let environment = Environment(variables: [Variable("stage", .enumeration(stage))])
    let error = #expect(throws: DiagnosticsError.self) {
      _ = try environment.compile("stage == 'lve'")
    }
    #expect(error?.description.contains("'lve' is not a value of 'stage'") == true)
    #expect(error?.description.contains("did you mean 'live'?") == true)
  }

  @Test("ObjectType")
  func object() throws {
    let member = ObjectType(
      name: "member", fields: [.init(name: "name", type: .string), .init(name: "age", type: .int)])
    let environment = Environment(variables: [Variable("member", .object(member))])
    let program = try environment.compile("member.age > 30")
    #expect("\(program.evaluate(["member": ["name": "Ada", "age": 36] as Value]))" == "true")
    #expect("\(program.evaluate(["member": ["name": "Ada"] as Value]))" == "unknown: member.age")
  }
}
