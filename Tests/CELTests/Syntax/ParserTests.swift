@testable import CEL
import Diagnostics
import Testing
import TestSupport

@Suite("Parser")
struct ParserTests {
  private func explicit(_ source: String) -> String {
    let (tree, complaints) = Parser.parse(source)
    return complaints.isEmpty
      ? Unparser.text(of: tree, isExplicit: true) : complaints.map(\.message).joined(separator: "; ")
  }

  @Test(
    "operators bind as the grammar says",
    arguments: [
      ("1 + 2 * 3", "1 + (2 * 3)"), ("1 * 2 + 3", "(1 * 2) + 3"), ("1 - 2 - 3", "(1 - 2) - 3"),
      ("1 / 2 % 3 * 4", "((1 / 2) % 3) * 4"), ("1 + 2 < 3 - 4", "(1 + 2) < (3 - 4)"),
      ("a < b == c in d", "((a < b) == c) in d"), ("a && b || c && d", "(a && b) || (c && d)"),
      ("a || b && c || d", "a || (b && c) || d"), ("a && b && c", "a && b && c"), ("(a && b) && c", "(a && b) && c"),
      ("a ? b : c ? d : e", "a ? b : (c ? d : e)"), ("a || b ? c && d : e", "(a || b) ? (c && d) : e"),
      ("(a ? b : c) ? d : e", "(a ? b : c) ? d : e"), ("!a && b", "(!a) && b"), ("!a.b", "!a.b"), ("!!a", "!(!a)"),
      ("-a + b", "(-a) + b"), ("-a.b", "-a.b"), ("-1 + 2", "-1 + 2"), ("1 - -1", "1 - -1"), ("1 -1", "1 - 1"),
      ("--a", "-(-a)"), ("a.b.c", "a.b.c"), ("a[b].c[d]", "a[b].c[d]"), ("a.f(b).g(c)", "a.f(b).g(c)"),
      ("f(a, b)[0]", "f(a, b)[0]"), (".a.b", ".a.b"), (".f(a)", ".f(a)"), ("a.?b[?c].d", "a.?b[?c].d"),
      ("[a, ?b,]", "[a, ?b]"), ("{a: b, ?c: d,}", "{a: b, ?c: d}"), ("[,]", "[]"), ("{,}", "{}"),
      ("A.B{c: 1, d: 2,}", "A.B{c: 1, d: 2}"), ("a in b && !(c in d)", "(a in b) && (!(c in d))"),
      ("has(a.b)", "has(a.b)"), ("has(a.b.c)", "has(a.b.c)"), ("a.exists(x, x == 1)", "a.exists(x, (x == 1))"),
      ("a.map(x, p, t)", "a.map(x, p, t)"), ("a.exists_one(x, p)", "a.existsOne(x, p)"),
      ("a.transformMap(k, v, v)", "a.transformMap(k, v, v)"), ("cel.bind(x, 1, x)", "cel.bind(x, 1, x)"),
      ("a.sortBy(x, -x)", "a.sortBy(x, (-x))"),
      ("a.optMap(x, x)", "a.optMap(x, x)"), ("a.b().all(x, y.all(z, z))", "a.b().all(x, y.all(z, z))"),
      // Not the shape of a macro: ordinary calls.
      ("all(x, y)", "all(x, y)"), ("a.all(x)", "a.all(x)"), ("a.has(b.c)", "a.has(b.c)"), ("has(a, b)", "has(a, b)"),
      ("a.bind(x, 1, x)", "a.bind(x, 1, x)"), ("{'as': 1}.as", "{'as': 1}.as"), ("a.for(b)", "a.for(b)"),
    ])
  func precedence(source: String, expected: String) {
    #expect(explicit(source) == expected)
  }

