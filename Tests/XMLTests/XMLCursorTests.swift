import Diagnostics
import Glibc
import TestSupport
import Testing
import XML

/// All steps of a file in one line; with the error's id at the end where there was one.
func steps(_ file: SourceFile, _ limits: XMLLimits = XMLLimits()) -> String {
  var steps: [String] = []
  do throws(Diagnostic) {
    var cursor = try XMLCursor(file, limits: limits)
    while let event = try cursor.next() { steps.append(step(event, cursor)) }
  } catch {
    steps.append("!" + error.id)
  }
  return steps.joined(separator: " ")
}

func steps(_ text: String, _ limits: XMLLimits = XMLLimits()) -> String {
  steps(SourceFile(path: "test.xml", text: text), limits)
}

private func step(_ event: XMLEvent, _ cursor: borrowing XMLCursor) -> String {
  switch event {
  case .elementStart:
    var tag = "<" + cursor.elementName
    for (name, value) in cursor.attributes { tag += " \(name)=\"\(value)\"" }
    return tag + ">"
  case .elementEnd: return "</\(cursor.elementName)>"
  case .text: return "'\(cursor.text)'"
  }
}

/// The first complaint about a file, read to its end.
func complaint(_ file: SourceFile, _ limits: XMLLimits = XMLLimits()) -> Diagnostic? {
  do throws(Diagnostic) {
    var cursor = try XMLCursor(file, limits: limits)
    while try cursor.next() != nil {}
    return nil
  } catch {
    return error
  }
}

@Suite struct XMLCursorTests {
  @Test(
    "a file is walked through step by step",
    arguments: [
      ("<a/>", "<a> </a>"), ("<a></a>", "<a> </a>"), ("<a>x</a>", "<a> 'x' </a>"), ("<a> \n </a>", "<a> </a>"),
      ("<a> x </a>", "<a> ' x ' </a>"), ("<a b='1' c=\"2\"/>", "<a b=\"1\" c=\"2\"> </a>"),
      ("<a>x<b/>y</a>", "<a> 'x' <b> </b> 'y' </a>"), ("<a>x<!-- c -->y</a>", "<a> 'xy' </a>"),
      ("<a>x<?p i?>y</a>", "<a> 'xy' </a>"),
      ("<a><![CDATA[<x>&]]></a>", "<a> '<x>&' </a>"), ("<a>1<![CDATA[2]]>3</a>", "<a> '123' </a>"),
      ("<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;</a>", "<a> '<&>\"'AB' </a>"),
      ("<a b='&lt;&#10;'/>", "<a b=\"<\n\"> </a>"),
      ("<n:a xmlns:n='u' n:b='1' b='2'/>", "<a n:b=\"1\" b=\"2\"> </a>"), ("<a>é😀</a>", "<a> 'é😀' </a>"),
      ("<?xml version='1.0'?><a/>", "<a> </a>"), ("\n  <?xml version='1.0'?>\n<a/>\n", "<a> </a>"),
      ("\u{FEFF}<a/>", "<a> </a>"),
      ("\u{FEFF}\r\n<?xml version='1.0'?><a/>", "<a> </a>"), ("<a>\r\nx\r\n</a>", "<a> '\nx\n' </a>"),
      ("<!DOCTYPE a SYSTEM 'http://x/a.dtd'><a/>", "<a> </a>"), ("<!DOCTYPE a PUBLIC 'x' 'a.dtd'><a/>", "<a> </a>"),
      ("<!DOCTYPE a><a/>", "<a> </a>"), ("<a/><!-- end -->\n", "<a> </a>"),
    ])
  func walk(_ source: String, _ expected: String) {
    #expect(steps(source) == expected)
  }

