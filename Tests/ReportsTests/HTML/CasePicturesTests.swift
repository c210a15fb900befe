import Readiness
import Testing

@testable import Reports

@Suite("Pictures of the case")
struct CasePicturesTests {
  private func page(_ change: (inout BusinessCase) -> Void) throws -> ReadPage {
    var assessment = SampleAssessment.go
    change(&assessment.businessCase)
    return ReadPage(try HTMLReporter(theme: SampleTheme.plain).report(assessment))
  }

  private func pictures(_ page: ReadPage, _ style: String) -> [String?] {
    page.tags.filter { $0.attributes["class"] == style }.map { $0.attributes["aria-label"] }
  }

  @Test(
    "every picture is an image with a text, or hidden from screen readers", arguments: SampleAssessment.all.map(\.name))
  func texts(name: String) throws {
    let assessment = try #require(SampleAssessment.all.first { $0.name == name }).assessment
    let page = ReadPage(try HTMLReporter(theme: SampleTheme.plain).report(assessment))
    for picture in page.tags where picture.name == "svg" {
      let label = picture.attributes["aria-label"] ?? ""
      #expect((picture.attributes["role"] == "img" && !label.isEmpty) || picture.attributes["aria-hidden"] == "true")
    }
  }

  @Test("the payback is drawn from the numbers, and one that was stated and comes sooner is marked")
  func payback() throws {
    let page = try page {
      $0.statedPaybackMonths = 4
      $0.paybackMonths = 12
    }
    #expect(
      pictures(page, "payback") == [
        "240,000 EUR are invested; 240,000 EUR a year come back after costs; even after 12 months, 4 are stated"
      ])
    #expect(page.text.contains("4 stated"))
    // 12 of 24 months: in the middle, since 2 per cent of both sides are air.
    #expect(page.tags.contains { $0.attributes["class"] == "even" && $0.attributes["cx"] == "50%" })
  }

  @Test("a payback that agrees has no second mark", arguments: [12.0, 11, 14, .nan])
  func agreeing(months: Double) throws {
    let page = try page {
      $0.statedPaybackMonths = months
      $0.paybackMonths = 12
    }
    #expect(pictures(page, "payback").allSatisfy { $0?.hasSuffix("even after 12 months") == true })
  }

  @Test(
    "the words of a late payback end with the picture, where they cross neither its edge nor its line",
    arguments: [(12.0, "50%", "start"), (14.4, "98%", "end"), (16, "98%", "end")])
  func late(months: Double, x: String, anchor: String) throws {
    let page = try page { $0.paybackMonths = months }
    let even = try #require(page.tags.first { $0.attributes["class"] == "even" })
    let below = try #require(even.attributes["cy"].flatMap(Int.init)) + 18
    let words = page.tags.filter { $0.name == "text" && $0.attributes["y"] == "\(below)" }
    #expect(words.map { $0.attributes["x"] } == [x])
    #expect(words.map { $0.attributes["text-anchor"] } == [anchor])
  }

  @Test("numbers that make no curve make none", arguments: [0, -1, .nan, .infinity, 1e300])
  func noCurve(months: Double) throws {
    #expect(pictures(try page { $0.paybackMonths = months }, "payback") == [])
  }

  @Test("the way of an indicator is drawn where both ends are stated")
  func indicators() throws {
    let page = try page { _ in }
    #expect(
      pictures(page, "arrow") == [
        "Monthly churn: from 2.4 to 1.9 %", "Customers reached in time: from 1,200 to 5,400 a month",
      ])
    let without = try self.page { $0.kpis = [.init(name: "Churn", baseline: nil, target: 2, unit: nil)] }
    #expect(pictures(without, "arrow") == [])
    #expect(!without.text.contains("Way"), "no column without a picture")
  }

  @Test("the plan is a line in time with the gate on it; its numbers are those of the list")
  func plan() throws {
    let page = try page { _ in }
    #expect(
      pictures(page, "timeline") == [
        "The plan from 15 April 2026 to 1 February 2027: 2 milestones were due, 1 to come; the Production gate is assessed on 21 November 2026"
      ])
    #expect(page.tags.filter { $0.name == "text" && ($0.attributes["class"] ?? "").hasPrefix("on-") }.count == 3)
    #expect(page.text.contains("no date"))
  }

  @Test("marks stand by their dates, and those of one time below each other")
  func marks() throws {
    func milestone(_ day: String?) -> BusinessCase.Milestone { .init(title: "M", dueOn: day, isPast: false) }
    let line = try #require(
      Timeline(
        [milestone("2026-12-31"), milestone(nil), milestone("2026-01-01"), milestone("2026-12-31"), milestone("soon")],
        today: "2026-07-02"))
    #expect(line.marks.map(\.milestone) == [2, 0, 3])
    #expect(line.marks.map(\.place) == [0, 100, 100])
    #expect(line.marks.map(\.row) == [0, 0, 1])
    #expect(line.today == 50)
    #expect(line.ends.first == "2026-01-01" && line.ends.last == "2026-12-31")
  }

  @Test("a plan without a length is no line")
  func noLine() {
    let today = BusinessCase.Milestone(title: "M", dueOn: "2026-07-02", isPast: false)
    #expect(Timeline([], today: "2026-07-02") == nil)
    #expect(Timeline([today], today: "2026-07-02") == nil)
    #expect(Timeline([today], today: "2026-07-01")?.today == 0)
  }

  @Test("each rubric's margin to its threshold is a picture with its numbers; one without a threshold has none")
  func margins() throws {
    let page = ReadPage(try HTMLReporter(theme: SampleTheme.plain).report(SampleAssessment.several()))
    let score = try #require(SampleAssessment.go.rubrics[0].scores.score).shown
    // On page one, and once more beside the words that tell how the score was worked out.
    #expect(pictures(page, "margin") == ["Production readiness: score \(score) of 100, 80 needed", nil])
  }
}
