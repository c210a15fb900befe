import CEL
import Diagnostics
import Testing
import TestSupport

@Suite("Lexis")
struct LexisTests {
  @Test(
    "literals, blanks and comments are read",
    arguments: [
      // Numbers
      ("0", "0"), ("007", "7"), ("0x1F", "31"), ("0xff", "255"), ("0x1Fu", "31u"), ("12U", "12u"), ("1.5", "1.5"),
      (".5", "0.5"), ("1e5", "100000.0"), ("1.5e-3", "0.0015"), ("1E+2", "100.0"), ("-1", "-1"), ("- 1", "-1"),
      ("--1", "1"), ("-(-1)", "1"), ("-0x10", "-16"), ("-9223372036854775808", "-9223372036854775808"),
      ("- 9223372036854775808", "-9223372036854775808"), ("18446744073709551615u", "18446744073709551615u"),
      ("1in[1]", "true"), ("'a'in['a']", "true"),
      // Texts
      ("'a'", "'a'"), ("\"a\"", "'a'"), ("'''a'b'''", "'a\\'b'"), ("\"\"\"a\"b\"\"\"", "'a\"b'"), ("''''''", "''"),
      ("r'\\n'", "'\\\\n'"), ("R'\\'", "'\\\\'"), ("'\\x41\\101\\u0041\\U00000041'", "'AAAA'"), ("'\\377'", "'ÿ'"),
      ("b'\\377é'", "b'\\xff\\xc3\\xa9'"), ("br'\\x41'", "b'\\x5cx41'"), ("bR'a'", "b'a'"), ("B'a'", "b'a'"),
      ("'\\a\\b\\f\\n\\r\\t\\v'", "'\\u0007\\u0008\\u000c\\n\\r\\t\\u000b'"), ("'\\?\\`'", "'?`'"),
      ("'''a\nb'''", "'a\\nb'"), ("'''a\r\nb\rc'''", "'a\\nb\\nc'"), ("'//'", "'//'"), ("'a' // 'b'", "'a'"),
      ("size('é') == 1 && size('e\u{301}') == 2", "true"), ("'é' == 'e\u{301}'", "false"),
      ("'a\\r\\nb'.contains('\\n')", "true"),
      // Blanks and comments
      ("\t1\n+\r\n2\u{0C} ", "3"), ("1 // one\n+ 2", "3"), ("// first\n1", "1"), ("1//", "1"),
      ("1 + // a // b\r\n 2", "3"),
      ("[1, // one\n 2, // two\n]", "[1, 2]"), ("{ 'a' // key\n : // colon\n 1 }", "{'a': 1}"),
      ("[1]\n.\tsize // name\n ( // open\n )", "1"), ("'a'\n.\nsize()", "1"), ("/", "cel.syntax"),
      ("1 / / 2", "cel.syntax"),
      // Names
      ("{'as': 1}.as", "1"), ("{'a b': 1}.`a b`", "1"), ("{'a-b/c.d_1': 1}.`a-b/c.d_1`", "1"),
      ("{'in': 1}.`in`", "1"), ("has({'a-b': 1}.`a-b`)", "true"), ("[1].map(_x1, _x1)", "[1]"),
      ("{'r': 1}.r", "1"), ("{'b': 1}.b", "1"), ("[1].map(r, r)", "[1]"), ("[1].map(br, br)", "[1]"),
      ("[1].map(ina, ina)", "[1]"), ("[1].map(True, True)", "[1]"),
    ])
  func reads(source: String, expected: String) {
    #expect(Outcomes.text(source) == expected)
  }

  @Test(
    "what is no literal is pointed at",
    arguments: [
      "1️⃣9223372036854775808️1️⃣", "-(1️⃣9223372036854775808️1️⃣)", "1️⃣18446744073709551616u1️⃣", "1️⃣1e4001️⃣",
      "1️⃣0x80000000000000001️⃣", "'a1️⃣\\s1️⃣b'", "'1️⃣\\x41️⃣'", "'1️⃣\\u12️1️⃣'", "'1️⃣\\uD83D1️⃣'", "'1️⃣\\U001100001️⃣'",
      "b'1️⃣\\u1️⃣0041'", "'1️⃣\\41️⃣00'", "'1️⃣\\181️⃣'", "1️⃣'a1️⃣\n", "1 + 1️⃣\"abc1️⃣", "1️⃣'''abc1️⃣", "a.1️⃣`a1️⃣:b`",
      "1 1️⃣=1️⃣ 2", "true 1️⃣&1️⃣ true", "true 1️⃣|1️⃣ true", "1 1️⃣é1️⃣", "1 1️⃣#1️⃣ 1", "01️⃣X1F1️⃣", "11️⃣_0001️⃣",
      "rb1️⃣'a'1️⃣", "'😀' + 1️⃣as1️⃣",
    ])
  func refuses(marked: String) {
    let text = MarkedText(marked.replacing("\u{FE0F}1\u{FE0F}\u{20E3}", with: "1\u{FE0F}\u{20E3}"))
    do {
      _ = try Outcomes.environment.compile(SourceFragment(text.text))
      Issue.record("\(text.text) compiles")
    } catch {
      #expect(error.diagnostics.first?.id == "cel.syntax")
      #expect(error.diagnostics.first?.place?.offsets == text.range("1️⃣"), "\(error.diagnostics)")
    }
  }
}

extension String {
  /// Replaces scalars, not characters: marks and digits would otherwise melt into one another.
  fileprivate func replacing(_ part: String, with other: String) -> String {
    let scalars = Array(unicodeScalars)
    let wanted = Array(part.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if Array(scalars[index...].prefix(wanted.count)) == wanted {
        result.append(contentsOf: other.unicodeScalars)
        index += wanted.count
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return String(result)
  }
}