  @Test(
    "what is written out again reads as the same expression",
    arguments: [
      "1+2*3-(4-5)", "(1+2)*3", "a?b:c?d:e", "(a?b:c)?d:e", "a||(b||c)&&d", "!(a&&b)", "!(!a)", "-(-1)", "-(a+b).c",
      "(a+b).f(c)[d]", "[1,2][0]", "{1:2}[1].x", "'it''s'.size()".replacingQuotes, "has(a.`b-c`)", "a.?`b c`.d",
      "r'\\d+'.size()", "b'\\xff'", "1.5e300", "a.filter(x,x>1).map(y,y*2)", "cel.bind(x,a,x.b)", "(a in b)in c",
      "a==(b==c)", "(a==b)==c", "a-(b-c)", "[?a,b]", "{?a:b}", "(a?b:c).d", "(-a).b", "-a.b", "(!a).b",
    ])
  func unparse(source: String) {
    let (tree, complaints) = Parser.parse(source)
    #expect(complaints.isEmpty)
    let once = Unparser.text(of: tree)
    let (again, moreComplaints) = Parser.parse(once)
    #expect(moreComplaints.isEmpty, "\(once)")
    #expect(Unparser.text(of: again) == once)
    #expect(Unparser.text(of: again, isExplicit: true) == Unparser.text(of: tree, isExplicit: true))
  }

  @Test(
    "a syntax error is pointed at",
    arguments: [
      ("1 +1️⃣", "expected a value, found end of the expression"),
      ("1 + 1️⃣)1️⃣", "expected a value, found ')'"),
      ("1️⃣", "expected a value, found end of the expression"),
      ("a 1️⃣b1️⃣", "unexpected 'b' after the end of the expression"),
      ("a.1️⃣", "expected a field's or a function's name after '.', found end of the expression"),
      ("a.1️⃣in1️⃣", "'in' cannot name a field"),
      ("a ? b1️⃣", "expected ':' and what holds otherwise, found end of the expression"),
      ("a ? b 1️⃣?1️⃣ c : d : e", "expected ':' and what holds otherwise, found '?'"),
      ("f1️⃣(1️⃣a", "this bracket is not closed: expected ')'"),
      ("[1, 21️⃣)1️⃣", "expected ',' or ']', found ')'"),
      ("f(a,1️⃣)1️⃣", "expected a value, found ')'"),
      ("{'a' 1️⃣}1️⃣", "expected ':' and the key's value, found '}'"),
      ("1️⃣as1️⃣ + 1", "'as' is a reserved word and cannot be used as a name"),
      ("1️⃣for1️⃣(1)", "'for' is a reserved word and cannot be used as a name"),
      ("1️⃣`a`1️⃣", "a name in backquotes can only select a field"),
      ("1️⃣!1️⃣-a".movingMark, "'!' cannot stand directly before '-'"),
      ("-1️⃣!1️⃣a", "'-' cannot stand directly before '!'"),
      ("has(1️⃣a1️⃣)", "'has' asks for a field: it needs the form has(a.b)"),
      ("has(1️⃣a['b']1️⃣)", "'has' asks for a field: it needs the form has(a.b)"),
      ("has(1️⃣a.?b1️⃣)", "'has' asks for a field: it needs the form has(a.b)"),
      ("a.all(1️⃣x.y1️⃣, true)", "'all' needs a simple name for its variable"),
      ("a.exists(1️⃣.x1️⃣, true)", "'exists' needs a simple name for its variable"),
      ("a.map(1️⃣11️⃣, true)", "'map' needs a simple name for its variable"),
      ("a.exists(x, 1️⃣x1️⃣, true)", "the two variables of 'exists' need different names"),
      ("cel.bind(1️⃣a.b1️⃣, 1, 2)", "'cel.bind' needs a simple name for its variable"),
      ("a 1️⃣==1️⃣= b".tail("a ==1️⃣=1️⃣ b"), "'=' is no operator; to compare, write '=='"),
    ])
  func errors(marked: String, message: String) {
    let text = MarkedText(marked)
    let complaints = Parser.parse(text.text).complaints
    #expect(complaints.first?.message == message)
    #expect(complaints.first?.offsets.lowerBound == text.offset("1️⃣"), "\(complaints)")
    if let marks = text.offsets["1️⃣"], marks.count == 2 {
      #expect(complaints.first?.offsets.upperBound == marks[1], "\(complaints)")
    }
  }

  @Test("several mistakes are named at once")
  func recovery() {
    let text = MarkedText("f(1️⃣*1️⃣ 1, [2 2️⃣32️⃣], has(3️⃣x3️⃣)) && {'a' 4️⃣14️⃣} == 5️⃣as5️⃣")
    let complaints = Parser.parse(text.text).complaints
    #expect(complaints.map(\.offsets) == ["1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣"].map { text.range($0) })
  }

