import Diagnostics
import Documents
import Readiness
import Testing

@testable import Reports

@Suite("Reading a JSON report back")
struct ReportReaderTests {
  private func snapshot(_ text: String) throws -> AssessmentSnapshot {
    try ReportReader().snapshot(Document.json(SourceFile(path: "old.json", text: text)))
  }

  private func text(_ assessment: Assessment) throws -> String {
    String(decoding: try JSONReporter().report(assessment), as: UTF8.self)
  }

  @Test("gives what the assessment itself gives", arguments: SampleAssessment.all.map(\.name))
  func same(name: String) throws {
    var assessment = try SampleAssessment.named(name)
    // The hostile sample points beyond its register, which no assessment of the engine does.
    let entries = assessment.evidence.entries.count
    for rubric in assessment.rubrics.indices {
      for rule in assessment.rubrics[rubric].rules.indices {
        assessment.rubrics[rubric].rules[rule].evidence.removeAll { $0.entry >= entries }
        assessment.rubrics[rubric].rules[rule].rule.maxAge = 90 * 86_400_000_000_000
      }
      assessment.rubrics[rubric].parameters = [NamedValue(name: "most", value: "0.5")]
    }
    assessment.provenance.inputs.append(.init(role: "baseline", path: "older.json", digest: .sha256(of: [])))
    let read = try snapshot(try text(assessment))
    #expect(read == AssessmentSnapshot(assessment))
    #expect(read.rubrics.allSatisfy { $0.rules.allSatisfy { $0.criteria != nil && $0.maxAge == 7_776_000 } })
    #expect(!read.inputs.contains { $0.path == "older.json" })
    #expect(AssessmentChange(from: read, to: AssessmentSnapshot(assessment)).isEmpty)
  }

  @Test("a report of before there were criteria is read, and what it does not say is not known")
  func older() throws {
    let lines = try text(SampleAssessment.noGo).split(separator: "\n").filter {
      !$0.contains("\"criteria\":") && !$0.contains("\"max_age\":") && !$0.contains("\"parameters\":")
    }
    let read = try snapshot(lines.joined(separator: "\n"))
    #expect(read.rubrics[0].parameters == nil)
    #expect(read.rubrics[0].rules.allSatisfy { $0.criteria == nil && $0.maxAge == nil })
    #expect(!AssessmentChange(from: read, to: read).isComplete)
  }

  static let mistakes: [(from: String, to: String, id: String, words: String)] = [
    ("\"gonogo_report\": 1", "\"gonogo_report\": 2", "report.other-version", "this gonogo reads version 1"),
    ("\"gonogo_report\": 1", "\"gonogo_report\": \"1\"", "report.other-version", "another version"),
    ("\"gonogo_report\": 1", "\"gonogo_plan\": 1", "report.not-a-report", "this is no gonogo report"),
    ("\"decision\": \"NO-GO\"", "\"decision\": \"NO_GO\"", "report.malformed", "'NO_GO' is none of the words"),
    ("\"outcome\":", "\"outcame\":", "report.malformed", "lacks 'outcome'"),
    ("\"as_of\": \"2026", "\"as_of\": \"26", "report.malformed", "a time such as"),
    (
      "\"strict\": false,\n  \"rubrics\": [", "\"strict\": false,\n  \"rubrics\": [7, ", "report.malformed", "an object"
    ),
    ("\"digest\": \"sha256:", "\"digest\": \"sha512:", "report.malformed", "sha256: and 64 digits"),
    (
      "\"half_points\": ", "\"half_points\": 9223372036854775807, \"other\": ", "report.malformed",
      "a whole number from 0"
    ),
    ("\"weight\": ", "\"weight\": -1, \"other\": ", "report.malformed", "a whole number from 1"),
    (
      "\"threshold\": 80", "\"threshold\": 101", "report.malformed",
      "from 0 to 100 is expected here in a gonogo report, and this is an integer"
    ),
    (
      "\"threshold\": 80", "\"threshold\": 80.5", "report.malformed",
      "from 0 to 100 is expected here in a gonogo report, and this is a number"
    ),
    (
      "\"id\": \"release.rollback-plan\"", "\"id\": \"tests.holdout\"", "report.malformed",
      "has the rule 'tests.holdout' twice"
    ),
    ("\"entry\": 0, \"standing\"", "\"entry\": 77, \"standing\"", "report.malformed", "no entry 77"),
    ("\"standing\": \"fresh\"", "\"standing\": \"frsh\"", "report.malformed", "'frsh' is none of the words"),
    ("\"gates\": {\"mvp\"", "\"gates\": {\"mpv\"", "report.malformed", "'mpv' is none of the words"),
    ("\"met\": true", "\"met\": \"yes\"", "report.malformed", "true or false"),
    (
      "\"aliases\": []", "\"aliases\": [null]", "report.malformed",
      "text is expected here in a gonogo report, and this is null"
    ),
    ("\"waivers\": [", "\"waivers\": {}, \"other\": [", "report.malformed", "a list"),
    ("{", "[", "json.syntax", ""),
    ("{", "{\"gonogo_report\": 1, ", "json.repeated-key", ""),
  ]

  @Test("what is not as a report has it is an error with its place", arguments: mistakes)
  func wrong(from: String, to: String, id: String, words: String) throws {
    let text = try text(SampleAssessment.noGo)
    let parts = text.split(separator: from, maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2, "\(from)")
    let error = #expect(throws: DiagnosticsError.self) { try snapshot(parts.joined(separator: to)) }
    let diagnostic = try #require(error?.diagnostics.first)
    #expect(diagnostic.id == id)
    #expect(diagnostic.message.contains(words), "\(diagnostic.message)")
    #expect(diagnostic.place?.start != nil)
    #expect(diagnostic.place?.file.path == "old.json")
  }

  @Test(
    "a word of several lines is complained about in one", arguments: ["a\\n## b", "a\\r\\n::error::x", "a\\u202eb"])
  func oneLineOfComplaint(word: String) throws {
    let text = try text(SampleAssessment.noGo).replacing("\"decision\": \"NO-GO\"", with: "\"decision\": \"\(word)\"")
    let error = #expect(throws: DiagnosticsError.self) { try snapshot(text) }
    let diagnostic = try #require(error?.diagnostics.first)
    #expect(diagnostic.message.hasSuffix("is none of the words that stand here in a gonogo report"))
    #expect(!diagnostic.message.unicodeScalars.contains { $0 == "\n" || $0 == "\r" || isHarmful($0) })
  }

  @Test("what is no report at all is said to be none", arguments: ["[]", "null", "{}", "7", "\"gonogo_report\""])
  func nothing(text: String) {
    let error = #expect(throws: DiagnosticsError.self) { try snapshot(text) }
    #expect(error?.diagnostics.map(\.id) == ["report.not-a-report"])
  }

  @Test("the limits of documents hold")
  func limits() throws {
    var limits = Limits()
    limits.nodes = 100
    let file = SourceFile(path: "old.json", text: try text(SampleAssessment.noGo))
    let error = #expect(throws: DiagnosticsError.self) {
      try ReportReader().snapshot(Document.json(file, limits: limits))
    }
    #expect(error?.diagnostics.map(\.id) == ["json.limit"])
  }
}
