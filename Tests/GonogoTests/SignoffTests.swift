import TestSupport
import Testing

@Suite("gonogo signoff")
struct SignoffTests {
  private func signed() throws -> SmallProject {
    let project = try SmallProject(SmallProject.manifest.replacingPlan)
    try project.folder.write("docs/plan.md", "# Release plan\n\nFirst two of a hundred, then all.\n")
    let run = try CommandRun("signoff", project.path, "--rubric", project.rubric)
    #expect(run.status == 0)
    #expect(run.output.contains("\n  - gate: mvp\n"))
    let entry = run.output.replacing("role: TBD", with: "role: sponsor").replacing("person: TBD", with: "person: Eva")
    try project.folder.write("gonogo.yaml", try project.folder.text("gonogo.yaml") + entry)
    return project
  }

  private func state(of project: SmallProject, gate: String = "mvp") throws -> String {
    let run = try CommandRun("assess", project.path, "--rubric", project.rubric, "--gate", gate, "--json", "-")
    let signoffs = try #require(run.output.firstRange(of: "\"signoffs\": ["))
    let state = try #require(run.output[signoffs.upperBound...].firstRange(of: "\"state\": \""))
    return String(run.output[state.upperBound...].prefix { $0 != "\"" })
  }

  @Test("what it prints, pasted into the manifest, stands")
  func stands() throws {
    #expect(try state(of: signed()) == "standing")
  }

  @Test("a change of the manifest makes it stale")
  func changedManifest() throws {
    let project = try signed()
    try project.folder.replace("max_minutes: 10", by: "max_minutes: 11", in: "gonogo.yaml")
    #expect(try state(of: project) == "stale")
  }

  @Test("a comment does not")
  func comment() throws {
    let project = try signed()
    try project.folder.replace("gonogo: 1\n", by: "# ours\ngonogo: 1\n", in: "gonogo.yaml")
    #expect(try state(of: project) == "standing")
  }

  @Test("a change of the rubric makes it stale")
  func changedRubric() throws {
    let project = try signed()
    try project.folder.replace("severity: major", by: "severity: minor", in: "small.yaml")
    #expect(try state(of: project) == "stale")
  }

  @Test("a change of a document that the manifest names makes it stale")
  func changedDocument() throws {
    let project = try signed()
    try project.folder.write("docs/plan.md", "# Release plan\n\nAll at once.\n")
    #expect(try state(of: project) == "stale")
  }

  @Test("it does not count for another gate")
  func otherGate() throws {
    #expect(try state(of: signed(), gate: "poc") == "other_gate")
  }

  @Test("a second person's sign-off leaves the first standing")
  func second() throws {
    let project = try signed()
    let run = try CommandRun("signoff", project.path, "--rubric", project.rubric)
    let manifest = try project.folder.text("gonogo.yaml")
    let digest = try #require(manifest.split(separator: "\n").first { $0.hasPrefix("    digest: ") })
    #expect(run.output.contains(digest))
  }

  @Test("there is nothing to sign where the manifest is broken")
  func broken() throws {
    let project = try SmallProject("gonogo: 1\nproject: {nam: Small, gate: mvp}\n")
    let run = try CommandRun("signoff", project.path, "--rubric", project.rubric)
    #expect(run.status == 65)
    #expect(run.output == "")
  }
}

extension String {
  fileprivate var replacingPlan: String { replacing("release: {", with: "release: {plan: docs/plan.md, ") }
}
