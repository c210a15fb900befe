import Diagnostics
import Testing

@Suite struct TextRunsTests {
  @Test(
    "only what is replaced is written otherwise, wherever it stands and however long its bytes are",
    arguments: [
      ("", ""), ("plain", "plain"), ("<", "[3C]"), ("<<", "[3C][3C]"), ("a<b", "a[3C]b"), ("a<", "a[3C]"),
      ("é", "é"), ("é<é", "é[3C]é"), ("–“x”…", "–“x”…"), ("a\u{2028}b", "a[2028]b"), ("😀<😀", "😀[3C]😀"),
      ("\u{1F600}\u{10FFFF}", "\u{1F600}[10FFFF]"), ("e\u{301}", "e\u{301}"),
    ])
  func replaced(_ text: String, _ expected: String) {
    var bytes = Array("|".utf8)
    bytes.append(text: text, isPlain: { $0 < 0x80 && $0 != UInt8(ascii: "<") }) { scalar in
      ["<", "\u{2028}", "\u{10FFFF}"].contains(scalar) ? "[\(String(scalar.value, radix: 16, uppercase: true))]" : nil
    }
    #expect(bytes == Array("|\(expected)".utf8))
  }

  @Test("texts are the same when their bytes are, not when they look the same")
  func same() {
    #expect(sameBytes("", ""))
    #expect(sameBytes("release.rollback-plan", "release.rollback" + "-plan"))
    #expect(!sameBytes("release", "releasE"))
    #expect(!sameBytes("release", "release.plan"))
    #expect(!sameBytes("\u{E9}", "e\u{301}"))
    #expect(!sameBytes("\u{212B}", "\u{2126}"))
  }
}
