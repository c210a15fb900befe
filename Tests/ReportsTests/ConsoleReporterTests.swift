import Readiness
import Testing

@testable import Reports

@Suite("The report at a terminal")
struct ConsoleReporterTests {
  private func lines(_ assessment: Assessment, color: Bool = false, width: Int = 100) throws -> [String] {
    let bytes = try ConsoleReporter(color: color, width: width).report(assessment)
    return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("the last line is the decision", arguments: SampleAssessment.all.map(\.name))
  func lastLine(name: String) throws {
    let assessment = try #require(SampleAssessment.all.first { $0.name == name }).assessment
    let lines = try lines(assessment)
    #expect(lines.last == "")
    #expect(lines.dropLast().last == assessment.decision.rawValue)
  }

  @Test("it says why, how far, what is unmet, where, and what to do; the gravest first")
  func content() throws {
    let text = try lines(SampleAssessment.noGo, width: 1_000).joined(separator: "\n")
    for words in [
      "NO-GO: Two of its promises cannot be kept today", "Score 64 of 100, 80 needed; proved 59, stated 81",
      "✕ insufficient release.rollback-plan (blocker): A bad release can be rolled back within 30 minutes",
      "  Rolling back takes 120 minutes; at most 30 are allowed.", "  at gonogo.yaml:61:21", "  do: Name the previous",
      "Diagnostics: 1 error, 1 warning.", "1 waiver ends within thirty days.", "Broken: ",
    ] { #expect(text.contains(words), "\(words)") }
    let blocker = try #require(text.range(of: "release.rollback-plan"))
    let minor = try #require(text.range(of: "tests.coverage"))
    #expect(blocker.lowerBound < minor.lowerBound)
    #expect(!text.contains("tests.load"), "a waived rule is not unmet")
  }

  @Test("colour is there only where it was asked for")
  func color() throws {
    let plain = try lines(SampleAssessment.noGo)
    let colored = try lines(SampleAssessment.noGo, color: true)
    #expect(!plain.joined().utf8.contains(0x1B))
    #expect(colored.dropLast().last == "\u{1B}[1;31mNO-GO\u{1B}[0m")
  }

  @Test(
    "nothing from outside acts on a terminal or on a CI runner, however the lines are broken",
    arguments: [40, 60, 100, 10_000])
  func hostile(width: Int) throws {
    for text in SampleAssessment.hostileTexts + [SampleAssessment.hostileTexts.joined(separator: " ")] {
      for line in try lines(SampleAssessment.hostile(text), width: width) {
        #expect(!line.drop { $0 == " " }.hasPrefix("::"))
        #expect(!line.contains("##[") && !line.contains("##vso["))
        #expect(
          !line.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}" })
      }
    }
  }

  @Test("lines keep to the width where words allow it")
  func width() throws {
    for line in try lines(SampleAssessment.noGo, width: 60) { #expect(line.unicodeScalars.count <= 60, "\(line)") }
  }
}

extension String {
  /// Where another text first stands in this one; the standard library has none without Foundation.
  fileprivate func range(of other: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
      start = index(after: start)
    }
    return nil
  }
}
