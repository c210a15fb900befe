import Diagnostics
import Testing

@testable import Readiness

/// Small rubrics with a scale. A rule's id says what it comes to in `ScaleFixture.manifest`, with `evidence`: `verified`,
/// `claimed` (nothing proves it), `word` (claimed, and nothing could prove it), `missing`, `contradicted`, `elsewhere`
/// (not applicable), `later` (asked from the gate operate on).
enum ScaleFixture {
  static let rules = """
    rules:
      - {id: data.verified, title: v, severity: minor, claim: project.name == 'x', evidence: artifacts.test_reports, verify: "evidence.all(t, t.failures == 0)"}
      - {id: data.proved, title: p, severity: minor, claim: project.name == 'x', evidence: artifacts.test_reports, verify: "evidence.all(t, t.tests > 0)"}
      - {id: data.claimed, title: c, severity: minor, claim: project.name == 'x', evidence: artifacts.coverage_reports, verify: "evidence.all(c, c.line_rate > 0.5)"}
      - {id: data.word, title: w, severity: minor, claim: project.name == 'x'}
      - {id: data.missing, title: m, severity: minor, claim: size(project.description) > 0}
      - {id: data.contradicted, title: n, severity: minor, claim: project.name == 'x', evidence: artifacts.test_reports, verify: "evidence.all(t, t.failures > 0)"}
      - {id: data.strict, title: s, severity: minor, gates: {kickoff: claimed, mvp: verified}, claim: project.name == 'x', evidence: artifacts.coverage_reports, verify: "evidence.all(c, c.line_rate > 0.5)"}
      - {id: data.elsewhere, title: e, severity: minor, when: project.name == 'y', claim: project.name == 'y'}
      - {id: data.later, title: l, severity: minor, gates: {operate: claimed}, claim: project.name == 'x'}
    """
  static let manifest = "{gonogo: 1, project: {name: x}}"
  static let evidence = "test_reports: [{tests: 3, failures: 0}]"

  static func rubric(_ scale: String) -> String {
    """
    rubric: test
    areas: [{id: data, title: Data}]
    thresholds: {kickoff: 0, poc: 0, mvp: 0, production: 0, operate: 0}
    \(scale)
    \(rules)
    """
  }

  /// A scale of sections: for each section the rules of its items.
  static func sections(_ sections: [(id: String, items: [[String]])], bands: String = "[]") -> String {
    let groups = sections.map { "{id: \($0.id), title: Section \($0.id)}" }.joined(separator: ", ")
    let items = sections.flatMap { section in
      section.items.enumerated().map { index, rules in
        "{id: \(section.id)\(index + 1), title: t, section: \(section.id), \(told(by: rules))}"
      }
    }
    return """
      scale:
        method: sections
        title: Test score
        sections: [\(groups)]
        bands: \(bands)
        items:
      \(items.map { "    - \($0)" }.joined(separator: "\n"))
      """
  }

  /// A scale of the levels 0 to 4: for each item its level, its dimension, if any, and its rules.
  static func levels(
    _ items: [(level: Int, dimension: String?, rules: [String])], stated: [Int: String] = [:], waysBack: String? = nil
  ) -> String {
    let used: [String] = ["a", "b"].filter { id in items.contains { $0.dimension == id } }
    let levels = (0...4).map { level in
      "{level: \(level), title: Level \(level)\(stated[level].map { ", stated: \"" + $0 + "\"" } ?? "")}"
    }
    let dimensions = used.map { "{id: \($0), title: Dimension \($0)}" }.joined(separator: ", ")
    let lines = items.enumerated().map { index, item in
      let dimension = item.dimension.map { ", dimension: " + $0 } ?? ""
      return "    - {id: i\(index), title: t\(index), level: \(item.level)\(dimension), \(told(by: item.rules))}"
    }
    return """
      scale:
        method: levels
        title: Ladder
        dimensions: [\(dimensions)]
        levels: [\(levels.joined(separator: ", "))]
        \(waysBack.map { "ways_back: " + $0 } ?? "")
        items:
      \(lines.joined(separator: "\n"))
      """
  }

  private static func told(by rules: [String]) -> String {
    rules.isEmpty ? "note: for a person" : "rules: [\(rules.map { "data.\($0)" }.joined(separator: ", "))]"
  }

  static func assess(
    _ scale: String, gate: Gate = .production, manifest: String = manifest
  ) throws -> ScaleAssessment {
    let bench = try Workbench()
    let assessment = bench.assess(
      try bench.rubric(rubric(scale)), manifest: manifest, evidence: bench.evidence(evidence), gate: gate)
    return try #require(assessment.rubrics.first?.scale)
  }
}

extension ScaleAssessment {
  var score: SectionScore? { if case .sections(let score) = result { score } else { nil } }
  var standing: LevelStanding? { if case .levels(let standing) = result { standing } else { nil } }
}
