import Diagnostics
import Documents
import TestSupport
import Testing

@Suite struct JSONTests {
  @Test(
    "JSON is read",
    arguments: [
      ("null", "null"), (" true ", "true"), ("[]", "[]"), ("{}", "{}"), ("\u{FEFF}1", "1"), ("0", "0"), ("-0", "0"),
      ("[1, -1, 1.5, 1e3, 1E-2, 0.0]", "[1, -1, 1.5, 1000.0, 0.01, 0.0]"), ("-0.0", "-0.0"),
      ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "unrepresentable"),
      ("-9223372036854775808", "-9223372036854775808"), ("1e400", "unrepresentable"), ("1e-400", "0.0"),
      ("0.1", "0.1"), ("123456789.123456789", "123456789.12345679"), ("5e-324", "5e-324"),
      ("1.7976931348623157e308", "1.7976931348623157e+308"), ("1.7976931348623159e308", "unrepresentable"),
      ("\"\"", "\"\""), ("\"a\\n\\t\\\"\\\\\\/\\b\\f\\r\"", "\"a\n\t\"\\/\u{8}\u{C}\r\""), ("\"\\u00e9\"", "\"é\""),
      ("\"\\ud83d\\ude00\"", "\"😀\""), ("\"\\u0000\"", "\"\0\""), ("\"é😀\u{7F}\"", "\"é😀\u{7F}\""),
      ("{\"a\": {\"b\": [1, {}]}, \"\": 2}", "{a: {b: [1, {}]}, : 2}"), ("\r\n[\t1 ,\n2 ]\r\n", "[1, 2]"),
      ("{\"\\u0061\": 1}", "{a: 1}"),
    ])
  func values(_ source: String, _ expected: String) {
    let document = json(source)
    #expect(document.ids == [])
    #expect(shape(document.root) == expected)
  }

  @Test(
    "what is not JSON is refused where it stands",
    arguments: [
      "1️⃣", "  1️⃣", "[1,1️⃣]", "{\"a\":1,1️⃣}", "[1 1️⃣2]", "{1️⃣a: 1}", "{\"a\" 1️⃣1}", "{\"a\": 1️⃣}", "[1, 1️⃣", "{\"a\": 1️⃣",
      "[1️⃣,1]", "1️⃣01", "1️⃣-",
      "1️⃣-a", "1️⃣1.", "1️⃣1e", "1️⃣1e+", "1️⃣.5", "1️⃣+1", "1️⃣tru", "1️⃣nul", "1️⃣True", "1️⃣NaN", "1️⃣Infinity", "1️⃣-Infinity", "[1️⃣'a']",
      "1️⃣\"abc", "\"a1️⃣\nb\"", "\"a1️⃣\tb\"", "\"1️⃣\\x\"", "\"1️⃣\\u12g4\"", "\"1️⃣\\ud800\"", "\"1️⃣\\udc00\"",
      "\"1️⃣\\ud800\\u0041\"", "\"abc1️⃣\\",
      "{} 1️⃣{}", "1 1️⃣2", "[1] 1️⃣// c", "1️⃣// c\n1", "1️⃣# c", "[1️⃣\u{0}]", "1️⃣truefalse", "{\"a\":1 1️⃣\"b\":2}", "1️⃣]", "1️⃣é",
      "[1️⃣\u{A0}1]",
    ])
  func refusals(_ source: String) {
    let marked = MarkedText(source)
    let document = Document.json(marked.file)
    expectDiagnostics(document.diagnostics, in: marked, ["1️⃣": "json.syntax"])
    #expect(document.root == nil)
  }

  @Test("NaN and the infinities are an option")
  func nonFinite() {
    let document = json("[NaN, Infinity, -Infinity, -1]", acceptingNonFinite: true)
    #expect(shape(document.root) == "[nan, inf, -inf, -1]")
    #expect(json("[nan]", acceptingNonFinite: true).ids == ["json.syntax"])
    #expect(json("[-NaN]", acceptingNonFinite: true).ids == ["json.syntax"])
    #expect(json("[Infinit]", acceptingNonFinite: true).ids == ["json.syntax"])
  }

  @Test("a repeated key names both places, and the first value stays")
  func repeatedKey() {
    let marked = MarkedText("{1️⃣\"a\"1️⃣: 1, \"b\": 2, 2️⃣\"\\u0061\"2️⃣: 3}")
    let document = Document.json(marked.file)
    expectDiagnostics(document.diagnostics, in: marked, ["2️⃣": "json.repeated-key"], others: ["1️⃣"])
    #expect(document.diagnostics.first?.notes.first?.place?.offsets == marked.range("1️⃣"))
    #expect(shape(document.root) == "{a: 1, b: 2}")
  }

  @Test("every value and key knows its range")
  func ranges() {
    let marked = MarkedText("{ 1️⃣\"k\"1️⃣ : 2️⃣[ 3️⃣1.503️⃣ ,4️⃣\"é\"4️⃣ ]2️⃣ , \"l\": 5️⃣{\"m\":6️⃣null6️⃣}5️⃣ }")
    let root = Document.json(marked.file).root
    #expect(root?.entry("k")?.keyRange.offsets == marked.range("1️⃣"))
    #expect(root?["k"]?.range.offsets == marked.range("2️⃣"))
    #expect(root?["k"]?.elements[0].range.offsets == marked.range("3️⃣"))
    #expect(root?["k"]?.elements[0].scalarText == "1.50")
    #expect(root?["k"]?.elements[1].range.offsets == marked.range("4️⃣"))
    #expect(root?["l"]?.range.offsets == marked.range("5️⃣"))
    #expect(root?["l"]?["m"]?.range.offsets == marked.range("6️⃣"))
  }

  @Test(
    "hostile JSON is refused at once",
    arguments: [
      (String(repeating: "[", count: 100_000), "json.limit"),
      (String(repeating: "{\"a\":", count: 100_000), "json.limit"),
      ("{\"a\u{0}", "json.syntax"),
      (String(repeating: "9", count: 1_000_000) + "x", "json.syntax"),
    ])
  func hostile(_ source: String, _ id: String) {
    #expect(json(source).ids == [id])
  }

  @Test("keys and values are counted")
  func nodes() {
    var limits = Limits.standard
    limits.nodes = 5
    #expect(json("[1, {\"a\": 2}]", limits).ids == [])
    #expect(json("[1, {\"a\": 2}, 3]", limits).ids == ["json.limit"])
    limits.bytes = 5
    #expect(json("[1234]", limits).ids == ["file.too-large"])
  }

  @Test("long numbers and keys are read")
  func long() {
    let long = String(repeating: "9", count: 1_000_000)
    #expect(shape(json(long).root) == "unrepresentable")
    #expect(shape(json("0.\(long)").root) == "1.0")
    #expect(json("{\"\(long)\": 1}").root?[long]?.integer == 1)
  }

  @Test("other encodings and damaged UTF-8 are refused")
  func encodings() {
    #expect(Document.json(SourceFile(path: "x", bytes: [0xFF, 0xFE, 0x31, 0])).ids == ["json.encoding"])
    #expect(Document.json(SourceFile(path: "x", bytes: [0x22, 0xC3, 0x22])).ids == ["json.encoding"])
  }

  @Test("a file cut off anywhere is refused")
  func truncated() {
    let source = Array("{\"a\": [1.5e3, \"\\ud83d\\ude00é\", true], \"b\": {\"c\": null}}".utf8)
    for end in 0..<source.count {
      #expect(Document.json(SourceFile(path: "cut", bytes: Array(source[..<end]))).diagnostics.hasErrors)
    }
  }
}

