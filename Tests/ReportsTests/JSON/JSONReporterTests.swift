import Diagnostics
import Documents
import Readiness
import Testing

@testable import Reports

@Suite("The JSON report")
struct JSONReporterTests {
  private func read(_ bytes: [UInt8]) throws -> Node {
    let document = Document.json(SourceFile(path: "report.json", bytes: bytes))
    #expect(document.diagnostics == [])
    return try #require(document.root)
  }

  private func schema() throws -> ReportSchema {
    let text = try SampleTheme.text("../schemas/report.json")
    return ReportSchema(root: try #require(Document.json(SourceFile(path: "report.json", text: text)).root))
  }

  @Test("every report is JSON and fits the published schema", arguments: SampleAssessment.all.map(\.name))
  func fits(name: String) throws {
    let assessment = try #require(SampleAssessment.all.first { $0.name == name }).assessment
    let report = try read(try JSONReporter().report(assessment))
    #expect(try schema().problems(report) == [])
    #expect(report.entries.first?.key == "gonogo_report")
    #expect(report["gonogo_report"]?.integer == 1)
    #expect(report["decision"]?.text == assessment.decision.rawValue)
    #expect(report["outcome"]?.text == assessment.outcome.rawValue)
  }

  @Test("the schema refuses a report that lacks something, has more, or has another word")
  func refuses() throws {
    let bytes = try JSONReporter().report(SampleAssessment.go)
    let text = String(decoding: bytes, as: UTF8.self)
    for (from, to) in [
      ("\"strict\": false", "\"strikt\": false"), ("\"decision\": \"GO\"", "\"decision\": \"MAYBE\""),
      ("\"gonogo_report\": 1", "\"gonogo_report\": 2"), ("\"verdict\": \"verified\"", "\"verdict\": 7"),
    ] {
      let changed = text.split(separator: from, maxSplits: 1, omittingEmptySubsequences: false).joined(separator: to)
      #expect(changed != text)
      #expect(try schema().problems(read(Array(changed.utf8))) != [], "\(to)")
    }
  }

  @Test(
    "every text comes back as it was, and none is markup or acts on a reader before it is read",
    arguments: SampleAssessment.hostileTexts)
  func roundTrip(text: String) throws {
    let bytes = try JSONReporter().report(SampleAssessment.hostile(text))
    let report = try read(bytes)
    for value in [
      report["project"]?["name"], report["reason"],
      report["rubrics"]?.elements.first?["rules"]?.elements.last?["message"],
      report["diagnostics"]?.elements.first?["fix"], report["provenance"]?["command"],
    ] { #expect(try #require(value?.text).utf8.elementsEqual(text.utf8)) }
    #expect(!bytes.contains(UInt8(ascii: "<")))
    let raw = String(decoding: bytes, as: UTF8.self)
    #expect(!raw.unicodeScalars.contains { isHarmful($0) })
  }

  @Test("numbers know no locale, and what is not finite is null")
  func numbers() {
    #expect(written { $0.double(240_000) } == "240000")
    #expect(written { $0.double(0.1) } == "0.1")
    #expect(written { $0.double(-1e300) } == "-1e+300")
    #expect(written { $0.double(.nan) } == "null")
    for number in [0, 9, 10, -120, .max, .min] { #expect(written { $0.int(number) } == String(number)) }
  }

  @Test("what is listed is written, with a comma between and a line each")
  func layout() {
    #expect(written { $0.array([String]()) { _ in } } == "[]")
    #expect(written { $0.object {} } == "{}")
    let written = written { json in
      json.object {
        json.array("a", [1, nil]) { number in if let number { json.int(number) } else { json.null() } }
        json.object("b") {}
        json.member("c", ["d"])
      }
    }
    #expect(
      written == """
        {
          "a": [
            1,
            null
          ],
          "b": {},
          "c": [
            "d"
          ]
        }
        """)
  }

  @Test("what is read together stands in one line, and what is in it too")
  func lines() {
    let written = written { json in
      json.object {
        json.line("place") {
          json.member("path", "a")
          json.object("inner") { json.member("line", 1) }
          json.member("list", ["x", "y"])
          json.line("none") {}
        }
        json.member("after", true)
      }
    }
    #expect(
      written == """
        {
          "place": {"path": "a", "inner": {"line": 1}, "list": ["x", "y"], "none": {}},
          "after": true
        }
        """)
  }

  private func written(_ write: (JSONWriter) -> Void) -> String {
    String(decoding: JSONWriter.document(write).dropLast(), as: UTF8.self)
  }

  @Test("everything of a rule is there, places with line and column")
  func ruleContent() throws {
    let report = try read(try JSONReporter().report(SampleAssessment.noGo))
    let rules = try #require(report["rubrics"]?.elements.first?["rules"]?.elements)
    #expect(rules.count == SampleAssessment.noGo.rubrics[0].rules.count)
    let rollback = try #require(rules.first { $0["id"]?.text == "release.rollback-plan" })
    let place = try #require(rollback["citations"]?.elements.first?["place"])
    #expect(place["path"]?.text == "gonogo.yaml")
    #expect(place["line"]?.integer == 61)
    #expect(place["column"]?.integer == 21)
    #expect(rules.first { $0["id"]?.text == "tests.load" }?["waiver"]?.integer == 0)
  }

  @Test("the same assessment makes the same bytes")
  func deterministic() throws {
    for sample in SampleAssessment.all {
      #expect(try JSONReporter().report(sample.assessment) == JSONReporter().report(sample.assessment))
    }
  }
}
