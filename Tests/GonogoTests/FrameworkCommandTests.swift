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
}
