import Diagnostics
import Evidence
import Readiness
import Testing

@testable import Reports

@Suite("The size of the HTML report")
struct ReportSizeTests {
  private static let rules = 2_000
  private static let findings = 10_000

  @Test("2,000 rules with 10,000 findings stay below 5 MB, and no rule takes more than 2.4 KB")
  func size() throws {
    let theme = try SampleTheme.fromTemplates()
    let large = try HTMLReporter(theme: theme).report(Self.assessment(rules: Self.rules)).count
    let small = try HTMLReporter(theme: theme).report(Self.assessment(rules: 10)).count
    let perRule = (large - small) / (Self.rules - 10)
    #expect(large < 5_000_000, "\(large) bytes, \(perRule) for each rule")
    #expect(perRule < 2_400, "\(perRule) bytes for each rule, its findings and its row in the way to GO included")
  }

  @Test("a value that decided is not told again as a step of its expression")
  func repetitions() throws {
    let page = ReadPage(try HTMLReporter(theme: SampleTheme.plain).report(Self.assessment(rules: 1)))
    // Once as a value, and once within a step that says more than the value.
    #expect(page.text.ranges(of: "model.fairness.limits_0.at_most").count == 2, "\(page.text)")
    #expect(page.text.contains("size(model.fairness.limits_0.at_most)"))
  }

  /// Rules as long as those that come along, each with five values that decided it.
  private static func assessment(rules count: Int) -> Assessment {
    let findings = Self.findings / Self.rules
    let verdicts: [Verdict] = [.claimed, .verified, .claimed, .insufficient, .verified, .missing, .claimed, .claimed]
    let manifest = SourceFile(
      path: "gonogo.yaml", text: (0..<2_000).map { "    limits_\($0): {at_most: 0.1}\n" }.joined())
    let rules = (0..<count).map { number in
      var rule = SampleAssessment.rule(
        "model.fairness-of-group-\(number)", "The run of the registered version breaks no limit for group \(number)",
        number % 9 == 0 ? .blocker : .major, verdicts[number % verdicts.count],
        message: "Stated, not proved: the manifest does not state model.fairness.limits_\(number).at_least, as asked.",
        evidence: [EvidenceUse(entry: number % 2, standing: .fresh)])
      rule.rule.why = "A limit that is known to be broken harms people from the first day on; nobody looks again."
      rule.rule.remedy = "Improve the model for the groups concerned, or do not release it before they are as well off."
      rule.citations = (0..<findings).map { finding in
        Citation(
          path: "model.fairness.limits_\(finding).at_most", value: "'\(number) of \(finding)'",
          place: manifest.range((number * 20 + finding)..<(number * 20 + finding + 3)))
      }
      rule.traces = [
        ExpressionTrace(
          role: .claim,
          text: "size(model.fairness.limits) > 0 && model.fairness.limits.all(l, l.at_most <= params.most)",
          result: "true",
          steps: rule.citations.flatMap { citation in
            [
              .init(text: "size(\(citation.path)) > 0", depth: 1, result: "true"),
              .init(text: citation.path, depth: 2, result: citation.value),
            ]
          })
      ]
      return rule
    }
    let unmet = rules.indices.filter { !rules[$0].isMet }
    let rubric = SampleAssessment.rubric(
      decision: .noGo, reason: "Demands that block are not met.", rules: rules,
      way: WayToGo(
        steps: unmet.map { .init(rule: $0, isNeededForConditionalGo: true) }, reachesGo: true, scoreAfter: nil))
    return SampleAssessment.assessment(
      rubrics: [rubric], decision: .noGo, reason: "Demands that block are not met.", outcome: .notPassed)
  }
}
