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
}
