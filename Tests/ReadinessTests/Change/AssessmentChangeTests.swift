import Diagnostics
import Testing

@testable import Readiness

/// One side of a comparison: a small project, judged by a small rubric at some time.
struct ChangeSide: Sendable {
  var now = "2026-07-01T00:00:00Z"
  var gate = Gate.mvp
  var thresholds = "{kickoff: 0, mvp: 50, production: 50}"
  var params = "{max_rollback_minutes: 30}"
  var severity = "blocker"
  var maxAge = "P90D"
  var id = "release.rollback-plan"
  /// More lines of the first rule.
  var more = ""
  /// More rules.
  var rules = ""
  var service = "churn"
  var minutes = 10
  /// More lines of the manifest.
  var manifest = ""
  var evidence = ChangeSide.fresh
  var unreadable: [String] = []

  static let fresh = "deployments: [{name: churn, revision_history_limit: 5, produced_at: '2026-06-01'}]"
  static let denying = "deployments: [{name: churn, revision_history_limit: 0, produced_at: '2026-06-01'}]"

  var rubric: String {
    """
    rubric: test
    title: Test
    areas: [{id: release, title: Release}, {id: tests, title: Tests}]
    thresholds: \(thresholds)
    params: \(params)
    rules:
      - id: \(id)
        title: A bad release can be rolled back
        severity: \(severity)
        gates: {mvp: claimed, production: verified}
        claim: release.rollback.max_minutes <= params.max_rollback_minutes
        evidence: artifacts.deployments.filter(d, d.name == release.service)
        verify: evidence.exists(d, d.revision_history_limit > 0)
        max_age: \(maxAge)
    \(more.isEmpty ? "" : "    \(more)")
    \(rules)

    """
  }

  func assessment() throws -> Assessment {
    let bench = try Workbench(now: now)
    return bench.assess(
      try bench.rubric(rubric),
      manifest: """
        gonogo: 1
        project: {name: churn}
        release: {service: \(service), rollback: {kind: previous_model, max_minutes: \(minutes)}}
        \(manifest)
        """,
      evidence: bench.evidence(evidence, unreadable: unreadable), gate: gate)
  }
}

