import CEL
import Diagnostics
import Testing

@Suite("Evaluating with Swift values, functions and constants")
struct EvaluationWithValuesTests {
  private struct Busy: Error, CustomStringConvertible { var description: String { "busy" } }
  private struct Point: OpaqueConvertible {
    static let celTypeName = "acme.Point"
    var x: Int
  }

  private let environment = Environment(
    variables: [Variable("name", .string), Variable("ratio", .double), Variable("tags", [String].self)],
    libraries: .all,
    functions: [
      Function("acme.now") { Timestamp(seconds: 0) }, Function("twice") { (number: Int) in number * 2 },
      Function("twice") { (text: String) in text + text },
      Function("sum4") { (a: Int, b: Int, c: Int, d: Int) in a + b + c + d },
      Function(member: "or0") { (number: Int?) in number ?? 0 },
      Function("fails") { (number: Int) throws -> Int in throw Busy() },
      Function("overflows") { () throws -> Int in throw EvaluationError(.overflow, "too much") },
      Function("small") { (number: Int8) in Int(number) },
      Function("total") { (numbers: [Int]) in numbers.reduce(0, +) },
      Function("point") { (x: Int) in Point(x: x) }, Function(member: "x") { (point: Point) in point.x },
    ], constants: [Constant("acme.limits.team", 8), Constant("stages", ["draft", "live"])], container: "acme")

  @Test(
    "functions written in Swift are called by the types of their closures",
    arguments: [
      ("twice(21)", "42"), ("twice('ab')", "'abab'"), ("sum4(1, 2, 3, 4)", "10"), ("now() == timestamp(0)", "true"),
      ("acme.now() == timestamp(0)", "true"), ("null.or0()", "0"), ("5.or0()", "5"), ("total([1, 2, 3])", "6"),
      ("total([])", "0"), ("small(127)", "127"),
      ("small(128)", "error: argument 1: expected int from -128 to 127, found int 128"),
      ("total([1, dyn('a')])", "error: argument 1: [1]: expected int, found string 'a'"),
      ("fails(1)", "error: busy"), ("overflows()", "error: too much"), ("true || fails(1) == 1", "true"),
      ("point(1) == point(1)", "true"), ("point(1) == point(2)", "false"), ("point(3).x()", "3"),
      ("type(point(1)) == acme.Point", "true"), ("[point(1)].exists(p, p.x() == 1)", "true"),
    ])
  func functions(expression: String, expected: String) throws {
    #expect("\(try environment.compile(expression).evaluate())" == expected)
  }

  @Test(
    "the checker knows the closures' types",
    arguments: [
      ("twice(true)", "cel.no-overload"), ("sum4(1, 2, 3)", "cel.no-overload"), ("twice(1) == 'a'", "cel.no-overload"),
      ("point(1) == 1", "cel.no-overload"), ("limits.team == 'a'", "cel.no-overload"),
      ("stages[0] == 1", "cel.no-overload"),
    ])
  func types(expression: String, id: String) {
    let error = #expect(throws: DiagnosticsError.self) { _ = try environment.compile(expression) }
    #expect(error?.diagnostics.map(\.id) == [id])
  }

  private static let bindings: [(values: [String: any ValueConvertible], expression: String, expected: String)] = [
    (["name": "Ada", "tags": ["a"]], "name + tags[0]", "'Adaa'"),
    (["ratio": 1], "ratio / 2.0", "0.5"), (["name": Value.string("x")], "name", "'x'"), ([:], "1 + 1", "2"),
    ([:], "name", "error: 'name' has no value"),
    (["nme": "Ada"], "name", "error: there is no variable 'nme', did you mean 'name'?"),
    (["name": 1], "1", "error: name: expected string, found int 1"),
    (["tags": ["a", 1] as Value], "1", "error: tags[1]: expected string, found int 1"),
    (["stages": "x"], "1", "error: 'stages' is a constant"),
  ]

  @Test("variables take Swift values in the types that they are declared with", arguments: bindings)
  func variables(values: [String: any ValueConvertible], expression: String, expected: String) throws {
    #expect("\(try environment.compile(expression).evaluate(values))" == expected)
  }

  @Test("constants stand for their values, in the container and outwards, and cannot be bound")
  func constants() throws {
    var activation = environment.activation()
    activation.bind("acme.limits.team", to: 3)
    #expect("\(try environment.compile("limits.team + 1 == 9 && 'live' in stages").evaluate(activation))" == "true")
    #expect(throws: EvaluationError.self) { try activation.set("acme.limits.team", to: 3) }
    let shadowing = Environment(variables: [Variable("n", .int)], constants: [Constant("n", "text")])
    #expect(try shadowing.compile("n + 1").evaluate(["n": 1], as: Int.self) == 2)
  }

  @Test("an outcome gives its value, or throws why there is none")
  func outcome() throws {
    let program = try environment.compile("name")
    #expect(try program.evaluate(["name": "Ada"], as: String.self) == "Ada")
    func kind(_ body: () throws(EvaluationError) -> Void) -> EvaluationError.Kind? {
      do throws(EvaluationError) {
        try body()
        return nil
      } catch {
        return error.kind
      }
    }
    #expect(kind { () throws(EvaluationError) in _ = try program.evaluate([:], as: String.self) } == .unboundVariable)
    #expect(
      kind { () throws(EvaluationError) in _ = try program.evaluate(["name": "x"], as: Int.self) } == .invalidConversion
    )
    #expect(kind { () throws(EvaluationError) in _ = try program.evaluate(["nam": "x"]).get() } == .undeclaredVariable)
    var activation = environment.activation()
    activation.setAbsent("name")
    #expect(kind { () throws(EvaluationError) in _ = try program.evaluate(activation).get() } == .unknownInput)
    #expect("\(program.evaluate(activation))" == "unknown: name")
  }

  @Test("an error of an evaluation points into the expression")
  func diagnostic() throws {
    let program = try environment.compile("1 + [1, 2][5]")
    guard case .error(let error) = program.evaluate() else {
      Issue.record("no error")
      return
    }
    let diagnostic = error.diagnostic(in: program.source)
    #expect(diagnostic.id == "cel.index-out-of-range")
    #expect(diagnostic.rendered().hasPrefix("expression:1:5: error: index 5 is outside the list of 2\n"))
  }

  @Test("functions of the standard library can be given further overloads")
  func furtherOverloads() throws {
    let environment = Environment(variables: [], functions: [Function("size") { (number: Int) in number }])
    #expect("\(try environment.compile("size(7) + size('abc')").evaluate())" == "10")
  }
}
