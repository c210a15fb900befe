import Readiness

extension SampleAssessment {
  /// Points by section, over the rules of the NO-GO sample: one section is weakest, and one item does not apply.
  static func sections(_ outside: String? = nil) -> ScaleAssessment {
    func word(_ text: String) -> String { outside ?? text }
    let (data, tests) = (word("data"), word("tests") + (outside == nil ? "" : "2"))
    return ScaleAssessment(
      title: word("Sample score"), source: word("ml-test-score-2017"),
      items: [
        .init(id: word("D1"), title: word("Data is checked"), group: data, standing: .met, halfPoints: 1, rules: [7]),
        .init(
          id: word("D2"), title: word("Labels are planned"), group: data, standing: .notApplicable, halfPoints: 0,
          mostHalfPoints: 0, rules: [8]),
        .init(
          id: word("T1"), title: word("Unseen data is kept"), group: tests, standing: .unmet, halfPoints: 0,
          rules: [13, 14], dropped: [word("tests.gone")]),
        .init(id: word("T2"), title: word("Baseline"), group: tests, standing: .met, halfPoints: 2, rules: [10]),
        .init(
          id: word("T3"), title: word("Somebody has looked"), group: tests, standing: .unseen, halfPoints: 0,
          mostHalfPoints: 0, note: word("Ask the reviewer.")),
        .init(
          id: word("T4"), title: word("Handover"), group: tests, standing: .upcoming, halfPoints: 0, rules: [21]),
      ],
      result: .sections(
        SectionScore(
          sections: [
            .init(
              id: data, title: word("Data tests"), items: 2, applicable: 1, strict: ScalePoints(halfPoints: 1),
              adjusted: ScalePoints(halfPoints: 2), most: ScalePoints(halfPoints: 2)),
            .init(
              id: tests, title: word("Model tests"), items: 4, applicable: 4, strict: ScalePoints(halfPoints: 2),
              adjusted: ScalePoints(halfPoints: 8, divisor: 4), most: ScalePoints(halfPoints: 6)),
          ], strict: ScalePoints(halfPoints: 1), adjusted: ScalePoints(halfPoints: 7, divisor: 3),
          most: ScalePoints(halfPoints: 2), band: word("Serious holes are possible."),
          adjustedBand: word("A first pass was made."))))
  }

  /// Levels in two dimensions, and a way back.
  static func levels(_ outside: String? = nil) -> ScaleAssessment {
    func word(_ text: String) -> String { outside ?? text }
    let (people, code) = (word("people"), word("code") + (outside == nil ? "" : "2"))
    var standing = LevelStanding(
      levels: [
        .init(number: 0, title: word("Ideas")), .init(number: 1, title: word("By hand")),
        .init(number: 2, title: word("By machine")),
      ],
      dimensions: [
        .init(id: people, title: word("People"), level: 0, visible: 2, next: 1, missing: [0]),
        .init(id: code, title: word("Code"), level: 0, visible: 0, next: 1, missing: [1, 2]),
      ], level: 0, visible: 0, stated: 2)
    standing.wayBack = ScaleWayBack(
      from: 2, isStated: true, to: 0, items: [1], because: word("What was shown before no longer holds."))
    return ScaleAssessment(
      title: word("Sample ladder"),
      items: [
        .init(
          id: word("P1"), title: word("They talk"), group: people, level: 1, standing: .unseen, halfPoints: 0,
          mostHalfPoints: 0, note: word("Ask them.")),
        .init(
          id: word("C1"), title: word("Tests pass"), group: code, level: 1, standing: .unmet, halfPoints: 0, rules: [13]
        ),
        .init(id: word("C2"), title: word("Handover"), group: code, level: 1, standing: .upcoming, halfPoints: 0),
        .init(
          id: word("C3"), title: word("Canary"), group: code, level: 2, standing: .met, halfPoints: 2, rules: [17]),
      ], result: .levels(standing))
  }

  /// The NO-GO sample on both kinds of scales.
  static var scaled: Assessment {
    var assessment = noGo
    assessment.rubrics.append(assessment.rubrics[0])
    assessment.rubrics[1].name = "ladder"
    assessment.rubrics[1].title = "Ladder"
    assessment.rubrics[0].scale = sections()
    assessment.rubrics[1].scale = levels()
    return assessment
  }

  /// The same, with a text of a stranger's wherever one can stand.
  static func hostileScales(_ text: String) -> Assessment {
    var assessment = scaled
    assessment.rubrics[0].scale = sections(text)
    assessment.rubrics[1].scale = levels(text)
    return assessment
  }
}
