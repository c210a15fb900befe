import Diagnostics
import TestSupport
import Testing

@Suite struct DiagnosticRenderingTests {
  private func rendered(_ source: String, width: Int = 120, fix: String? = nil) -> String {
    let marked = MarkedText(source, path: "f.yaml")
    return Diagnostic(.error, id: "x", "it is wrong", at: marked.file.range(marked.range("1️⃣")), fix: fix).rendered(
      width: width)
  }

  @Test("a complaint shows its line, marks the place and says what would be right")
  func excerpt() {
    #expect(
      rendered("a: 1\nb: {1️⃣rolback1️⃣: 2}\n", fix: "did you mean 'rollback'?") == """
        f.yaml:2:5: error: it is wrong
          2 | b: {rolback: 2}
            |     ^~~~~~~ did you mean 'rollback'?
        """)
  }

  @Test(
    "any place can be shown at any width",
    arguments: ["1️⃣", "a1️⃣", "1️⃣a\nb1️⃣c", "1️⃣\n1️⃣", "\t1️⃣x1️⃣", "é1️⃣ü1️⃣\r\n", "\u{1B}1️⃣\u{1B}1️⃣"], [0, 1, 10, 39, 40, 120])
  func anyPlace(_ source: String, _ width: Int) {
    let text = rendered(source, width: width)
    #expect(text.utf8.split(separator: 0x0A).count == 3)
    #expect(!text.unicodeScalars.contains("\u{1B}"))
  }

  @Test(
    "the line that is shown holds no command for a CI runner", arguments: ["##[error]x", "a ##vso[task]", "####[x"])
  func inertExcerpt(_ source: String) {
    #expect(!rendered("\(source) 1️⃣x1️⃣").contains("##"))
  }

  @Test("a long line is cut around the place")
  func longLine() {
    let filler = String(repeating: "é", count: 100_000)
    let text = rendered(filler + "1️⃣here1️⃣" + filler)
    let lines = text.utf8.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self).unicodeScalars }
    #expect(lines.allSatisfy { $0.count < 200 })
    #expect(text.utf8.starts(with: "f.yaml:1:100001:".utf8))
    let at = Array(lines[1]).firstIndex(of: "h")
    #expect(at != nil)
    #expect(at == Array(lines[2]).firstIndex(of: "^"))
  }

  @Test("notes, severity and a file without a place are told")
  func parts() {
    let file = SourceFile(path: "f", text: "")
    #expect(
      Diagnostic(.warning, id: "x", "odd", at: file.whole, fix: "do that").rendered() == "f: warning: odd\n  do that")
    let note = Diagnostic(
      .note, id: "x", "so", notes: [.init("first", place: SourceRange(file: file, line: 3)), .init("second")])
    #expect(note.rendered() == "note: so\n  f:3: note: first\n  note: second")
  }

  @Test("complaints are sorted by file and place, otherwise as they came")
  func sorting() {
    let a = SourceFile(path: "a", text: "12\n34")
    let b = SourceFile(path: "b", text: "12")
    let list = [
      Diagnostic(.error, id: "1", "", at: b.range(0..<1)), Diagnostic(.error, id: "2", "", at: a.range(3..<4)),
      Diagnostic(.error, id: "3", "", at: a.range(0..<1)), Diagnostic(.error, id: "4", "", at: a.range(0..<2)),
      Diagnostic(.error, id: "5", "", at: a.whole), Diagnostic(.error, id: "6", ""),
    ]
    #expect(list.sortedByPlace.map(\.id) == ["6", "5", "3", "4", "2", "1"])
  }
}

@Suite struct NearestNameTests {
  @Test(
    "the name that was meant is found",
    arguments: [
      ("rolback", "rollback"), ("Rollback", "rollback"), ("ownr", "owner"), ("onwer", "owner"), ("zzzzzz", nil),
      ("", nil),
    ])
  func nearest(_ name: String, _ expected: String?) {
    #expect(nearestName(to: name, among: ["owner", "rollback", "release"]) == expected)
  }

  @Test("of names as near, the first in byte order is taken, whatever the order given")
  func ties() {
    #expect(nearestName(to: "cat", among: ["cot", "bat"]) == "bat")
    #expect(nearestName(to: "cat", among: ["bat", "cot"]) == "bat")
  }
}
