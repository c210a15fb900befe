import TestSupport
import Testing

@Suite("gonogo assess")
struct AssessTests {
  @Test("ends with 0 where the gate is passed")
  func passed() throws {
    let project = try SmallProject(SmallProject.manifest + "signoffs: []\n", rules: SmallProject.onlyBlocker)
    let run = try CommandRun("assess", project.path, "--rubric", project.rubric)
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("\nGO\n"))
    #expect(run.complaints == "")
  }

  @Test("ends with 1 where it is not, and says what is missing and where it belongs")
  func notPassed() throws {
    let project = try SmallProject(
      "gonogo: 1\nproject: {name: Small, gate: mvp}\nrelease:\n  rollback: {max_minutes: 1}\n")
    let run = try CommandRun("assess", project.path, "--rubric", project.rubric)
    #expect(run.status == 1)
    #expect(run.output.contains("not stated: release.rollback.kind"))
    #expect(run.output.contains("gonogo.yaml:4:"))
    #expect(run.output.hasSuffix("\nNO-GO\n"))
  }

  @Test("a conditional go passes, and does not with --strict; JUnit agrees with the exit status")
  func strict() throws {
    let project = try SmallProject()
    let words = ["assess", project.path, "--rubric", project.rubric, "--junit", "-"]
    let mild = try CommandRun(words)
    #expect(mild.status == 0)
    #expect(try JUnitFile(Array(mild.output.utf8)).red.isEmpty)
    let strict = try CommandRun(words + ["--strict"])
    #expect(strict.status == 1)
    let red = try JUnitFile(Array(strict.output.utf8)).red
    #expect(red.contains { $0.name.hasPrefix("release.named-service") })
    #expect(red.contains { $0.suite == "project.decision" })
  }

  @Test("writes several reports in one run")
  func severalReports() throws {
    let project = try SmallProject()
    let run = try CommandRun(
      "assess", project.path, "--rubric", project.rubric, "--html", project.folder("r.html"), "--junit",
      project.folder("r.xml"), "--json", project.folder("r.json"))
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("\nCONDITIONAL GO\n"))
    #expect(try project.folder.text("r.html").hasPrefix("<!doctype html>"))
    #expect(try !JUnitFile(project.folder.bytes("r.xml")).cases.isEmpty)
    #expect(try project.folder.text("r.json").hasPrefix("{"))
    #expect(project.folder.files == ["gonogo.yaml", "r.html", "r.json", "r.xml", "small.yaml"], "no draft is left")
  }

  @Test("with - nothing but the report is on standard output", arguments: ["--html", "--junit", "--json"])
  func standardOutput(option: String) throws {
    let project = try SmallProject()
    let run = try CommandRun("assess", project.path, "--rubric", project.rubric, option, "-")
    let start = ["--html": "<!doctype html>", "--junit": "<?xml ", "--json": "{"]
    #expect(run.output.hasPrefix(start[option] ?? "?"))
    #expect(!run.output.contains("\nCONDITIONAL GO\n"))
    #expect(run.complaints == "")
  }

  @Test("refuses two reports to one place before anything is written", arguments: ["-", "same"])
  func twice(name: String) throws {
    let project = try SmallProject()
    let place = name == "-" ? name : project.folder(name)
    let run = try CommandRun("assess", project.path, "--rubric", project.rubric, "--html", place, "--json", place)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.complaints.contains(name == "-" ? "only one report can go to standard output" : "the same file"))
    #expect(!project.folder.has(name))
  }

  @Test("--gate wins over project.gate, and the report shows both")
  func gate() throws {
    let project = try SmallProject()
    let run = try CommandRun(
      "assess", project.path, "--rubric", project.rubric, "--gate", "poc", "--json", project.folder("j"))
    #expect(run.output.hasPrefix("Small, poc gate, 2026-11-22\nThe manifest is heading for another gate: mvp.\n"))
    let json = try project.folder.text("j")
    #expect(json.contains("\"gate\": \"poc\",\n  \"stated_gate\": \"mvp\""))
  }

  @Test("needs a gate from somewhere")
  func noGate() throws {
    let project = try SmallProject("gonogo: 1\nproject: {name: Small}\n")
    let run = try CommandRun("assess", project.path, "--rubric", project.rubric)
    #expect(run.status == 64)
    #expect(run.complaints.contains("gonogo.yaml:2:1: error: the manifest names no gate"))
    #expect(run.complaints.contains("--gate kickoff|poc|mvp|production|operate"))
  }

  @Test("a gate that the rubric does not decide is wrong usage")
  func undecidedGate() throws {
    let project = try SmallProject()
    let run = try CommandRun("assess", project.path, "--rubric", project.rubric, "--gate", "operate")
    #expect(run.status == 64)
    #expect(run.complaints.contains("does not decide the gate 'operate'"))
    #expect(run.complaints.contains("it decides: poc, mvp"))
  }

  @Test("the same rubric named twice is judged once")
  func sameRubric() throws {
    let project = try SmallProject()
    let once = try CommandRun("assess", project.path, "--rubric", project.rubric)
    let twice = try CommandRun("assess", project.path, "--rubric", project.rubric, "--rubric", project.rubric)
    #expect(once.output == twice.output)
  }

  @Test("--timings speaks on standard error only and changes no report")
  func timings() throws {
    let project = try SmallProject()
    let plain = try CommandRun("assess", project.path, "--rubric", project.rubric)
    let timed = try CommandRun("assess", project.path, "--rubric", project.rubric, "--timings")
    #expect(timed.output == plain.output)
    for stage in ["start", "rubrics", "manifest", "evidence", "rules", "reports", "in all"] {
      #expect(timed.complaints.contains(stage))
    }
  }

  @Test(
    "colours only a terminal, and not against NO_COLOR",
    arguments: [
      (false, [:], false), (true, [:], true), (true, ["NO_COLOR": "1"], false), (true, ["TERM": "dumb"], false),
    ])
  func color(isTerminal: Bool, variables: [String: String], isColored: Bool) throws {
    let project = try SmallProject()
    let run = try CommandRun(
      ["assess", project.path, "--rubric", project.rubric], variables: variables, isTerminal: isTerminal)
    #expect(run.output.contains("\u{1B}[") == isColored)
  }

  @Test("the report says by which command it can be made again, and that the manifest has another name")
  func provenance() throws {
    let project = try SmallProject()
    try project.folder.write("other.yaml", SmallProject.manifest)
    let run = try CommandRun("assess", project.folder("other.yaml"), "--rubric", project.rubric, "--json", "-")
    #expect(run.output.contains("gonogo assess other.yaml --gate mvp --rubric"))
    #expect(run.output.contains("--as-of 2026-11-22T00:00:00Z"))
  }

  @Test("the manifest may be named itself")
  func manifestItself() throws {
    let project = try SmallProject()
    let folder = try CommandRun("assess", project.path, "--rubric", project.rubric, "--json", "-")
    let file = try CommandRun("assess", project.folder("gonogo.yaml"), "--rubric", project.rubric, "--json", "-")
    #expect(folder.output == file.output)
  }
}

extension SmallProject {
  static let onlyBlocker = """
      - id: release.way-back
        title: There is a way back
        severity: blocker
        claim: release.rollback.kind == 'previous_model'
    """
}
