import Testing

@testable import CEL

@Suite("Texts")
struct StringsLibraryTests {
  @Test(
    "parts are found by code points",
    arguments: [
      Equation("'foobar'.contains('oba')", "true"), Equation("'foobar'.contains('x')", "false"),
      Equation("'abababc'.contains('ababc')", "true"), Equation("''.contains('')", "true"),
      Equation("'a'.contains('')", "true"),
      Equation("'Straße'.contains('aß')", "true"), Equation("'a\\r\\nb'.contains('\\n')", "true"),
      Equation("'e\\u{301}'.contains('e')", "true"), Equation("'\\u{e9}'.contains('e\\u{301}')", "false"),
      Equation("'foobar'.startsWith('foo')", "true"), Equation("''.startsWith('foo')", "false"),
      Equation("'x'.startsWith('')", "true"), Equation("'e\\u{301}x'.startsWith('e')", "true"),
      Equation("'foobar'.endsWith('bar')", "true"), Equation("'bar'.endsWith('foobar')", "false"),
      Equation("'forté'.endsWith('té')", "true"), Equation("''.endsWith('')", "true"),
    ])
  func parts(_ equation: Equation) throws { try equation.check() }

  @Test(
    "patterns are RE2's, found anywhere",
    arguments: [
      Equation("'hubba'.matches('ubb')", "true"), Equation("matches('foo', 'o+')", "true"),
      Equation("'foo'.matches('^o')", "false"), Equation("'cows'.matches('')", "true"),
      Equation("''.matches('foo|bar')", "false"),
      Equation("'\\u{1f431}\\u{1f600}\\u{1f600}'.matches('(a|\\u{1f600}){2}')", "true"),
      Equation("'é'.matches('^.$')", "true"),
      Equation("'a\\nb'.matches('a.b')", "false"), Equation("'aB'.matches('(?i)ab')", "true"),
      Equation("'a\\u{0}b'.matches('^a\\\\x00b$')", "true"),
    ])
  func patterns(_ equation: Equation) throws { try equation.check() }

  @Test(
    "a pattern that RE2 refuses is an error with its reason",
    arguments: ["[", "(?=a)", "(a)\\\\1", "a**", "\\\\xZZ", "x{1001}", "((a{100}){100}){100}"])
  func badPatterns(_ pattern: String) throws {
    try Failing("'abc'.matches('\(pattern)')", .invalidArgument).check()
  }

  @Test("RE2's reason stands behind ours")
  func patternReason() throws {
    #expect(try LibraryCalls.failure(of: "'abc'.matches('[')").message == "'[' is no regular expression: missing ]: [")
  }

