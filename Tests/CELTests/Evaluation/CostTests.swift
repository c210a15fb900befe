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
