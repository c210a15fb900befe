import TestSupport
import Testing

@Suite("gonogo diff, and assess --baseline")
struct DiffTests {
  /// A rule that CODEOWNERS proves, and one that nobody can.
  static let rules = """
      - id: release.way-back
        title: There is a way back
        severity: blocker
        gates: {mvp: verified}
        claim: release.rollback.kind == 'previous_model'
        evidence: artifacts.code_owners.filter(o, o.rules > 0)
        verify: evidence.exists(o, o.owners > 0)
      - id: release.quick
        title: It is quick
        severity: minor
        claim: release.rollback.max_minutes <= 30
    """

  /// A project with its report of before, `old.json`.
  private func project() throws -> SmallProject {
    let project = try SmallProject(rules: Self.rules)
    try project.folder.write("CODEOWNERS", "* @ann\n")
    let run = try assess(project, "--json", project.folder("old.json"))
    #expect(run.status == 0, "\(run.output)\(run.complaints)")
    return project
  }

  private func assess(_ project: SmallProject, _ words: String...) throws -> CommandRun {
    try CommandRun(["assess", project.path, "--rubric", project.rubric] + words)
  }

  private func diff(_ project: SmallProject, _ words: String...) throws -> CommandRun {
    try CommandRun(["diff", project.folder("old.json"), project.folder("new.json")] + words)
  }

  struct Change: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var status: Int32
    var words: [String]
    var change: @Sendable (SmallProject) throws -> Void
  }

  static let changes = [
    Change(testDescription: "nothing", status: 0, words: ["GO, as before.", "Nothing else changed."]) { _ in },
    Change(
      testDescription: "a value that is not enough, though the decision stays", status: 0,
      words: ["GO, as before.", "✕ release.quick: It is quick: claimed before, insufficient now; not met any more."]
    ) { try $0.folder.replace("max_minutes: 10", by: "max_minutes: 60", in: "gonogo.yaml") },
    Change(
      testDescription: "the proof", status: 1,
      words: [
        "GO before, NO-GO now.", "Evidence withdrawn (1)",
        "✕ release.way-back: There is a way back: verified before, claimed now; not met any more: its proof is no longer there.",
        "CODEOWNERS (code_owners, SHA-256",
      ]
    ) { try $0.folder.write("CODEOWNERS", "# nobody\n") },
    Change(
      testDescription: "the rubric", status: 0,
      words: ["the score that is needed is another: 10 before, 5 now; it asks for less."]
    ) { try $0.folder.replace("mvp: 10", by: "mvp: 5", in: "small.yaml") },
  ]

  @Test("tells who changed what, and ends with 1 only where it got worse", arguments: changes)
  func tells(_ example: Change) throws {
    let project = try project()
    try example.change(project)
    let words = ["assess", project.path, "--rubric", project.rubric]
    _ = try CommandRun(words + ["--json", project.folder("new.json")])
    let run = try diff(project)
    #expect(run.status == example.status)
    #expect(run.complaints == "")
    let flat = run.output.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
    for words in example.words { #expect(flat.contains(words), "\(run.output)") }
    #expect(try diff(project).output == run.output)

    // The same from the assessment itself as from its report.
    let baseline = ["--baseline", project.folder("old.json")]
    let note = try diff(project, "--markdown").output
    let part = try #require(note.firstRange(of: "### What changed").map { note[$0.lowerBound...] })
    let report = try CommandRun(words + baseline + ["--report", "markdown=-"])
    #expect(report.output.contains(part), "\(report.output)")
    let plain = try CommandRun(words)
    #expect(report.status == plain.status, "an assessment passes or does not by itself")
    #expect(try CommandRun(words + baseline).output.contains("What changed since"))
    #expect(!plain.output.contains("What changed since"))
  }

  @Test("as JSON it is one object, and nothing else is on standard output")
  func json() throws {
    let project = try project()
    _ = try assess(project, "--json", project.folder("new.json"))
    let run = try diff(project, "--json")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("{\n  \"gonogo_diff\": 1,"))
    #expect(run.output.hasSuffix("}\n"))
    #expect(try diff(project, "--json", "--markdown").status == 64)
  }

  @Test("a report names what it was compared with, and the comparison does not see that")
  func provenance() throws {
    let project = try project()
    let old = project.folder("old.json")
    _ = try assess(project, "--baseline", old, "--json", project.folder("new.json"))
    let json = try project.folder.text("new.json")
    #expect(json.contains("{\"role\": \"baseline\", \"path\": \"\(old)\""))
    #expect(json.contains(" --baseline \(old)\""))
    #expect(try diff(project).output.contains("Nothing else changed."))
  }

  @Test(
    "an earlier report that is not there or is none is an error with its place",
    arguments: [
      (nil, Int32(66), "there is no such file"), ("", 65, "json"), ("[]\n", 65, "this is no gonogo report"),
      ("{\"gonogo_report\": 7}\n", 65, "old.json:1:19: error: this report is of another version"),
      ("{\"gonogo_report\": 1}\n", 65, "lacks 'project'"),
    ])
  func badInput(text: String?, status: Int32, words: String) throws {
    let project = try project()
    _ = try assess(project, "--json", project.folder("new.json"))
    let path = project.folder(text == nil ? "none.json" : "old.json")
    if let text { try project.folder.write("old.json", text) }
    let run = try CommandRun("diff", path, project.folder("new.json"))
    #expect(run.status == status)
    #expect(run.output == "")
    #expect(run.complaints.contains(words), "\(run.complaints)")
    let other = try CommandRun("diff", project.folder("new.json"), path)
    #expect(other.status == status)
    let assessed = try assess(project, "--baseline", path, "--junit", "-")
    #expect(assessed.status == status)
    #expect(assessed.complaints.contains(words))
    #expect(try !JUnitFile(Array(assessed.output.utf8)).red.isEmpty, "the report says so, too")
  }

  @Test("limits hold")
  func limits() throws {
    let project = try project()
    let old = project.folder("old.json")
    let run = try CommandRun("diff", old, old, "--limit", "nodes=50")
    #expect(run.status == 65)
    #expect(run.complaints.contains("more than 50 keys and values"))
  }
}
