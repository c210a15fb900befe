import TestSupport
import Testing

@Suite("What is wrong is located, named and told by the exit status")
struct FaultyInputTests {
  @Test(
    "a wrong word on the command line is answered with the nearest name, and 64",
    arguments: [
      (["asess"], "did you mean 'assess'?"),
      (["rubric", "lst"], "did you mean 'list'?"),
      (["assess", ".", "--gate", "prodution"], "did you mean 'production'?"),
      (["assess", ".", "--as-of", "yesterday"], "a time is written as 2026-11-21"),
      (["assess", ".", "--strikt"], "Did you mean '--strict'?"),
      (["init", ".", "--gate", "kickof"], "did you mean 'kickoff'?"),
      (["rubric", "show", "production-redyness"], "did you mean 'production-readiness'?"),
      (["rubric", "lint", "production-redyness"], "did you mean 'production-readiness'?"),
    ])
  func nearestName(words: [String], answer: String) throws {
    let run = try CommandRun(words)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.complaints.contains(answer), "\(run.complaints)")
  }

  @Test("an unknown rubric is named with the nearest, fails the gate, and still leaves a report that says so")
  func unknownRubric() throws {
    let project = try SmallProject()
    let run = try CommandRun(
      "assess", project.path, "--rubric", "production-redyness", "--junit", project.folder("r.xml"))
    #expect(run.status == 64)
    #expect(run.complaints.contains("there is no rubric 'production-redyness'\n  did you mean 'production-readiness'?"))
    let red = try JUnitFile(project.folder.bytes("r.xml")).red
    #expect(red.contains { $0.outcome == "error" && $0.text.contains("production-redyness") })
  }

  @Test("a manifest that is not there ends with 66 and says how to get one; a report still says what was not read")
  func missingManifest() throws {
    let folder = try TemporaryFolder()
    let project = try SmallProject()
    let run = try CommandRun(
      "assess", folder.path, "--rubric", project.rubric, "--junit", folder("r.xml"), "--html", folder("r.html"))
    #expect(run.status == 66)
    #expect(run.complaints.contains("the manifest 'gonogo.yaml' cannot be read"))
    #expect(run.complaints.contains("gonogo init"))
    #expect(run.output == "NO-GO: nothing was judged, without a manifest\n")
    #expect(try folder.text("r.html").contains("the manifest 'gonogo.yaml' cannot be read"))
    let red = try JUnitFile(folder.bytes("r.xml")).red
    #expect(red.contains { $0.outcome == "error" && $0.text.contains("the manifest 'gonogo.yaml' cannot be read") })
  }

  @Test("a folder that is not there ends with 66")
  func missingFolder() throws {
    let run = try CommandRun("assess", "/nonexistent")
    #expect(run.status == 66)
    #expect(run.complaints.contains("the folder '/nonexistent' cannot be opened"))
  }

  @Test("a manifest that is no YAML ends with 65 at the place; JUnit has an error and the HTML says what was not read")
  func brokenManifest() throws {
    let project = try SmallProject("gonogo: 1\nproject: [name: Small\n")
    let run = try CommandRun(
      "assess", project.path, "--rubric", project.rubric, "--junit", project.folder("r.xml"), "--html",
      project.folder("r.html"))
    #expect(run.status == 65)
    #expect(run.complaints.contains("gonogo.yaml:3:1: error: "))
    #expect(!run.complaints.contains("has no 'gonogo'"), "nothing follows from what could not be read")
    let errors = try JUnitFile(project.folder.bytes("r.xml")).cases.filter { $0.outcome == "error" }
    #expect(errors.contains { $0.text.contains("gonogo.yaml:3:1: ") })
    let page = try project.folder.text("r.html")
    #expect(page.contains("An input could not be read"))
    #expect(page.contains("gonogo.yaml:3:1"))
  }

  @Test("everything that is wrong with a manifest is told at once, with its place and the nearest name")
  func severalFaults() throws {
    let project = try SmallProject(
      """
      gonogo: 1
      project: {name: Small, gate: mpv}
      release:
        rolback: {kind: previous_model}
        strategy: canari
      """)
    let run = try CommandRun("assess", project.path, "--rubric", project.rubric)
    #expect(run.status == 65)
    #expect(run.complaints.contains("gonogo.yaml:2:30: error: 'mpv' is not a value of 'project.gate'"))
    #expect(run.complaints.contains("did you mean 'mvp'?"))
    #expect(run.complaints.contains("gonogo.yaml:4:3: error: 'rolback' is not a field of 'release'"))
    #expect(run.complaints.contains("did you mean 'rollback'?"))
    #expect(run.complaints.contains("gonogo.yaml:5:13: error: "))
    #expect(run.complaints.contains("did you mean 'canary'?"))
    #expect(run.output.contains("Broken"))
  }

  @Test("an output that cannot be created ends with 73, and the other reports are written all the same")
  func unwritable() throws {
    let project = try SmallProject()
    let run = try CommandRun(
      "assess", project.path, "--rubric", project.rubric, "--html", "/nonexistent/r.html", "--json",
      project.folder("r.json"))
    #expect(run.status == 73)
    #expect(run.complaints.contains("'/nonexistent/r.html' cannot be created: No such file or directory"))
    #expect(project.folder.has("r.json"))
  }

  @Test("a folder is no place for a report")
  func folderAsOutput() throws {
    let project = try SmallProject()
    let run = try CommandRun("assess", project.path, "--rubric", project.rubric, "--html", project.path)
    #expect(run.status == 73)
    #expect(project.folder.files == ["gonogo.yaml", "small.yaml"])
  }

  @Test("a device takes a report and stays a device")
  func device() throws {
    let project = try SmallProject()
    let run = try CommandRun("assess", project.path, "--rubric", project.rubric, "--json", "/dev/null")
    #expect(run.status == 0)
    let full = try CommandRun("assess", project.path, "--rubric", project.rubric, "--json", "/dev/full")
    #expect(full.status == 74)
    #expect(full.complaints.contains("'/dev/full' cannot be written: No space left on device"))
  }

  @Test(
    "standard output that cannot be written ends every command with 74",
    arguments: [
      ["rubric", "list"], ["rubric", "show"], ["--licenses"], [],
    ])
  func fullOutput(words: [String]) throws {
    let run = try CommandRun(words, isOutputFull: true)
    #expect(run.status == 74)
    #expect(run.complaints.contains("standard output cannot be written"))
  }

  @Test("a waiver for a rule that is in no rubric covers nothing, and a warning names the nearest")
  func misspelledWaiver() throws {
    let project = try SmallProject(
      """
      gonogo: 1
      project: {name: Small, gate: mvp}
      release: {service: churn, rollback: {kind: none}}
      waivers:
        - rule: release.way-bak
          reason: there is nothing to go back to
          owner: Ana
          approver: Ben
          approved_on: 2026-11-01
          expires_on: 2026-12-31
          gates: [mvp]
          compensation: we watch it
      """)
    let run = try CommandRun("assess", project.path, "--rubric", project.rubric)
    #expect(run.status == 1)
    #expect(run.complaints.contains("gonogo.yaml:5:11: warning: "))
    #expect(run.complaints.contains("did you mean 'release.way-back'?"))
    try project.folder.replace("release.way-bak", by: "release.way-back", in: "gonogo.yaml")
    #expect(try CommandRun("assess", project.path, "--rubric", project.rubric).output.hasSuffix("\nCONDITIONAL GO\n"))
  }
}