  @Test(
    "what is not whole or not allowed is refused",
    arguments: [
      ("", "!xml.empty"), ("  \n", "!xml.empty"), ("<?xml version='1.0'?>", "!xml.truncated"), ("text", "!xml.syntax"),
      ("<a>", "!xml.truncated"), ("<a> ", "<a> !xml.truncated"), ("<a><b>", "<a> <b> !xml.truncated"),
      ("<a><b/>", "<a> <b> </b> !xml.truncated"), ("<a", "!xml.truncated"),
      ("<a/><b/>", "<a> </a> !xml.syntax"), ("<a></b>", "<a> !xml.syntax"), ("<a b='1' b='2'/>", "!xml.syntax"),
      ("<a>\u{1}</a>", "<a> !xml.syntax"), ("<a>&#0;</a>", "<a> !xml.syntax"), ("<a>&x;</a>", "<a> !xml.entity"),
      ("<!DOCTYPE a SYSTEM 'x'><a>&x;</a>", "<a> !xml.entity"), ("<!DOCTYPE a SYSTEM 'x'><a b='&x;'/>", "!xml.entity"),
      ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "!xml.doctype"), ("<!DOCTYPE a []><a/>", "!xml.doctype"),
      ("<!DOCTYPE a SYSTEM 'x' [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "!xml.doctype"),
      ("<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1/x'> %p;]><a/>", "!xml.doctype"),
      ("<!DOCTYPE l [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]><l>&c;</l>", "!xml.doctype"),
      ("<a><!DOCTYPE b [<!ENTITY x 'y'>]></a>", "<a> !xml.syntax"),
    ])
  func refusals(_ source: String, _ expected: String) {
    #expect(steps(source) == expected)
  }

