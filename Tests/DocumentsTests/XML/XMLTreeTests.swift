import Diagnostics
import Documents
import TestSupport
import Testing

@Suite struct XMLTreeTests {
  @Test("an element becomes a map of name, attributes, children and text")
  func shapeOfTree() {
    let document = Document.xml(SourceFile(path: "x", text: "<a b='1'>x<c/>y<d>z</d></a>"))
    #expect(document.ids == [])
    let c = "{name: \"c\", attributes: {}, children: [], text: \"\"}"
    let d = "{name: \"d\", attributes: {}, children: [], text: \"z\"}"
    #expect(shape(document.root) == "{name: \"a\", attributes: {b: \"1\"}, children: [\(c), \(d)], text: \"xy\"}")
  }

  @Test("elements and attributes know their places")
  func places() {
    let marked = MarkedText("<a\n  2️⃣b2️⃣ = \"3️⃣é>3️⃣\" 4️⃣c4️⃣='5️⃣5️⃣'>\n 1️⃣<d1️⃣/></a>")
    let root = Document.xml(marked.file).root
    let attributes = root?["attributes"]
    #expect(attributes?.entry("b")?.keyRange.offsets == marked.range("2️⃣"))
    #expect(attributes?["b"]?.range.offsets == marked.range("3️⃣"))
    #expect(attributes?.entry("c")?.keyRange.offsets == marked.range("4️⃣"))
    #expect(attributes?["c"]?.range.offsets == marked.range("5️⃣"))
    #expect(root?["children"]?.elements.first?.range.offsets == marked.range("1️⃣"))
  }

  @Test(
    "hostile XML is refused",
    arguments: [
      (String(repeating: "<a>", count: 100_000), "xml.limit"),
      ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "xml.doctype"),
      ("<a>", "xml.truncated"), ("", "xml.empty"),
    ])
  func hostile(_ source: String, _ id: String) {
    #expect(Document.xml(SourceFile(path: "x", text: source)).ids == [id])
  }

  @Test("nodes are bounded, and a text that was cut is told")
  func limits() {
    var limits = Limits.standard
    limits.nodes = 3
    limits.textBytes = 3
    #expect(Document.xml(SourceFile(path: "x", text: "<a><b c='1'/></a>"), limits: limits).ids == [])
    #expect(Document.xml(SourceFile(path: "x", text: "<a><b c='1'/><b/></a>"), limits: limits).ids == ["xml.limit"])
    let cut = Document.xml(SourceFile(path: "x", text: "<a>12345</a>"), limits: limits)
    #expect(cut.ids == ["xml.long-text"])
    #expect(cut.root?["text"]?.text == "123")
  }
}
