import Testing

@testable import Reports

@Suite("A text is put on one line") struct OneLineTests {
  @Test("wherever its spaces stand", arguments: 0..<20)
  func spaces(_ offset: Int) {
    let before = String(repeating: "a", count: offset)
    for after in ["b", "bcdefghijklmnop", "é, long enough to be looked at"] {
      for space in ["  ", "\n", "\t", " \r\n "] {
        #expect(oneLine(before + space + after, limit: 100) == (before.isEmpty ? "" : before + " ") + after)
      }
      #expect(oneLine(after + " " + before, limit: 100) == after + (before.isEmpty ? "" : " " + before))
      #expect(oneLine(before + "##[" + after, limit: 100) == before + "#\\#[" + after)
    }
  }

  @Test(
    "and ends as a sentence does",
    arguments: [
      ("Done", "Done."), ("Done.", "Done."), ("Really?", "Really?"), ("Stop!", "Stop!"), ("These:", "These:"),
      ("and so on…", "and so on…"), ("a ¦", "a ¦."), ("", "–."),
    ])
  func sentences(_ text: String, _ expected: String) {
    #expect(sentence(text, limit: 100) == expected)
  }

  @Test("and begins no formula, wherever a cell may start", arguments: 0..<20)
  func formulas(_ offset: Int) {
    let before = String(repeating: "a", count: offset)
    for separator in [",", ";", "\"", "|", ", ", "|   "] {
      #expect(noFormula(before + separator + "=1") == before + separator + "'=1")
      #expect(noFormula(before + separator + "＝1") == before + separator + "'＝1")
      #expect(noFormula(before + separator + "1=1") == before + separator + "1=1")
    }
    #expect(noFormula("a" + before + "=1-2") == "a" + before + "=1-2")
  }
}
