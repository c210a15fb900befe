import Diagnostics
import Readiness
import Testing

@testable import Reports

/// The page is as long as what is open: what is settled, and the end of every long list, is folded, and nothing is lost.
@Suite("Folding of the HTML report")
struct FoldingTests {
  private func page(_ assessment: Assessment) throws -> ReadPage {
    ReadPage(try HTMLReporter(theme: SampleTheme.plain).report(assessment))
  }

  private func html(_ assessment: Assessment) throws -> String {
    String(decoding: try HTMLReporter(theme: SampleTheme.plain).report(assessment), as: UTF8.self)
  }

  @Test("groups of which nothing is left to do are folded as a whole, the others are not")
  func settledGroups() throws {
    let groups = try page(SampleAssessment.noGo).tags.filter { $0.attributes["data-group"] != nil }
    #expect(groups.map(\.name) == ["div", "div", "div", "details", "details"])
    #expect(groups.allSatisfy { $0.attributes["open"] == nil })
  }

  @Test("a group of which something is left to do says how grave it is, and page one leads to what is not met")
  func severities() throws {
    let assessment = SampleAssessment.noGo
    let unmet = assessment.rubrics[0].rules.filter { RuleGroup($0) == .unmet }
    let counts = [RuleSeverity.blocker, .major, .minor, .advice].compactMap { severity in
      let count = unmet.count { $0.rule.severity == severity }
      return count > 0 ? "\(count) \(severity.rawValue)" : nil
    }
    let page = try page(assessment)
    #expect(page.text.contains(counts.joined(separator: " · ")), "\(counts)")
    #expect(page.values("href").contains("#unmet-1"))
    #expect(page.values("id").contains("unmet-1"))
  }

  @Test("the filter offers each severity and each area of the page once")
  func filter() throws {
    let assessment = SampleAssessment.several()
    let page = try page(assessment)
    let used = Set(assessment.rubrics.flatMap { $0.rules.map(\.rule.severity) })
    let offered = page.values("data-filter-severity")
    #expect(offered.count == used.count && Set(offered) == Set(used.map(\.rawValue)))
    let areas = page.tags.filter { $0.name == "option" }.map { $0.attributes["value"] }
    #expect(areas.first == "")
    #expect(Set(areas.dropFirst()) == Set(assessment.rubrics.flatMap { $0.areas.map(\.id) }))
    #expect(Set(areas).count == areas.count)
  }

