import Diagnostics
import TestSupport
import Testing

@testable import CEL

@Suite("Blocks")
struct BlockTests {
  @Test(
    "a slot stands for its expression, wherever it is read",
    arguments: [
      ("cel.block([1, cel.index(0) + 1], cel.index(1) * 10 + cel.index(0))", "21"),
      ("cel.block([], 1)", "1"),
      ("cel.block([[1, 2, 3]], cel.index(0).filter(x, x in cel.index(0)).size())", "3"),
      ("[1, 2].map(x, cel.block([x * 10, cel.index(0) + x], cel.index(1)))", "[11, 22]"),
      ("cel.block([1], cel.block([2, cel.index(0) + 1], cel.index(1)) + cel.index(0))", "4"),
      ("cel.block([{'a': {'b': 7}}], cel.index(0).a.b + cel.index(0)['a'].b)", "14"),
      ("cel.block([optional.of({'a': 1})], cel.index(0).?a.orValue(0) + cel.index(0).a.orValue(0))", "2"),
      ("cel.block([1, 2,], cel.index(1),)", "cel.syntax"),
      ("[1, 2].exists(cel.iterVar(0, 0), [2].all(cel.iterVar(1, 0), cel.iterVar(0, 0) == cel.iterVar(1, 0)))", "true"),
      ("{'a': 1}.all(cel.iterVar(0, 0), cel.iterVar(0, 1), cel.iterVar(0, 0) > 'a' || cel.iterVar(0, 1) == 1)", "true"),
      ("cel.bind(cel.accuVar(0, 0), 3, cel.accuVar( 0 , 0x0 ) + 1)", "4"),
    ])
  func evaluates(source: String, expected: String) {
    #expect(Outcomes.text(source) == expected)
  }

  @Test("a slot that nobody reads is not worked out, and its failure harms nobody")
  func lazy() {
    #expect(Outcomes.text("cel.block([1 / 0, 2], cel.index(1))") == "2")
    #expect(Outcomes.text("cel.block([1 / 0, 2], true || cel.index(0) > 1)") == "true")
    #expect(Outcomes.text("cel.block([1 / 0, 2], cel.index(0) > 1)") == "error: divisionByZero")
  }

  @Test("a slot that is read often is worked out once, but anew for each element around the block")
  func once() throws {
    func cost(_ source: String) throws -> Int {
      try Outcomes.environment.compile(source).measure(Outcomes.environment.activation()).cost
    }
    let slot = "[1, 2, 3].map(x, x * x).size()"
    let one = try cost("cel.block([\(slot)], cel.index(0) > 0)")
    // Reading it once more and comparing that: two, and not the forty-odd of the slot.
    #expect(try cost("cel.block([\(slot)], cel.index(0) > 0 && cel.index(0) > 1)") == one + 2)
    #expect(Outcomes.text("[3, 4].map(x, cel.block([x + 1], cel.index(0) * cel.index(0)))") == "[16, 25]")
    #expect(try cost("cel.block([1], cel.index(0))") == 12)
  }

