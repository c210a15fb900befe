import TestSupport
import Testing

@testable import gonogo

@Suite("gonogo framework")
struct FrameworkCommandTests {
  @Test("the list says of each framework whom it binds, in lines of its own")
  func list() throws {
    let run = try CommandRun(["framework", "list"])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("eu-ai-act: EU AI Act, Regulation (EU) 2024/1689") })
    #expect(lines.contains("  binds nobody; held against where it is named"))
  }

  @Test("a framework is shown by any of its names, with its rules and what they do not tell")
  func show() throws {
    let run = try CommandRun(["framework", "show", "ai act"])
    #expect(run.status == 0)
    #expect(run.output.contains("Art. 9(1) · future, from 2027-12-02"))
    #expect(run.output.contains("    rules: "))
    #expect(run.output.contains("    note: "))
    #expect(run.output.contains("This is no legal advice."))
  }

  @Test("an unknown name is told with the nearest, as wrong usage")
  func unknown() throws {
    let run = try CommandRun(["framework", "show", "eu-ai-akt"])
    #expect(run.status == 64)
    #expect(run.complaints.contains("eu-ai-act"))
  }

  @Test("a file of one's own is held to the schema")
  func ownFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("own.yaml", "framework: own\ntitel: T\n---\ncontrols: []\n")
    let run = try CommandRun(["framework", "show", folder("own.yaml")])
    #expect(run.status == 65)
    #expect(run.complaints.contains("titel"))
    #expect(run.complaints.contains("title"))
  }

  private static func file(_ name: String, title: String = "Our own", rules: String = "[release.way-back]") -> String {
    """
    framework: \(name)
    title: \(title)
    publisher: We
    version: "1"
    kind: guidance
    description: What we ask for.
    source: https://example.org/own
    as_of: 2026-11-01
    confirmed: primary
    ---
    controls:
      - id: C1
        title: There is a way back
        group: Release
        status: {state: voluntary}
        coverage: partial
        rules: \(rules)
        check: partial
        note: Whether it works is for a person to judge.

    """
  }

  private func assess(_ project: SmallProject, frameworks: [String], _ more: [String] = []) throws -> CommandRun {
    try CommandRun(
      ["assess", project.path, "--rubric", project.rubric]
        + frameworks.flatMap { ["--framework", project.folder($0)] } + more)
  }

  @Test("a file of one's own takes the place of a framework that comes along by the same name")
  func replacement() throws {
    let project = try SmallProject()
    try project.folder.write("privacy.yaml", Self.file("gdpr"))
    let run = try assess(project, frameworks: ["privacy.yaml"], ["--report", "json=-"])
    #expect(run.status == 0, "\(run.complaints)")
    #expect(run.output.split(separator: "\"framework\": \"gdpr\"").count == 2, "it is there once")
    #expect(run.output.contains("\"title\": \"Our own\""))
    #expect(!run.output.contains("\"title\": \"GDPR\""))
    #expect(run.output.contains("\"framework\": \"eu-ai-act\""))
  }

  @Test("two files of one name are refused with the places of both; the same file twice is no mistake")
  func twice() throws {
    let project = try SmallProject()
    try project.folder.write("a.yaml", Self.file("own"))
    try project.folder.write("b.yaml", "# another\n" + Self.file("own", title: "Other"))
    let run = try assess(project, frameworks: ["a.yaml", "b.yaml"])
    #expect(run.status == 65)
    #expect(run.complaints.contains("b.yaml:2:12: error: two files are asked for that both are the framework 'own'"))
    #expect(run.complaints.contains("a.yaml:1:12"))
    let once = try assess(project, frameworks: ["a.yaml", "a.yaml"], ["--report", "json=-"])
    #expect(once.status == 0, "\(once.complaints)")
    #expect(once.output.split(separator: "\"framework\": \"own\"").count == 2)
  }

  @Test(
    "a rule that a file of one's own names must be in the library or in a rubric of the run, or there is a warning",
    arguments: [
      ("[release.way-back]", nil), ("[data.lawful-basis]", nil),
      ("[release.way-bak]", "did you mean 'release.way-back'?"),
      ("[data.lawful-bassis]", "did you mean 'data.lawful-basis'?"),
      ("[release.way-back, x.y]", "'C1' names the rule 'x.y'"),
    ])
  func unknownRules(rules: String, words: String?) throws {
    let project = try SmallProject()
    try project.folder.write("own.yaml", Self.file("own", rules: rules))
    let run = try assess(project, frameworks: ["own.yaml"])
    #expect(run.status == 0, "a warning fails nothing")
    #expect(run.complaints.contains("which is in no library and in no rubric") == (words != nil))
    if let words {
      #expect(run.complaints.contains("own.yaml:17:"))
      #expect(run.complaints.contains("warning: "))
      #expect(run.complaints.contains(words), "\(run.complaints)")
    }
  }

  @Test("where a rubric could not be read, its rules are no mistake of the framework's")
  func brokenRubric() throws {
    let project = try SmallProject()
    try project.folder.write("own.yaml", Self.file("own", rules: "[x.y]"))
    try project.folder.write("small.yaml", "rubric: [")
    let run = try assess(project, frameworks: ["own.yaml"])
    #expect(run.status == 65)
    #expect(!run.complaints.contains("'x.y'"))
  }
}