  @Test("every demand has its address, to be handed on")
  func addresses() throws {
    for sample in SampleAssessment.all {
      let page = try page(sample.assessment)
      let rules = page.values("id").filter { $0.hasPrefix("rule-") }
      let links = page.values("href")
      for rule in rules { #expect(links.contains("#\(rule)"), "\(rule)") }
      #expect(page.text.ranges(of: "this demand").count == rules.count)
    }
  }

  @Test("a verdict is explained once for all demands, and only those that the page has")
  func verdicts() throws {
    let assessment = SampleAssessment.noGo
    let text = try page(assessment).text
    for verdict in Verdict.allCases {
      let count = assessment.rubrics[0].counts[verdict] > 0 ? 1 : 0
      #expect(text.ranges(of: verdict.meaning).count == count, "\(verdict)")
    }
  }

  @Test("of many values and steps the first eight stand there, the rest is folded", arguments: [8, 9, 40])
  func values(count: Int) throws {
    var assessment = SampleAssessment.noGo
    let paths = (0..<count).map { "data.sources[\($0)].owner" }
    assessment.rubrics[0].rules = [assessment.rubrics[0].rules[0]]
    assessment.rubrics[0].rules[0].citations = paths.map { Citation(path: $0, value: "'x'", place: nil) }
    assessment.rubrics[0].rules[0].traces = [
      ExpressionTrace(
        role: .claim, text: "all", result: "true",
        steps: paths.map { .init(text: "size(\($0)) > 0", depth: 1, result: "true") })
    ]
    let page = try page(assessment)
    #expect(page.problems == [])
    #expect(page.text.contains("\(count - 8) more\n") == (count > 8))
    #expect(page.text.contains("\(count - 8) more step") == (count > 8))
    for path in paths { #expect(page.text.ranges(of: path).count == 2, "\(path)") }
  }

  @Test("of what changed all that became worse stands there, and ten lines in any case")
  func changes() throws {
    let html = try html(SampleAssessment.changed)
    let change = try #require(SampleAssessment.changed.change)
    let start = try #require(html.firstRange(of: "<h2 id=\"change\">"))
    let end = try #require(html.firstRange(of: "<h2 id=\"rules\">"))
    let section = ReadPage(Array(html[start.upperBound..<end.lowerBound].utf8))
    for part in ChangeWords(change).parts {
      let worse = part.lines.count { $0.direction == .worse }
      let folded = part.lines.count - max(worse, 10)
      if folded > 0 { #expect(section.text.contains("\(folded) more")) }
    }
    let lines = section.tags.filter { $0.attributes["class"]?.hasPrefix("chip") == true }.count
    #expect(lines == 1 + ChangeWords(change).parts.reduce(0) { $0 + $1.lines.count })
  }

  @Test("a folded list has all of its items, in their order", arguments: [(0, 3), (3, 3), (4, 3), (9, 3)])
  func lists(count: Int, unfolded: Int) {
    var bytes: [UInt8] = []
    let page = HTMLPage(output: ReportOutput { bytes.append(contentsOf: $0) })
    page.list(Array(0..<count), unfolded: unfolded) { page.text($0) }
    page.finish()
    let read = ReadPage(bytes)
    #expect(read.problems == [])
    #expect(read.tags.filter { $0.name == "li" }.count == count)
    #expect(read.tags.filter { $0.name == "ul" }.count == (count == 0 ? 0 : count > unfolded ? 2 : 1))
    #expect(read.text.contains("\(count - unfolded) more") == (count > unfolded))
  }

  @Test("what page one names leads to its demand: contradictions, accepted risks, promises that nothing proves")
  func pageOneLinks() throws {
    let assessment = SampleAssessment.noGo
    let sheet = try #require(try html(assessment).split(separator: "<article class=\"appendix\"").first)
    let links = ReadPage(Array(sheet.utf8)).values("href")
    let named = assessment.rubrics[0].rules.filter { $0.verdict == .contradicted || $0.isWaived }
    #expect(named.count >= 2)
    for rule in named { #expect(links.contains("#rule-\(rule.rule.id)"), "\(rule.rule.id)") }
    #expect(links.contains("#unproven-1"))
  }

  @Test("headings stand over numbers as the numbers do")
  func numbers() throws {
    let html = try html(SampleAssessment.noGo)
    let start = try #require(html.firstRange(of: "<caption>Points by area, weakest first</caption>"))
    let rest = html[start.upperBound...]
    let table = ReadPage(Array(rest[..<(try #require(rest.firstRange(of: "</tr>\n<tr>")).lowerBound)].utf8))
    #expect(
      table.tags.filter { $0.name == "th" && $0.attributes["scope"] == "col" }.map { $0.attributes["class"] }
        == [nil] + Array(repeating: "num", count: 7))
  }

  @Test("evidence that the decision hangs on leads to each demand that it alone proves")
  func hinges() throws {
    var assessment = SampleAssessment.noGo
    assessment.rubrics[0].robustness.hinges = [.init(entry: 0, rules: [0, 1, 99], decisionWithout: .conditionalGo)]
    let html = try html(assessment)
    let start = try #require(html.firstRange(of: "<caption>Evidence that the decision hangs on</caption>"))
    let rest = html[start.upperBound...]
    let table = ReadPage(Array(rest[..<(try #require(rest.firstRange(of: "</tbody>")).lowerBound)].utf8))
    #expect(table.values("href").filter { $0.hasPrefix("#rule-") }.count == 2)
    #expect(table.text.contains("CONDITIONAL GO"))
  }
}
