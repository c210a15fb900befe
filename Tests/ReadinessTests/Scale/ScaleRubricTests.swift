import Builtins
import Diagnostics
import Testing

@testable import Readiness

@Suite("A rubric's scale")
struct ScaleRubricTests {
  static func complaints(_ scale: String) throws -> [String] {
    let bench = try Workbench()
    do {
      _ = try bench.rubric(ScaleFixture.rubric(scale))
      return []
    } catch let error as DiagnosticsError {
      return error.diagnostics.map(\.id)
    }
  }

  static let sections = "scale: {method: sections, title: T, sections: [{id: a, title: A}], "
  static let levels = "scale: {method: levels, title: T, levels: [{level: 0, title: L}, {level: 1, title: M}], "

  @Test(
    "lint refuses what cannot be told, or is told twice",
    arguments: [
      (sections + "items: [{id: a1, title: t, section: a, rules: [data.word]}]}", nil),
      (sections + "items: [{id: a1, title: t, section: a, note: look}]}", nil),
      (sections + "items: [{id: a1, title: t, section: a}]}", "scale.item-without-rules"),
      (sections + "items: [{id: a1, title: t, section: a, rules: [data.wird]}]}", "rubric.unknown-rule"),
      (sections + "items: [{id: a1, title: t, section: a, rules: [data.word, data.word]}]}", "scale.double"),
      (
        sections + "items: [{id: a1, title: t, section: a, note: n}, {id: a1, title: u, section: a, note: n}]}",
        "scale.double"
      ),
      (sections + "items: [{id: a1, title: t, note: n}, {id: a2, title: t, section: a, note: n}]}", "scale.no-group"),
      (
        sections + "items: [{id: a1, title: t, section: b, note: n}, {id: a2, title: t, section: a, note: n}]}",
        "scale.unknown-group"
      ),
      (
        "scale: {method: sections, title: T, sections: [{id: a, title: A}, {id: b, title: B}], items: [{id: a1, title: t, section: a, note: n}]}",
        "scale.empty-group"
      ),
      (
        "scale: {method: sections, title: T, sections: [{id: a, title: A}, {id: a, title: B}], items: [{id: a1, title: t, section: a, note: n}]}",
        "scale.double"
      ),
      (sections + "items: [{id: a1, title: t, section: a, level: 1, note: n}]}", "scale.other-method"),
      (sections + "levels: [], items: [{id: a1, title: t, section: a, note: n}]}", "scale.other-method"),
      (
        sections + "bands: [{above: 0, sentence: s}], items: [{id: a1, title: t, section: a, note: n}]}",
        "scale.band-out-of-order"
      ),
      (
        sections
          + "bands: [{sentence: s}, {above: 1, sentence: s}, {above: 1, sentence: s}], items: [{id: a1, title: t, section: a, note: n}]}",
        "scale.band-out-of-order"
      ),
      (levels + "items: [{id: a1, title: t, level: 1, note: n}]}", nil),
      (levels + "items: [{id: a1, title: t, note: n}]}", "scale.unknown-level"),
      (levels + "items: [{id: a1, title: t, level: 2, note: n}]}", "scale.unknown-level"),
      (levels + "bands: [], items: [{id: a1, title: t, level: 1, note: n}]}", "scale.other-method"),
      (levels + "items: [{id: a1, title: t, level: 1, dimension: d, note: n}]}", "scale.unknown-group"),
      (
        levels
          + "dimensions: [{id: d, title: D}], items: [{id: a1, title: t, level: 1, note: n}, {id: a2, title: t, level: 1, dimension: d, note: n}]}",
        "scale.no-group"
      ),
      (
        "scale: {method: levels, title: T, levels: [{level: 1, title: L}, {level: 1, title: M}], items: [{id: a1, title: t, level: 1, note: n}]}",
        "scale.level-out-of-order"
      ),
      ("scale: {method: levels, title: T, items: [{id: a1, title: t, note: n}]}", "scale.no-levels"),
      (
        levels
          + "ways_back: [{from: 1, to: 1, items: [a1], because: b}], items: [{id: a1, title: t, level: 1, note: n}]}",
        "scale.way-leads-up"
      ),
      (
        levels
          + "ways_back: [{from: 1, to: 0, items: [a2], because: b}], items: [{id: a1, title: t, level: 1, note: n}]}",
        "scale.unknown-item"
      ),
      (
        levels
          + "ways_back: [{from: 2, to: 0, items: [a1], because: b}], items: [{id: a1, title: t, level: 1, note: n}]}",
        "scale.unknown-level"
      ),
      (
        "scale: {method: levels, title: T, levels: [{level: 0, title: L, stated: project.nme == 'x'}], items: [{id: a1, title: t, level: 0, note: n}]}",
        "cel.undefined-field"
      ),
      (
        "scale: {method: levels, title: T, levels: [{level: 0, title: L, stated: 'size(artifacts.test_reports) > 0'}], items: [{id: a1, title: t, level: 0, note: n}]}",
        "cel.undeclared"
      ),
    ] as [(String, String?)])
  func lint(scale: String, complaint: String?) throws {
    let complaints = try Self.complaints(scale)
    if let complaint { #expect(complaints.contains(complaint), "\(complaints)") } else { #expect(complaints == []) }
  }

  @Test("a former id of a rule names it too, and beside the id it is the same rule twice")
  func aliases() throws {
    let bench = try Workbench()
    func rubric(_ rules: String) -> String {
      """
      rubric: test
      areas: [{id: data, title: Data}]
      thresholds: {production: 0}
      scale: {method: sections, title: T, sections: [{id: a, title: A}], items: [{id: a1, title: t, section: a, rules: [\(rules)]}]}
      rules: [{id: data.new, aliases: [data.old], title: t, severity: minor, claim: project.name == 'x'}]
      """
    }
    let assessment = bench.assess(try bench.rubric(rubric("data.old")), manifest: ScaleFixture.manifest)
    #expect(assessment.rubrics.first?.scale?.items.first?.standing == .met)
    #expect(throws: DiagnosticsError.self) { try bench.rubric(rubric("data.old, data.new")) }
  }

  static let parent = ScaleFixture.rubric(ScaleFixture.sections([("a", [["word"], ["claimed", "word"]])]))
    .replacing("rubric: test", with: "rubric: parent")

  static func child(_ more: String) throws -> RubricAssessment {
    let bench = try Workbench()
    let rubric = try bench.rubric("rubric: test\nextends: parent\n\(more)", others: ["parent": parent])
    return try #require(bench.assess(rubric, manifest: ScaleFixture.manifest).rubrics.first)
  }

  @Test("a rubric that extends another has its scale")
  func inherited() throws {
    let assessed = try Self.child("")
    #expect(assessed.scale?.items.map(\.standing) == [.met, .met])
    #expect(assessed.scale?.score?.strict.hundredths == 100)
  }

  @Test("a rule that is left out makes no item easier to meet")
  func dropped() throws {
    let assessed = try Self.child("drop: [{rule: data.word, reason: r}]")
    #expect(assessed.scale?.items.map(\.standing) == [.unmet, .unmet])
    #expect(assessed.scale?.items.map(\.dropped) == [["data.word"], ["data.word"]])
    #expect(assessed.scale?.score?.strict.hundredths == 0)
    #expect(assessed.scale?.score?.most.hundredths == 0)
  }

  @Test("a scale of its own takes the place of the inherited one, and the tailoring says so")
  func replaced() throws {
    let assessed = try Self.child(
      ScaleFixture.sections([("b", [["missing"]])]).replacing("title: Test score", with: "title: Ours"))
    #expect(assessed.scale?.title == "Ours")
    #expect(assessed.scale?.items.count == 1)
    #expect(assessed.tailoring.map(\.change) == ["Test score → Ours"])
  }

  @Test("a scale changes neither decision nor score, and every part of it is in the digest")
  func decision() throws {
    let bench = try Workbench()
    let without = try bench.rubric(ScaleFixture.rubric(""))
    let scale = ScaleFixture.levels([(1, nil, ["missing"])], stated: [2: "project.name == 'x'"], waysBack: "[]")
    let with = try bench.rubric(ScaleFixture.rubric(scale))
    let (plain, scaled) = (bench.assess(without).rubrics[0], bench.assess(with).rubrics[0])
    #expect(plain.scale == nil)
    #expect(plain.decision == scaled.decision)
    #expect(plain.scores == scaled.scores)
    var digests = [without.digest, with.digest]
    for (old, new) in [
      ("title: Ladder", "title: Stairs"), ("level: 1, rules", "level: 2, rules"), ("Level 3", "Level three"),
      ("title: t0", "title: t9"), ("ways_back: []", ""), ("project.name == 'x'", "project.name == 'z'"),
    ] {
      let changed = scale.replacing(old, with: new)
      #expect(changed != scale)
      digests.append(try bench.rubric(ScaleFixture.rubric(changed)).digest)
    }
    #expect(Set(digests).count == digests.count)
  }

  @Test("a parameter that only a level's statement uses is used")
  func parameter() throws {
    let bench = try Workbench()
    let scale = ScaleFixture.levels([(1, nil, ["word"])], stated: [2: "project.name == params.name"])
    let rubric = try bench.rubric(ScaleFixture.rubric(scale + "\nparams: {name: x, other: y}"))
    #expect(rubric.unusedParameters.map(\.message) == ["no rule uses the parameter 'other'"])
  }
}
