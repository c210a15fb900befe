import CEL
import Diagnostics
import Testing

@Suite("Cost")
struct CostTests {
  /// Figures of cel-go for the same expressions.
  @Test(
    "costs are those of cel-go",
    arguments: [
      ("true", 0), ("1 == 1", 1), ("1 + 1", 1), ("'' > ''", 0), ("'f' < 'g'", 1), ("[1, 2, 3] == [1, 2, 3]", 21),
      ("{} == {}", 60), ("dyn(1) == 2.0", 2), ("'elem' in ['elem', 'elemA', 'elemB']", 13), ("7 in []", 10),
      ("size({})", 31), ("''.startsWith('foo')", 0), ("''.matches('foo|bar')", 2), ("'banana'.matches('ba(na)*')", 2),
      ("[1, 2, 3].exists(e, e > 0)", 20), ("[1, 2, 3].exists(e, e == 2)", 26), ("[1, 2, 3].exists(e, e > 3)", 29),
      ("[].exists(e, e == 2)", 11), ("[1, 2, 3].all(e, e > 0)", 26), ("[1, 2, 3].all(e, e == 17)", 18),
      ("[].all(e, e > 0)", 11), ("[2, 4, 6].map(n, n / 2)", 63), ("[].map(n, n / 2)", 21),
    ])
  func parity(source: String, expected: Int) throws {
    let program = try Outcomes.environment.compile(source)
    #expect(program.measure(Outcomes.environment.activation()).cost == expected)
  }

  private func outcome(_ source: String, limit: Int) throws -> String {
    let program = try Outcomes.environment.compile(source)
    return Outcomes.text(program.evaluate(Outcomes.environment.activation(), costLimit: limit))
  }

  @Test("what costs as much as it may is evaluated, what costs more is an error")
  func limit() throws {
    #expect(try outcome("[1, 2, 3].all(e, e > 0)", limit: 26) == "true")
    #expect(try outcome("[1, 2, 3].all(e, e > 0)", limit: 25) == "error: costExceeded")
  }

  @Test("neither '&&' nor '||' absorbs that the budget is spent")
  func notAbsorbed() throws {
    #expect(try outcome("[1, 2, 3, 4, 5, 6].all(e, e > 0) || true", limit: 20) == "error: costExceeded")
    #expect(try outcome("false && [1, 2, 3].all(e, e > 0)", limit: 20) == "false")
    #expect(try outcome("[1, 2, 3, 4, 5].all(e, e > 0) && false", limit: 20) == "error: costExceeded")
  }

  private static let digits = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"

  @Test(
    "hostile expressions end by their cost",
    arguments: [
      // Ten to the eighth steps.
      (0..<8).reversed().reduce("a0 < 0") { body, level in "\(digits).exists(a\(level), \(body))" },
      // Lists of lists of lists.
      (0..<8).reversed().reduce("1") { body, level in "\(digits).map(a\(level), \(body))" },
      // A text, a list and a tree that double with each line.
      (0..<60).reversed().reduce("a59.size() > 0") { body, level in
        "cel.bind(a\(level), \(level == 0 ? "'0123456789'" : "a\(level - 1) + a\(level - 1)"), \(body))"
      },
      (0..<60).reversed().reduce("a59.size() > 0") { body, level in
        "cel.bind(a\(level), \(level == 0 ? "[1]" : "a\(level - 1) + a\(level - 1)"), \(body))"
      },
      (0..<60).reversed().reduce("a59 == a59") { body, level in
        "cel.bind(a\(level), \(level == 0 ? "[1]" : "[a\(level - 1), a\(level - 1)]"), \(body))"
      },
      (0..<60).reversed().reduce("a59 in [a59]") { body, level in
        "cel.bind(a\(level), \(level == 0 ? "[1]" : "[a\(level - 1), a\(level - 1)]"), \(body))"
      },
    ])
  func hostile(source: String) throws {
    let program = try Outcomes.environment.compile(source)
    let outcome = Outcomes.text(program.evaluate(Outcomes.environment.activation(), costLimit: 100_000))
    #expect(["error: costExceeded", "error: overflow"].contains(outcome), "\(outcome)")
  }

  /// A chain of `cel.bind`, each of which uses what the one before it has made.
  private static func chain(_ count: Int, _ first: String, _ body: String, _ next: (String) -> String) -> String {
    (0..<count).reversed().reduce(body) { body, level in
      "cel.bind(a\(level), \(level == 0 ? first : next("a\(level - 1)")), \(body))"
    }
  }