  @Test("what a slot does not know is unknown where it is read, and reads are told by their path in the input")
  func unknownsAndReads() throws {
    let (environment, activation) = (ReleaseFixture.environment, ReleaseFixture.activation)
    #expect(
      Outcomes.text("cel.block([release.owner], cel.index(0) == 'x')", environment, activation)
        == "unknown: release.owner")
    #expect(Outcomes.text("cel.block([release.owner], cel.index(0) == 'x' || true)", environment, activation) == "true")
    let program = try environment.compile("cel.block([release.rollback], cel.index(0).kind == 'none')")
    #expect(program.attributePaths == ["release.rollback", "release.rollback.kind"])
    #expect(program.trace(activation).reads.map(\.path) == ["release.rollback", "release.rollback.kind"])
    #expect(program.resultType == .bool)
  }

  @Test(
    "what is no block is refused at its place",
    arguments: [
      ("1️⃣cel.index(0)1️⃣ + 1", "'cel.index(0)' stands for nothing: there is no slot before it"),
      ("cel.block([1️⃣cel.index(0)1️⃣], 1)", "'cel.index(0)' stands for nothing: there is no slot before it"),
      ("cel.block([1, 1️⃣cel.index(1)1️⃣], 1)", "'cel.index(1)' stands for nothing: there is only slot 0 before it"),
      ("cel.block([1, 2], 1️⃣cel.index(2)1️⃣)", "'cel.index(2)' stands for nothing: the slots before it are 0 to 1"),
      // The slots of the outer block are hidden.
      (
        "cel.block([1, 2], cel.block([3], 1️⃣cel.index(1)1️⃣))",
        "'cel.index(1)' stands for nothing: there is only slot 0 before it"
      ),
      ("cel.block(1️⃣11️⃣, 2)", "'cel.block' needs a list of its slots, written out"),
      ("cel.block([1️⃣?optional.of(1)1️⃣], 2)", "a slot of 'cel.block' cannot be left out"),
      ("cel.index(1️⃣-11️⃣)", "'cel.index' needs the number of a slot, written out"),
      ("cel.index(1️⃣99999999991️⃣)", "'cel.index' needs the number of a slot, written out"),
      ("cel.iterVar(0, 1️⃣'a'1️⃣)", "'cel.iterVar' needs two numbers, written out"),
      ("[1].all(1️⃣cel.index(0)1️⃣, true)", "'all' needs a simple name for its variable"),
      ("1️⃣cel.iterVar(0, 0)1️⃣ > 1", "'cel.iterVar(0, 0)' is not declared"),
      ("cel.iterVar(0, 0)1️⃣{1️⃣a: 1}", "unexpected '{' after the end of the expression"),
    ])
  func refused(marked: String, message: String) {
    let text = MarkedText(marked)
    let found = complaints(text.text)
    #expect(found.first?.message == message)
    #expect(found.first?.place?.offsets == text.range("1️⃣"), "\(found)")
  }

  @Test("what is not quite one of these macros is an ordinary call, as is what is called on anything but 'cel'")
  func ordinaryCalls() {
    for source in ["cel.block([1])", "cel.index()", "x.index(0)", "x.block([1], 2)", "cel.iterVar(1)", "cel.iterVar()"]
    {
      #expect(Parser.parse(source).complaints.isEmpty, "\(source)")
      #expect(Unparser.text(of: Parser.parse(source).tree) == source)
    }
  }

  @Test("blocks are written as they are read")
  func printed() {
    let source = "cel.block([ 1,a+cel.index( 0x0 )], [cel.index(1)].map( cel.iterVar(0,1), cel.iterVar(0,1)+1 ))"
    let formatted = "cel.block([1, a + cel.index(0)], [cel.index(1)].map(cel.iterVar(0, 1), cel.iterVar(0, 1) + 1))"
    #expect(Unparser.text(of: Parser.parse(source).tree) == formatted)
    #expect(TreeShape.of(source) == TreeShape.of(formatted))
  }

  /// A name for each of so many expressions, each of which goes through the one before it.
  private static func chain(_ count: Int, _ link: (String) -> String) -> String {
    let slots = (0..<count).map { $0 == 0 ? "1" : link("cel.index(\($0 - 1))") }
    return "cel.block([\(slots.joined(separator: ", "))], cel.index(\(count - 1)))"
  }

  @Test("names that stand for deep expressions over one another nest as deep as those do when written out")
  func heights() throws {
    #expect(Outcomes.text(Self.chain(100) { "\($0) + 1" }) == "100")
    // Off the end of the stack, if it were evaluated.
    let minuses = String(repeating: "-", count: 200)
    #expect(Outcomes.text(Self.chain(400) { minuses + $0 }) == "cel.syntax")
    let bound = (0..<200).reversed().reduce("a199 == 1") { body, level in
      "cel.bind(a\(level), \(level == 0 ? "1" : "--------------------------------a\(level - 1)"), \(body))"
    }
    #expect(Outcomes.text(bound) == "cel.syntax")
    let found = complaints(Self.chain(400) { minuses + $0 })
    #expect(
      found.map(\.message) == ["with what its names stand for, the expression is nested more than 250 levels deep"])
    #expect(found.first?.place?.offsets != nil)
  }

  private func complaints(_ source: String) -> [Diagnostic] {
    do {
      _ = try Environment(variables: [Variable("x", .dyn)], libraries: ConformanceTests.libraries).compile(source)
      return []
    } catch {
      return error.diagnostics
    }
  }
}