@Suite struct JSONCursorTests {
  private func steps(_ source: String) throws -> String {
    var cursor = try JSONCursor(SourceFile(path: "test.json", text: source))
    var steps: [String] = []
    while let event = try cursor.next() {
      switch event {
      case .mapStart: steps.append("{")
      case .mapEnd: steps.append("}")
      case .listStart: steps.append("[")
      case .listEnd: steps.append("]")
      case .key(let key): steps.append("\(key):")
      case .scalar(let content): steps.append(shape(Node(content, at: cursor.range)))
      }
    }
    return steps.joined(separator: " ")
  }

  @Test("a cursor goes through a file step by step")
  func walk() throws {
    #expect(try steps("{\"a\": [1, {}, []], \"b\": null}") == "{ a: [ 1 { } [ ] ] b: null }")
    #expect(try steps("5") == "5")
  }

  @Test(
    "a cursor is as strict as the tree",
    arguments: ["", "[1,]", "{\"a\":1,}", "[1 2]", "{\"a\"}", "{1:2}", "[}", "{]", "1 2", "[", "{\"a\":"])
  func strict(_ source: String) {
    #expect(throws: Diagnostic.self) { try steps(source) }
  }

  @Test("a cursor reads or skips a value as a whole")
  func nodes() throws {
    var cursor = try JSONCursor(SourceFile(path: "x", text: "{\"a\": {\"b\": [1]}, \"c\": [2, {\"d\": 3}], \"e\": 4}"))
    var found: [String] = []
    while let event = try cursor.next() {
      guard case .key(let key) = event else { continue }
      if key == "c" { found.append(shape(try cursor.readNode())) } else { try cursor.skipValue() }
    }
    #expect(found == ["[2, {d: 3}]"])
  }

  @Test("a cursor's list can be read element by element")
  func elements() throws {
    var cursor = try JSONCursor(SourceFile(path: "x", text: "[1, [2], {\"a\": 3}]"))
    _ = try cursor.next()
    var found: [String] = []
    while let node = try cursor.readNode() { found.append(shape(node)) }
    #expect(found == ["1", "[2]", "{a: 3}"])
    #expect(try cursor.next().map { if case .listEnd = $0 { true } else { false } } == true)
    #expect(try cursor.next() == nil)
  }
}
