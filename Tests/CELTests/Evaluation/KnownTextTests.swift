import Diagnostics
import Testing

@testable import CEL

@Suite("Known texts")
struct KnownTextTests {
  private static let texts = [
    "", "a", "b", "status", "statuz", "a text that is longer than fifteen bytes",
    "a text that is longer than fifteen bytez",
    "K", "\u{212A}", "Kab", ";", "\u{37E}", ";a", "é", "e\u{301}", "éa", "a\u{323}\u{307}", "a\u{307}\u{323}",
    "ab\u{323}c",
    "\u{1FEF}", "`", "`ab", "😀", "\u{2000}", "\u{2002}", "\r\n", "\0", "\0\0",
  ]

  @Test("a text is the same as another where the bytes are, whatever is canonically equivalent")
  func sameBytes() {
    for known in Self.texts {
      for other in Self.texts {
        let expected = Array(known.utf8) == Array(other.utf8)
        // Made anew, so that nothing is the same because it is the same memory.
        let copy = String(decoding: Array(other.utf8), as: UTF8.self)
        #expect(KnownText(known).isSame(as: copy) == expected, "\(known.debugDescription), \(other.debugDescription)")
      }
    }
  }

  @Test(
    "literals, lists of literals and fields are compared by their bytes",
    arguments: [
      ("s == 'a\\u0323\\u0307'", "false"), ("s != 'a\\u0323\\u0307'", "true"), ("'a\\u0307\\u0323' == s", "true"),
      ("s in ['x', 'a\\u0323\\u0307']", "false"), ("s in ['x', 'a\\u0307\\u0323']", "true"), ("s in []", "false"),
      ("s in ['x', 1, s]", "true"), ("1 in ['x', 1]", "true"), ("dyn(1) in ['x', '1']", "false"),
      ("dyn(1) == '1'", "false"), ("'1' == dyn(1)", "false"), ("dyn(null) in ['x']", "false"),
      ("s in ['1', '2', '3', '4', '5', '6', 'a\\u0307\\u0323']", "true"),
      ("s in ['1', '2', '3', '4', '5', '6', 'a\\u0323\\u0307']", "false"),
      ("{'\\u212a': 1, 'K': 2}.K", "2"), ("{'a': 1, 2: 'b'}.a", "1"), ("has({'\\u212a': 1}.K)", "false"),
      ("[s].exists(x, x == s + '')", "true"), ("'' == 'b' || 'b' == ''", "false"), ("dyn([1]) in ['x']", "false"),
    ])
  func inExpressions(source: String, expected: String) throws {
    let environment = Environment(variables: [Variable("s", .string)], libraries: ConformanceTests.libraries)
    let activation = try environment.activation(["s": "a\u{307}\u{323}"])
    #expect(Outcomes.text(source, environment, activation) == expected)
  }
}
