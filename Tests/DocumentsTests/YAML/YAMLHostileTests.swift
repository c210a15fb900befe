import Diagnostics
import Documents
import Testing

@Suite struct YAMLHostileTests {
  @Test(
    "depth ends reading at once",
    arguments: [
      String(repeating: "[", count: 100_000), String(repeating: "{", count: 100_000),
      String(repeating: "{a: ", count: 50_000),
      String(repeating: "- ", count: 100_000), String(repeating: "? ", count: 100_000),
      String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000),
    ])
  func depth(_ source: String) {
    let document = yaml(source)
    #expect(document.roots.isEmpty)
    #expect(document.diagnostics.hasErrors)
  }

  @Test("the depth that is allowed is read, and one more is not")
  func exactDepth() {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(yaml(nested(64)).ids == [])
    #expect(yaml(nested(65)).ids == ["yaml.limit"])
  }

  @Test("aliases that multiply are refused")
  func aliasBomb() {
    var lines = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let alias = "*a\(level - 1)"
      lines += "a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
    }
    #expect(yaml(lines).ids == ["yaml.limit"])
  }

  @Test("aliases may not make a tree deeper than allowed")
  func aliasDepth() {
    var lines = "a0: &a0 [x]\n"
    for level in 1...100 { lines += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(yaml(lines).ids == ["yaml.limit"])
  }

  @Test(
    "what has a tag and nothing behind it is read past", arguments: ["{!\r#\r{", "{!a #\n{", "? !a\n", "{? &a", "- !"])
  func nothingBehindTag(_ source: String) {
    #expect(yaml(source).diagnostics.hasErrors || yaml(source).roots.count == 1)
  }

  @Test("an alias in itself never ends, and is refused")
  func cycle() {
    #expect(yaml("&a [*a, &b {c: *b, d: *a}]").ids == ["yaml.alias", "yaml.alias", "yaml.alias"])
  }

  @Test("400 anchors nested 900 deep do no harm")
  func nestedAnchors() {
    let line = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
    #expect(yaml((0..<400).map { "a\($0): &a\($0) \(line)\n" }.joined()).ids == ["yaml.limit"])
    let allowed = String(repeating: "&x [", count: 60) + String(repeating: "]", count: 60)
    #expect(yaml((0..<2000).map { "a\($0): \(allowed)\n" }.joined()).ids == [])
  }

  @Test("nodes and bytes are bounded")
  func size() {
    var limits = Limits.standard
    limits.nodes = 100
    #expect(yaml(String(repeating: "- x\n", count: 99), limits).ids == [])
    #expect(yaml(String(repeating: "- x\n", count: 100), limits).ids == ["yaml.limit"])
    limits.bytes = 10
    #expect(yaml("a: 12345678", limits).ids == ["file.too-large"])
  }

  @Test("a flood of directives is refused")
  func directives() {
    #expect(yaml((0..<100_000).map { "%TAG !a\($0)! x\n" }.joined() + "---\na").ids == ["yaml.limit"])
    #expect(yaml("%TAG !y! tag:yaml.org,2002:\n---\na: !y!int 5").root?["a"]?.integer == 5)
  }

  @Test("keys and texts may be long")
  func longScalars() {
    let long = String(repeating: "k", count: 1_000_000)
    #expect(yaml("? \(long)\n: 1").root?[long]?.integer == 1)
    #expect(yaml("\(long): 1").ids == ["yaml.syntax"])
    #expect(yaml("a: \(long)").root?["a"]?.text?.utf8.count == 1_000_000)
    #expect(yaml("a: 1\na: \(long)\n").diagnostics.first?.message.utf8.count ?? 0 < 200)
    #expect(yaml("a: !\(long) b\n").diagnostics.first?.message.utf8.count ?? 0 < 200)
  }

  @Test("a file cut off anywhere is read or refused, never worse")
  func truncated() {
    let source = Array(
      "a: &x {b: [1, 'two', \"th\\u00e9\"]}\nc: |\n  block\n  é\nd: *x\n? e\n: !!int 5\n---\n- f\n".utf8)
    for end in 0..<source.count {
      let document = Document.yaml(SourceFile(path: "cut", bytes: Array(source[..<end])))
      for diagnostic in document.diagnostics { #expect(!diagnostic.rendered().isEmpty) }
    }
  }
}
