import Diagnostics
import Documents
import Readiness
import Testing

@testable import Reports

@Suite("The badge")
struct BadgeReporterTests {
  private func picture(_ assessment: Assessment) throws -> Node {
    let document = Document.xml(SourceFile(path: "badge.svg", bytes: try BadgeReporter().report(assessment)))
    #expect(document.diagnostics == [])
    return try #require(document.root)
  }

  private func parts(_ picture: Node, _ name: String) -> [Node] {
    (picture["children"]?.elements ?? []).filter { $0["name"]?.text == name }
  }

  @Test(
    "says the gate, the decision and, where there is one score, the score; to screen readers too",
    arguments: [
      ("no-go", "NO-GO, 64 of 100"), ("go", "GO, 100 of 100"), ("several", "CONDITIONAL GO"), ("empty", "NO-GO"),
    ])
  func words(name: String, result: String) throws {
    let assessment = try SampleAssessment.named(name)
    let picture = try picture(assessment)
    #expect(parts(picture, "text").map { $0["text"]?.text } == ["production gate", result])
    #expect(picture["attributes"]?["aria-label"]?.text == "production gate: \(result)")
    #expect(parts(picture, "title").first?["text"]?.text == "production gate: \(result)")
    #expect(picture["attributes"]?["role"]?.text == "img")
  }

  @Test("its fields stand beside each other and fill it, and texts fit in", arguments: SampleAssessment.all.map(\.name))
  func geometry(name: String) throws {
    let picture = try picture(SampleAssessment.named(name))
    func number(_ node: Node, _ attribute: String) throws -> Int {
      try #require(node["attributes"]?[attribute]?.text.flatMap { Int($0) })
    }
    let fields = parts(picture, "rect")
    #expect(try number(fields[1], "x") == number(fields[0], "width"))
    #expect(try number(fields[0], "width") + number(fields[1], "width") == number(picture, "width"))
    for (field, text) in zip(fields, parts(picture, "text")) {
      let end = try number(text, "x") + number(text, "textLength")
      #expect(try number(text, "x") > number(field, "x"))
      #expect(try end < number(field, "x") + number(field, "width"))
    }
  }

  @Test("its text can be read: the contrast is at least 4.5", arguments: Decision.allCases)
  func contrast(decision: Decision) throws {
    var assessment = SampleAssessment.go
    assessment.decision = decision
    let fields = parts(try picture(assessment), "rect")
    for field in fields {
      let color = try #require(field["attributes"]?["fill"]?.text)
      #expect(1.05 / (try luminance(color) + 0.05) >= 4.5, "\(color)")
    }
  }

  /// The relative luminance of WCAG 2.
  private func luminance(_ color: String) throws -> Double {
    let value = try #require(Int(color.dropFirst(), radix: 16))
    let parts = [16, 8, 0].map { shift in
      let share = Double(value >> shift & 255) / 255
      return share <= 0.04045 ? share / 12.92 : power(of: (share + 0.055) / 1.055)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// `base` to the power of 2.4, as the fifth root of its twelfth power.
  private func power(of base: Double) -> Double {
    let twelfth = (0..<12).reduce(1.0) { product, _ in product * base }
    var root = base
    for _ in 0..<60 { root -= (root * root * root * root * root - twelfth) / (5 * root * root * root * root) }
    return root
  }

  @Test("says no word of a stranger's")
  func hostile() throws {
    #expect(parts(try picture(SampleAssessment.hostile), "text").allSatisfy { $0["text"]?.text?.utf8.count ?? 0 < 40 })
  }
}
