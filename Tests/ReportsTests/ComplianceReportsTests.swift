import Diagnostics
import Documents
import Readiness
import Testing

@testable import Reports

@Suite("Frameworks in the reports")
struct ComplianceReportsTests {
  private func page(_ assessment: Assessment) throws -> ReadPage {
    ReadPage(try HTMLReporter(theme: SampleTheme.plain).report(assessment))
  }

  @Test(
    "the page tells what each control came to, by law and by whom, and what nobody could tell",
    arguments: [
      "Of 6 controls: 1 not met, 2 not assessed, 1 stated only, 1 evidenced, 1 not applicable; no demand can speak to 1 of "
        + "them.", "The project asked to be held against it.", "Art. 1",
      "not in force before 2027-12-02; not confirmed",
      "1 control does not apply to this project: Art. 6.", "rule-0 (not met), rule-1",
      "Perhaps a law, which binds: everybody. To find out, state compliance.sector.", "A law of elsewhere",
      "it is no legal advice",
    ])
  func page(sentence: String) throws {
    #expect(try page(SampleAssessment.held()).text.contains(sentence))
  }

  @Test("nothing is worded 'compliant'")
  func neverCompliant() throws {
    #expect(!(try page(SampleAssessment.held()).text.contains("compliant")))
  }

  @Test("without frameworks the page has no such section")
  func none() throws {
    #expect(!(try page(SampleAssessment.noGo).text.contains("legal advice")))
  }

  @Test("words of a framework's file are inert in the page", arguments: SampleAssessment.hostileTexts)
  func hostile(text: String) throws {
    let bytes = try HTMLReporter(theme: SampleTheme.plain).report(SampleAssessment.held(text))
    let html = String(decoding: bytes, as: UTF8.self)
    #expect(!html.contains("<script>alert"))
    #expect(!html.contains("<img"))
    #expect(!html.contains("href=\"javascript"))
    #expect(!html.unicodeScalars.contains("\u{202E}"))
  }

  @Test("the JSON report has them by the published schema", arguments: [nil, "]]>\u{202E}\r\n::error::x"])
  func json(outside: String?) throws {
    let report = try ReadReport.json(JSONReporter(), SampleAssessment.held(outside))
    let schema = try #require(
      Document.json(SourceFile(path: "report.json", text: try SampleTheme.text("../schemas/report.json"))).root)
    #expect(ReportSchema(root: schema).problems(report) == [])
    let frameworks = report["compliance"]?.elements ?? []
    #expect(frameworks.map { $0["applies"]?.text } == ["named", "unknown", "no"])
    #expect(frameworks[0]["controls"]?.elements.first?["waived"]?.bool == true)
    #expect(frameworks[1]["controls"] == nil)
  }

  @Test("the traceability matrix has the controls of each rule, those that do not apply left out")
  func matrix() throws {
    let text = try ReadReport.text(CSVReporter(), SampleAssessment.held())
    let rules = SampleAssessment.noGo.rubrics[0].rules
    func row(_ rule: Int) throws -> Substring {
      try #require(text.split(separator: "\r\n").first { $0.contains("\"\(rules[rule].rule.id)\"") })
    }
    #expect(try row(1).contains("\"law Art. 1; law Art. 5\""))
    #expect(try row(2).contains("\"law Art. 4\""))
    #expect(!(try row(3).contains("law Art. 6")))
  }

  static let openSentence =
    "It is not known whether the project is bound by Perhaps a law. To find out, state compliance.sector in the manifest."

  @Test("Markdown has a row for each framework that applies, and says what would tell of the others")
  func markdown() throws {
    let text = try ReadReport.text(MarkdownReporter(), SampleAssessment.held())
    let table = """
      ### Frameworks

      | framework | controls | evidenced | stated only | not met | not assessed |
      | --- | --- | --- | --- | --- | --- |
      | The Law | 5 | 1 | 1 | 1 | 2 |

      """
    #expect(text.contains(table))
    #expect(text.contains("\n**Not known:** \(Self.openSentence)\n"))
    #expect(!text.contains("A law of elsewhere"))
    #expect(!(try ReadReport.text(MarkdownReporter(), SampleAssessment.noGo)).contains("Frameworks"))
  }

  @Test("the terminal says what would tell whether a framework applies, in one sentence, and last is the decision")
  func console() throws {
    let text = try ReadReport.text(ConsoleReporter(width: 1_000), SampleAssessment.held())
    #expect(text.contains("\n\n\(Self.openSentence)\n"))
    #expect(text.hasSuffix("NO-GO\n"))
    #expect(!(try ReadReport.text(ConsoleReporter(), SampleAssessment.noGo)).contains("It is not known"))
  }

  @Test("of many frameworks and fields it names some and counts the rest; what failed says why")
  func many() throws {
    var assessment = SampleAssessment.held()
    let unknown = assessment.compliance[1]
    assessment.compliance = (1...9).map { number in
      var one = unknown
      one.framework.title = "Law \(number)"
      one.applicability = .unknown(["compliance.sector", "compliance.p\(number)"])
      return one
    }
    assessment.compliance[8].applicability = .undecided("it divides by zero")
    #expect(
      assessment.openFrameworks == [
        "It is not known whether the project is bound by Law 1, Law 2, Law 3, Law 4, Law 5, Law 6 and 2 more. To find out, "
          + "state compliance.sector, compliance.p1, compliance.p2, compliance.p3, compliance.p4, compliance.p5 and 3 more "
          + "in the manifest.",
        "It could not be found out whether the project is bound by Law 9: it divides by zero.",
      ])
  }

  @Test(
    "words of a framework's file are inert in Markdown and at the terminal", arguments: SampleAssessment.hostileTexts)
  func hostileText(text: String) throws {
    let markdown = try ReadReport.text(MarkdownReporter(), SampleAssessment.held(text))
    #expect(!markdown.contains("<script") && !markdown.contains("<img"))
    #expect(markdown.utf8.count <= 60_000)
    for width in [40, 1_000] {
      let console = try ReadReport.text(ConsoleReporter(width: width), SampleAssessment.held(text))
      for line in console.split(separator: "\n") {
        #expect(!line.drop { $0 == " " }.hasPrefix("::"))
        #expect(!line.contains("##[") && !line.contains("##vso["))
        #expect(!line.unicodeScalars.contains { isHarmful($0) })
      }
    }
  }

  @Test("a page that is full keeps its size with many frameworks and scales", arguments: ["&", "\u{202E}", "`", "$a"])
  func fullPage(hostile: String) throws {
    let text = String(repeating: hostile, count: 2_000)
    var assessment = SampleAssessment.large(2_000)
    let held = SampleAssessment.held(text)
    assessment.compliance = (0..<200).flatMap { _ in held.compliance }
    assessment.rubrics = (0..<40).map { number in
      var rubric = assessment.rubrics[0]
      rubric.scale = number % 2 == 0 ? SampleAssessment.sections(text) : SampleAssessment.levels(text)
      return rubric
    }
    assessment.provenance.command = text
    #expect(try MarkdownReporter().report(assessment).count <= 60_000)
  }
}
