import Testing

@testable import Readiness

@Suite("A scale of sections")
struct SectionScoreTests {
  @Test(
    "an item earns the least credit of its rules that apply",
    arguments: [
      (["verified"], 2, 2, .met),
      (["claimed"], 1, 2, .met),
      (["word"], 1, 1, .met),
      (["missing"], 0, 1, .unmet),
      (["contradicted"], 0, 2, .unmet),
      (["verified", "proved"], 2, 2, .met),
      (["verified", "claimed"], 1, 2, .met),
      (["verified", "word"], 1, 1, .met),
      (["verified", "missing"], 0, 1, .unmet),
      (["verified", "elsewhere"], 2, 2, .met),
      (["elsewhere"], 0, 0, .notApplicable),
      (["verified", "later"], 0, 1, .upcoming),
      (["missing", "later"], 0, 1, .unmet),
      // Stated is half a point also where the gate asks for proof, and the item is not met there.
      (["strict"], 1, 2, .unmet),
      ([], 0, 0, .unseen),
    ] as [([String], Int, Int, ScaleItemAssessment.Standing)])
  func credit(rules: [String], half: Int, most: Int, standing: ScaleItemAssessment.Standing) throws {
    let item = try #require(try ScaleFixture.assess(ScaleFixture.sections([("a", [rules])])).items.first)
    #expect(item.halfPoints == half)
    #expect(item.mostHalfPoints == most)
    #expect(item.standing == standing)
  }

  @Test("a section has the sum of its items, and the scale the least section")
  func least() throws {
    let score = try #require(
      try ScaleFixture.assess(
        ScaleFixture.sections([("a", [["verified"], ["claimed"]]), ("b", [["claimed"], ["missing"], ["verified"]])])
      ).score)
    #expect(score.sections.map(\.strict.halfPoints) == [3, 3])
    #expect(score.strict == ScalePoints(halfPoints: 3))
    let weaker = try #require(
      try ScaleFixture.assess(ScaleFixture.sections([("a", [["verified"]]), ("b", [["word"]]), ("c", [["claimed"]])]))
        .score)
    #expect(weaker.strict.hundredths == 50)
    #expect(weaker.sections.map(\.most.hundredths) == [100, 50, 100])
    #expect(weaker.most.hundredths == 50)
  }

  @Test("what does not apply counts 0 strictly, and is made up for in proportion when adjusted")
  func adjusted() throws {
    // 1½ points of 3 items, of which 2 apply: 1½ × 3 ÷ 2 = 2¼. The other section has 2 of 2.
    let score = try #require(
      try ScaleFixture.assess(
        ScaleFixture.sections([
          ("a", [["verified"], ["claimed"], ["elsewhere"]]), ("b", [["verified"], ["proved"]]),
        ])
      ).score)
    #expect(score.sections.map(\.applicable) == [2, 2])
    #expect(score.sections.map(\.adjusted?.hundredths) == [225, 200])
    #expect(score.strict.hundredths == 150)
    // The least section is another one then.
    #expect(score.adjusted?.hundredths == 200)
  }

  @Test("a section in which nothing applies is 0 strictly, and left out when adjusted")
  func nothingApplies() throws {
    let score = try #require(
      try ScaleFixture.assess(ScaleFixture.sections([("a", [["elsewhere"]]), ("b", [["claimed"]])])).score)
    #expect(score.strict.hundredths == 0)
    #expect(score.adjusted?.hundredths == 50)
    let none = try #require(try ScaleFixture.assess(ScaleFixture.sections([("a", [["elsewhere"]])])).score)
    #expect(none.adjusted == nil)
    #expect(none.adjustedBand == nil)
  }

  @Test(
    "a band begins above its number, exactly",
    arguments: [
      ([["missing"]], "none"), ([["claimed"]], "some"), ([["verified"]], "some"),
      ([["verified"], ["claimed"]], "good"), ([["verified"], ["proved"]], "good"),
      ([["verified"], ["proved"], ["claimed"]], "great"),
    ])
  func bands(items: [[String]], band: String) throws {
    let bands =
      "[{sentence: none}, {above: 0, sentence: some}, {above: 1, sentence: good}, {above: 2, sentence: great}]"
    let score = try #require(try ScaleFixture.assess(ScaleFixture.sections([("a", items)], bands: bands)).score)
    #expect(score.band == band)
  }

  @Test("adjusted points are compared with bands unrounded, and shown rounded down")
  func unrounded() throws {
    // ½ × 7 ÷ 3 = 1.1666…
    let items = [["claimed"], ["missing"], ["missing"]] + Array(repeating: ["elsewhere"], count: 4)
    let bands = "[{sentence: none}, {above: 1, sentence: more than one}]"
    let score = try #require(try ScaleFixture.assess(ScaleFixture.sections([("a", items)], bands: bands)).score)
    #expect(score.adjusted?.hundredths == 116)
    #expect(score.band == "none")
    #expect(score.adjustedBand == "more than one")
    // ⅓ of 3 is 1, and not above it.
    let third = ScalePoints(halfPoints: 6, divisor: 3)
    #expect(!third.isAbove(1))
    #expect(ScalePoints(halfPoints: 7, divisor: 3).isAbove(1))
  }

  @Test("a waived rule earns no more for it")
  func waived() throws {
    let manifest = """
      gonogo: 1
      project: {name: x}
      waivers:
        - {rule: data.missing, reason: r, owner: o, approver: p, approved_on: 2026-06-01, expires_on: 2026-09-01, gates: [production]}
      """
    let bench = try Workbench()
    let rubric = try bench.rubric(ScaleFixture.rubric(ScaleFixture.sections([("a", [["missing"]])])))
    let assessment = bench.assess(rubric, manifest: manifest)
    #expect(assessment["data.missing"]?.isWaived == true)
    #expect(assessment.rubrics.first?.scale?.items.first?.standing == .unmet)
  }
}
