import Diagnostics
import Testing

@Suite struct InertTextTests {
  @Test(
    "what can act is made visible",
    arguments: [
      ("plain é😀", "plain é😀"), ("\u{1B}[31m", "\\u{1B}[31m"), ("a\nb", "a\\nb"), ("a\tb", "a b"), ("a\rb", "a\\u{D}b"),
      ("\u{202E}x", "\\u{202E}x"), ("\u{2028}", "\\u{2028}"), ("::error::x", "\\::error::x"),
      ("  ::set-output", "  \\::set-output"),
      ("a::b", "a::b"), ("##[error]", "#\\#[error]"), ("##vso[x]", "#\\#vso[x]"), ("##teamcity[x]", "#\\#teamcity[x]"),
      ("# a", "# a"),
      ("\u{9B}\u{7F}\0", "\\u{9B}\\u{7F}\\u{0}"),
    ])
  func inertness(_ text: String, _ expected: String) {
    #expect(inert(text).utf8.elementsEqual(expected.utf8))
  }

  @Test("lines may be kept, and each one's beginning is watched")
  func lines() {
    #expect(inert("a\n::b", keepingLines: true) == "a\n\\::b")
  }

  @Test("wherever it stands in a text", arguments: 0..<20)
  func anywhere(_ offset: Int) {
    let before = String(repeating: "a", count: offset)
    for after in ["", "b", "bcdefghijklmnop"] {
      #expect(inert(before + "##[" + after) == before + "#\\#[" + after)
      #expect(inert(before + "\u{1B}" + after) == before + "\\u{1B}" + after)
      #expect(inert(before + "\u{7F}" + after) == before + "\\u{7F}" + after)
      #expect(inert(before + "\u{202E}" + after) == before + "\\u{202E}" + after)
      #expect(inert(before + "\n" + after) == before + "\\n" + after)
      // One of a pair is plain, and so is a pair within a line.
      #expect(inert(before + "#b#" + after) == before + "#b#" + after)
      #expect(inert("a" + before + "::" + after) == "a" + before + "::" + after)
    }
    let spaces = String(repeating: " ", count: offset)
    #expect(inert(spaces + "::error::x") == spaces + "\\::error::x")
  }
}