  private static let hungry: [String] = [
    // Lists that double, and are kept a thousand times.
    chain(16, digits, "lists.range(1000).map(i, a15 + a15).size() > 0") { "\($0) + \($0)" },
    // Text that doubles, encoded over and over.
    chain(20, "'0123456789'", "lists.range(100000).map(i, base64.encode(bytes(a19))).size() > 0") { "\($0) + \($0)" },
    // List literals of constants, but for one element.
    "lists.range(1000000).map(i, [\(String(repeating: "0, ", count: 1000))i]).size() > 0",
    // Maps.
    "lists.range(1000).map(i, lists.range(1000).transformMap(k, v, v)).size() > 0",
    // Long texts inside of lists, compared by their last byte.
    chain(18, "'0123456789'", "lists.range(100000).all(i, [a17 + 'a', a17 + 'b'] != [a17 + 'a', a17 + 'c'])") {
      "\($0) + \($0)"
    },
    // Trees that unfold without end, in functions that compare all with all.
    chain(60, "[1]", "sets.contains([a59], [a59, [1]])") { "[\($0), \($0)]" },
    chain(60, "[1]", "[a59, a59].distinct().size() == 1") { "[\($0), \($0)]" },
    chain(60, "[1]", "a59.flatten(100).size() > 0") { "[\($0), \($0)]" },
    chain(60, "[1]", "'%s'.format([a59]) == ''") { "[\($0), \($0)]" },
    // Each option is evaluated once, and costs as much as if it were twice.
    (0..<70).reduce("optional.of(1)") { text, _ in text + ".optMap(x, x + 1)" } + ".hasValue()",
  ]

  @Test(
    "what takes much memory, or time that cel-go gives away, ends as well", .timeLimit(.minutes(10)),
    arguments: hungry)
  func memory(source: String) throws {
    let program = try Outcomes.environment.compile(source)
    let outcome = Outcomes.text(program.evaluate(Outcomes.environment.activation()))
    #expect(["error: costExceeded", "error: overflow"].contains(outcome), "\(outcome)")
  }

  @Test("the memory that an evaluation takes is bounded by the environment")
  func memoryLimit() throws {
    var options = Environment.Options()
    options.memoryLimit = 10_000
    let environment = Environment(variables: [], libraries: ConformanceTests.libraries, options: options)
    #expect(Outcomes.text("lists.range(100).map(i, i).size()", environment) == "100")
    #expect(Outcomes.text("lists.range(1000).map(i, i).size()", environment) == "error: costExceeded")
    #expect(Outcomes.text("lists.range(1000).map(i, i).size() > 0 || true", environment) == "error: costExceeded")
  }

  @Test("unknowns that are put together over and over do not double each time", .timeLimit(.minutes(10)))
  func unknowns() throws {
    let type = ObjectType(name: "o", fields: [.init(name: "a", type: .bool), .init(name: "b", type: .bool)])
    let environment = Environment(variables: [Variable("o", .object(type))])
    var activation = environment.activation()
    activation.bind("o", to: .object(ObjectValue(type: type, fields: [.absent(place: nil), .absent(place: nil)])))
    let source = Self.chain(60, "o.a", "a59") { "(\($0) || o.b) && (\($0) || o.a)" }
    #expect(Outcomes.text(try environment.compile(source).evaluate(activation)) == "unknown: o.a, o.b")
  }

  @Test("types of maps of maps do not grow beyond all bounds", .timeLimit(.minutes(10)))
  func types() throws {
    let source = Self.chain(60, "'x'", "a59") { "{\($0): \($0)}" }
    #expect(Outcomes.text(source).hasPrefix("error"))
    #expect(Outcomes.text(Self.chain(60, "'x'", "a59 == 1") { "{\($0): \($0)}" }) == "cel.no-overload")
  }

  @Test("printing a value that unfolds to a huge text is cut short")
  func literalOfTree() throws {
    let source = (0..<60).reversed().reduce("a59") { body, level in
      "cel.bind(a\(level), \(level == 0 ? "[1]" : "[a\(level - 1), a\(level - 1)]"), \(body))"
    }
    guard case .value(let value) = try Outcomes.environment.compile(source).evaluate(Outcomes.environment.activation())
    else {
      Issue.record("no value")
      return
    }
    #expect(value.literal.utf8.count < 400)
  }
}
