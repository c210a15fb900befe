import Builtins
import CEL
import Diagnostics
import Documents
import Schema
import Testing

@testable import Readiness

@Suite("Frameworks")
struct FrameworkTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  /// Four rules, of which each is there to come to another verdict.
  private static let rubric = """
    rubric: test
    thresholds: {production: 0, operate: 0}
    areas: [{id: a, title: A}]
    rules:
      - {id: a.stated, title: Stated, severity: minor, effort: small, why: w, remedy: r, claim: has(project.name)}
      - {id: a.shown, title: Shown, severity: minor, effort: small, why: w, remedy: r,
         evidence: artifacts.coverage_reports, verify: 'evidence.exists(c, c.line_rate >= 0.0)'}
      - {id: a.unmet, title: Unmet, severity: blocker, effort: small, why: w, remedy: r, claim: has(project.organisation)}
      - {id: a.later, title: Later, severity: minor, effort: small, why: w, remedy: r, claim: has(project.name),
         gates: {operate: claimed}}
      - {id: a.apart, title: Apart, severity: minor, effort: small, why: w, remedy: r, claim: has(project.name),
         when: model.generative}
    """

  private static let manifest = """
    {gonogo: 1, project: {name: test}, model: {generative: false}, compliance: {jurisdictions: [EU], frameworks: FRAMEWORKS}}
    """

  private func framework(applies: String = "", _ controls: String) -> SourceFile {
    SourceFile(
      path: "law.yaml",
      text: """
        framework: law
        title: The Law
        names: [Act 1]
        publisher: P
        version: V
        kind: law
        description: D.
        source: https://example.org
        as_of: 2026-01-01
        confirmed: primary
        \(applies)
        ---
        controls:
        \(controls)
        """)
  }

  private func control(
    _ id: String, rules: String, coverage: String = "partial", status: String = "{state: voluntary}",
    further: String = ""
  ) -> String {
    "  - {id: \(id), title: T, group: G, status: \(status), coverage: \(coverage), rules: \(rules), check: partial, "
      + "note: n\(further)}"
  }

  private func hold(
    _ file: SourceFile, frameworks: String = "[law]", evidence: String = "coverage_reports: [{line_rate: 0.9}]",
    waivers: String = "", asked: [String] = [], manifest: String? = nil
  ) throws -> Assessment {
    let compiled = try bench.rubric(Self.rubric)
    let text =
      (manifest ?? Self.manifest).replacing("FRAMEWORKS", with: frameworks).dropLast() + waivers + "}"
    return Assessor(vocabulary: bench.vocabulary, rubrics: [compiled], isStrict: false).assess(
      Facts(
        manifest: bench.manifest(String(text)), evidence: bench.evidence(evidence), gate: .production,
        now: bench.now),
      run: Assessor.Run(
        toolVersion: "test", command: "gonogo assess", frameworks: [file], askedFrameworks: asked))
  }

  @Test(
    "a control comes to the worst of its rules",
    arguments: [
      ("[a.shown]", ControlAssessment.Status.evidenced), ("[a.shown, a.stated]", .statedOnly),
      ("[a.stated, a.later]", .notAssessed), ("[a.stated, a.nowhere]", .notAssessed),
      ("[a.later, a.unmet]", .notMet), ("[a.apart]", .notApplicable), ("[a.apart, a.shown]", .evidenced),
    ])
  func worst(rules: String, status: ControlAssessment.Status) throws {
    let assessment = try hold(framework(control("C1", rules: rules)))
    #expect(assessment.compliance[0].controls.map(\.status) == [status])
  }

  @Test("a control that no rule serves is not assessed")
  func withoutRules() throws {
    let assessment = try hold(framework(control("C1", rules: "[]", coverage: "none")))
    #expect(assessment.compliance[0].controls[0].status == .notAssessed)
  }

  @Test("a waived rule leaves its control unmet, and marked")
  func waived() throws {
    let waiver = """
      , waivers: [{rule: a.unmet, reason: r, owner: o, approver: p, approved_on: 2026-06-01, expires_on: 2026-08-01}]
      """
    let control = try hold(framework(control("C1", rules: "[a.unmet]")), waivers: waiver).compliance[0].controls[0]
    #expect(control.status == .notMet)
    #expect(control.isWaived)
  }

  @Test(
    "whether a framework is held against a project is told by what is stated, or by its name in any case of letters")
  func applicability() throws {
    let eu = "applies: {to: x, when: \"compliance.jurisdictions.exists(j, j == 'EU')\"}"
    let us = "applies: {to: x, when: \"compliance.jurisdictions.exists(j, j == 'US')\"}"
    let hidden = "applies: {to: x, when: \"compliance.sector == 'bank'\"}"
    let one = control("C1", rules: "[a.stated]")
    #expect(try hold(framework(applies: eu, one), frameworks: "[]").compliance[0].applicability == .binds)
    #expect(try hold(framework(applies: us, one), frameworks: "[]").compliance[0].applicability == .doesNotApply)
    #expect(
      try hold(framework(applies: hidden, one), frameworks: "[]").compliance[0].applicability
        == .unknown(["compliance.sector"]))
    #expect(try hold(framework(one), frameworks: "[]").compliance[0].applicability == .doesNotApply)
    #expect(try hold(framework(applies: us, one), frameworks: "[act 1]").compliance[0].applicability == .named)
    #expect(try hold(framework(one), frameworks: "[]", asked: ["law"]).compliance[0].applicability == .named)
    #expect(try hold(framework(applies: us, one), frameworks: "[]").compliance[0].controls.isEmpty)
  }

  @Test(
    "where a whole section is not stated, the fields that would tell are named, each once",
    arguments: [
      (
        "compliance.sector == 'bank' || compliance.jurisdictions.exists(j, j == 'EU')",
        ["compliance.jurisdictions", "compliance.sector"]
      ),
      (
        "compliance.sector == 'bank' && data.sources.exists(s, s.personal_data != 'none')",
        ["compliance.sector", "data.sources"]
      ),
      ("model.generative || model.fairness.affects_people", ["model.fairness.affects_people"]),
    ])
  func missingSection(condition: String, fields: [String]) throws {
    let assessment = try hold(
      framework(applies: "applies: {to: x, when: \"\(condition)\"}", control("C1", rules: "[a.stated]")),
      manifest: "{gonogo: 1, project: {name: test}, model: {generative: false}}")
    #expect(assessment.compliance[0].applicability == .unknown(fields))
  }

  @Test("a framework that nobody knows is a warning with the nearest name")
  func unknownName() throws {
    let assessment = try hold(framework(control("C1", rules: "[a.stated]")), frameworks: "[lwa]")
    let warning = try #require(assessment.diagnostics.first { $0.id == "framework.unknown" })
    #expect(warning.severity == .warning)
    #expect(warning.fix?.contains("law") == true)
    #expect(warning.place?.file.path == "gonogo.yaml")
  }

  @Test("a control that does not bind the project does not apply; where that is not known, it does, and says so")
  func controlCondition() throws {
    let no = try hold(framework(control("C1", rules: "[a.unmet]", further: ", when: model.generative")))
    #expect(no.compliance[0].controls[0].status == .notApplicable)
    let unknown = try hold(
      framework(control("C1", rules: "[a.unmet]", further: ", when: \"compliance.sector == 'bank'\"")))
    #expect(unknown.compliance[0].controls[0].status == .notMet)
    #expect(unknown.compliance[0].controls[0].remark?.contains("compliance.sector") == true)
  }

  @Test("what cannot be told is never in force: an error in a condition is told and leaves the control not assessed")
  func brokenCondition() throws {
    let assessment = try hold(
      framework(control("C1", rules: "[a.shown]", further: ", when: \"compliance.sektor == 'bank'\"")))
    #expect(assessment.compliance[0].controls[0].status == .notAssessed)
    #expect(assessment.outcome == .broken)
  }

  @Test(
    "the law of a day is told from its dates",
    arguments: [
      ("{state: in_force, from: 2025-02-02}", LegalStatus.State.inForce),
      ("{state: in_force}", .inForce), ("{state: future, from: 2027-12-02}", .future),
      ("{state: future, from: 2026-07-01}", .inForce), ("{state: in_force, from: 2026-07-02}", .future),
      ("{state: superseded, until: 2026-04-17, by: another}", .superseded),
      ("{state: in_force, from: 2020-01-01, until: 2026-07-01}", .superseded), ("{state: voluntary}", .voluntary),
    ])
  func law(status: String, state: LegalStatus.State) throws {
    let assessment = try hold(framework(control("C1", rules: "[a.stated]", status: status)))
    #expect(assessment.compliance[0].controls[0].legalState == state)
  }

  private static let malformed: [(controls: [String], id: String)] = [
    ([listed("C1", "[a.stated]"), listed("C1", "[a.stated]")], "framework.control-twice"),
    ([listed("C1", "[]")], "framework.coverage-without-rules"),
    ([listed("C1", "[a.stated]", coverage: "none")], "framework.rules-without-coverage"),
    ([listed("C1", "[a.stated]", note: "")], "framework.note"),
    (
      [listed("C1", "[a.stated]"), listed("C2", "[a.stated]", group: "H"), listed("C3", "[a.stated]")],
      "framework.scattered-group"
    ),
  ]

  @Test("a framework's file is held to its form", arguments: malformed)
  func form(controls: [String], id: String) throws {
    let reader = FrameworkReader(vocabulary: bench.vocabulary)
    let read = try reader.framework(in: framework(controls.joined(separator: "\n")))
    let error = #expect(throws: DiagnosticsError.self) { try reader.controls(of: read) }
    #expect(error?.diagnostics.map(\.id).contains(id) == true)
  }

  @Test("every framework that comes along is sound: its form, its conditions, and the rules that it names")
  func shipped() throws {
    let reader = FrameworkReader(vocabulary: bench.vocabulary)
    let resolver = RubricResolver(catalogue: Builtins.catalogue, schema: bench.vocabulary.rubricSchema)
    var known: [String] = []
    for file in Builtins.catalogue.ruleFiles.values { known += try resolver.read(file).rules.map(\.id) }
    let files = Builtins.catalogue.frameworkFiles
    #expect(files.count >= 18)
    for file in files {
      let document = try Document.yaml(file).valid()
      for root in document.roots {
        #expect(try bench.vocabulary.frameworkSchema.validate(root).isEmpty, "\(file.path)")
      }
      let framework = try reader.framework(in: file)
      #expect(file.path == "rubrics/frameworks/\(framework.name).yaml")
      let controls = try reader.controls(of: framework)
      #expect(FrameworkConsistency.problems(in: controls).isEmpty)
      #expect(FrameworkConsistency.unknownRules(in: controls, known: known).map(\.message).isEmpty)
      let environment = bench.vocabulary.claimEnvironment(.init(name: "params", fields: []))
      for condition in [framework.condition] + controls.map(\.condition) {
        guard let condition else { continue }
        #expect(throws: Never.self, "\(condition.text)") { try environment.compile(condition) }
      }
    }
  }
}

/// A control for the table of forms.
private func listed(
  _ id: String, _ rules: String, coverage: String = "partial", group: String = "G", note: String = ", note: n"
) -> String {
  "  - {id: \(id), title: T, group: \(group), status: {state: voluntary}, coverage: \(coverage), rules: \(rules), "
    + "check: partial\(note)}"
}
