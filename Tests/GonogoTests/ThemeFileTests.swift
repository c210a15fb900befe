import Glibc
import TestSupport
import Testing

@Suite("gonogo assess --theme")
struct ThemeFileTests {
  private static let drawing = "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9'/></svg>"

  private func assess(_ theme: String, _ prepare: (TemporaryFolder) throws -> Void = { _ in }) throws -> (
    run: CommandRun, project: SmallProject
  ) {
    let project = try SmallProject()
    try project.folder.write("theme.yaml", theme)
    try prepare(project.folder)
    let run = try CommandRun(
      "assess", project.path, "--rubric", project.rubric, "--html", project.folder("r.html"), "--theme",
      project.folder("theme.yaml"))
    return (run, project)
  }

  @Test("gives the report an organisation's name, logo, colours and words, and says from which files")
  func everything() throws {
    let (run, project) = try assess(
      """
      organisation: Acme & Sons
      logo: pictures/logo.svg
      colours:
        light: {accent: "#5b2c83", go: "#1b5e20"}
        dark: {accent: "#c9a6e8"}
      words: {rules: All that we ask}
      """
    ) { folder in try folder.write("pictures/logo.svg", Self.drawing) }
    #expect(run.status == 0, "\(run.complaints)")
    let page = try project.folder.text("r.html")
    for words in [
      "Acme &amp; Sons", "<img src=\"data:image/svg+xml;base64,", "--accent: #5b2c83;", "--accent: #c9a6e8;",
      "--go: #1b5e20;", "All that we ask", "<code>theme.yaml</code>", "<code>logo.svg</code>", "with the same --theme",
    ] { #expect(page.contains(words), "\(words)") }
    #expect(!page.contains(project.folder("theme.yaml")), "no folder of this machine")
  }

  @Test(
    "whatever is wrong is told at its place, with 65 and without a report",
    arguments: [
      ("organistion: Acme", "theme.yaml:1:1: error: 'organistion'", "did you mean 'organisation'?"),
      ("words: {ruls: All}", "theme.yaml:1:9: error: 'ruls'", "did you mean 'rules'?"),
      ("colours: {light: {go: red}}", "theme.yaml:1:23: error: 'red' is not how", "such as #0c6338"),
      ("colours: {light: {goo: '#0c6338'}}", "theme.yaml:1:19: error: 'goo'", "did you mean 'go'?"),
      ("colours: {light: {link: '#9ecbff'}}", "theme.yaml:1:25: error: 'link' has a contrast of 1.", "such as '#"),
      ("colours: {dark: {stop: '#a01b20'}}", "theme.yaml:1:24: error: 'stop' has a contrast of 2.", "4.5 are needed"),
      ("logo: ../logo.svg", "theme.yaml:1:7: error: the logo is a file below", "such as `logo: logo.svg`"),
      ("logo: /etc/passwd", "theme.yaml:1:7: error: the logo is a file below", "such as"),
      ("logo: none.svg", "theme.yaml:1:7: error: the logo 'none.svg' cannot be read", "there is no such file"),
      ("logo: no/logo.svg", "theme.yaml:1:7: error: the logo 'no/logo.svg' cannot be read", "no such folder"),
      ("logo: small.yaml", "small.yaml:1", ""),
      ("logo: acts.svg", "acts.svg:1", "must not have the element 'script'"),
      ("logo: 'data:image/png;base64,AAAA'", "theme.yaml:1:7: error: ", ""),
      ("", "theme.yaml", "one YAML document"), ("[", "theme.yaml:", "error"),
      ("organisation: [a]", "theme.yaml:1:15", "text"),
    ])
  func faults(theme: String, place: String, words: String) throws {
    let (run, project) = try assess(theme) { folder in
      try folder.write("acts.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    }
    #expect(run.status == 65)
    #expect(run.complaints.contains(place), "\(run.complaints)")
    #expect(words.isEmpty || run.complaints.contains(words), "\(run.complaints)")
    #expect(!project.folder.has("r.html"))
  }

  @Test("all that is wrong is told at once")
  func severalFaults() throws {
    let (run, _) = try assess("logo: none.svg\ncolours:\n  light: {go: '#ffffff', stop: '#ffffff'}\n")
    #expect(run.complaints.ranges(of: "error:").count == 3, "\(run.complaints)")
  }

  @Test("no link leads out of the theme's folder", arguments: ["logo: link.svg", "logo: away/logo.svg"])
  func links(theme: String) throws {
    let outside = try TemporaryFolder()
    try outside.write("logo.svg", Self.drawing)
    let (run, _) = try assess(theme) { folder in
      #expect(unsafe symlink(outside("logo.svg"), folder("link.svg")) == 0)
      #expect(unsafe symlink(outside.path, folder("away")) == 0)
    }
    #expect(run.status == 65)
    #expect(run.complaints.contains("cannot be read"), "\(run.complaints)")
  }

  @Test("a theme that is not there ends with 66")
  func missing() throws {
    let project = try SmallProject()
    let run = try CommandRun(
      "assess", project.path, "--rubric", project.rubric, "--html", "-", "--theme", project.folder("none.yaml"))
    #expect(run.status == 66)
    #expect(run.output == "")
  }

  @Test("the one that comes along can be named, and changes nothing but that it is named")
  func shipped() throws {
    let project = try SmallProject()
    let words = ["assess", project.path, "--rubric", project.rubric, "--html", "-"]
    let plain = try CommandRun(words)
    let themed = try CommandRun(words + ["--theme", Repository.root + "/templates/report/theme.yaml"])
    #expect(themed.status == plain.status, "\(themed.complaints)")
    let naming = themed.output.split(separator: "\n").filter { !plain.output.split(separator: "\n").contains($0) }
    #expect(naming.allSatisfy { $0.contains("theme.yaml") || $0.contains("--theme") }, "\(naming)")
    #expect(!naming.isEmpty)
  }
}
