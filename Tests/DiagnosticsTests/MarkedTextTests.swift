import Diagnostics
import TestSupport
import Testing

@Suite struct MarkedTextTests {
  private let marked = MarkedText("a 1️⃣bc1️⃣ é2️⃣ d")

  private func diagnostic(_ range: Range<Int>, _ id: String = "x") -> Diagnostic {
    Diagnostic(.error, id: id, "wrong", at: marked.file.range(range))
  }

  @Test("marks are taken out of the text, and their offsets are known")
  func marks() {
    #expect(marked.text == "a bc é d")
    #expect(marked.range("1️⃣") == 2..<4)
    #expect(marked.range("2️⃣") == 7..<7)
    #expect(marked.position("2️⃣") == SourcePosition(line: 1, column: 7))
  }

  @Test("diagnostics at their marks match")
  func match() {
    #expect(mismatches([diagnostic(7..<8, "y"), diagnostic(2..<4)], in: marked, ["1️⃣": "x", "2️⃣": "y"]) == [])
    #expect(mismatches([diagnostic(2..<4)], in: marked, ["1️⃣": "x"], others: ["2️⃣"]) == [])
  }

  @Test("a missing, a misplaced and an unexpected diagnostic are mismatches, and so is a mark that nobody expects")
  func mismatch() {
    #expect(mismatches([], in: marked, ["1️⃣": "x"], others: ["2️⃣"]).count == 1)
    #expect(mismatches([diagnostic(2..<3)], in: marked, ["1️⃣": "x"], others: ["2️⃣"]).count == 2)
    #expect(mismatches([diagnostic(2..<4, "z")], in: marked, ["1️⃣": "x"], others: ["2️⃣"]).count == 2)
    #expect(mismatches([diagnostic(2..<4), diagnostic(2..<4)], in: marked, ["1️⃣": "x"], others: ["2️⃣"]).count == 1)
    #expect(mismatches([diagnostic(2..<4)], in: marked, ["1️⃣": "x"]) == ["nothing is expected at 2️⃣"])
    #expect(mismatches([], in: marked, ["3️⃣": "x"], others: ["1️⃣", "2️⃣"]) == ["the text has no mark 3️⃣"])
  }
}