@Suite("What changed between two assessments")
struct AssessmentChangeTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var before: ChangeSide
    var after: ChangeSide
    var lines: [String]
    var isWorse: Bool

    /// A case in which one thing after the other is changed in the earlier side.
    init(
      _ name: String, from before: ChangeSide = ChangeSide(), _ change: (inout ChangeSide) -> Void,
      isWorse: Bool = false,
      _ lines: String...
    ) {
      testDescription = name
      self.before = before
      after = before
      change(&after)
      self.isWorse = isWorse
      self.lines = lines
    }
  }

  private static func check(_ example: Case) throws {
    let change = AssessmentChange(
      from: AssessmentSnapshot(try example.before.assessment()), to: AssessmentSnapshot(try example.after.assessment()))
    #expect(change.lines == example.lines)
    #expect(change.isWorse == example.isWorse)
    #expect(change.isEmpty == (example.lines.isEmpty && example.before.rubric == example.after.rubric))
  }

  static func side(_ change: (inout ChangeSide) -> Void) -> ChangeSide {
    var side = ChangeSide()
    change(&side)
    return side
  }

  // MARK: Evidence

  private static let evidenceCases: [Case] = [
    Case("nothing", { _ in }),
    Case(
      "the proof is gone", { $0.evidence = "" }, isWorse: true,
      "withdrawn proof: release.rollback-plan verified → claimed, worse, gone", "evidence: 0 new, 0 other, 1 gone"),
    Case(
      "the file speaks of something else",
      {
        $0.evidence = "deployments: [{name: other, revision_history_limit: 5, produced_at: '2026-06-01'}]"
      }, isWorse: true,
      "withdrawn proof: release.rollback-plan verified → claimed, worse, replaced", "evidence: 0 new, 1 other, 0 gone"),
    Case(
      "the proof cannot be read",
      {
        $0.evidence = ""
        $0.unreadable = ["deployments"]
      }, isWorse: true,
      "withdrawn proof: release.rollback-plan verified → error, worse, gone", "evidence: 0 new, 0 other, 1 gone"),
    Case(
      "the manifest speaks of another service, and the file is as it was", { $0.service = "leads" },
      "project: release.rollback-plan verified → claimed, worse"),
    Case(
      "the evidence says otherwise now", { $0.evidence = ChangeSide.denying }, isWorse: true,
      "project: release.rollback-plan verified → contradicted, worse", "evidence: 0 new, 1 other, 0 gone"),
    Case(
      "what contradicted is gone", from: side { $0.evidence = ChangeSide.denying }, { $0.evidence = "" }, isWorse: true,
      "withdrawn denial: release.rollback-plan contradicted → claimed, better, gone",
      "evidence: 0 new, 0 other, 1 gone"),
    Case(
      "what contradicted was repaired", from: side { $0.evidence = ChangeSide.denying },
      { $0.evidence = ChangeSide.fresh }, "project: release.rollback-plan contradicted → verified, better",
      "evidence: 0 new, 1 other, 0 gone"),
    Case(
      "a proof is new", from: side { $0.evidence = "" }, { $0.evidence = ChangeSide.fresh },
      "project: release.rollback-plan claimed → verified, better", "evidence: 1 new, 0 other, 0 gone"),
    Case(
      "another proof stands in its place",
      { $0.evidence = "deployments: [{name: churn, revision_history_limit: 9, produced_at: '2026-06-20'}]" },
      "evidence: 0 new, 1 other, 0 gone"),
    Case(
      "the proof is gone, and the rule does not apply any more",
      from: side { $0.more = "when: release.service == 'churn'" },
      {
        $0.service = "leads"
        $0.evidence = ""
      }, isWorse: true,
      "project: release.rollback-plan verified → notApplicable, neither", "evidence: 0 new, 0 other, 1 gone"),
  ]

  @Test(
    "evidence that decided a rule and is no longer there is withdrawn, whatever the decision is",
    arguments: evidenceCases)
  func evidence(example: Case) throws { try Self.check(example) }

  // MARK: Date

  private static let dated = side {
    $0.more = "enforced_from: 2026-08-01"
    $0.gate = .production
    $0.evidence = ""
    $0.rules = """
        - id: tests.other
          title: Another
          severity: minor
          claim: release.rollback.max_minutes < 100
      """
  }

  private static let dateCases: [Case] = [
    Case(
      "the proof is too old", { $0.now = "2026-10-01T00:00:00Z" },
      "stale: release.rollback-plan verified → claimed, worse, 1"),
    Case(
      "the proof is too old, and more was stated beside it",
      {
        $0.now = "2026-10-01T00:00:00Z"
        $0.manifest = "extensions: {}"
      }, "stale: release.rollback-plan verified → claimed, worse, 1"),
    Case(
      "a rule that was announced counts", from: dated, { $0.now = "2026-08-01T00:00:00Z" }, isWorse: true,
      "enforced: release.rollback-plan 2026-08-01, claimed"),
    Case("a rule that is announced still does not", from: dated, { $0.now = "2026-07-31T23:59:59Z" }),
    Case(
      "the rubric announces no more", from: dated, { $0.more = "" }, isWorse: true,
      "edit enforced_from: release.rollback-plan 2026-08-01 → none, tightens"),
    Case(
      "the rubric announces for later", from: dated, { $0.more = "enforced_from: 2026-09-01" },
      "edit enforced_from: release.rollback-plan 2026-08-01 → 2026-09-01, loosens"),
  ]

  @Test("what only a later date changes has expired", arguments: dateCases)
  func expired(example: Case) throws { try Self.check(example) }

  private static let rehearsed = "now - release.rollback.rehearsed_on < duration('960h')"
  private static let rehearsedOrQuick = rehearsed + " || release.rollback.rehearsal_minutes < 5.0"
  private static let lateOrQuick =
    "now - release.rollback.rehearsed_on < duration('240h') || release.rollback.rehearsal_minutes < 5.0"
  private static let elsewhere = "team: {members: [{name: Ana}]}"

  @Test(
    "a rule that reads the date is told from one whose project changed",
    arguments: [
      (rehearsed, "2026-06-01", "", "date: tests.rehearsed claimed → insufficient, worse"),
      (rehearsed, "2026-06-01", elsewhere, "date: tests.rehearsed claimed → insufficient, worse"),
      (rehearsed, "2026-06-02", "", "project: tests.rehearsed claimed → insufficient, worse"),
      (rehearsedOrQuick, "2026-06-01", "", "date: tests.rehearsed claimed → missing, worse"),
      (rehearsedOrQuick, "2026-06-01", elsewhere, "date: tests.rehearsed claimed → missing, worse, not certain"),
      (
        lateOrQuick, "2026-06-01, rehearsal_minutes: 4", "", "project: tests.rehearsed missing → claimed, better"
      ),
    ])
  func readsDate(claim: String, rehearsedOn: String, more: String, line: String) throws {
    func snapshot(_ now: String, _ rehearsedOn: String, _ more: String) throws -> AssessmentSnapshot {
      let bench = try Workbench(now: now)
      var side = ChangeSide()
      side.rules = """
          - id: tests.rehearsed
            title: The way back was rehearsed
            severity: minor
            claim: \(claim)
        """
      let manifest = """
        gonogo: 1
        project: {name: churn}
        release: {service: churn, rollback: {kind: previous_model, max_minutes: 10, rehearsed_on: \(rehearsedOn)}}
        \(more)
        """
      return AssessmentSnapshot(
        bench.assess(
          try bench.rubric(side.rubric), manifest: manifest, evidence: bench.evidence(ChangeSide.fresh), gate: .mvp))
    }
    let before = try snapshot("2026-07-01T00:00:00Z", "2026-06-01", "")
    let after = try snapshot("2026-08-01T00:00:00Z", rehearsedOn, more)
    #expect(AssessmentChange(from: before, to: after).lines == [line])
  }

  // MARK: Project and gate

  private static let projectCases: [Case] = [
    Case(
      "a value is worse", { $0.minutes = 600 }, isWorse: true,
      "project: release.rollback-plan verified → insufficient, worse"),
    Case(
      "another gate asks for proof", from: side { $0.evidence = "" }, { $0.gate = .production }, isWorse: true,
      "gate: mvp → production", "gate: release.rollback-plan claimed → claimed, worse"),
    Case(
      "an earlier gate does not ask", from: side { $0.minutes = 600 }, { $0.gate = .kickoff },
      "gate: mvp → kickoff", "gate: release.rollback-plan insufficient → upcoming, neither"),
  ]

  @Test("what the project and its gate change is told apart from the rubric", arguments: projectCases)
  func project(example: Case) throws { try Self.check(example) }

  // MARK: Rubric

  private static let rubricCases: [Case] = [
    Case(
      "a threshold", { $0.thresholds = "{kickoff: 0, mvp: 40, production: 50}" },
      "edit threshold: test 50 → 40, loosens"),
    Case(
      "a threshold of another gate shows in the digest only",
      { $0.thresholds = "{kickoff: 0, mvp: 50, production: 40}" }),
    Case(
      "a parameter", { $0.params = "{max_rollback_minutes: 5}" }, isWorse: true,
      "edit parameter: max_rollback_minutes 30 → 5, depends",
      "rubric: release.rollback-plan verified → insufficient, worse"),
    Case(
      "a parameter, and the manifest",
      {
        $0.params = "{max_rollback_minutes: 5}"
        $0.minutes = 20
      }, isWorse: true, "edit parameter: max_rollback_minutes 30 → 5, depends",
      "rubric: release.rollback-plan verified → insufficient, worse, not certain"),
    Case(
      "a parameter that nobody reads", from: side { $0.params = "{max_rollback_minutes: 30, other: 1}" },
      {
        $0.params = "{max_rollback_minutes: 30, other: 2}"
        $0.minutes = 600
      }, isWorse: true, "project: release.rollback-plan verified → insufficient, worse",
      "edit parameter: other 1 → 2, depends"),
    Case(
      "the severity, and with it the weight", { $0.severity = "major" },
      "edit severity: release.rollback-plan blocker → major, loosens",
      "edit weight: release.rollback-plan 5 → 3, depends"),
    Case(
      "the age of evidence", { $0.maxAge = "P10D" },
      "edit max_age: release.rollback-plan 7776000 → 864000, tightens",
      "rubric: release.rollback-plan verified → claimed, worse"),
    Case(
      "whether it can be waived", { $0.more = "waivable: false" },
      "edit waivable: release.rollback-plan yes → no, tightens"),
    Case(
      "a condition", { $0.more = "when: release.service == 'leads'" }, isWorse: true,
      "edit criteria: release.rollback-plan, depends",
      "rubric: release.rollback-plan verified → notApplicable, neither"),
    Case(
      "a new rule",
      {
        $0.rules = "  - {id: tests.new, title: New, severity: minor, claim: release.rollback.max_minutes < 5}"
      }, "edit rule_added: tests.new none → insufficient, tightens"),
    Case(
      "a rule less",
      from: side {
        $0.rules = "  - {id: tests.new, title: New, severity: minor, claim: release.rollback.max_minutes < 5}"
      }, { $0.rules = "" }, "edit rule_removed: tests.new insufficient → none, loosens"),
    Case(
      "a new name",
      {
        $0.id = "release.way-back"
        $0.more = "aliases: [release.rollback-plan]"
      }, "edit rule_renamed: release.way-back release.rollback-plan → release.way-back, depends"),
  ]

  @Test("what the rubric changes is named, with whether it asks for less", arguments: rubricCases)
  func rubric(example: Case) throws { try Self.check(example) }

  @Test(
    "any change of a rubric shows in its digest, wording included, and another rubric is one that came and one that went"
  )
  func digest() throws {
    let before = AssessmentSnapshot(try ChangeSide().assessment())
    var wording = ChangeSide()
    wording.more = "why: So it is."
    let change = AssessmentChange(from: before, to: AssessmentSnapshot(try wording.assessment()))
    #expect(change.rubric.edits.map(\.aspect) == [.digest])
    #expect(change.rubric.edits.first?.before == before.rubrics[0].digest.description)
    var other = before
    other.rubrics[0].name = "other"
    #expect(
      AssessmentChange(from: before, to: other).lines == [
        "edit rubric_added: other none → GO, tightens", "edit rubric_removed: test GO → none, loosens",
      ])
  }

  // MARK: Waivers and sign-offs

  static func waiver(until day: String, approver: String = "Dana") -> String {
    "waivers: [{rule: release.rollback-plan, reason: r, owner: Ana, approver: \(approver), approved_on: 2026-06-01, expires_on: \(day)}]"
  }

  /// Where the rest of the score is enough, so that the waiver decides.
  private static let unmet = side {
    $0.minutes = 600
    $0.thresholds = "{kickoff: 0, mvp: 10, production: 50}"
    $0.rules = "  - {id: tests.met, title: Met, severity: minor, claim: release.rollback.max_minutes > 5}"
  }

  private static let waived: ChangeSide = {
    var side = unmet
    side.manifest = waiver(until: "2026-07-31")
    return side
  }()

  private static let waiverCases: [Case] = [
    Case(
      "new", from: unmet, { $0.manifest = waiver(until: "2026-07-31") },
      "waiver: none → covering until 2026-07-31"),
    Case("gone", from: waived, { $0.manifest = "" }, isWorse: true, "waiver: covering until 2026-07-31 → none"),
    Case(
      "longer", from: waived, { $0.manifest = waiver(until: "2026-08-31") },
      "waiver: covering until 2026-07-31 → covering until 2026-08-31"),
    Case("in force on its last day", from: waived, { $0.now = "2026-07-31T23:59:59Z" }),
    Case(
      "ended", from: waived, { $0.now = "2026-08-01T00:00:00Z" }, isWorse: true, "ended: release.rollback-plan"),
    Case(
      "ended, and removed", from: waived,
      {
        $0.now = "2026-08-01T00:00:00Z"
        $0.manifest = ""
      }, isWorse: true, "ended: release.rollback-plan"),
    Case(
      "invalid now", from: waived, { $0.manifest = waiver(until: "2026-07-31", approver: "ana") }, isWorse: true,
      "waiver: covering until 2026-07-31 → invalid until 2026-07-31"),
  ]

  @Test("waivers are new, gone, different or ended", arguments: waiverCases)
  func waivers(example: Case) throws { try Self.check(example) }

  @Test("sign-offs are new, gone, or stand otherwise")
  func signoffs() throws {
    var before = AssessmentSnapshot(try ChangeSide().assessment())
    var after = before
    var signoff = SignoffSnapshot(state: .standing)
    signoff.person = "Dana"
    after.signoffs = [signoff]
    #expect(AssessmentChange(from: before, to: after).lines == ["sign-off: none → standing"])
    #expect(AssessmentChange(from: after, to: before).lines == ["sign-off: standing → none"])
    before.signoffs = [signoff]
    after.signoffs[0].state = .stale
    #expect(AssessmentChange(from: before, to: after).lines == ["sign-off: standing → stale"])
  }

  // MARK: Honesty

  @Test("where nothing but the tool is another, it is the tool")
  func tool() throws {
    let before = AssessmentSnapshot(try ChangeSide().assessment())
    var after = before
    after.toolVersion = "2"
    after.rubrics[0].rules[0].verdict = .error
    after.rubrics[0].rules[0].isMet = false
    #expect(
      AssessmentChange(from: before, to: after).lines == ["tool: release.rollback-plan verified → error, worse"])
  }

  @Test("a report that does not say by what its rules judge is compared as far as can be seen, and that is told")
  func olderReport() throws {
    var before = AssessmentSnapshot(try ChangeSide().assessment())
    before.rubrics[0].rules[0].criteria = nil
    before.rubrics[0].parameters = nil
    before.rubrics[0].digest = .sha256(of: [])
    var worse = ChangeSide()
    worse.minutes = 600
    let change = AssessmentChange(from: before, to: AssessmentSnapshot(try worse.assessment()))
    #expect(!change.isComplete)
    #expect(change.lines == ["project: release.rollback-plan verified → insufficient, worse, not certain"])
  }

  @Test("a register that a rule points beyond is no reason to end")
  func beyondTheRegister() throws {
    var before = AssessmentSnapshot(try ChangeSide().assessment())
    before.evidence = []
    let after = AssessmentSnapshot(try ChangeSide().assessment())
    #expect(AssessmentChange(from: before, to: after).lines == ["evidence: 1 new, 0 other, 0 gone"])
  }

  @Test("scores and areas are set beside each other")
  func standings() throws {
    var worse = ChangeSide()
    worse.minutes = 600
    let change = AssessmentChange(
      from: AssessmentSnapshot(try ChangeSide().assessment()), to: AssessmentSnapshot(try worse.assessment()))
    let standing = try #require(change.standings.first)
    #expect(standing.before.scores.score?.shown == 100)
    #expect(standing.after.scores.score?.shown == 0)
    #expect(standing.areas.map { [$0.before?.score?.shown, $0.after?.score?.shown] } == [[100, 0]])
    #expect(change.decisionDirection == .worse)
  }

  @Test("a broken run is worse than one that was not")
  func broken() throws {
    let before = AssessmentSnapshot(try ChangeSide().assessment())
    var after = before
    after.outcome = .broken
    #expect(AssessmentChange(from: before, to: after).isWorse)
    #expect(AssessmentChange(from: after, to: before).decisionDirection == .better)
  }
}
