import Diagnostics
import Documents
import Readiness
import Testing

@testable import Reports

@Suite("The plan")
struct PlanTests {
  private func text(_ assessment: Assessment, width: Int = 1_000) -> String {
    String(decoding: PlanConsole(width: width).report(assessment), as: UTF8.self)
  }

  /// The sample, with a way as the search gives it.
  private var planned: Assessment {
    var assessment = SampleAssessment.noGo
    let score = { (halfPoints: Int) in Score(halfPoints: halfPoints, weight: 50) }
    assessment.rubrics[0].wayToGo = WayToGo(
      toConditionalGo: .init(
        steps: [.init(rule: 15, isNeededForConditionalGo: true, halfPoints: 4, scoreAfter: score(72))], cost: 3),
      toGo: .init(
        steps: [
          .init(
            rule: 16, isNeededForConditionalGo: true, halfPoints: 5, scoreAfter: score(73),
            decisionAfter: .conditionalGo),
          .init(
            rule: 5, isNeededForConditionalGo: false, halfPoints: 3, scoreAfter: score(76), decisionAfter: .go),
        ], cost: 4),
      indispensable: [.init(rule: 16, reason: .cannotBeWaived), .init(rule: 15, reason: .error)])
    assessment.rubrics[0].robustness = Robustness(halfPointsToSpare: -12, soleProofs: 2)
    return assessment
  }

  @Test("the console tells each step, what it brings, and from where on the decision is another")
  func steps() {
    let text = text(planned)
    for words in [
      "The way to GO: 2 demands, cost 4; no other set costs less. Costs: small 1, medium 3, large 8.",
      "1. release.rollback-plan (blocker, small effort): A bad release can be rolled back within 30 minutes\n     +5, then 73; then CONDITIONAL GO",
      "2. data.access (major, medium effort): The whole team can reach all the data\n     +3, then 76; then GO",
      "A CONDITIONAL GO alone takes another way:\nThe way to CONDITIONAL GO: 1 demand, cost 3",
      "No way to GO, conditional or not, without these, whatever is waived:",
      "- release.rollback-plan: A bad release can be rolled back within 30 minutes; it cannot be waived",
      "- tests.coverage: Most of the code is exercised by tests; it could not be evaluated",
    ] { #expect(text.contains(words), "\(words)\n\(text)") }
    #expect(text.hasSuffix("\nNO-GO\n"))
  }

  @Test("it says what no effort goes round")
  func obstacles() {
    var assessment = planned
    for (obstacle, words) in [
      (
        WayToGo.Obstacle.score(most: Score(halfPoints: 60, weight: 50), unproved: 12),
        "No way to GO without proof: even with every demand met, the score is only 60 of the 80 needed, since 12 demands would only be stated, which counts half."
      ),
      (.score(most: nil, unproved: 0), "No way to GO: even with every demand met, there is no score."),
      (.policy(isProved: true), "No way to GO: even with every demand met, the rubric’s own policy says no."),
      (.policy(isProved: false), "No way to GO was found: the search ended at its limit"),
      (.gateNotDecided, "the rubric does not decide this gate"),
    ] {
      assessment.rubrics[0].wayToGo = WayToGo(obstacle: obstacle)
      #expect(text(assessment).contains(words), "\(words)")
    }
    assessment.rubrics[0].wayToGo = planned.rubrics[0].wayToGo
    assessment.rubrics[0].wayToGo.toGo?.isProvedCheapest = false
    #expect(text(assessment).contains("cost 4; not proved to be the cheapest."))
  }

  @Test("it says which evidence the decision hangs on, and how far the score is from its threshold")
  func robustness() {
    var assessment = SampleAssessment.go
    assessment.rubrics[0].robustness = Robustness(
      halfPointsToSpare: 3, soleProofs: 2, hinges: [.init(entry: 0, rules: [1], decisionWithout: .noGo)])
    let hanging = text(assessment)
    #expect(hanging.contains("The score has 20 points to spare."), "\(hanging)")
    #expect(
      hanging.contains("- test-results/junit.xml:3, alone the proof of model.baseline; without it NO-GO"), "\(hanging)")
    assessment.rubrics[0].robustness.hinges = []
    #expect(text(assessment).contains("though 2 items are the only proof of some demand"))
    let page = String(decoding: (try? HTMLReporter(theme: SampleTheme.plain).report(assessment)) ?? [], as: UTF8.self)
    #expect(page.contains("The decision hangs on no single item of evidence."))
  }

  @Test(
    "what a step adds is told in tenths of a point, rounded down",
    arguments: [(5, 50, "+5"), (1, 871, "less than 0.1"), (5, 871, "+0.2"), (37, 100, "+18.5"), (0, 10, "+0")])
  func points(halfPoints: Int, weight: Int, words: String) {
    let step = WayToGo.Step(
      rule: 0, isNeededForConditionalGo: true, halfPoints: halfPoints, scoreAfter: Score(halfPoints: 0, weight: weight))
    #expect(step.pointsAdded == words)
  }

