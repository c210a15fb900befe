import Diagnostics
import TestSupport
import Testing
import XML

@Suite struct XMLWriterTests {
  @Test("a document is written with its elements, attributes and text")
  func document() throws {
    var writer = try XMLWriter()
    try writer.element("testsuites", ["name": "demo", "tests": "1"]) { writer throws(XMLWriter.Failure) in
      try writer.element("testcase", ["name": "a"], text: "why & <how>")
      try writer.element("empty")
    }
    let text = String(decoding: try writer.finish(), as: UTF8.self)
    #expect(
      text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="demo" tests="1">
          <testcase name="a">why &amp; &lt;how&gt;</testcase>
          <empty/>
        </testsuites>

        """)
  }

  @Test(
    "whatever text is written is read again",
    arguments: [
      "plain", "<&>\"'", "é😀", "a\nb\tc\rd\r\ne", " spaces  stay ", "]]>", "&amp;", "", "e\u{301}",
    ])
  func roundTrip(_ text: String) throws {
    var writer = try XMLWriter(indent: 0)
    try writer.element("a", ["b": text], text: "x" + text)
    var cursor = try XMLCursor(SourceFile(path: "x", bytes: try writer.finish()))
    _ = try cursor.next()
    #expect(cursor.attribute(cursor.name("b"))?.utf8.elementsEqual(text.utf8) == true)
    #expect(try cursor.next() == .text)
    #expect(cursor.text.utf8.elementsEqual(("x" + text).utf8))
  }

  @Test(
    "what XML forbids or a terminal obeys is made visible",
    arguments: [
      ("\u{1B}[31m", "\\u{1B}[31m"), ("a\0b", "a\\u{0}b"), ("\u{7F}\u{9B}", "\\u{7F}\\u{9B}"),
      ("\u{202E}x", "\\u{202E}x"),
      ("\u{2066}", "\\u{2066}"), ("\u{FFFE}\u{FFFF}", "\\u{FFFE}\\u{FFFF}"), ("\u{1}\u{8}\u{B}", "\\u{1}\\u{8}\\u{B}"),
    ])
  func scrubbing(_ text: String, _ expected: String) throws {
    var writer = try XMLWriter(indent: 0)
    try writer.element("a", ["b": text], text: text)
    var cursor = try XMLCursor(SourceFile(path: "x", bytes: try writer.finish()))
    _ = try cursor.next()
    #expect(cursor.attribute(cursor.name("b")) == expected)
    #expect(try cursor.readText() == expected)
  }

  @Test("names that are none are refused", arguments: ["", "1a", "a b", "a>", "-a", "a\0", "é", "a=\"b\""])
  func names(_ name: String) throws {
    var writer = try XMLWriter()
    #expect(throws: XMLWriter.Failure.invalidName(name)) { try writer.start(name) }
    try writer.start("a")
    #expect(throws: XMLWriter.Failure.invalidName(name)) { try writer.attribute(name, "x") }
  }

  @Test("only whole documents come out")
  func balance() throws {
    #expect(throws: XMLWriter.Failure.unbalanced) { _ = try XMLWriter().finish() }
    #expect(throws: XMLWriter.Failure.unbalanced) {
      var open = try XMLWriter()
      try open.start("a")
      _ = try open.finish()
    }
    var writer = try XMLWriter()
    #expect(throws: XMLWriter.Failure.unbalanced) { try writer.text("x") }
    #expect(throws: XMLWriter.Failure.unbalanced) { try writer.end() }
    try writer.element("a")
    #expect(throws: XMLWriter.Failure.unbalanced) { try writer.start("b") }
  }

  @Test("an attribute stands once, and before the content")
  func attributes() throws {
    var writer = try XMLWriter()
    try writer.start("a")
    try writer.attribute("b", "1")
    #expect(throws: XMLWriter.Failure.repeatedAttribute("b")) { try writer.attribute("b", "2") }
    try writer.text("x")
    #expect(throws: XMLWriter.Failure.misplacedAttribute("c")) { try writer.attribute("c", "2") }
  }
}
