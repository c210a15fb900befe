import Diagnostics
import Readiness
import Testing

@testable import Reports

/// How fast a reader of the page comes to what they look for: the leader on page one, the team at a demand, the auditor
/// from a file to the demands that rest on it.
@Suite("Reading the HTML report")
struct ReadingTests {
  private func html(_ assessment: Assessment) throws -> String {
    String(decoding: try HTMLReporter(theme: SampleTheme.plain).report(assessment), as: UTF8.self)
  }

  private func pageOne(_ assessment: Assessment) throws -> ReadPage {
    let sheet = try #require(try html(assessment).split(separator: "<article class=\"appendix\"").first)
    return ReadPage(Array(sheet.utf8))
  }

  /// The markup of a rule from its name on.
  private func body(_ id: String, in html: String) throws -> Substring {
    let start = try #require(html.firstRange(of: "<div id=\"rule-\(id)\">"))
    let rest = html[start.upperBound...]
    return rest[..<(rest.firstRange(of: "<div id=\"rule-")?.lowerBound ?? rest.endIndex)]
  }

  @Test(
    "a text that is too long ends after a whole word",
    arguments: [
      ("keep the version", 20, "keep the version"), ("keep the version", 12, "keep the…"),
      ("keep the version", 8, "keep the…"), ("keep this, or that", 12, "keep this…"),
      ("wide-open-to-everybody", 10, "wide-open-…"), ("é è ê ë", 4, "é è…"), ("", 3, ""), ("ab", 0, "…"),
    ])
  func wholeWords(text: String, limit: Int, expected: String) {
    let shown = Reports.wholeWords(text, limit)
    #expect(sameBytes(shown, expected), "\(shown)")
  }

  @Test("page one leads to the whole way, which unfolds as its name stands inside")
  func way() throws {
    let sheet = try pageOne(SampleAssessment.noGo)
    #expect(sheet.text.contains("All 6 in their order"), "\(sheet.text)")
    #expect(sheet.values("href").contains("#way-1"))
    #expect(try html(SampleAssessment.noGo).contains("</summary>\n<p id=\"way-1\""))
    // What stands there whole needs no link.
    var short = SampleAssessment.noGo
    short.rubrics[0].wayToGo.toGo?.steps.removeLast()
    #expect(!(try pageOne(short).values("href").contains("#way-1")))
  }

  @Test("page one says what a published scale comes to, and leads there")
  func scale() throws {
    let assessment = SampleAssessment.scaled
    let sheet = try pageOne(assessment)
    let scales = assessment.rubrics.compactMap(\.scale)
    #expect(!scales.isEmpty)
    for scale in scales {
      let result = try #require(scale.sentences.first)
      #expect(sheet.text.contains(Reports.wholeWords(result, 200)), "\(result)")
    }
    #expect(sheet.values("href").contains("#scale"))
    #expect(!(try pageOne(SampleAssessment.noGo).values("href").contains("#scale")))
  }

  @Test("what contradicts is told without saying again that it does, and the first three lead to the rest")
  func contradictions() throws {
    var assessment = SampleAssessment.noGo
    assessment.rubrics[0].wayToGo = WayToGo()
    for index in 0..<4 {
      assessment.rubrics[0].rules[index].verdict = .contradicted
      assessment.rubrics[0].rules[index].message = "Stated, and the evidence says otherwise: number \(index)."
    }
    let total = assessment.rubrics[0].rules.filter { $0.verdict == .contradicted }.count
    let sheet = try pageOne(assessment)
    #expect(sheet.text.contains(": number 0."), "\(sheet.text)")
    #expect(!sheet.text.contains("says otherwise: number"))
    #expect(sheet.text.contains("\(total - 3) more under Every demand."))
  }

  @Test("what to do is the first that an open demand says, and a demand that is met says nothing of it")
  func remedyFirst() throws {
    let assessment = SampleAssessment.noGo
    let html = try html(assessment)
    let missing = try #require(assessment.rubrics[0].rules.first { $0.verdict == .missing })
    #expect(try body(missing.rule.id, in: html).hasPrefix("<dl><dt>What to do</dt>"))
    let met = try #require(assessment.rubrics[0].rules.first { $0.verdict == .verified && $0.isMet })
    let rest = try body(met.rule.id, in: html)
    #expect(rest.hasPrefix("<dl><dt>Expected</dt>"))
  }

  @Test("of more than five missing values the rest is folded, and the line counts them", arguments: [5, 6, 40])
  func manyMissing(count: Int) throws {
    var assessment = SampleAssessment.noGo
    let index = try #require(assessment.rubrics[0].rules.firstIndex { $0.verdict == .missing && !$0.isMet })
    let paths = (0..<count).map { "data.sources[\($0)].owner" }
    assessment.rubrics[0].rules[index].missing = paths.map { MissingValue(path: $0, place: nil) }
    assessment.rubrics[0].rules[index].message = "not stated: \(paths.joined(separator: ", "))"
    let html = try html(assessment)
    #expect(ReadPage(Array(html.utf8)).problems == [])
    let body = try body(assessment.rubrics[0].rules[index].rule.id, in: html)
    for path in paths { #expect(body.contains("<code>\(path)</code>"), "\(path)") }
    let line = "not stated: data.sources[0].owner, data.sources[1].owner, data.sources[2].owner and \(count - 3) more"
    #expect(html.contains(line) == (count > 5))
    #expect(body.contains("<summary>\(count - 5) more</summary>") == (count > 5))
    #expect(html.contains(paths.joined(separator: ", ")) == (count <= 5))
  }

  @Test("a file of the register leads to each demand that used it", arguments: [1, 2])
  func usedBy(rubrics: Int) throws {
    var assessment = SampleAssessment.noGo
    for number in 1..<rubrics {
      var other = assessment.rubrics[0]
      other.name = "other-\(number)"
      assessment.rubrics.append(other)
    }
    let html = try html(assessment)
    let start = try #require(html.firstRange(of: "<h2 id=\"evidence\">"))
    let end = try #require(html.firstRange(of: "<h2 id=\"waivers\">"))
    let links = ReadPage(Array(html[start.upperBound..<end.lowerBound].utf8)).values("href")
    let uses = assessment.rubrics.flatMap(\.rules).reduce(0) { $0 + $1.evidence.count }
    #expect(uses > 0)
    #expect(links.filter { $0.hasPrefix("#rule-") }.count == uses)
    let ids = Set(ReadPage(Array(html.utf8)).values("id"))
    for link in links { #expect(ids.contains(String(link.dropFirst())), "\(link)") }
  }
}
