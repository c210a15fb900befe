import Diagnostics
import Documents
import Glibc
import Testing

@testable import Evidence

@Suite("A project's files")
struct ProjectTreeTests {
  @Test("stand in the byte order of their paths, without those of tools")
  func order() throws {
    let project = TemporaryProject([
      "b.txt": "", "a/z": "", "a.txt": "", "a-b/c": "", ".git/config": "", "node_modules/x/y": "", "venv/lib/z": "",
      ".dvc/config": "", ".dvc/cache/00/11": "", "src/__pycache__/m.pyc": "", "é": "", "Z": "",
    ])
    let tree = try ProjectTree(root: project.path)
    #expect(tree.paths == [".dvc/config", "Z", "a-b/c", "a.txt", "a/z", "b.txt", "é"])
    #expect(tree.paths(below: "a") == ["a/z"])
    #expect(tree.contains("a/z") && !tree.contains("a"))
  }

  @Test("do not include what a link leads to outside, and a circle of links ends")
  func links() throws {
    let outside = TemporaryProject(["secret.md": "# Secret"])
    let project = TemporaryProject(["docs/plan.md": "# Plan\n\nWords.", "real/junit.xml": "<testsuites/>"])
    project.link("escape.md", to: outside.path + "/secret.md")
    project.link("up.md", to: "../../../../../../etc/passwd")
    project.link("docs/out", to: outside.path)
    project.link("loop", to: "loop")
    project.link("self", to: ".")
    project.link("nowhere", to: "gone.md")
    project.link("latest", to: "real")
    project.link("card.md", to: "docs/plan.md")
    project.link("absolute.md", to: project.path + "/docs/plan.md")
    let tree = try ProjectTree(root: project.path)
    #expect(tree.paths == ["absolute.md", "card.md", "docs/plan.md", "real/junit.xml"])
    #expect(tree.passedOver.map(\.path).sorted() == ["docs/out", "escape.md", "loop", "nowhere", "up.md"])
    #expect(try tree.read("card.md").bytes == tree.read("docs/plan.md").bytes)
    #expect(tree.target(of: "docs/out/secret.md") == .outside)
    #expect(tree.target(of: "latest/junit.xml") == .file("real/junit.xml"))
    #expect(tree.target(of: "self/self/docs/plan.md") == .file("docs/plan.md"))
  }

  @Test("do not include pipes, which are never opened")
  func pipes() throws {
    let project = TemporaryProject(["a.md": "x"])
    #expect(unsafe mkfifo(project.path + "/junit.xml", 0o644) == 0)
    let evidence = try project.evidence()
    #expect(evidence.items("test_reports").isEmpty)
    #expect(evidence.passedOver == [.init(path: "junit.xml", reason: "it is a pipe, a socket or a device")])
    #expect(try ProjectTree(root: project.path).target(of: "junit.xml") == .special)
  }

  @Test("that became a link after they were listed are not followed")
  func swapped() throws {
    let outside = TemporaryProject(["secret": "secret"])
    let project = TemporaryProject(["a/b": "x"])
    let tree = try ProjectTree(root: project.path)
    unsafe unlink(project.path + "/a/b")
    project.link("a/b", to: outside.path + "/secret")
    #expect(throws: ReadFailure.isLink) { try tree.read("a/b") }
  }

  @Test("in a folder that became a link after one of them was read are not read through it")
  func swappedFolder() throws {
    let outside = TemporaryProject(["c": "secret"])
    let project = TemporaryProject(["a/b": "x", "a/c": "y"])
    let tree = try ProjectTree(root: project.path)
    _ = try tree.read("a/b")
    unsafe rename(project.path + "/a", project.path + "/moved")
    project.link("a", to: outside.path)
    #expect(try tree.read("a/c").bytes == Array("y".utf8))
    #expect(throws: ReadFailure.self) { try ProjectTree(root: project.path).read("a/c") }
  }

  @Test("that are small are read once: what one reader has seen the next one sees too")
  func once() throws {
    let project = TemporaryProject(["plan.md": "before"])
    let tree = try ProjectTree(root: project.path)
    let file = try tree.read("plan.md")
    project.write("plan.md", Array("after".utf8))
    #expect(try tree.read("plan.md") === file)
    var limits = Limits.standard
    limits.bytes = 3
    #expect(throws: ReadFailure.tooLarge(limit: 3)) { try tree.read("plan.md", limits: limits) }
  }

  @Test("that may not be read are unreadable evidence", .enabled(if: geteuid() != 0, "root may read everything"))
  func denied() throws {
    let project = TemporaryProject(["junit.xml": "<testsuites/>"])
    unsafe chmod(project.path + "/junit.xml", 0)
    #expect(try project.evidence().problems == ["test_reports junit.xml evidence.unreadable"])
  }

  @Test("that are too large are unreadable evidence, without being read")
  func huge() throws {
    let project = TemporaryProject(["metrics.json": "{}", "junit.xml": "<a/>"])
    // A terabyte that takes no space.
    unsafe truncate(project.path + "/metrics.json", 1 << 40)
    unsafe truncate(project.path + "/junit.xml", 1 << 40)
    let problems = try project.evidence().problems
    #expect(
      problems == ["metrics_files metrics.json evidence.unreadable", "test_reports junit.xml evidence.unreadable"])
  }

  @Test("are listed up to a bound, and beyond it that is an error")
  func bounds() throws {
    let project = TemporaryProject(["a/1": "", "a/2": "", "b/3": "", "c/d/e/f": ""])
    var bounds = DiscoveryBounds()
    bounds.files = 2
    let tree = try ProjectTree(root: project.path, bounds: bounds)
    #expect(tree.paths == ["a/1", "a/2"])
    #expect(tree.diagnostics.map(\.id) == ["project.too-many-files"])
    bounds = DiscoveryBounds()
    bounds.depth = 3
    #expect(try ProjectTree(root: project.path, bounds: bounds).passedOver.map(\.path) == ["c/d/e"])
  }

  @Test("cannot be listed where the root is no folder")
  func noRoot() {
    #expect(throws: DiagnosticsError.self) { try ProjectTree(root: "/nonexistent/folder") }
  }

  @Test(
    "answer for a document's path",
    arguments: [
      ("docs/plan.md", "present"), ("./docs//plan.md", "present"), ("link.md", "present"), ("blank.md", "empty"),
      ("docs", "it is a folder"), ("gone.md", "there is no such file"),
      ("../x", "it is not below the project's folder"),
      ("/etc/passwd", "it is not below the project's folder"), ("out.md", "it is not below the project's folder"),
      ("loop", "the link leads in a circle"), ("https://example.com/plan", "there is no such file"),
      ("docs/plan.md/x", "there is no such file"), ("", "it is a folder"),
    ])
  func documents(path: String, expected: String) throws {
    let project = TemporaryProject(["docs/plan.md": "# Plan", "blank.md": " \n\t\n"])
    project.link("link.md", to: "docs/plan.md")
    project.link("out.md", to: "/etc/hostname")
    project.link("loop", to: "loop")
    switch try ProjectTree(root: project.path).document(at: path) {
    case .present: #expect(expected == "present")
    case .empty: #expect(expected == "empty")
    case .absent(let reason): #expect(reason == expected)
    }
  }
}
