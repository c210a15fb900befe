import Diagnostics
import Testing

@testable import Readiness

@Suite("What lint doubts of a rubric")
struct RubricDoubtsTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private func doubts(_ rules: String) throws -> [String] {
    try bench.rubric(
      """
      rubric: test
      thresholds: {production: 0}
      areas: [{id: a, title: A}]
      params: {most: 30, strict: false}
      rules:
      \(rules)
      """
    ).doubts.map { "\($0.place?.start?.line ?? 0): \($0.message)" }
  }

  private func rule(_ text: String, id: String = "a.rule", title: String = "T") -> String {
    "  - {id: \(id), title: \(title), severity: minor, \(text)}"
  }

  @Test(
    "a rule that never holds, never fails or never applies",
    arguments: [
      ("claim: 'true'", "can never fail: 'claim' is true"),
      ("claim: has(project.name) || params.most > 3", "can never fail: 'claim' is true"),
      ("claim: has(project.name) && params.strict", "can never be met: 'claim' is false"),
      ("claim: has(project.name), when: params.strict", "applies to no project: 'when' is false"),
      ("claim: has(project.name), when: '!params.strict'", "applies to every project: leave 'when' out"),
      (
        "claim: has(project.name), evidence: artifacts.deployments, verify: 'params.most < 3'",
        "can never be met: 'verify' is false"
      ),
      (
        "claim: release.rollback.max_minutes > 40 && release.rollback.max_minutes < params.most",
        "'release.rollback.max_minutes > 40' and 'release.rollback.max_minutes < params.most' can never hold together"
      ),
      (
        "claim: \"release.strategy != 'canary' || release.strategy != 'ab'\"",
        "one of 'release.strategy != 'canary'' and 'release.strategy != 'ab'' always holds"
      ),
      ("claim: has(project.name) && has(project.name)", "'has(project.name)' stands twice"),
      (
        "claim: has(release.service), evidence: 'artifacts.deployments.filter(d, d.name == \"a\" && d.name == \"b\")', "
          + "verify: 'evidence.all(d, d.images_pinned)'",
        "can never hold together"
      ),
    ])
  func conditions(text: String, complaint: String) throws {
    let doubts = try doubts(rule(text))
    #expect(doubts.count == 1)
    #expect(doubts.first?.contains(complaint) == true, "\(doubts)")
    #expect(doubts.first?.hasPrefix("6: ") == true)
  }

  @Test("a rule that hangs on what is stated is left alone, whatever the gate and the day")
  func plain() throws {
    #expect(
      try doubts(
        rule("claim: release.rollback.max_minutes <= params.most, when: \"gate == 'mvp'\"")
          + "\n" + rule("claim: release.rollback.rehearsed_on <= now", id: "a.other", title: "Other")) == [])
  }

  @Test("the same title, and the same demand under another title")
  func repeated() throws {
    #expect(
      try doubts(
        rule("claim: has(project.name)") + "\n" + rule("claim: has(project.id)", id: "a.second", title: "t") + "\n"
          + rule("claim: has( project.name )", id: "a.third", title: "Third")) == [
          "7: 'a.second' has the title of 'a.rule'", "8: 'a.third' demands the same as 'a.rule'",
        ])
  }
}
