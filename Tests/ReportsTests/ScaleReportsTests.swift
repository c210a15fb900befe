import Diagnostics
import Documents
import Readiness
import Testing

@testable import Reports

@Suite("A scale in the reports")
struct ScaleReportsTests {
  static let sentences = [
    "Sample score: 0.5 of 2, the points of the weakest section (Data tests).", "Serious holes are possible.",
    "Adjusted for what does not apply to the project: 1.16.", "A first pass was made.",
    "No more than 1 could be reached", "1 item was not looked at: it is asked for at a later gate.",
    "No rule can see 1 item; a person has to look.", "Sample ladder: level 0 (Ideas), of 2.",
    "The project states level 2 (By machine), and must switch back to level 0 (Ideas): ‘Tests pass’ is not met.",
    "What was shown before no longer holds.",
  ]

  private func console(_ assessment: Assessment, width: Int = 1_000) throws -> String {
    String(decoding: try ConsoleReporter(width: width).report(assessment), as: UTF8.self)
  }

  private func page(_ assessment: Assessment) throws -> ReadPage {
    ReadPage(try HTMLReporter(theme: SampleTheme.plain).report(assessment))
  }

  @Test("terminal and page say the result in the same sentences", arguments: sentences)
  func words(sentence: String) throws {
    #expect(try console(SampleAssessment.scaled).contains(sentence))
    #expect(try page(SampleAssessment.scaled).text.contains(sentence))
  }

  @Test("the terminal lists sections, dimensions and what is missing for the next level")
  func console() throws {
    let text = try console(SampleAssessment.scaled)
    for line in [
      "  Data tests   0.5 of 2, adjusted 1\n", "  Model tests  1 of 4\n", "  People  level 0 (Ideas)\n",
      "    for level 1 (By hand):\n", "    - Tests pass: not met (C1)\n",
      "    - They talk: for a person to judge (P1)\n",
      "    - Handover: not asked for yet (C2)\n",
    ] { #expect(text.contains(line), "\(line)") }
  }

  @Test("the page has a table of sections or levels and one of items, whose rules lead to their place")
  func page() throws {
    let page = try page(SampleAssessment.scaled)
    #expect(page.problems == [])
    #expect(page.values("id").filter { $0 == "scale" }.count == 1)
    #expect(page.values("href").contains("#scale"))
    let regions = page.values("aria-label")
    #expect(Set(regions).count == regions.count)
    for words in [
      "Points by section", "What the scale asks for", "½, stated", "1, proved", "not applicable", "left out",
      "tests.gone", "Ask the reviewer.", "1, Code",
    ] { #expect(page.text.contains(words), "\(words)") }
    #expect(page.values("href").contains("#rule-production-readiness-tests.holdout"))
  }

  @Test("a report of rubrics without a scale has nothing of one", arguments: ["no-go", "go", "several"])
  func without(name: String) throws {
    let assessment = try #require(SampleAssessment.all.first { $0.name == name }).assessment
    #expect(!(try page(assessment).values("id").contains("scale")))
    let json = String(decoding: try JSONReporter().report(assessment), as: UTF8.self)
    #expect(!json.contains("\"scale\""))
  }

  @Test("the JSON report has it exactly")
  func json() throws {
    let bytes = try JSONReporter().report(SampleAssessment.scaled)
    let root = try #require(Document.json(SourceFile(path: "report.json", bytes: bytes)).root)
    let scales = root["rubrics"]?.elements.compactMap { $0["scale"] } ?? []
    #expect(scales.count == 2)
    let sections = try #require(scales.first?["sections"])
    #expect(sections["points"]?["half_points"]?.integer == 1)
    #expect(sections["adjusted"]?["divisor"]?.integer == 3)
    #expect(sections["adjusted"]?["hundredths"]?.integer == 116)
    let standings = scales.first?["items"]?.elements.compactMap { $0["standing"]?.text }
    #expect(standings == ["met", "not_applicable", "unmet", "met", "unseen", "upcoming"])
    let levels = try #require(scales.last?["levels"])
    #expect(levels["switch_back"]?["items"]?.elements.compactMap(\.text) == ["C1"])
    #expect(levels["dimensions"]?.elements.last?["missing"]?.elements.compactMap(\.text) == ["C1", "C2"])
  }

  @Test("whatever a rubric writes in its scale is inert everywhere")
  func hostile() throws {
    for text in SampleAssessment.hostileTexts + [SampleAssessment.hostileTexts.joined(separator: " ")] {
      let assessment = SampleAssessment.hostileScales(text)
      for width in [40, 100, 10_000] {
        for line in try console(assessment, width: width).split(separator: "\n", omittingEmptySubsequences: false) {
          #expect(!line.drop { $0 == " " }.hasPrefix("::"))
          #expect(!line.contains("##[") && !line.contains("##vso["))
          #expect(!line.unicodeScalars.contains { isHarmful($0) })
        }
      }
      let page = try page(assessment)
      #expect(page.problems == [])
      #expect(!page.tags.contains { $0.name == "img" || $0.name == "x" })
      #expect(page.tags.filter { $0.name == "script" }.count == 1)
      let json = Document.json(SourceFile(path: "report.json", bytes: try JSONReporter().report(assessment)))
      #expect(json.diagnostics == [])
      let title = json.root?["rubrics"]?.elements.first?["scale"]?["title"]?.text ?? "?"
      #expect(title.utf8.elementsEqual(text.utf8))
    }
  }

  @Test("Markdown has a row for each scale: where the project stands, and what the next step needs")
  func markdown() throws {
    let text = try ReadReport.text(MarkdownReporter(), SampleAssessment.scaled)
    let table = """
      ### Scales

      | scale | reached | what the next step needs |
      | --- | --- | --- |
      | Sample score | 0.5 of 2 | in Data tests: ‘Data is checked’ (½, stated) |
      | Sample ladder | level 0 (Ideas), of 2 | level 1 (By hand): ‘They talk’ (for a person to judge), ‘Tests pass’ (not met), ‘Handover’ (not asked for yet) |

      """
    #expect(text.contains(table.replacing("(", with: "\\(").replacing(")", with: "\\)")), "\(text)")
    #expect(!(try ReadReport.text(MarkdownReporter(), SampleAssessment.noGo)).contains("### Scales"))
  }

  @Test("at the top of a ladder there is no next step, and of many missing things some are named")
  func next() throws {
    var ladder = SampleAssessment.levels()
    guard case .levels(var standing) = ladder.result else { return }
    standing.dimensions[0].missing = [0, 1, 2, 3, 0, 1]
    standing.dimensions[1].next = 2
    standing.level = nil
    ladder.result = .levels(standing)
    #expect(ladder.reached == "no level")
    #expect(ladder.nextNeeds?.hasSuffix("‘Canary’ (met) and 2 more things") == true)
    #expect(ladder.nextNeeds?.hasPrefix("level 1 (By hand): ‘They talk’") == true)
    standing.dimensions[0].next = nil
    standing.dimensions[1].next = nil
    ladder.result = .levels(standing)
    #expect(ladder.nextNeeds == nil)
  }
}
