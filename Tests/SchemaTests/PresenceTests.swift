import Diagnostics
import Documents
import Schema
import Testing

@Suite("What counts as absent")
struct PresenceTests {
  let presence = Presence(placeholders: Placeholders(["tbd", "N/A", "ÄNDERN"]))

  /// What is left, without blanks, and what was taken out.
  private func stated(_ text: String, template: String? = nil) throws -> (left: String, absent: [String]) {
    var presence = presence
    if let template {
      presence.template = try Presence.Template(node: yaml(template), statedByTemplate: ["project.gate"])
    }
    let stated = try presence.stated(in: yaml(text), under: project().root) { path in
      path.hasPrefix("missing") ? "there is no such document" : nil
    }
    return (stated.node.shown, stated.absences.map { "\($0.path): \($0.reason)" })
  }

  @Test(
    "a value that says nothing is taken out, and told why",
    arguments: [
      ("project: {name: ~}", "{}", ["project.name: nothing is stated", "project: nothing in it is stated"]),
      ("gonogo: 1\nproject: {}", "{gonogo: 1}", ["project: it is an empty map"]),
      ("data: {personal: false, tags: []}", "{data: {personal: false}}", ["data.tags: it is an empty list"]),
      (
        "project: {name: ' \t\u{A0}\u{200B}'}", "{}", ["project.name: it is blank", "project: nothing in it is stated"]
      ),
      (
        "project: {name: ' TbD ', id: x}", "{project: {id: x}}",
        ["project.name: ' TbD ' is a placeholder"]
      ),
      ("project: {name: ändern, id: x}", "{project: {id: x}}", ["project.name: 'ändern' is a placeholder"]),
      ("project: {name: tbd by Friday}", "{project: {name: tbd by Friday}}", []),
      ("release: TBD\ngonogo: 1", "{gonogo: 1}", ["release: 'TBD' is a placeholder"]),
      ("data: {tags: [a, n/a, b]}", "{data: {tags: [a, b]}}", ["data.tags[1]: 'n/a' is a placeholder"]),
      (
        "release: {plan: missing.md, rollback: {kind: x}}", "{release: {rollback: {kind: x}}}",
        ["release.plan: there is no such document"]
      ),
      ("release: {plan: docs/plan.md}", "{release: {plan: docs/plan.md}}", []),
      (
        "extensions: {acme: {a: TBD, b: [~], c: 1}}", "{extensions: {acme: {c: 1}}}",
        [
          "extensions['acme']['a']: 'TBD' is a placeholder", "extensions['acme']['b'][0]: nothing is stated",
          "extensions['acme']['b']: nothing in it is stated",
        ]
      ),
      ("~", "{}", []),
    ])
  func absent(text: String, left: String, absent: [String]) throws {
    let result = try stated(text)
    #expect(result.left == left)
    #expect(result.absent == absent)
  }

  @Test("an empty list is an answer only where the schema says so, and only where it was written empty")
  func emptyLists() throws {
    #expect(try stated("data: {risks: []}").left == "{data: {risks: []}}")
    #expect(try stated("data: {risks: [TBD]}").left == "{}")
    #expect(try stated("data: {risks: ~}").left == "{}")
  }

