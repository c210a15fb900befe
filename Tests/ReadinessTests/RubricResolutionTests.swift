import Diagnostics
import Testing

@testable import Readiness

@Suite("Rubrics: reading, extending, tailoring")
struct RubricResolutionTests {
  static let parent = """
    rubric: parent
    title: Parent
    areas: [{id: data, title: Data}]
    thresholds: {mvp: 50, production: 60}
    params: {limit: 30, share: 0.5}
    rules:
      - {id: data.a, title: A, severity: major, gates: {mvp: claimed}, claim: "release.rollback.max_minutes <= params.limit", aliases: [data.old-a]}
      - {id: data.b, title: B, severity: blocker, claim: "data.max_age_days < 10 && params.share > 0.1"}
    """

  func resolved(_ child: String) throws -> Rubric {
    let bench = try Workbench()
    return try bench.rubric(child, others: ["parent": Self.parent]).rubric
  }

  @Test("a rubric inherits, changes parameters, drops, adjusts and adds, and every change is noted")
  func tailoring() throws {
    let rubric = try resolved(
      """
      rubric: child
      extends: parent
      params: {limit: 5}
      drop: [{rule: data.b, reason: not ours}]
      adjust: [{rule: data.old-a, severity: minor, gates: {production: claimed}, reason: bought}]
      rules: [{id: data.c, title: C, severity: advice, claim: project.name == 'x'}]
      """)
    #expect(rubric.rules.map(\.id) == ["data.a", "data.c"])
    #expect(rubric.rules.first?.severity == .minor)
    #expect(rubric.rules.first?.weight == RuleSeverity.minor.weight)
    #expect(rubric.parameters["limit"] == .integer(5))
    #expect(rubric.thresholds == [.mvp: 50, .production: 60])
    #expect(
      rubric.tailoring.map { "\($0.subject): \($0.change) (\($0.effect.rawValue))" } == [
        "params.limit: 30 → 5 (depends)", "data.b: dropped (loosens)",
        "data.a: severity: major → minor; weight: 3 → 2; gates: mvp claimed → production claimed (loosens)",
      ])
  }

  struct Mistake: CustomTestStringConvertible {
    var name: String
    var child: String
    var id: String
    var place: String
    var fix: String?
    var testDescription: String { name }
  }

  @Test(
    "every mistake is a located error, with the nearest name",
    arguments: [
      Mistake(
        name: "unknown parent", child: "rubric: c\nextends: parents", id: "rubric.unknown", place: "test.yaml:2:10",
        fix: "did you mean 'parent'?"),
      Mistake(
        name: "unknown rule to drop", child: "rubric: c\nextends: parent\ndrop: [{rule: data.bb, reason: x}]",
        id: "rubric.unknown-rule", place: "test.yaml:3:15", fix: "did you mean 'data.b'?"),
      Mistake(
        name: "unknown parameter", child: "rubric: c\nextends: parent\nparams: {limti: 3}",
        id: "rubric.unknown-parameter", place: "test.yaml:3:10", fix: "did you mean 'limit'?"),
      Mistake(
        name: "parameter of another type", child: "rubric: c\nextends: parent\nparams: {limit: many}",
        id: "rubric.parameter-type", place: "test.yaml:3:10", fix: nil),
      Mistake(
        name: "a rule named twice",
        child:
          "rubric: c\nextends: parent\ndrop: [{rule: data.b, reason: x}]\nadjust: [{rule: data.b, weight: 3, reason: y}]",
        id: "rubric.named-twice", place: "test.yaml:4:17", fix: nil),
      Mistake(
        name: "an inherited id again",
        child: "rubric: c\nextends: parent\nrules: [{id: data.old-a, title: T, severity: minor, claim: 'true'}]",
        id: "rubric.repeated-id", place: "test.yaml:3:14", fix: nil),
      Mistake(
        name: "another digest", child: "rubric: c\nextends: parent\ndigest: sha256:00", id: "rubric.digest",
        place: "test.yaml:3:9", fix: nil),
      Mistake(
        name: "a misspelt severity",
        child:
          "rubric: c\nareas: [{id: data, title: D}]\nrules: [{id: data.x, title: T, severity: blokker, claim: 'true'}]",
        id: "schema.not-in-enumeration", place: "test.yaml:3:42", fix: "did you mean 'blocker'?"),
      Mistake(
        name: "a misspelt gate",
        child:
          "rubric: c\nareas: [{id: data, title: D}]\nrules: [{id: data.x, title: T, severity: minor, gates: {prodution: claimed}, claim: 'true'}]",
        id: "schema.unknown-field", place: "test.yaml:3:57", fix: "did you mean 'production'?"),
      Mistake(
        name: "a misspelt key", child: "rubric: c\nextents: parent", id: "schema.unknown-field", place: "test.yaml:2:1",
        fix: "did you mean 'extends'?"),
      Mistake(
        name: "verify without evidence",
        child:
          "rubric: c\nareas: [{id: data, title: D}]\nrules: [{id: data.x, title: T, severity: minor, verify: 'true'}]",
        id: "rubric.verify-without-evidence", place: "test.yaml:3:57", fix: "add `evidence: artifacts.…`"),
      Mistake(
        name: "verified of a rule without verify",
        child:
          "rubric: c\nareas: [{id: data, title: D}]\nrules: [{id: data.x, title: T, severity: minor, gates: {mvp: verified}, claim: 'true'}]",
        id: "rubric.cannot-be-verified", place: "test.yaml:3:14", fix: nil),
      Mistake(
        name: "levels that fall",
        child:
          "rubric: c\nareas: [{id: data, title: D}]\nrules: [{id: data.x, title: T, severity: minor, gates: {mvp: verified, production: claimed}, claim: 'true', evidence: artifacts.documents, verify: 'true'}]",
        id: "rubric.level-falls", place: "test.yaml:3:14", fix: nil),
      Mistake(
        name: "a misspelt path in a claim",
        child:
          "rubric: c\nareas: [{id: data, title: D}]\nrules:\n  - id: data.x\n    title: T\n    severity: minor\n    claim: >-\n      project.name == 'x'\n      && release.rolback.kind == 'none'",
        id: "cel.undefined-field", place: "test.yaml:9:18", fix: "did you mean 'rollback'?"),
      Mistake(
        name: "a misspelt enum value",
        child:
          "rubric: c\nareas: [{id: data, title: D}]\nrules: [{id: data.x, title: T, severity: minor, claim: release.strategy == 'canery'}]",
        id: "cel.not-in-enumeration", place: "test.yaml:3:76", fix: "did you mean 'canary'?"),
      Mistake(
        name: "artifacts in a claim",
        child:
          "rubric: c\nareas: [{id: data, title: D}]\nrules: [{id: data.x, title: T, severity: minor, claim: size(artifacts.documents) > 0}]",
        id: "cel.undeclared", place: "test.yaml:3:61", fix: nil),
      Mistake(
        name: "optional access",
        child:
          "rubric: c\nareas: [{id: data, title: D}]\nrules: [{id: data.x, title: T, severity: minor, claim: release.?plan.hasValue()}]",
        id: "rubric.optional", place: "test.yaml:3:64",
        fix: "use the field itself; where it is absent the verdict is 'missing'"),
      Mistake(
        name: "a claim that is no condition",
        child:
          "rubric: c\nareas: [{id: data, title: D}]\nrules: [{id: data.x, title: T, severity: minor, claim: project.name}]",
        id: "rubric.not-a-condition", place: "test.yaml:3:56", fix: nil),
      Mistake(
        name: "evidence that selects no items",
        child:
          "rubric: c\nareas: [{id: data, title: D}]\nrules: [{id: data.x, title: T, severity: minor, evidence: 'artifacts.documents.map(d, d.path)', verify: 'true'}]",
        id: "rubric.selects-no-items", place: "test.yaml:3:59",
        fix: "write `artifacts.KIND` or `artifacts.KIND.filter(…)`"),
    ])
  func mistakes(_ mistake: Mistake) throws {
    let error = #expect(throws: DiagnosticsError.self) { try resolved(mistake.child) }
    let found = try #require(error).diagnostics
    let match = try #require(found.first { $0.id == mistake.id }, "\(found.map { $0.rendered() })")
    #expect(match.severity == .error)
    #expect(match.place?.description == mistake.place)
    if let fix = mistake.fix { #expect(match.fix == fix) }
  }

  @Test("a rubric cannot extend itself")
  func cycle() throws {
    let bench = try Workbench()
    let error = #expect(throws: DiagnosticsError.self) {
      try bench.rubric("rubric: a\nextends: b", others: ["b": "rubric: b\nextends: test"])
    }
    #expect(error?.diagnostics.first?.id == "rubric.cycle")
  }

  @Test("the digest changes with a threshold, a weight or an expression, and not with comments or the order of keys")
  func digest() throws {
    let bench = try Workbench()
    func digest(_ text: String) throws -> Digest { try bench.rubric(text).digest }
    let original = try digest(Self.parent)
    #expect(try digest("# a comment\n" + Self.parent) == original)
    #expect(
      try digest(
        Self.parent.replacing("severity: major, gates: {mvp: claimed}", with: "gates: {mvp: claimed}, severity: major"))
        == original)
    for (old, new) in [
      ("mvp: 50", "mvp: 51"), ("severity: major", "severity: minor"), ("< 10", "< 11"), ("limit: 30", "limit: 31"),
    ] {
      #expect(try digest(Self.parent.replacing(old, with: new)) != original)
    }
    #expect(try resolved("rubric: c\nextends: parent\ndigest: \(original)").rules.count == 2)
  }

  @Test("rules come from the library by id or by area; an unknown one is an error with the nearest name")
  func library() throws {
    let bench = try Workbench()
    let data =
      "rules: [{id: data.a, title: A, severity: minor, claim: 'true'}, {id: data.b, title: B, severity: minor, claim: 'true'}]\n---\nexamples: {}"
    let head = "rubric: c\nareas: [{id: data, title: D}]\n"
    #expect(
      try bench.rubric(head + "use: [data.*]", library: ["data": data]).rubric.rules.map(\.id) == ["data.a", "data.b"])
    #expect(try bench.rubric(head + "use: [data.b]", library: ["data": data]).rubric.rules.map(\.id) == ["data.b"])
    for (use, fix) in [("data.bb", "did you mean 'data.b'?"), ("dota.*", "did you mean 'data'?")] {
      let error = #expect(throws: DiagnosticsError.self) {
        try bench.rubric(head + "use: [\(use)]", library: ["data": data])
      }
      #expect(error?.diagnostics.first?.fix == fix)
    }
  }
}