  @Test("a NUL, damaged UTF-8 and gzip are refused")
  func bytes() {
    #expect(complaint(SourceFile(path: "x", bytes: Array("<a>\0</a>".utf8)))?.id == "xml.syntax")
    #expect(
      complaint(SourceFile(path: "x", bytes: Array("<a>".utf8) + [0xC3, 0x28] + Array("</a>".utf8)))?.id == "xml.syntax"
    )
    #expect(complaint(SourceFile(path: "x", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0]))?.id == "xml.syntax")
  }

  @Test("other encodings are read as they say")
  func encodings() {
    let latin =
      Array("<?xml version='1.0' encoding='ISO-8859-1'?><a b='".utf8) + [0xE9] + Array("'>".utf8) + [0xFC]
      + Array("</a>".utf8)
    #expect(steps(SourceFile(path: "x", bytes: latin)) == "<a b=\"é\"> 'ü' </a>")
    let utf16: [UInt8] = [0xFF, 0xFE] + "<a>é</a>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(steps(SourceFile(path: "x", bytes: utf16)) == "<a> 'é' </a>")
  }

  @Test("a file cut off anywhere is refused")
  func truncated() {
    let source = Array(
      "<?xml version='1.0'?><!DOCTYPE a SYSTEM 'x'><a b='é'><c>t&amp;<![CDATA[x]]></c><!-- c --></a>".utf8)
    for end in 0..<source.count {
      #expect(complaint(SourceFile(path: "cut", bytes: Array(source[..<end]))) != nil)
    }
  }

  @Test("a step knows its line and its place")
  func places() throws {
    let marked = MarkedText(
      "\n<?xml version='1.0'?>\n1️⃣<a1️⃣>\n  2️⃣<é2️⃣\n    b='x\ny' />\n\n  text\n  3️⃣<n:c3️⃣ xmlns:n='u'/></a>\n")
    var cursor = try XMLCursor(marked.file)
    var lines: [Int] = []
    var ranges: [Range<Int>?] = []
    while let event = try cursor.next() {
      lines.append(cursor.line)
      if event == .elementStart { ranges.append(cursor.place.offsets) }
    }
    #expect(lines == [3, 4, 6, 8, 9, 9, 9])
    #expect(ranges == ["1️⃣", "2️⃣", "3️⃣"].map { marked.range($0) })
  }

  @Test("places stay right in a large file")
  func farPlaces() throws {
    let filler = String(repeating: "<t n='é'>some text\n</t>\n", count: 40_000)
    let marked = MarkedText("<a>\n" + filler + "1️⃣<last1️⃣/></a>")
    var cursor = try XMLCursor(marked.file)
    let last = cursor.name("last")
    var place: SourceRange?
    while let event = try cursor.next() {
      if event == .elementStart, cursor.element == last { place = cursor.place }
    }
    #expect(place?.offsets == marked.range("1️⃣"))
    #expect(place?.start?.line == 80_002)
  }

  @Test(
    "what is wrong is said where it is",
    arguments: [
      ("<a>\n  <b></1️⃣c>\n</a>", "xml.syntax"), ("<a>\n  é &x;1️⃣</a>", "xml.entity"),
      ("\n\n<!DOCTYPE a 1️⃣[]><a/>", "xml.doctype"),
      ("<a>\n<b>1️⃣", "xml.truncated"),
    ])
  func complaintPlaces(_ source: String, _ id: String) {
    let marked = MarkedText(source)
    let diagnostic = complaint(marked.file)
    #expect(diagnostic?.id == id)
    #expect(diagnostic?.place?.start?.line == marked.position("1️⃣").line)
  }

  @Test("a truncated file names what is open")
  func truncationNote() {
    let diagnostic = complaint(SourceFile(path: "x", text: "<suite>\n<case>\n"))
    #expect(diagnostic?.message == "the file ends before 'case' is closed")
    #expect(diagnostic?.notes.first?.place?.start?.line == 2)
  }

  @Test("names are compared by what was interned, attributes by their own names")
  func names() throws {
    var cursor = try XMLCursor(SourceFile(path: "x", text: "<n:a xmlns:n='u' n:b='1' b='2'/>"))
    let a = cursor.name("a")
    let b = cursor.name("b")
    _ = try cursor.next()
    #expect(cursor.element == a)
    #expect(cursor.namespace == "u")
    #expect(cursor.attribute(b) == "2")
    #expect(cursor.attribute(a) == nil)
    #expect(cursor.withAttribute(b) { $0[0] } == UInt8(ascii: "2"))
  }

  @Test("an element can be skipped, or its text read")
  func elements() throws {
    var cursor = try XMLCursor(SourceFile(path: "x", text: "<a><b>1<c>2</c>3</b><d><d/>x</d><e/></a>"))
    _ = try cursor.next()
    _ = try cursor.next()
    #expect(try cursor.readText() == "123")
    _ = try cursor.next()
    #expect(cursor.elementName == "d")
    try cursor.skipElement()
    _ = try cursor.next()
    #expect(cursor.elementName == "e")
  }

  @Test("depth, size and text are bounded")
  func limits() {
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(complaint(SourceFile(path: "x", text: deep))?.id == "xml.limit")
    #expect(complaint(SourceFile(path: "x", text: "<a><a/></a>"), XMLLimits(depth: 2)) == nil)
    #expect(complaint(SourceFile(path: "x", text: "<a><a/></a>"), XMLLimits(depth: 1))?.id == "xml.limit")
    #expect(complaint(SourceFile(path: "x", text: "<a>123</a>"), XMLLimits(bytes: 9))?.id == "file.too-large")
    #expect(steps("<a b='12é'>34é<b/></a>", XMLLimits(textBytes: 3)) == "<a b=\"12\"> '34' <b> </b> </a>")
  }

  @Test("a text of any size is read past, and the step says so", arguments: ["", "<![CDATA["])
  func longText(_ opening: String) throws {
    let text = String(repeating: "long line of output é\n", count: 100_000)
    let closing = opening.isEmpty ? "" : "]]>"
    var cursor = try XMLCursor(
      SourceFile(path: "x", text: "<a>\(opening)\(text)\(closing)<b/></a>"), limits: XMLLimits(textBytes: 1000))
    _ = try cursor.next()
    #expect(try cursor.next() == .text)
    #expect((cursor.isTruncated) as Bool == true)
    #expect(cursor.withText { $0.count } <= 1000)
    #expect(try cursor.next() == .elementStart)
    #expect((cursor.isTruncated) as Bool == false)
    #expect(cursor.line == 100_001)
  }

  @Test("a long attribute, comment or tag is read in reasonable time")
  func longTokens() {
    let long = String(repeating: "x ", count: 1_500_000)
    #expect(complaint(SourceFile(path: "x", text: "<a b='\(long)'><!-- \(long) --></a>")) == nil)
  }

  @Test("a file is streamed from a descriptor, from where it stands")
  func streaming() throws {
    var ends: [Int32] = [0, 0]
    #expect(unsafe pipe(&ends) == 0)
    let bytes = Array("\n<a>x</a>".utf8)
    _ = unsafe write(ends[1], bytes, bytes.count)
    close(ends[1])
    defer { close(ends[0]) }
    let file = SourceFile(path: "x.xml", streamedWithDigest: .sha256(of: bytes))
    var cursor = try XMLCursor(reading: ends[0], as: file)
    #expect(try cursor.next() == .elementStart)
    #expect(cursor.place == SourceRange(file: file, line: 2))
    #expect(try cursor.next() == .text)
    #expect(cursor.text == "x")
    #expect(try cursor.next() == .elementEnd)
    #expect(try cursor.next() == nil)
    #expect(try cursor.next() == nil)
  }

  /// A cursor's steps over bytes that come through a pipe, and the file that they made.
  private func streamed(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws -> (steps: String, file: SourceFile) {
    let path = "/tmp/gonogo-xml-\(getpid())-\(UInt64.random(in: 0...(.max)))"
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    unsafe unlink(path)
    try #require(unsafe write(descriptor, bytes, bytes.count) == bytes.count)
    lseek(descriptor, 0, SEEK_SET)
    let file = SourceFile(streaming: "x.xml")
    var told: [String] = []
    do throws(Diagnostic) {
      var cursor = try XMLCursor(reading: descriptor, as: file, limits: limits)
      while let event = try cursor.next() {
        told.append(step(event, cursor))
        #expect(!file.isIdentified || bytes.count < 16_384)
      }
    } catch {
      told.append("!" + error.id)
    }
    return (told.joined(separator: " "), file)
  }

  @Test(
    "a streamed file is identified by all of the bytes that were parsed",
    arguments: ["", "\u{FEFF} \n", "<?xml version='1.0'?>\n<!-- before -->"])
  func digest(beginning: String) throws {
    let long = beginning + "<a>" + String(repeating: "<b c='d'>text</b>\n", count: 5000) + "</a>\n<!-- behind -->\n"
    for text in [beginning + "<a/>", long] {
      let (steps, file) = try streamed(Array(text.utf8))
      #expect(!steps.hasSuffix("!xml.syntax"))
      #expect(file.isIdentified)
      #expect(file.digest == .sha256(of: Array(text.utf8)))
    }
  }

  @Test("a streamed file is not identified where it was not read to its end")
  func noDigest() throws {
    let rest = String(repeating: "<b/>", count: 50_000) + "</a>"
    #expect(try streamed(Array(("<a><b></a>" + rest).utf8)).file.isIdentified == false)
    var limits = XMLLimits()
    limits.bytes = 100_000
    let (steps, file) = try streamed(Array(("<a>" + rest).utf8), limits: limits)
    #expect(steps.hasSuffix("!file.too-large") && !file.isIdentified)
  }

  @Test("what is read piece by piece is the same as what is read at once, wherever the pieces end")
  func pieces() throws {
    // Every kind of content lies across the end of a piece of 16 KiB in one of the files.
    let unit = "<b c='1' d='a b' n:e='&lt;é&#10;'>t&amp;é<!-- c --><![CDATA[<x>]]></b>\n \n"
    for shift in 0..<unit.utf8.count {
      let padding = String(repeating: "x", count: 16_384 - 40 - shift)
      let text = "<a xmlns:n='u'>\(padding)\(String(repeating: unit, count: 300))</a>"
      let expected =
        "<a> '\(padding)'"
        + String(repeating: " <b c=\"1\" d=\"a b\" n:e=\"<é\n\"> 't&é<x>' </b>", count: 300) + " </a>"
      #expect(try streamed(Array(text.utf8)).steps == expected)
      #expect(steps(text) == expected)
    }
  }

  @Test("attributes are the same whether or not they stand in the file as they are meant")
  func attributes() {
    for value in ["plain", "", "a\tb", "&quot;q&quot;", "two\nlines", "é", "a>b"] {
      let meant = value.replacing("&quot;", with: "\"").replacing("\n", with: " ").replacing("\t", with: " ")
      let text = "<a b='1' c='\(value)' d='' e='\(value)' f='2'/>"
      #expect(steps(text) == "<a b=\"1\" c=\"\(meant)\" d=\"\" e=\"\(meant)\" f=\"2\"> </a>")
    }
    // In all they may be longer than what is kept of one, each by itself.
    var limits = XMLLimits()
    limits.textBytes = 5
    #expect(steps("<a b='12345' c='1234' d='12345'/>", limits) == "<a b=\"12345\" c=\"1234\" d=\"12345\"> </a>")
    #expect(steps("<a b='123456' c='1é34é' d='x'/>", limits) == "<a b=\"12345\" c=\"1é34\" d=\"x\"> </a>")
  }

  @Test("a descriptor that cannot be read is said so")
  func unreadable() {
    let file = SourceFile(path: "x.xml", streamedWithDigest: .sha256(of: []))
    #expect {
      var cursor = try XMLCursor(reading: -1, as: file)
      _ = try cursor.next()
    } throws: { ($0 as? Diagnostic)?.id == "file.unreadable" }
  }

  @Test("many cursors work side by side")
  func concurrency() async {
    let counts = await withTaskGroup(of: Int.self) { group in
      for index in 0..<8 {
        group.addTask {
          (0..<50).reduce(0) { sum, _ in
            sum + (steps("<a\(index)><b/>\(index % 2 == 0 ? "" : "&x;")</a\(index)>").utf8.count)
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts.count == 8)
  }
}
