import Diagnostics
import Documents
import Readiness
import Testing

@testable import Reports

@Suite("What pages are made of")
struct HTMLPartsTests {
  @Test(
    "what could begin markup is escaped, and what acts on the eye is shown",
    arguments: [
      ("a<b>&", "a&lt;b&gt;&amp;"), ("\u{202E}\u{0}\u{1B}", "\\u{202E}\\u{0}\\u{1B}"),
      ("é e\u{301} 漢 😀", "é e\u{301} 漢 😀"),
      (String(decoding: [0xFDD0, 0xFFFE] as [UInt16], as: UTF16.self), "\\u{FDD0}\\u{FFFE}"),
    ])
  func escaping(text: String, written: String) {
    #expect(
      page { page in page.tag(.p, .label(text)) { page.text(text) } } == "<p aria-label=\"\(written)\">\(written)</p>\n"
    )
  }

  @Test("quotes are escaped where they could end something: in the value of an attribute")
  func quotes() {
    // Longer than eight bytes too, which are looked at together.
    for quoted in ["\"'", "'quoted' and \"quoted\""] {
      let escaped = quoted.replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
      #expect(
        page { page in page.tag(.p, .label(quoted)) { page.text(quoted) } }
          == "<p aria-label=\"\(escaped)\">\(quoted)</p>\n")
    }
  }

  @Test(
    "a text from outside is kept apart from what stands around it where it could change the order of reading",
    arguments: [("plain & simple", "plain &amp; simple"), ("שלום", "<bdi>שלום</bdi>"), ("é", "<bdi>é</bdi>")])
  func isolation(text: String, written: String) {
    #expect(page { $0.outside(text) } == written)
  }

  private func page(_ write: (HTMLPage) -> Void) -> String {
    var bytes: [UInt8] = []
    let page = HTMLPage(output: ReportOutput { bytes.append(contentsOf: $0) })
    write(page)
    page.finish()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("a line feed stays one in text and in an attribute")
  func lineFeeds() {
    #expect(
      page { page in page.tag(.code, .label("a\nb")) { page.text("a\nb") } }
        == "<code aria-label=\"a&#10;b\">a\nb</code>")
  }

  @Test(
    "plain addresses are links",
    arguments: [
      "https://example.org", "http://example.org:8080/a/b?c=d&e=f#g", "HTTPS://example.org/",
      "mailto:a.b+c@example.org",
      "docs/plan.md", "../x", "/x?y=a:b", "#place", "a/b:c",
    ])
  func links(address: String) { #expect(Link(untrusted: address)?.address == address) }

  @Test(
    "whatever a browser could take for more than an address is none",
    arguments: [
      "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
      "vbscript:x", "file:///etc/passwd", "//evil.example/x", "https:evil.example", "https://user@evil.example/",
      "https://evil.example\\@good.example/", "http://", "https://a b/", "mailto:a", "mailto:a@b?cc=c@d", "a%zzb", "",
      "git@example.org:x/y.git", "https://exa\u{202E}mple.org", "http://a:123456/", "https://-a/", "https://a/#b#c",
    ])
  func noLinks(address: String) { #expect(Link(untrusted: address) == nil) }

  @Test(
    "base64 as RFC 4648 has it",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"), ("\u{3FF}\u{3FF}", "z7/Pvw=="),
    ])
  func base64Vectors(text: String, written: String) { #expect(base64(Array(text.utf8)) == written) }

  @Test("style and script are hashed as a browser reads them: CR LF and CR become LF")
  func lineEnds() throws {
    #expect(try InlineAsset(.style, "a\r\nb\rc\n").text == "a\nb\nc\n")
    #expect(
      try InlineAsset(.script, "a\r\nb").policySource == InlineAsset(.script, "a\nb").policySource)
  }

  @Test("the shipped theme file lists every word with its standard wording")
  func themeFile() throws {
    let file = SourceFile(path: "theme.yaml", text: try SampleTheme.text("theme.yaml"))
    let words = try #require(Document.yaml(file).root?["words"])
    #expect(words.entries.map(\.key) == Theme.Word.allCases.map(\.rawValue))
    for word in Theme.Word.allCases { #expect(words[word.rawValue]?.text == word.standard) }
  }

  @Test("the shipped style and script fetch nothing and fit into their elements")
  func shippedAssets() throws {
    let css = try SampleTheme.text("report.css")
    let script = try SampleTheme.text("report.js")
    _ = try InlineAsset(.style, css)
    _ = try InlineAsset(.script, script)
    for word in ["@import", "url(\"http", "url(http", "//fonts"] { #expect(!css.contains(word)) }
    for word in ["fetch(", "XMLHttpRequest", "import(", "innerHTML", "eval("] { #expect(!script.contains(word)) }
  }

  @Test("the parts of an area's bar add up to a hundred, and what nobody can prove is stated only")
  func weightParts() throws {
    let rubric = SampleAssessment.noGo.rubrics[0]
    for area in rubric.areas {
      let parts = try #require(WeightParts(area, of: rubric))
      #expect(parts.proved + parts.statedOnly + parts.open == 100)
    }
    let business = try #require(rubric.areas.first { $0.id == "business" })
    #expect(WeightParts(business, of: rubric)?.statedOnly == 100)
    let tests = try #require(rubric.areas.first { $0.id == "tests" })
    #expect(WeightParts(tests, of: rubric)?.open == 100)
  }
}
