import TestSupport
import Testing

@Suite("gonogo assess --report")
struct ReportOptionsTests {
  /// How each format begins, so that a report is told from another.
  private static let beginnings = [
    ("html", "<!doctype html>"), ("json", "{\n  \"gonogo_report\""), ("junit", "<?xml"),
    ("oscal", "{\n  \"assessment-results\""),
    ("sarif", "{\n  \"$schema\""), ("sarif-full", "{\n  \"$schema\""), ("csv", "\u{FEFF}rubric,"), ("markdown", "## "),
    ("github", "::warning title=CONDITIONAL GO"), ("code-quality", "[\n"), ("console", "Small, mvp gate"),
    ("badge", "<?xml"),
  ]

  @Test("writes any format, and the exit status is the same with each", arguments: beginnings)
  func formats(format: String, beginning: String) throws {
    let project = try SmallProject()
    for (words, status) in [([], Int32(0)), (["--strict"], 1)] {
      let run = try CommandRun(
        ["assess", project.path, "--rubric", project.rubric, "--report", "\(format)=\(project.folder("r"))"] + words)
      #expect(run.status == status)
      #expect(run.output.hasSuffix("\nCONDITIONAL GO\n"), "the result is still printed")
      let written = try project.folder.bytes("r")
      if words.isEmpty {
        #expect(written.starts(with: beginning.utf8), "\(String(decoding: written.prefix(60), as: UTF8.self))")
      }
    }
  }

  @Test("may be asked for several times, beside the short options and standard output")
  func several() throws {
    let project = try SmallProject()
    let run = try CommandRun(
      "assess", project.path, "--rubric", project.rubric, "--report", "sarif=\(project.folder("a=b.sarif"))",
      "--report",
      "markdown=-", "--html", project.folder("r.html"), "--report", "junit=\(project.folder("r.xml"))",
      "--junit-dialect", "extended")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("## "))
    #expect(!run.output.contains("\nCONDITIONAL GO\n"), "nothing but the report is on standard output")
    #expect(project.folder.files == ["a=b.sarif", "gonogo.yaml", "r.html", "r.xml", "small.yaml"])
    #expect(try project.folder.text("r.xml").contains("file=\"gonogo.yaml\""))
  }

  @Test(
    "a format that is misspelt is wrong usage, with the one that was meant and all that there are",
    arguments: [
      ("sarfi=r", "did you mean 'sarif'?"), ("SARIF=r", "did you mean 'sarif'?"),
      ("pdf=r", "the formats are html, console,"),
      ("r.sarif", "the formats are html, console,"), ("sarif", "say where the report goes"),
      ("sarif=", "say where the report goes"),
    ])
  func misspelt(word: String, words: String) throws {
    let project = try SmallProject()
    let run = try CommandRun("assess", project.path, "--rubric", project.rubric, "--report", word)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.complaints.contains(words), "\(run.complaints)")
  }

  @Test(
    "refuses two reports to one place before anything is written",
    arguments: [
      ["--report", "sarif=X", "--report", "oscal=X"], ["--html", "X", "--report", "sarif=X"],
      ["--report", "markdown=-", "--json", "-"], ["--report", "sarif=X", "--report", "sarif=X"],
    ])
  func twice(words: [String]) throws {
    let project = try SmallProject()
    let words = words.map { $0.replacing("X", with: project.folder("same")) }
    let run = try CommandRun(["assess", project.path, "--rubric", project.rubric] + words)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(
      run.complaints.contains(words.contains("-") ? "only one report can go to standard output" : "the same file"))
    #expect(!project.folder.has("same"))
  }

  @Test("names that only look alike are two files")
  func lookAlikes() throws {
    let project = try SmallProject()
    let run = try CommandRun(
      "assess", project.path, "--rubric", project.rubric, "--report", "sarif=\(project.folder("\u{E9}"))", "--report",
      "csv=\(project.folder("e\u{301}"))")
    #expect(run.status == 0)
    #expect(project.folder.files.count == 4)
  }

  @Test("--path-prefix names the project's files from the repository's root, and files of the command line as they are")
  func pathPrefix() throws {
    let project = try SmallProject("gonogo: 1\nproject: {name: Small, gate: mvp}\n")
    let run = try CommandRun(
      "assess", project.path, "--rubric", project.rubric, "--path-prefix", "services/churn", "--report", "github=-")
    #expect(run.output.contains(" file=services/churn/gonogo.yaml,"))
    try project.folder.write("small.yaml", "rubric: [")
    let broken = try CommandRun(
      "assess", project.path, "--rubric", project.rubric, "--path-prefix", "services/churn", "--report", "github=-")
    #expect(broken.output.contains(" file=\(project.rubric),"), "\(broken.output)")
  }

  @Test("--path-prefix refuses what leads out of the repository", arguments: ["/srv/x", "../x", "a/../../b", ""])
  func pathPrefixOutside(folder: String) throws {
    let project = try SmallProject()
    let run = try CommandRun(["assess", project.path, "--rubric", project.rubric, "--path-prefix", folder])
    #expect(run.status == 64)
    #expect(run.complaints.contains("neither absolute nor with .."))
  }
}