  @Test("points are rounded so that nothing is promised")
  func margin() {
    var rubric = SampleAssessment.go.rubrics[0]
    rubric.threshold = 66
    for (halfPoints, words) in [
      (133, "The score has not a whole point to spare."), (132, "The score has not a whole point to spare."),
      (131, "The score lacks 1 point."), (200, "The score has 34 points to spare."), (129, "The score lacks 2 points."),
    ] {
      rubric.scores.score = Score(halfPoints: halfPoints, weight: 100)
      rubric.robustness.halfPointsToSpare = halfPoints - 132
      #expect(rubric.marginSentence == words)
    }
  }

  @Test("as JSON it fits the published schema", arguments: SampleAssessment.all.map(\.name) + ["planned"])
  func json(name: String) throws {
    let sample = SampleAssessment.all.first { $0.name == name }?.assessment ?? planned
    let document = Document.json(SourceFile(path: "plan.json", bytes: PlanJSON().report(sample)))
    let plan = try #require(document.root)
    let text = try SampleTheme.text("../schemas/plan.json")
    let schema = ReportSchema(root: try #require(Document.json(SourceFile(path: "schema.json", text: text)).root))
    #expect(schema.problems(plan) == [])
    #expect(plan["gonogo_plan"]?.integer == 1)
    #expect(plan["steps"]?.elements.count == ProjectWay(sample).steps.count)
  }

  @Test("the plan's schema and the report's describe a way alike")
  func schemas() throws {
    let definitions = try ["plan", "report"].map { name in
      let text = try SampleTheme.text("../schemas/\(name).json")
      return try #require(Document.json(SourceFile(path: name, text: text)).root?["$defs"])
    }
    for entry in definitions[0].entries {
      let other = try #require(definitions[1][entry.key])
      #expect(entry.value.range.text == other.range.text, "\(entry.key)")
    }
  }

  @Test("nothing from outside acts on a terminal or on a CI runner", arguments: [40, 100])
  func hostile(width: Int) {
    for hostile in SampleAssessment.hostileTexts {
      var assessment = SampleAssessment.hostile(hostile)
      assessment.rubrics[0].decision = .conditionalGo
      assessment.rubrics[0].wayToGo.indispensable = [.init(rule: 0, reason: .error)]
      assessment.rubrics[0].robustness.hinges = [.init(entry: 0, rules: [0, 99], decisionWithout: .noGo)]
      for line in text(assessment, width: width).split(separator: "\n") {
        #expect(!line.drop { $0 == " " }.hasPrefix("::"))
        #expect(!line.contains("##[") && !line.contains("##vso["))
        #expect(!line.unicodeScalars.contains { isHarmful($0) })
      }
    }
  }

  @Test("page one says without what there is no way to GO, and that no other set takes less effort")
  func pageOne() throws {
    let bytes = try HTMLReporter(theme: SampleTheme.plain).report(planned)
    let sheet = try #require(
      String(decoding: bytes, as: UTF8.self).split(separator: "<article class=\"appendix\"").first)
    let read = ReadPage(Array(sheet.utf8)).text
    for words in [
      "No way to GO without ‘A bad release can be rolled back within 30 minutes’ and 1 more: no waiver stands in for them.",
      "No other set takes less effort.",
    ] { #expect(read.contains(words), "\(words)") }
    #expect(!read.contains("For a CONDITIONAL GO alone"), "its own way costs more than the first step")
  }

  @Test("page one leads to a way to a CONDITIONAL GO alone where that takes less effort")
  func lesserWay() throws {
    var assessment = planned
    // Now the way to GO needs both of its steps, 4 together, for a CONDITIONAL GO already.
    assessment.rubrics[0].wayToGo.toGo?.steps[1].isNeededForConditionalGo = true
    let page = ReadPage(try HTMLReporter(theme: SampleTheme.plain).report(assessment))
    #expect(page.text.contains("For a CONDITIONAL GO alone there is a way with less effort. Its 1 action."))
    #expect(page.values("href").contains("#conditional-way-1"))
    #expect(page.values("id").contains("conditional-way-1"))
  }

  @Test("the page has the whole way, folded away")
  func wholeWay() throws {
    let page = ReadPage(try HTMLReporter(theme: SampleTheme.plain).report(planned))
    #expect(page.problems == [])
    for words in [
      "The way to GO: 2 demands", "Cost 4, no other set costs less. Costs: small 1, medium 3, large 8.",
      "The cheapest way to a CONDITIONAL GO alone: 1 demand", "The score lacks 16 points.",
    ] { #expect(page.text.contains(words), "\(words)") }
  }
}