  @Test("a complaint is one line, whatever it quotes")
  func oneLine() {
    #expect(
      Parser.parse("a '''b\r\nc'''").complaints.map(\.message) == ["unexpected ''''b' after the end of the expression"])
  }

  @Test("after thirty mistakes nobody wants to read more")
  func manyMistakes() {
    let source = "[" + String(repeating: "as, ", count: 100) + "1]"
    #expect(Parser.parse(source).complaints.count == 30)
  }

  @Test("after thirty characters that mean nothing, wherever they stand", arguments: ["", "[", "f(1 ", "{1: ", "a."])
  func manyStrangeCharacters(beginning: String) {
    for strange in ["é ", "# ", "`a: ", "'a\n"] {
      let source = beginning + String(repeating: strange, count: 50) + "1"
      let complaints = Parser.parse(source).complaints
      #expect(!complaints.isEmpty && complaints.count <= 30, "\(source)")
    }
  }

  @Test(
    "the required minimum is read",
    arguments: [
      Array(repeating: "true", count: 1000).joined(separator: " && "),
      Array(repeating: "false", count: 1000).joined(separator: " || "),
      Array(repeating: "1", count: 100).joined(separator: " + "),
      String(repeating: "true ? 1 : ", count: 100) + "2",
      String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200),
      String(repeating: "[", count: 100) + "1" + String(repeating: "]", count: 100),
      String(repeating: "!", count: 100) + "true",
      "[" + Array(repeating: "1", count: 10_000).joined(separator: ", ") + "]",
    ])
  func minimum(source: String) throws {
    #expect(Parser.parse(source).complaints.isEmpty)
    _ = try Outcomes.environment.compile(source).evaluate(Outcomes.environment.activation())
  }

  @Test(
    "what is too deep, too high or too long is refused, and nothing crashes",
    arguments: [
      String(repeating: "(", count: 50_000), String(repeating: "[", count: 50_000),
      String(repeating: "{1:", count: 30_000), String(repeating: "-", count: 90_000) + "a",
      String(repeating: "!", count: 90_000), String(repeating: "f(", count: 40_000),
      "a" + String(repeating: ".b", count: 40_000), "a" + String(repeating: "[0]", count: 30_000),
      "a" + String(repeating: ".f()", count: 20_000), Array(repeating: "1", count: 40_000).joined(separator: "+"),
      String(repeating: "a?b:", count: 20_000) + "c", String(repeating: "a?", count: 40_000),
      String(repeating: "[1].map(x,", count: 9000), String(repeating: "1+", count: 1_000_000) + "1",
      String(repeating: " ", count: 100_001), String(repeating: "'", count: 99_999),
      String(repeating: "é", count: 100_000),
      String(repeating: "a.`", count: 30_000), String(repeating: "a{b:", count: 20_000),
      String(repeating: "cel.block([],", count: 7000), String(repeating: "cel.block([", count: 9000),
      String(repeating: "cel.iterVar(0, 1)(", count: 5000),
    ])
  func hostile(source: String) {
    let complaints = Parser.parse(source).complaints
    #expect(!complaints.isEmpty && complaints.count <= 30)
  }

  @Test("no beginning and no piece of an expression crashes the parser")
  func pieces() {
    let source =
      "a.?b[?c].d(1, -2.5e3, r'x\\', b\"\\xff\", has(e.`f-g`)) ? [1, ?h] : {?'k': v, 2u: !x in y && null || .z{a: 1}} // c"
    let bytes = Array(source.utf8)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      for end in start...bytes.count {
        let (tree, complaints) = Parser.parse(String(decoding: bytes[start..<end], as: UTF8.self))
        if complaints.isEmpty { #expect(Parser.parse(Unparser.text(of: tree)).complaints.isEmpty) }
      }
    }
  }
}

extension String {
  /// `!-a`: the complaint is about the minus.
  fileprivate var movingMark: String { "!1️⃣-1️⃣a" }
  fileprivate func tail(_ other: String) -> String { other }
  fileprivate var replacingQuotes: String { "'it\\'s'.size()" }
}
