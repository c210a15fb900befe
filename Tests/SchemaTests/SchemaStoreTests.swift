import CEL
import Diagnostics
import Documents
import Schema
import Testing

@Suite("The store of schemas")
struct SchemaStoreTests {
  private let kind = """
    {"type": "object", "additionalProperties": false, "properties": {
      "tests": {"type": "integer"},
      "suites": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {
        "name": {"type": "string"}}}}}}
    """

  private func store() -> SchemaStore {
    SchemaStore(sources: [
      ("manifest", SourceFile(path: "manifest.json", text: projectSchema)),
      ("evidence/test_reports", SourceFile(path: "test_reports.json", text: kind)),
      ("evidence/broken", SourceFile(path: "broken.json", text: "{\"type\": ")),
      ("evidence/greedy", SourceFile(path: "greedy.json", text: kind.replacing("tests", with: "commit"))),
    ])
  }

  @Test("a schema is read once, so that its types are the same ones each time")
  func once() throws {
    let store = store()
    #expect(try store.manifest().root === store.manifest().root)
    #expect(store.kinds == ["broken", "greedy", "test_reports"])
  }

  @Test("an item has the facts of its kind and the fields that every item has")
  func items() throws {
    let schema = try store().itemSchema(kind: "test_reports")
    guard case .object(let type) = schema.root.celType else {
      Issue.record("no object")
      return
    }
    #expect(type.name == "test_reports")
    #expect(type.fields.map(\.name) == EvidenceFields.names + ["tests", "suites"])
    #expect(schema.type(at: ["produced_at"])?.celType == .timestamp)
    #expect(schema.type(at: ["suites", "[]"])?.name == "test_reports.suites[]")

    var identity = EvidenceIdentity(path: "junit.xml", digest: "sha256:00", format: "junit")
    let file = SourceFile(path: "junit.xml", text: "2026-11-21")
    identity.producedAt = Node(.text("2026-11-21"), at: file.range(0..<10))
    let item = identity.item(facts: try json("{\"tests\": 3}"), at: file.whole)
    #expect(schema.validate(item).isEmpty)
    guard case .object(let object) = schema.root.value(of: item),
      case .present(.timestamp(let time), let origin) = object.field(at: 5),
      case .absent = object.field(at: 6), case .present(.int(3), _) = object.field(at: 9)
    else {
      Issue.record("not these values")
      return
    }
    #expect(time.seconds == 1_795_219_200)
    #expect(origin?.offsets == 0..<10)
  }

  @Test("a broken schema, an unknown one and one that takes a field of every item are told")
  func failures() throws {
    let store = store()
    #expect(throws: DiagnosticsError.self) { try store.itemSchema(kind: "broken") }
    let unknown = #expect(throws: DiagnosticsError.self) { try store.itemSchema(kind: "test_report") }
    #expect(unknown?.diagnostics.first?.fix == "did you mean 'evidence/test_reports'?")
    let greedy = #expect(throws: DiagnosticsError.self) { try store.itemSchema(kind: "greedy") }
    #expect(greedy?.diagnostics.map(\.id) == ["schema.reserved-field"])
  }
}
