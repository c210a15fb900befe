import Diagnostics
import Documents
import TestSupport
import Testing

private func toml(_ text: String, _ limits: Limits = .standard) -> Document {
  .toml(SourceFile(path: "test.toml", text: text), limits: limits)
}

@Suite struct TOMLTests {
  @Test(
    "values are read",
    arguments: [
      ("1", "1"), ("+1_000", "1000"), ("-0", "0"), ("0xDEAD_beef", "3735928559"), ("0o17", "15"), ("0b101", "5"),
      ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "unrepresentable"),
      ("0x8000000000000000", "unrepresentable"), ("1.5", "1.5"), ("-0.0", "-0.0"), ("5e+22", "5e+22"),
      ("1e1_0", "10000000000.0"),
      ("6.626e-34", "6.626e-34"), ("1e400", "unrepresentable"), ("inf", "inf"), ("-inf", "-inf"), ("nan", "nan"),
      ("true", "true"), ("false", "false"), ("\"a\\tb\\u00e9\\U0001F600\\\"\"", "\"a\tbé😀\"\""), ("''", "\"\""),
      ("'C:\\new'", "\"C:\\new\""), ("\"\"\"\na\n b\\\n   c\"\"\"", "\"a\n bc\""), ("'''a'b''c'''", "\"a'b''c\""),
      ("\"\"\"\"a\"\"\"\"\"", "\"\"a\"\"\""), ("1979-05-27", "\"1979-05-27\""), ("07:32:00.5", "\"07:32:00.5\""),
      ("1979-05-27T07:32:00Z", "\"1979-05-27T07:32:00Z\""), ("1979-05-27 07:32:00", "\"1979-05-27 07:32:00\""),
      ("1979-05-27T00:32:00.99-07:00", "\"1979-05-27T00:32:00.99-07:00\""), ("[]", "[]"),
      ("[1, 'a', [2,],\n # why\n]", "[1, \"a\", [2]]"), ("{}", "{}"),
      ("{a = 1, b.c = [2], b.d = 3}", "{a: 1, b: {c: [2], d: 3}}"),
      ("\t1 # c\r", "nothing"), ("1 # é\r\n", "1"),
    ])
  func values(_ source: String, _ expected: String) {
    let document = toml("x = " + source)
    #expect(shape(document.root?["x"]) == expected, "\(document.diagnostics)")
  }

  @Test(
    "keys and tables come to maps",
    arguments: [
      ("", "{}"), ("# only\n\n", "{}"), ("\u{FEFF}a = 1", "{a: 1}"), ("a.b.c = 1\na.b.d = 2", "{a: {b: {c: 1, d: 2}}}"),
      ("'a b' = 1\n\"c\\n\" = 2\n3.4 = 5", "{a b: 1, c\n: 2, 3: {4: 5}}"),
      ("[a]\nx = 1\n[b.c]\ny = 2", "{a: {x: 1}, b: {c: {y: 2}}}"),
      ("[a.b.c]\n[a]\nx = 1", "{a: {b: {c: {}}, x: 1}}"), ("[ a . 'b' ]\r\n", "{a: {b: {}}}"),
      ("[[p]]\nn = 1\n[p.s]\nx = 2\n[[p]]\n[[p]]\nn = 3", "{p: [{n: 1, s: {x: 2}}, {}, {n: 3}]}"),
      ("[[a]]\n[[a.b]]\n[[a.b]]\nc = 1\n[[a]]", "{a: [{b: [{}, {c: 1}]}, {}]}"),
      ("[f]\na.b = 1\n[f.a.c]\nd = 2", "{f: {a: {b: 1, c: {d: 2}}}}"),
      ("e\u{301} = 1\n", "nothing"), ("\"é\" = 1\n\"e\u{301}\" = 2", "{é: 1, e\u{301}: 2}"),
    ])
  func tables(_ source: String, _ expected: String) {
    #expect(shape(toml(source).root) == expected)
  }

  @Test(
    "what is not TOML is refused where it stands",
    arguments: [
      "a1️⃣", "a 1️⃣1", "a =1️⃣", "a = 1️⃣\n", "1️⃣= 1", "[1️⃣]", "[a1️⃣", "[a1️⃣\n]", "[[a1️⃣]", "[a] 1️⃣b = 1", "a = 1 1️⃣b = 2",
      "a = 1️⃣01", "a = 1️⃣1__0", "a = 1️⃣_1", "a = 1️⃣1_", "a = 1️⃣0x", "a = 1️⃣0xG", "a = 1️⃣+0x1", "a = 1️⃣.5", "a = 1️⃣5.", "a = 1️⃣1e",
      "a = 1️⃣yes", "a = 1️⃣Inf", "a = 1️⃣1979-13-01", "a = 1️⃣24:00:00", "a = 1️⃣1979-05-27T", "a = 1️⃣\"b", "a = 1️⃣\"b\nc\"",
      "a = 1️⃣'b",
      "a = \"1️⃣\\x\"", "a = \"1️⃣\\ud800\"", "a = \"1️⃣\\u12\"", "a = 1️⃣\"\"\"b", "a = \"b1️⃣\u{7}\"", "# c1️⃣\u{1}", "a = 1️⃣[1",
      "a = [1 1️⃣2]",
      "a = [1️⃣,1]", "a = {b = 11️⃣\n}", "a = {b = 1, 1️⃣}", "a = {1️⃣", "a = 11️⃣\rb = 2", "a.1️⃣.b = 1", "a = 1️⃣b.c",
    ])
  func refusals(_ source: String) {
    let marked = MarkedText(source)
    let document = Document.toml(marked.file)
    #expect(document.ids == ["toml.syntax"])
    #expect(document.diagnostics.first?.place?.offsets?.lowerBound == marked.offset("1️⃣"))
    #expect(document.root == nil)
  }

  @Test(
    "nothing is defined twice, and the first place is named",
    arguments: [
      "1️⃣a = 1\n2️⃣a = 2", "1️⃣a.b = 1\n2️⃣a = 2", "1️⃣a = 1\n2️⃣a.b = 2", "[1️⃣a]\n[2️⃣a]", "1️⃣a = {}\n[2️⃣a]", "1️⃣a = {}\n[2️⃣a.b]",
      "1️⃣a = []\n[[2️⃣a]]", "[1️⃣a]\n[[2️⃣a]]", "[[1️⃣a]]\n[2️⃣a]", "[f]\n1️⃣a.b = 1\n[f.2️⃣a]", "[a.1️⃣b]\n[a]\n2️⃣b.c = 1",
      "x = {1️⃣a = 1, 2️⃣a = 2}",
      "x.1️⃣y = {}\nx.2️⃣y.z = 1", "[a]\n1️⃣b = 1\n[a.2️⃣b.c]",
    ])
  func repeated(_ source: String) {
    let marked = MarkedText(source)
    let document = Document.toml(marked.file)
    #expect(document.ids == ["toml.repeated-key"])
    #expect(document.diagnostics.first?.place?.offsets?.lowerBound == marked.offset("2️⃣"))
    #expect(document.diagnostics.first?.notes.first?.place?.offsets?.lowerBound == marked.offset("1️⃣"))
  }

  @Test("values and tables know where they stand")
  func places() {
    let marked = MarkedText("[1️⃣a1️⃣]\n2️⃣b2️⃣ = [3️⃣2_03️⃣, {4️⃣c4️⃣ = 5️⃣'d'5️⃣}]\n")
    let a = Document.toml(marked.file).root?.entry("a")
    #expect(a?.keyRange.offsets == marked.range("1️⃣"))
    #expect(a?.value.range.text == "[a]")
    let b = a?.value.entry("b")
    #expect(b?.keyRange.offsets == marked.range("2️⃣"))
    #expect(b?.value.elements.first?.range.offsets == marked.range("3️⃣"))
    #expect(b?.value.elements.first?.scalarText == "2_0")
    #expect(b?.value.elements.last?.entry("c")?.keyRange.offsets == marked.range("4️⃣"))
    #expect(b?.value.elements.last?["c"]?.range.offsets == marked.range("5️⃣"))
  }

  @Test("size, depth and count are bounded")
  func limits() {
    var small = Limits.standard
    small.bytes = 4
    #expect(toml("a = 1", small).ids == ["file.too-large"])
    let deep = "a = " + String(repeating: "[", count: 100_000)
    #expect(toml(deep).ids == ["toml.limit"])
    #expect(toml("a = " + String(repeating: "{a = ", count: 100_000)).ids == ["toml.limit"])
    #expect(toml(String(repeating: "a.", count: 100_000) + "a = 1").ids == ["toml.limit"])
    #expect(toml("[" + String(repeating: "a.", count: 100_000) + "a]").ids == ["toml.limit"])
    var few = Limits.standard
    few.nodes = 10
    #expect(toml("a = [1, 2, 3]", few).ids == [])
    #expect(toml("a = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", few).ids == ["toml.limit"])
  }

  @Test("many tables of one name are read in a time that grows with their number")
  func many() {
    let text = (0..<20_000).map { "[[package]]\nname = \"p\($0)\"\n" }.joined()
    #expect(toml(text).root?["package"]?.elements.count == 20_000)
  }

  @Test("what is not UTF-8 is refused")
  func encoding() {
    let document = Document.toml(SourceFile(path: "t", bytes: [0x61, 0x3D, 0x22, 0xFF, 0x22]))
    #expect(document.ids == ["toml.encoding"])
    #expect(Document.toml(SourceFile(path: "t", bytes: [0xFF, 0xFE, 0x61, 0])).ids == ["toml.encoding"])
  }
}
