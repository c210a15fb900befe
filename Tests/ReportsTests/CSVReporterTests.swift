import Diagnostics
import Readiness
import Testing

@testable import Reports

@Suite("The traceability matrix")
struct CSVReporterTests {
  /// The rows as RFC 4180 has them, separated at a comma or as other spreadsheets do.
  private func rows(_ text: String, separator: UInt8 = UInt8(ascii: ",")) -> [[String]] {
    var rows: [[[UInt8]]] = [[[]]]
    var isQuoted = false
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      let row = rows.count - 1
      let cell = rows[row].count - 1
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && bytes.first == byte:
        bytes.removeFirst()
        rows[row][cell].append(byte)
      case UInt8(ascii: "\"") where isQuoted || rows[row][cell].isEmpty: isQuoted.toggle()
      case separator where !isQuoted: rows[row].append([])
      case 0x0A where !isQuoted: rows.append([[]])
      default: rows[row][cell].append(byte)
      }
    }
    rows.removeLast()
    return rows.map { $0.map { String(decoding: $0, as: UTF8.self).replacing("\r", with: "") } }
  }

  private func read(_ assessment: Assessment) throws -> [[String: String]] {
    let text = try ReadReport.text(CSVReporter(), assessment)
    #expect(text.utf8.starts(with: [0xEF, 0xBB, 0xBF]), "Excel takes it for another encoding otherwise")
    let rows = rows(String(decoding: text.utf8.dropFirst(3), as: UTF8.self))
    let header = try #require(rows.first)
    return rows.dropFirst().map { row in
      #expect(row.count == header.count)
      return Dictionary(zip(header, row)) { first, _ in first }
    }
  }

  @Test("has a row for each rule of each rubric", arguments: SampleAssessment.all.map(\.name))
  func allRules(name: String) throws {
    let assessment = try SampleAssessment.named(name)
    #expect(try read(assessment).count == assessment.rubrics.map(\.rules.count).reduce(0, +))
  }

  @Test("a row leads from the demand to the values, the evidence with its digest, and the version of the rubric")
  func row() throws {
    let row = try #require(try read(SampleAssessment.noGo).first { $0["rule"] == "tests.holdout" })
    let rubric = SampleAssessment.noGo.rubrics[0]
    #expect(row["rubric digest"] == rubric.digest.description)
    #expect(row["demand"] == "The model holds on data that it has not seen")
    #expect(row["severity"] == "blocker" && row["weight"] == "5" && row["required"] == "verified")
    #expect(row["verdict"] == "contradicted" && row["met"] == "no" && row["mark"] == "")
    #expect(
      row["values"]
        == "release.rollback.max_minutes = 120 at gonogo.yaml:61:21; params.max_rollback_minutes = 30")
    #expect(
      row["evidence"] == "test-results/junit.xml:3 (test_results, fresh, \(SampleAssessment.junit.digest.description))")
    #expect(row["sources"] == "vetter-2021; ml-test-score")
  }

  @Test("says by whom and until when a rule is waived, and what has no say yet")
  func marks() throws {
    let rows = try read(SampleAssessment.noGo)
    let waived = try #require(rows.first { $0["rule"] == "tests.load" })
    #expect(
      waived["mark"] == "waived" && waived["approved by"] == "Dana Okafor" && waived["waiver ends"] == "2026-12-15")
    #expect(rows.first { $0["rule"] == "data.retention" }?["mark"] == "announced for 2027-01-01")
    #expect(rows.first { $0["rule"] == "operations.handover" }?["met"] == "")
  }

  @Test(
    "no cell is a formula, wherever a spreadsheet sees cells",
    arguments: SampleAssessment.hostileTexts + [
      "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "a;=1", "a; =1", "a,=1", "\",=1", "\"=1",
      "'=1",
      "\u{FF1D}1", "a\";=1", "a|=1", "\u{3000}=1", "\n=1", "=", "==1", ";;=1",
    ])
  func formulas(text: String) throws {
    let written = String(
      decoding: try CSVReporter().report(SampleAssessment.hostile(text)).dropFirst(3), as: UTF8.self)
    for separator in [",", ";", "|"] {
      for cell in rows(written, separator: separator.utf8.first ?? 0).flatMap(\.self) {
        let first = cell.unicodeScalars.drop { $0.properties.isWhitespace || $0 == "\"" }.first
        #expect(!["=", "+", "@", "\u{FF1D}"].contains(first), "\(cell.prefix(80)) at \(separator)")
        #expect(first != "-", "\(cell.prefix(80)) at \(separator)")
      }
    }
  }
}
