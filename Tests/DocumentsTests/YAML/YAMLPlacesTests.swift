import Diagnostics
import Documents
import TestSupport
import Testing

@Suite struct YAMLPlacesTests {
  /// Marks around a value: the value of `k` must have exactly that range.
  @Test(
    "a value's range is its source, no more",
    arguments: [
      "k: 1️⃣plain1️⃣\n", "k:   1️⃣plain text1️⃣   # comment\n", "k: 1️⃣two\n  lines1️⃣\n\nl: 1\n", "k: 1️⃣'single ''x'''1️⃣\n",
      "k: 1️⃣\"double \\\" x\"1️⃣\n", "k: 1️⃣\"two\n  lines\"1️⃣\n", "k: 1️⃣'é ü'1️⃣ # é\n", "é: 1️⃣ü1️⃣\n",
      "k:1️⃣\nl: 1\n", "k:1️⃣  # nothing\nl: 1\n", "k:1️⃣", "k: 1️⃣|\n  a\n  b1️⃣\n\n\nl: 1\n",
      "k: 1️⃣|\n  a1️⃣\n\n# comment\nl: 1\n",
      "k: 1️⃣|-\n  a  1️⃣\n", "k: 1️⃣>+\n  a\n\n  b1️⃣\n\n", "k: 1️⃣|2\n   a1️⃣\nl: 1", "k: 1️⃣|1️⃣\nl: 1\n",
      "k: 1️⃣[1, 2]1️⃣ # c\n", "k: 1️⃣{a: 1}1️⃣\n", "k: 1️⃣[\n  1,\n]1️⃣\n", "k:\n  1️⃣a: 1\n  b: 21️⃣\n\n# comment\n\nl: 1\n",
      "k:\n  1️⃣- 1\n  - 21️⃣\n  # comment\nl: 1\n", "k:\n1️⃣- 1\n- a: 1\n  b:1️⃣\nl: 1\n", "k:\n  1️⃣a: |\n    x1️⃣\n\nl: 1\n",
      "k: &a 1️⃣x1️⃣\n", "k: !!str 1️⃣x1️⃣\n", "k: !!str &a 1️⃣'x'1️⃣\n", "k: &a # why\n  1️⃣x1️⃣\n",
      "k: &a # why\r  1️⃣x1️⃣\r", "k: &a # why\u{85}  1️⃣x1️⃣\n", "k: &a # why\u{2028}  1️⃣x1️⃣\n", "k: &a\n  1️⃣b: 11️⃣\n",
      "k: &a 1️⃣[1]1️⃣\n", "k: !!map\n  1️⃣b: 11️⃣\nl: 1\n", "k: !<tag:yaml.org,2002:str> 1️⃣x1️⃣\n",
      "\u{FEFF}k: 1️⃣x1️⃣\n", "\u{FEFF}é: 1️⃣ü1️⃣\n", "k: 1️⃣x1️⃣\r\nl: y\r\n", "k: 1️⃣|\r\n  a\r\n  b1️⃣\r\n\r\nl: y\r\n",
      "---\nk: 1️⃣x1️⃣\n...\n",
      "%YAML 1.2\n---\nk: 1️⃣x1️⃣\n", "😀: 1️⃣😀1️⃣", "{k: 1️⃣x1️⃣, l: 1}", "{k: &a 1️⃣x1️⃣, l: 1}",
      "[{k: 1️⃣'x'1️⃣}]", "? k\n: 1️⃣x1️⃣\n",
    ])
  func ranges(_ source: String) {
    let marked = MarkedText(source)
    let document = Document.yaml(marked.file)
    #expect(document.ids == [])
    let root = document.root?.elements.first ?? document.root
    let key = root?.entries.first
    #expect(key?.value.range.offsets == marked.range("1️⃣"))
    #expect(key?.keyRange.text?.utf8.elementsEqual(key?.key.utf8 ?? "".utf8) == true)
  }

  @Test("a key's range is its source, quotes included")
  func keys() {
    let marked = MarkedText("a:\n  1️⃣'b c'1️⃣: 1\n  ? 2️⃣d2️⃣\n  : 1\n  &x 3️⃣e3️⃣: 1\n")
    let entries = Document.yaml(marked.file).root?["a"]?.entries ?? []
    #expect(entries.map(\.key) == ["b c", "d", "e"])
    #expect(entries.map(\.keyRange.offsets) == ["1️⃣", "2️⃣", "3️⃣"].map { marked.range($0) })
  }

  @Test("every document of a stream is read, with places in the file")
  func manyDocuments() {
    let marked = MarkedText("a: 1\n---\nb: 1️⃣2\n---\n---\n2️⃣- x\n...\n")
    let document = Document.yaml(marked.file)
    #expect(document.roots.map { shape($0) } == ["{a: 1}", "{b: 2}", "null", "[\"x\"]"])
    #expect(document.roots[1]["b"]?.range.start == marked.position("1️⃣"))
    #expect(document.roots[3].range.offsets?.lowerBound == marked.offset("2️⃣"))
  }

  @Test("a file without a document has no root", arguments: ["", "\n\n", "# only a comment\n", "\u{FEFF}"])
  func empty(_ source: String) {
    #expect(yaml(source).roots.isEmpty)
    #expect(yaml(source).ids == [])
  }

  @Test("an alias stands for the anchor's value and its place")
  func alias() {
    let marked = MarkedText("a: &x 1️⃣{b: 1}1️⃣\nc: *x\nd: [*x]\n")
    let document = Document.yaml(marked.file)
    #expect(shape(document.root) == "{a: {b: 1}, c: {b: 1}, d: [{b: 1}]}")
    #expect(document.root?["c"]?.range.offsets == marked.range("1️⃣"))
  }

  @Test("a key that is no text is taken as it is written")
  func scalarKeys() {
    #expect(
      yaml("1: a\ntrue: b\n1.10: c\nnull: d\n~: e\n").root?.entries.map(\.key) == ["1", "true", "1.10", "null", "~"])
    #expect(yaml("a: &k x\nb: {*k : 1}").root?["b"]?["x"] != nil)
  }
}
