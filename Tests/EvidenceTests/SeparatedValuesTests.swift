import Testing

@testable import Evidence

@Suite("Separated values")
struct SeparatedValuesTests {
  @Test(
    "are cut as RFC 4180 has it",
    arguments: [
      ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]), ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]),
      ("\"a,\nb\",\"c\"\"d\"\n", [["a,\nb", "c\"d"]]),
      ("a,,\n", [["a", "", ""]]), ("\n\na\n\n", [["a"]]), ("\"\"\n", [[""]]), ("", []), ("a\"b,c\n", [["a\"b", "c"]]),
      ("\"a\r\n\",b\r\n", [["a\r\n", "b"]]),
    ])
  func rows(text: String, expected: [[String]]) {
    var rows = SeparatedValues(separator: UInt8(ascii: ","))
    var found: [[String]] = []
    var offset = 0
    while rows.next(in: Array(text.utf8), at: &offset) { found.append(rows.texts) }
    if rows.finish() { found.append(rows.texts) }
    #expect(found == expected)
    // The same, a byte at a time: rows do not depend on where pieces end.
    var slow = SeparatedValues(separator: UInt8(ascii: ","))
    var again: [[String]] = []
    for byte in text.utf8 {
      var start = 0
      if slow.next(in: [byte], at: &start) { again.append(slow.texts) }
    }
    if slow.finish() { again.append(slow.texts) }
    #expect(again == expected)
    #expect(slow.rowLine == rows.rowLine)
    #expect(rows.problem == nil)
  }

  @Test(
    "end with a complaint where quotes do not, or a row does not",
    arguments: [("\"a,b\n", true), ("aaaaaaaaaaaa\nb\n", false)])
  func problems(text: String, isQuote: Bool) {
    var rows = SeparatedValues(separator: UInt8(ascii: ","), longestRow: 8)
    var count = 0
    var offset = 0
    while rows.next(in: Array(text.utf8), at: &offset) { count += 1 }
    let hasMore = rows.finish()
    #expect(!hasMore)
    #expect(count == 0)
    #expect(rows.problem == (isQuote ? .unclosedQuote : .tooLong))
  }
}
