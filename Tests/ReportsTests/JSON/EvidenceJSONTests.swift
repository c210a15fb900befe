import Diagnostics
import Documents
import Evidence
import Testing

@testable import Reports

@Suite("The evidence of a project as JSON")
struct EvidenceJSONTests {
  private func schema() throws -> ReportSchema {
    let text = try SampleTheme.text("../schemas/evidence.json")
    return ReportSchema(root: try #require(Document.json(SourceFile(path: "evidence.json", text: text)).root))
  }

  private func evidence() -> EvidenceCollection {
    let file = SourceFile(path: "a/junit.xml", text: "<x>\n<y>")
    let facts: [(String, Node.Content)] = [
      ("tests", .integer(3)), ("rate", .number(0.5)), ("complete", .bool(true)), ("name", .text("<\u{9B}>")),
      ("failed", .list([Node(.text("a"), at: file.whole)])), ("metrics", .map([])), ("nothing", .null),
    ]
    let entries = facts.map { Node.Entry(key: $0.0, keyRange: file.whole, value: Node($0.1, at: file.whole)) }
    var item = EvidenceItem(
      kind: "test_reports", format: "junit", range: file.range(0..<3), facts: Node(.map(entries), at: file.whole))
    item.tool = .init(name: "pytest")
    item.diagnostics = [
      Diagnostic(.warning, id: "x.y", "odd", at: file.range(4..<5), notes: [.init("more")], fix: "do")
    ]
    let broken = EvidenceCollection.Unreadable(
      kind: "coverage_reports", file: file, diagnostics: [Diagnostic(.error, id: "x.z", "bad")])
    return EvidenceCollection(
      items: [item], unreadable: [broken],
      declarations: [.init(kind: "test_reports", pattern: "a/*", place: file.range(0..<1), matches: ["a/junit.xml"])],
      passedOver: [.init(path: "p", reason: "a pipe")], diagnostics: [Diagnostic(.error, id: "x.w", "much")])
  }

  @Test("fits the published schema, and keeps every fact")
  func fits() throws {
    let document = Document.json(SourceFile(path: "out.json", bytes: EvidenceJSON().report(evidence())))
    #expect(document.diagnostics == [])
    let root = try #require(document.root)
    #expect(try schema().problems(root) == [])
    let item = try #require(root["items"]?.elements.first)
    #expect(item["facts"]?.entries.map(\.key) == ["tests", "rate", "complete", "name", "failed", "metrics", "nothing"])
    #expect(item["facts"]?["name"]?.text == "<\u{9B}>")
    #expect(item["place"]?["end_column"]?.integer == 4)
    #expect(item["diagnostics"]?.elements.first?["notes"]?.elements.count == 1)
    #expect(root["unreadable"]?.elements.first?["diagnostics"]?.elements.count == 1)
  }

  @Test("the schema refuses what lacks something or has more")
  func refuses() throws {
    let text = String(decoding: EvidenceJSON().report(evidence()), as: UTF8.self)
    for (from, to) in [
      ("\"gonogo_evidence\": 1", "\"gonogo_evidence\": 2"), ("\"digest\"", "\"digset\""), ("\"pattern\"", "\"glob\""),
    ] {
      let changed = SourceFile(path: "x", text: text.replacing(from, with: to))
      #expect(try !schema().problems(try #require(Document.json(changed).root)).isEmpty, "\(to)")
    }
  }

  @Test("says the same in the same bytes, whatever there is")
  func deterministic() throws {
    #expect(EvidenceJSON().report(evidence()) == EvidenceJSON().report(evidence()))
    let empty = Document.json(SourceFile(path: "x", bytes: EvidenceJSON().report(EvidenceCollection())))
    #expect(try schema().problems(try #require(empty.root)) == [])
  }
}
