import Diagnostics
import Documents
import Schema
import Testing

@Suite("Validation")
struct ValidationTests {
  @Test(
    "a mistake is told at its place, with what would be right",
    arguments: [
      ("gonogo: 1\nrelease: {rolback: {}}", "2:11 'rolback' is not a field of 'release' | did you mean 'rollback'?"),
      ("gonogo: 1\nbudgt: {amount: 1}", "2:1 'budgt' is not a field of the document | did you mean 'budget'?"),
      (
        "gonogo: 1\ndata: {sources: [{name: a, acess: granted}]}",
        "2:28 'acess' is not a field of 'data.sources[0]' | did you mean 'access'?"
      ),
      ("gonogo: 2", "1:9 'gonogo' must be 1, not '2'"),
      ("project: {name: x}", "1:1 the document has no 'gonogo', which must be there | gonogo: 1"),
      ("gonogo: 1\nproject: {id: x}", "2:10 'project' has no 'name', which must be there | name: Churn"),
      (
        "gonogo: 1\nrelease: {rollback: {max_minutes: fast}}",
        "2:35 'release.rollback.max_minutes' must be a number: 'fast' is text | such as 15"
      ),
      (
        "gonogo: 1\nrelease: {rollback: {steps: 2.5}}",
        "2:29 'release.rollback.steps' must be a whole number: '2.5' is a number | such as 5"
      ),
      (
        "gonogo: 1\nrelease: {rollback: {max_minutes: -1}}",
        "2:35 'release.rollback.max_minutes' must be at least 0, not '-1'"
      ),
      ("gonogo: 1\nrelease: {rollback: {steps: 0}}", "2:29 'release.rollback.steps' must be more than 0, not '0'"),
      (
        "gonogo: 1\nrelease: {rollback: {steps: 100}}",
        "2:29 'release.rollback.steps' must be less than 100, not '100'"
      ),
      ("gonogo: 1\ndata: {shares: {a: 1.5}}", "2:20 'data.shares['a']' must be at most 1, not '1.5'"),
      (
        "gonogo: 1\nproject: {name: x, gate: Production-}",
        "2:26 'Production-' is not a value of 'project.gate' | did you mean 'production'?"
      ),
      ("gonogo: 1\nproject: {name: Churn Early}", "2:17 'project.name' may have at most 10 characters, it has 11"),
      ("gonogo: 1\nproject: {name: x, id: A1}", "2:24 'A1' is not how 'project.id' is written | such as churn"),
      (
        "gonogo: 1\nproject: {name: x, started_on: 2026-02-31}",
        "2:32 'project.started_on' must be a date, which '2026-02-31' is not | such as 2026-11-21"
      ),
      (
        "gonogo: 1\ndata: {personal: yes}",
        "2:18 'data.personal' must be true or false: 'yes' is text | write true, without quotes"
      ),
      ("gonogo: 1\ndata: {tags: a}", "2:14 'data.tags' must be a list: 'a' is text | write it as a list: [a]"),
      ("gonogo: 1\ndata: [a]", "2:7 'data' must be a map, not a list | such as {personal: …}"),
      (
        "gonogo: 1\ndata: {sources: [{name: a}, {name: b}, {name: c}, {name: d}]}",
        "2:17 'data.sources' has 4 elements, it may have at most 3"
      ),
      ("gonogo: 1\ndata: {tags: [a, b, a]}", "2:21 'a' stands in 'data.tags' more than once"),
      ("gonogo: 1\nproject: {name: x, old_name: y}", "2:20 'project.old_name' is deprecated"),
    ])
  func mistakes(text: String, complaint: String) throws {
    #expect(try told(project().validate(yaml(text))) == [complaint])
  }

  @Test(
    "what is right is not complained of",
    arguments: [
      "gonogo: 1", "gonogo: 1.0", "gonogo: 1\nproject: {name: x, version: 1.10}",
      "gonogo: 1\nproject: {name: äöüäöüäöüä}", "gonogo: 1\nrelease: {rollback: {steps: 5.0, max_minutes: 5}}",
      "gonogo: 1\nextensions: {acme: [1, {a: 2026-02-31}]}", "gonogo: 1\ndata: {tags: [], shares: {}}",
      "gonogo: 1\ndata: {tags: [1, 1.0]}", "gonogo: 1\ndata: {read_at: 2026-11-21T09:30:00+01:00, retention: P2Y6M}",
    ])
  func right(text: String) throws {
    #expect(try told(project().validate(yaml(text))) == [])
  }

  @Test("all mistakes are told at once, a deprecated field as a warning")
  func allAtOnce() throws {
    let text = """
      gonogo: 3
      project: {old_name: x, gate: later}
      relase: {}
      """
    let diagnostics = try project().validate(yaml(text))
    #expect(
      diagnostics.map(\.id) == [
        "schema.wrong-constant", "schema.deprecated", "schema.not-in-enumeration", "schema.missing-field",
        "schema.unknown-field",
      ])
    #expect(diagnostics.filter { $0.severity == .warning }.map(\.id) == ["schema.deprecated"])
  }

  @Test("names that differ only in how their letters are composed are different names")
  func bytes() throws {
    let schema = try SchemaDocument(
      node: json(
        "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\"\u{E9}\": {\"type\": \"string\"}}}")
    )
    #expect(try schema.validate(yaml("\u{E9}: x")).isEmpty)
    #expect(try schema.validate(yaml("e\u{301}: x")).map(\.id) == ["schema.unknown-field"])
  }

  @Test("a file in which everything is wrong is told a thousand mistakes, not a million")
  func hostile() throws {
    let range = SourceFile(path: "gonogo.yaml", text: "").range(0..<0)
    let entries = (0..<20_000).map { Node.Entry(key: "k\($0)", keyRange: range, value: Node(.null, at: range)) }
    let diagnostics = try project().validate(Node(.map(entries), at: range))
    #expect(diagnostics.count == 1001)
    #expect(diagnostics.last?.id == "schema.further-problems")
  }

  @Test(
    "a format is checked from the first byte to the last",
    arguments: [
      (TextFormat.date, "2024-02-29", true), (.date, "2026-02-29", false), (.date, "2026-11-21 ", false),
      (.date, "2026-11-21T00:00:00Z", false), (.date, "2026-1-1", false), (.date, "0000-01-01", false),
      (.dateTime, "2026-11-21T09:30:00Z", true), (.dateTime, "2026-11-21T09:30:00", false),
      (.dateTime, "2026-11-21T24:00:00Z", false), (.dateTime, "2026-02-30T09:30:00Z", false),
      (.duration, "P90D", true), (.duration, "P3Y", true), (.duration, "P1Y2M3DT4H", true), (.duration, "P", false),
      (.duration, "90 days", false), (.duration, "P1D ", false), (.duration, "P1M1Y", false),
      (.duration, "PT", false), (.duration, "P\u{301}1D", false), (.duration, "P999999Y", false),
      (.uri, "https://example.com/a?b=c#d", true), (.uri, "example.com", false), (.uri, "https://a b", false),
      (.uri, "https://x/%zz", false), (.uri, "mailto:a@b.c", true), (.uri, "https:", false),
      (.email, "anna@example.com", true), (.email, "anna", false), (.email, "a@b@c", false), (.email, "a@b..c", false),
      (.email, "Anna <a@b.c>", false), (.documentPath, "docs/plan.md", true), (.documentPath, "a\nb", false),
    ])
  func formats(format: TextFormat, text: String, isRight: Bool) {
    #expect((format.value(of: text) != nil) == isRight)
  }
}