  @Test("a pattern that makes other engines blow up is answered at once", .timeLimit(.minutes(10)))
  func linearTime() throws {
    let text = String(repeating: "a", count: 100_000) + "b"
    #expect(try !RegularExpression("(a+)+$").matches(text))
    #expect(throws: EvaluationError.self) {
      try RegularExpression(String(repeating: "(", count: RegularExpression.longestPattern + 1))
    }
  }

  @Test("to look for a needle takes no more than linear time")
  func linearSearch() {
    let text = String(repeating: "a", count: 200_000)
    let needle = String(repeating: "a", count: 50_000) + "b"
    #expect(!Library.contains(text, needle))
    #expect(ByteSearch(needle).last(in: text.utf8.span, upTo: text.utf8.count) == nil)
  }

  @Test(
    "positions count code points",
    arguments: [
      Equation("'tacocat'.charAt(3)", "'o'"), Equation("'tacocat'.charAt(7)", "''"), Equation("'©αT'.charAt(1)", "'α'"),
      Equation("'tacocat'.indexOf('')", "0"), Equation("'tacocat'.indexOf('', 3)", "3"),
      Equation("'tacocat'.indexOf('', 7)", "7"),
      Equation("'tacocat'.indexOf('a', 3)", "5"), Equation("'tacocat'.indexOf('t', 7)", "-1"),
      Equation("'ta©o©αT'.indexOf('©')", "2"), Equation("'ta©o©αT'.indexOf('©', 3)", "4"),
      Equation("'ta©o©αT'.indexOf('©αT', 3)", "4"), Equation("'ta©o©αT'.indexOf('©α', 5)", "-1"),
      Equation("'hello wello'.indexOf('ello', 6)", "7"), Equation("'aab'.indexOf('ab')", "1"),
      Equation("'hello'.indexOf('hello world')", "-1"),
      Equation("''.lastIndexOf('@@')", "-1"), Equation("'tacocat'.lastIndexOf('')", "7"),
      Equation("'tacocat'.lastIndexOf('', 2)", "2"),
      Equation("'tacocat'.lastIndexOf('at')", "5"), Equation("'tacocat'.lastIndexOf('a', 3)", "1"),
      Equation("'tacocat'.lastIndexOf('a', 5)", "5"), Equation("'aaaa'.lastIndexOf('aa')", "2"),
      Equation("'aaaa'.lastIndexOf('aa', 1)", "1"),
      Equation("'ta©o©αT'.lastIndexOf('©')", "4"), Equation("'abcabc'.lastIndexOf('abc', 2)", "0"),
      Equation("'tacocat'.substring(4)", "'cat'"), Equation("'tacocat'.substring(7)", "''"),
      Equation("'tacocat'.substring(0, 4)", "'taco'"),
      Equation("'tacocat'.substring(4, 4)", "''"), Equation("'ta©o©αT'.substring(2, 6)", "'©o©α'"),
      Equation("'ta©o©αT'.substring(7, 7)", "''"),
      Equation("'e\\u{301}x'.substring(1, 2)", "'\\u{301}'"), Equation("'a\\r\\nb'.substring(1, 2)", "'\\r'"),
    ])
  func positions(_ equation: Equation) throws { try equation.check() }

  @Test(
    "a position outside of the text is an error",
    arguments: [
      "'tacocat'.charAt(8)", "'tacocat'.charAt(-1)", "'tacocat'.indexOf('a', 30)", "'tacocat'.indexOf('a', -1)",
      "'abc'.indexOf('', 4)",
      "'tacocat'.lastIndexOf('a', -1)", "'tacocat'.lastIndexOf('a', 30)", "'tacocat'.substring(1, 50)",
      "'tacocat'.substring(49, 50)",
      "'tacocat'.substring(4, 3)", "'tacocat'.substring(-1)", "'tacocat'.substring(8)", "'éé'.substring(3)",
      "'éé'.charAt(3)",
    ])
  func outOfRange(_ call: String) throws { try Failing(call, .indexOutOfRange).check() }

  @Test(
    "texts are taken apart and put together",
    arguments: [
      Equation("'hello world'.split(' ')", "['hello', 'world']"), Equation("'a,b,c'.split(',', 2)", "['a', 'b,c']"),
      Equation("'a,b'.split(',', 1)", "['a,b']"), Equation("'a,b'.split(',', 0)", "[]"),
      Equation("'a,b'.split(',', -1)", "['a', 'b']"),
      Equation("'o©o©o'.split('©')", "['o', 'o', 'o']"), Equation("',a,'.split(',')", "['', 'a', '']"),
      Equation("''.split(',')", "['']"),
      Equation("'aéb'.split('')", "['a', 'é', 'b']"), Equation("'aéb'.split('', 2)", "['a', 'éb']"),
      Equation("''.split('')", "[]"),
      Equation("'e\\u{301}'.split('')", "['e', '\\u{301}']"), Equation("'a\\r\\nb'.split('\\n')", "['a\\r', 'b']"),
      Equation("['x', 'y'].join()", "'xy'"), Equation("['x', 'y'].join('-')", "'x-y'"), Equation("[].join('-')", "''"),
      Equation("['x'].join('-')", "'x'"),
      Equation("'{0} days {0} hours'.replace('{0}', '2')", "'2 days 2 hours'"),
      Equation("'aaa'.replace('a', 'b', 2)", "'bba'"),
      Equation("'aaa'.replace('a', 'b', 0)", "'aaa'"), Equation("'aaa'.replace('a', 'b', -1)", "'bbb'"),
      Equation("'aaa'.replace('aa', 'b')", "'ba'"),
      Equation("'aé'.replace('', '-')", "'-a-é-'"), Equation("'aé'.replace('', '-', 2)", "'-a-é'"),
      Equation("''.replace('', 'x')", "'x'"),
      Equation("'abc'.replace('x', 'y')", "'abc'"), Equation("'1 ©αT taco'.replace('αT', 'o©α')", "'1 ©o©α taco'"),
    ])
  func pieces(_ equation: Equation) throws { try equation.check() }

  @Test(
    "texts take other forms",
    arguments: [
      Equation("'TacoCÆt Xii'.lowerAscii()", "'tacocÆt xii'"), Equation("'TacoCÆt Xii'.upperAscii()", "'TACOCÆT XII'"),
      Equation("'@[`{'.lowerAscii()", "'@[`{'"), Equation("'@[`{'.upperAscii()", "'@[`{'"),
      Equation("' \\t\\r\\n a b \\u{85}\\u{a0}\\u{200a}\\u{2028}\\u{3000}'.trim()", "'a b'"),
      Equation("''.trim()", "''"), Equation("'  '.trim()", "''"),
      Equation("'\\u{200b}a\\u{feff}'.trim()", "'\\u{200b}a\\u{feff}'"), Equation("'Ta©oCαt'.reverse()", "'tαCo©aT'"),
      Equation("'e\\u{301}'.reverse()", "'\\u{301}e'"), Equation("'\\u{1f600}b'.reverse()", "'b\\u{1f600}'"),
      Equation("''.reverse()", "''"),
      Equation("strings.quote('first\\nsecond')", "'\"first\\\\nsecond\"'"),
      Equation("strings.quote('\\x07\\x08\\x0b\\x0c\\r\\t')", "'\"\\\\a\\\\b\\\\v\\\\f\\\\r\\\\t\"'"),
      Equation("strings.quote('\"\\\\')", "'\"\\\\\"\\\\\\\\\"'"),
      Equation("strings.quote('ta©o😀')", "'\"ta©o😀\"'"), Equation("strings.quote('')", "'\"\"'"),
    ])
  func forms(_ equation: Equation) throws { try equation.check() }

  @Test(
    "arguments of other types are errors",
    arguments: [
      "(42).charAt(2)", "'hello'.charAt(true)", "(24).indexOf('2')", "'42'.indexOf(4, 0)", "'42'.indexOf('4', '0')",
      "(42).lastIndexOf('2')",
      "'42'.lastIndexOf('4', '0')", "(42).split('2')", "'42'.split(2)", "'42'.split('2', '1')", "'42'.replace(2, 1)",
      "'42'.replace('2', '1', '1')",
      "'tacocat'.substring(true, 3)", "'tacocat'.substring(0, false)", "(1).trim()", "(1).lowerAscii()",
      "(1).upperAscii()", "strings.quote(1)",
      "(1).join()", "['a'].join(1)", "'a'.contains(1)", "(1).startsWith('1')", "'a'.endsWith(null)", "'a'.matches(1)",
      "'%s'.format('a')",
    ])
  func refuses(_ call: String) throws { try Failing(call, .noSuchOverload).check() }

  @Test("only strings can be joined")
  func joinsStrings() throws {
    let failure = try LibraryCalls.failure(of: "['a', 1].join()")
    #expect(failure.message == "only strings can be joined, and element 1 is a int")
  }

  @Test("what a call builds is bounded")
  func bounded() throws {
    let long = Value.string(String(repeating: "x", count: 20_000))
    let failure = try #require(throws: EvaluationError.self) { try Library.replaceAll(long, .string(""), long) }
    #expect(failure.kind == .overflow)
    let list = Value.list(ListValue([Value](repeating: long, count: 600)))
    #expect(throws: EvaluationError.self) { try Library.join(list) }
    let wide = Value.string(String(repeating: ",", count: ResultLimit.elements + 1))
    #expect(throws: EvaluationError.self) { try Library.splitAll(wide, .string(",")) }
  }
}
