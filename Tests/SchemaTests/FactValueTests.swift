import CEL
import Diagnostics
import Documents
import Schema
import Testing

@Suite("Values that rules see")
struct FactValueTests {
  /// A field some steps below the root.
  private func field(_ path: [String], in text: String) throws -> ObjectValue.Field {
    let node = try yaml(text)
    guard case .object(var object) = try project().root.value(of: node) else { return .absent(place: nil) }
    for name in path.dropLast() {
      guard let index = object.type.index(of: name), case .present(.object(let next), _) = object.field(at: index)
      else { return .absent(place: nil) }
      object = next
    }
    return object.field(at: try #require(path.last.flatMap { object.type.index(of: $0) }))
  }

  private func shown(_ field: ObjectValue.Field) -> String {
    switch field {
    case .present(let value, let origin): "\(value.shown) at \(origin?.start.map { "\($0.line):\($0.column)" } ?? "-")"
    case .absent(let place): "absent at \(place?.start.map { "\($0.line):\($0.column)" } ?? "-")"
    }
  }

  @Test(
    "a field has its type's value and its place",
    arguments: [
      (["release", "rollback", "max_minutes"], "release: {rollback: {max_minutes: 5}}", "double 5.0 at 1:35"),
      (["release", "rollback", "steps"], "release: {rollback: {steps: 5.0}}", "int 5 at 1:29"),
      (["project", "version"], "project: {version: 1.10}", "string 1.10 at 1:20"),
      (["project", "version"], "project: {version: true}", "string true at 1:20"),
      (["project", "gate"], "project: {gate: poc}", "string poc at 1:17"),
      (["project", "started_on"], "project: {started_on: 1970-01-02}", "timestamp 86400 at 1:23"),
      (["data", "read_at"], "data: {read_at: '1970-01-01T01:00:00+01:00'}", "timestamp 0 at 1:17"),
      (["data", "retention"], "data: {retention: P1DT1S}", "duration 86401000000000 at 1:19"),
      (["data", "retention"], "data: {retention: P1Y1M}", "duration 34128000000000000 at 1:19"),
      (["data", "personal"], "data: {personal: false}", "bool false at 1:18"),
      (["data", "tags"], "data: {tags: [a, b]}", "data.tags[string a, string b] at 1:14"),
      (["data", "shares"], "data: {shares: {a: 1}}", "data.shares{string a: double 1.0} at 1:16"),
      (
        ["extensions"], "extensions: {a: {b: [1, 2.5, x, true]}}",
        "extensions{string a: extensions['a']{string b: extensions['a']['b'][int 1, double 2.5, string x, bool true]}} at 1:13"
      ),
    ])
  func present(path: [String], text: String, value: String) throws {
    #expect(try shown(field(path, in: text)) == value)
  }

  @Test(
    "a field that is not there is absent, at the key that it belongs under",
    arguments: [
      (["release", "rollback", "kind"], "gonogo: 1\nrelease:\n  rollback:\n    steps: 1", "absent at 3:3"),
      (["release", "rollback"], "gonogo: 1\nrelease: {plan: x}", "absent at 2:1"),
      (["release"], "gonogo: 1\nproject: {}", "absent at 1:1"),
    ])
  func absent(path: [String], text: String, place: String) throws {
    #expect(try shown(field(path, in: text)) == place)
  }

  @Test(
    "what validation complains of is absent",
    arguments: [
      (["release", "rollback", "max_minutes"], "release: {rollback: {max_minutes: '5'}}"),
      (["release", "rollback", "max_minutes"], "release: {rollback: {max_minutes: -5}}"),
      (["release", "rollback", "steps"], "release: {rollback: {steps: 5.5}}"),
      (["project", "gate"], "project: {gate: prod}"), (["project", "started_on"], "project: {started_on: 2026-02-31}"),
      (["project", "name"], "project: {name: 12345678901}"), (["project", "id"], "project: {id: A}"),
      (["data", "tags"], "data: {tags: [a, [b]]}"), (["data", "tags"], "data: {tags: [a, a]}"),
      (["data", "sources"], "data: {sources: [{}, {}, {}, {}]}"), (["data", "shares"], "data: {shares: {a: 1, b: 2}}"),
      (["data"], "data: [a]"), (["extensions"], "extensions: {a: .nan}"), (["project"], "project: x"),
    ])
  func wrong(path: [String], text: String) throws {
    guard case .absent = try field(path, in: text) else {
      Issue.record("it has a value: \(try shown(field(path, in: text)))")
      return
    }
    #expect(try project().validate(yaml("gonogo: 1\n" + text)).isEmpty == (path == ["extensions"]))
  }

  @Test("the elements of a list know their places and their paths")
  func lists() throws {
    let text = "data:\n  sources:\n    - {name: a}\n    - name: b"
    guard case .present(.list(let list), _) = try field(["data", "sources"], in: text),
      case .object(let second) = list.elements[1]
    else {
      Issue.record("no list of objects")
      return
    }
    #expect(list.origins?.map { $0.start?.line } == [3, 4])
    #expect(second.path?.description == "data.sources[1]")
    #expect(shown(second.field(at: 0)) == "string b at 4:13")
    #expect(shown(second.field(at: 1)) == "absent at 4:7")
  }

  @Test("an absent field points at the placeholder that was taken out")
  func absencePlaces() throws {
    let presence = Presence(placeholders: Placeholders(["tbd"]))
    let stated = try presence.stated(in: yaml("project:\n  id: x\n  name: TBD"), under: project().root)
    let value = try project().root.value(of: stated.node, absences: AbsencePlaces(stated.absences))
    guard case .object(let root) = value, case .present(.object(let project), _) = root.field(at: 1) else {
      Issue.record("no project")
      return
    }
    #expect(shown(project.field(at: 0)) == "absent at 3:9")
    #expect(shown(project.field(at: 1)) == "absent at 1:1")
  }

  @Test("everything of a format is found, with path and place")
  func search() throws {
    let found = try project().root.texts(of: .documentPath, in: yaml("gonogo: 1\nrelease: {plan: docs/plan.md}"))
    #expect(found.map(\.path) == ["release.plan"])
    #expect(found.map(\.text) == ["docs/plan.md"])
    #expect(found.map(\.place.start) == [SourcePosition(line: 2, column: 17)])
    #expect(try project().root.texts(of: .date, in: yaml("project: {started_on: 2026-01-01}")).count == 1)
  }
}

extension Value {
  fileprivate var shown: String {
    switch self {
    case .null: "null"
    case .bool(let bool): "bool \(bool)"
    case .int(let int): "int \(int)"
    case .double(let double): "double \(double)"
    case .string(let string): "string \(string)"
    case .timestamp(let timestamp): "timestamp \(timestamp.seconds)"
    case .duration(let duration): "duration \(duration.nanoseconds)"
    case .list(let list): "\(list.path?.description ?? "")[\(list.elements.map(\.shown).joined(separator: ", "))]"
    case .map(let map):
      "\(map.path?.description ?? ""){"
        + zip(map.keys, map.values).map { "\($0.shown): \($1.shown)" }.joined(separator: ", ") + "}"
    case .object(let object): "object \(object.type.name)"
    default: "something else"
    }
  }
}
