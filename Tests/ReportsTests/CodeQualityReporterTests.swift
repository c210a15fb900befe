import Diagnostics
import Documents
import Readiness
import Testing

@testable import Reports

@Suite("The code quality report for GitLab")
struct CodeQualityReporterTests {
  private func items(_ assessment: Assessment) throws -> [Node] {
    let report = try ReadReport.json(CodeQualityReporter(), assessment)
    guard case .list(let items) = report.content else {
      Issue.record("the report is no list")
      return []
    }
    return items
  }

  @Test(
    "each item has all that GitLab asks for and a fingerprint of its own: GitLab stops at the first that has not",
    arguments: SampleAssessment.all.map(\.name))
  func valid(name: String) throws {
    var fingerprints: Set<String> = []
    for item in try items(SampleAssessment.named(name)) {
      #expect(item["description"]?.text?.isEmpty == false)
      #expect(item["check_name"]?.text?.isEmpty == false)
      #expect(["info", "minor", "major", "critical", "blocker"].contains(item["severity"]?.text))
      let path = try #require(item["location"]?["path"]?.text)
      #expect(!path.isEmpty && !path.hasPrefix("./"))
      #expect(try #require(item["location"]?["lines"]?["begin"]?.integer) >= 1)
      #expect(fingerprints.insert(try #require(item["fingerprint"]?.text)).inserted)
    }
  }

  @Test(
    "shows what stands open, at its line",
    arguments: [
      ("release.rollback-plan", "blocker", "gonogo.yaml:61"), ("tests.holdout", "blocker", "gonogo.yaml:61"),
      ("tests.coverage", "blocker", "gonogo.yaml:1"), ("team.reviewers", "major", "gonogo.yaml:61"),
      ("waiver.approver-is-owner", "critical", "gonogo.yaml:48"), ("evidence.unreadable", "minor", "gonogo.yaml:12"),
    ])
  func noGo(name: String, severity: String, place: String) throws {
    let item = try #require(try items(SampleAssessment.noGo).first { $0["check_name"]?.text == name })
    #expect(item["severity"]?.text == severity)
    let line = try #require(item["location"]?["lines"]?["begin"]?.integer)
    #expect("\(item["location"]?["path"]?.text ?? ""):\(line)" == place)
  }

  @Test("shows neither what is met, nor what is waived, announced or does not apply; a clean project is an empty list")
  func others() throws {
    #expect(try items(SampleAssessment.noGo).count == 7)
    #expect(try CodeQualityReporter().report(SampleAssessment.go) == Array("[]\n".utf8))
  }

  @Test("the same mistake twice is two items, and a mistake that moves keeps its fingerprint")
  func fingerprints() throws {
    var assessment = SampleAssessment.go
    func mistake(_ line: Int) -> Diagnostic {
      Diagnostic(.error, id: "manifest.wrong", "wrong", at: SampleAssessment.line(line))
    }
    assessment.diagnostics = [mistake(3), mistake(4)]
    let before = try items(assessment).compactMap { $0["fingerprint"]?.text }
    assessment.diagnostics = [mistake(13), mistake(14)]
    #expect(try items(assessment).compactMap { $0["fingerprint"]?.text } == before)
    #expect(Set(before).count == 2)
  }

  @Test("a text from outside stays text", arguments: SampleAssessment.hostileTexts)
  func hostile(text: String) throws {
    for item in try items(SampleAssessment.hostile(text)) {
      let description = try #require(item["description"]?.text)
      #expect(!description.unicodeScalars.contains(where: isHarmful))
      #expect(!description.hasServerCommand)
    }
  }
}