@Suite("No vacuous green")
struct VacuousTests {
  @Test(
    "nothing to decide is never a go",
    arguments: [
      ("empty", "    []"),
      (
        "inapplicable",
        """
            - id: release.way-back
              title: There is a way back
              severity: blocker
              when: release.rollback.kind == 'none'
              claim: release.rollback.max_minutes < 5
        """
      ),
    ])
  func nothingToDecide(name: String, rules: String) throws {
    let project = try SmallProject(rules: rules)
    let run = try CommandRun("assess", project.path, "--rubric", project.rubric, "--junit", project.folder("r.xml"))
    #expect(run.status == 1)
    #expect(run.output.hasSuffix("\nNO-GO\n"))
    #expect(run.output.contains("nothing to decide on"))
    #expect(try !JUnitFile(project.folder.bytes("r.xml")).red.isEmpty)
  }

  @Test("a rubric that applies is not helped by one in which nothing does")
  func besideAnother() throws {
    let project = try SmallProject(rules: SmallProject.onlyBlocker)
    try project.folder.write("empty.yaml", SmallProject.rubric("    []").replacingName(by: "empty"))
    let run = try CommandRun(
      "assess", project.path, "--rubric", project.rubric, "--rubric", project.folder("empty.yaml"))
    #expect(run.status == 0)
    #expect(run.output.contains("NOTHING TO DECIDE"))
  }
}

extension String {
  func replacingName(by name: String) -> String { "rubric: \(name)" + dropFirst("rubric: small".count) }
}