  @Test(
    "a number that cannot be used is absent, with a warning",
    arguments: [
      ("max_minutes: .nan", "'.nan' is no finite number"), ("max_minutes: .inf", "'.inf' is no finite number"),
      ("max_minutes: -1", "'-1' is not at least 0"), ("max_minutes: soon", "'soon' is not a number"),
      ("steps: 99999999999999999999", "'99999999999999999999' is too large a number"),
      ("steps: 100", "'100' is not less than 100"), ("steps: 0", "'0' is not more than 0"),
      ("max_minutes: 1e999", "'1e999' is too large a number"),
    ])
  func numbers(field: String, problem: String) throws {
    let stated = try presence.stated(in: yaml("release: {rollback: {\(field)}}"), under: project().root)
    #expect(stated.node.entries.isEmpty)
    #expect(stated.diagnostics.map(\.severity) == [.warning])
    let name = try #require(field.split(separator: ":").first)
    #expect(told(stated.diagnostics).first?.hasPrefix("1:") == true)
    #expect(
      stated.diagnostics.first?.message == "'release.rollback.\(name)' counts as absent: \(problem)")
  }

  @Test("what looks like a number is text where text is asked for")
  func textualNumbers() throws {
    #expect(try stated("project: {version: .nan, name: 1e999}").left == "{project: {version: .nan, name: 1e999}}")
  }

  @Test("a field that the schema does not know stays, so that it is complained of")
  func unknownFields() throws {
    let stated = try presence.stated(in: yaml("gonogo: 1\nrelease: {rolback: ~}"), under: project().root)
    #expect(stated.absences.isEmpty)
    #expect(
      try told(project().validate(stated.node)) == [
        "2:11 'rolback' is not a field of 'release' | did you mean 'rollback'?"
      ])
  }

  @Test("a wrong type is left for validation, unless it says nothing")
  func wrongTypes() throws {
    #expect(try stated("project: [x]").left == "{project: [x]}")
    #expect(try stated("project: []").left == "{}")
    #expect(try stated("data: {tags: {a: 1}}").left == "{data: {tags: {a: 1}}}")
  }

  @Test("a required field that is a placeholder is absent, and not a schema error too")
  func requiredPlaceholder() throws {
    let stated = try presence.stated(in: yaml("gonogo: 1\nproject: {name: TBD, id: x}"), under: project().root)
    #expect(try project().validate(stated.node, absences: stated.absences) == [])
    #expect(try project().validate(stated.node).map(\.id) == ["schema.missing-field"])
  }

  @Test("what the template says is no answer, but for the format's version and what it states for the team")
  func template() throws {
    let template = """
      gonogo: 1
      project: {name: Your project, gate: poc, started_on: 2026-01-01}
      data: {tags: [first tag, second tag], sources: [{name: customers, access: granted}], personal: false}
      """
    let text = """
      gonogo: 1
      project: {name: ' your project', gate: poc, started_on: 2026-01-02}
      data: {tags: [mine, first tag], sources: [{name: customers, access: blocked}, {name: customers}], personal: false}
      """
    let result = try stated(text, template: template)
    #expect(
      result.left
        == "{gonogo: 1, project: {gate: poc, started_on: 2026-01-02}, data: {tags: [mine], sources: [{access: blocked}, {name: customers}]}}"
    )
    #expect(
      result.absent == [
        "project.name: ' your project' is what the template says",
        "data.tags[1]: 'first tag' is what the template says",
        "data.sources[0].name: 'customers' is what the template says",
        "data.personal: 'false' is what the template says",
      ])
  }

  @Test("an absence names the path in the file, and the path under which rules miss it")
  func factPaths() throws {
    let text = "data: {sources: [TBD, {name: TBD}, {name: a, access: TBD}]}"
    let stated = try presence.stated(in: yaml(text), under: project().root)
    #expect(stated.node.shown == "{data: {sources: [{name: a}]}}")
    #expect(
      stated.absences.map(\.path) == [
        "data.sources[0]", "data.sources[1].name", "data.sources[1]", "data.sources[2].access",
      ])
    #expect(stated.absences.map(\.factPath) == [nil, nil, nil, "data.sources[0].access"])
  }

  @Test("what is left keeps its order and its places")
  func places() throws {
    let stated = try presence.stated(
      in: yaml("release: {rollback: {kind: a}}\ndata: ~\ngonogo: 1"), under: project().root)
    #expect(stated.node.entries.map(\.key) == ["release", "gonogo"])
    #expect(stated.node["release"]?["rollback"]?.entry("kind")?.keyRange.start == SourcePosition(line: 1, column: 22))
    #expect(stated.absences.map(\.place.start?.line) == [2])
  }

  @Test("twenty thousand placeholders are taken out in the blink of an eye")
  func large() throws {
    let range = SourceFile(path: "gonogo.yaml", text: "").range(0..<0)
    let tags = Node(.list([Node](repeating: Node(.text("TBD"), at: range), count: 20_000)), at: range)
    let data = Node(.map([Node.Entry(key: "tags", keyRange: range, value: tags)]), at: range)
    let node = Node(.map([Node.Entry(key: "data", keyRange: range, value: data)]), at: range)
    let stated = try presence.stated(in: node, under: project().root)
    #expect(stated.absences.count == 20_002)
    #expect(stated.node.entries.isEmpty)
  }
}

extension Node {
  /// The tree on one line.
  fileprivate var shown: String {
    switch content {
    case .map(let entries): "{" + entries.map { "\($0.key): \($0.value.shown)" }.joined(separator: ", ") + "}"
    case .list(let elements): "[" + elements.map(\.shown).joined(separator: ", ") + "]"
    default: scalarText ?? "null"
    }
  }
}
