import Diagnostics
import Documents
import TestSupport
import Testing

@Suite struct YAMLProblemsTests {
  @Test(
    "what is wrong is said where it is",
    arguments: [
      ("a: 1\nb: 2\n1️⃣a1️⃣: 3\n", "yaml.repeated-key"), ("{a: 1, 1️⃣'a'1️⃣: 2}", "yaml.repeated-key"),
      ("1: a\n1️⃣'1'1️⃣: b\n", "yaml.repeated-key"),
      ("a: 1️⃣!!python/object1️⃣ x", "yaml.tag"), ("a: &b 1️⃣!foo1️⃣ {x: 1}", "yaml.tag"), ("a: 1️⃣!foo1️⃣\n  - 1", "yaml.tag"),
      ("a: !!int 1️⃣x1️⃣", "yaml.tag"), ("a: !!bool 1️⃣\"yes\"1️⃣", "yaml.tag"),
      ("a: {1️⃣<<1️⃣: {b: 1}}", "yaml.merge-key"), ("x: &x {a: 1}\ny:\n  1️⃣<<1️⃣: *x\n  b: 1\n", "yaml.merge-key"),
      ("a: 1️⃣*b1️⃣", "yaml.alias"), ("a: &x 1\n---\nb: 1️⃣*x1️⃣\n", "yaml.alias"), ("a: &x [1️⃣*x1️⃣]", "yaml.alias"),
      ("a: &x\n  b: {c: 1️⃣*x1️⃣}\n", "yaml.alias"),
      ("1️⃣[a, b]: 1\n", "yaml.complex-key"), ("? 1️⃣{a: 1}\n: 1\n", "yaml.complex-key"),
      ("? 1️⃣- a\n: 1\n", "yaml.complex-key"),
      ("x: &x [1]\ny: {1️⃣*x1️⃣ : 1}\n", "yaml.complex-key"),
      ("?1️⃣\n: 1\n", "yaml.key"), ("1️⃣: 1\n", "yaml.syntax"),
      ("a: 1️⃣{{ .Values.x }}\n", "yaml.template"), ("1️⃣{{- if .x }}\na: 1\n{{- end }}\n", "yaml.template"),
      ("a: 1\n1️⃣{% for x in y %}\nb: 2\n{% endfor %}\n", "yaml.template"),
      ("x: '{{ good }}'\na: 1️⃣{{ include \"x\" . | indent 4 }}\n", "yaml.template"),
      ("a: [1\nb1️⃣: 2\n", "yaml.syntax"), ("a: b1️⃣: c\n", "yaml.syntax"), ("a:\n1️⃣\tb: 1\n", "yaml.syntax"),
      ("a: 1️⃣@b\n", "yaml.syntax"),
      ("a: 'x\n1️⃣", "yaml.syntax"), ("a: \"1️⃣\\q\"", "yaml.syntax"), ("a: \"\\u1️⃣d800\"", "yaml.syntax"),
      ("a: 1\n b1️⃣: 2\n", "yaml.syntax"),
      ("a: x1️⃣\u{0}y", "yaml.encoding"), ("a: 1️⃣\u{7}", "yaml.encoding"), ("a: é1️⃣\u{7F}", "yaml.encoding"),
      ("a: 1️⃣\u{9B}", "yaml.encoding"),
      ("a: 1️⃣\u{FEFF}b", "yaml.encoding"), ("a: 1️⃣\u{FFFE}b", "yaml.encoding"),
    ])
  func places(_ source: String, _ id: String) {
    let marked = MarkedText(source)
    expectDiagnostics(Document.yaml(marked.file).diagnostics, in: marked, ["1️⃣": id])
  }

  @Test("a repeated key names both places, and the first value stays")
  func repeatedKey() {
    let marked = MarkedText("1️⃣a1️⃣: 1\nb: 2\na: 3\n")
    let document = Document.yaml(marked.file)
    #expect(document.diagnostics.first?.notes.first?.place?.offsets == marked.range("1️⃣"))
    #expect(shape(document.root) == "{a: 1, b: 2}")
  }

  @Test("keys are compared by their bytes")
  func keysByBytes() {
    let document = yaml("\u{E9}: 1\ne\u{301}: 2\n")
    #expect(document.ids == [])
    #expect(document.root?["e\u{301}"]?.integer == 2)
  }

  @Test("repeated keys are found in a map of any size")
  func manyKeys() {
    let lines = (0..<5000).map { "key\($0): 1\n" }.joined()
    #expect(yaml(lines + "key4321: 2\n" + "key3: 2\n").ids == ["yaml.repeated-key", "yaml.repeated-key"])
    #expect(yaml(lines).root?.entries.count == 5000)
  }

  @Test("reading goes on behind what can be read past")
  func goesOn() {
    let document = yaml("a: 1\na: 2\n<<: {x: 1}\n[k]: 3\nb: !foo 4\nc: [*none, 5]\nd: 6\n")
    #expect(document.ids == ["yaml.repeated-key", "yaml.merge-key", "yaml.complex-key", "yaml.tag", "yaml.alias"])
    #expect(shape(document.root) == "{a: 1, b: \"4\", c: [5], d: 6}")
    #expect(throws: DiagnosticsError.self) { try document.valid() }
  }

  @Test("documents before a syntax error are kept")
  func documentsBefore() {
    let document = yaml("a: 1\n---\nb: [\n")
    #expect(document.ids == ["yaml.syntax"])
    #expect(shape(document.root) == "{a: 1}")
  }

  @Test(
    "templates and expressions in text are text",
    arguments: [
      "a: '{{ x }}'", "a: x {{ y }}", "run: ${{ github.sha }}", "a: >\n  {{ x }}\n  {% y %}",
      "name: train-{{workflow.name}}",
    ])
  func templateText(_ source: String) {
    #expect(yaml(source).ids == [])
  }

  @Test("many problems are listed up to a bound")
  func bounded() {
    var limits = Limits.standard
    limits.problems = 5
    let document = yaml(String(repeating: "- !foo 1\n", count: 100), limits)
    #expect(document.ids == Array(repeating: "yaml.tag", count: 5) + ["document.more-problems"])
    #expect(document.root?.elements.count == 100)
  }

  @Test(
    "bytes that are not UTF-8 are refused at their place",
    arguments: [[0x80], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]])
  func notUTF8(_ bytes: [UInt8]) {
    let file = SourceFile(path: "test.yaml", bytes: Array("a: é".utf8) + bytes)
    let document = Document.yaml(file)
    #expect(document.ids == ["yaml.encoding"])
    #expect(document.diagnostics.first?.place?.offsets?.lowerBound == 5)
  }

  @Test("other encodings are named")
  func otherEncodings() {
    let utf16: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x3A, 0]
    #expect(
      Document.yaml(SourceFile(path: "x", bytes: utf16)).diagnostics.first?.message == "the file is UTF-16, not UTF-8")
    #expect(Document.yaml(SourceFile(path: "x", bytes: [0x61, 0, 0x3A, 0])).ids == ["yaml.encoding"])
  }
}
