import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A repository of git")
struct GitRepositoryTests {
  private let a = String(repeating: "a", count: 40)
  private let b = String(repeating: "b", count: 40)
  private let c = String(repeating: "c", count: 40)

  @Test("has the commit and the branch that are checked out, and its tags")
  func loose() throws {
    let item = try TemporaryProject([
      ".git/HEAD": "ref: refs/heads/feature/x\n", ".git/refs/heads/feature/x": a + "\n", ".git/refs/tags/v2": a,
      ".git/refs/tags/rc/1": b,
      ".git/packed-refs":
        "# pack-refs with: peeled\n\(c) refs/heads/feature/x\n\(b) refs/tags/v1\n^\(a)\n\(c) refs/tags/v2\n\(c) refs/remotes/origin/main\n",
      ".git/config": "[remote \"origin\"]\n url = https://alice:secret@host/x\n",
    ]).item("repository")
    #expect(
      ["head", "branch", "detached", "tags", "head_tags", "shallow"].map(item.fact) == [
        a, "feature/x", "false", "[rc/1, v1, v2]", "[v1, v2]", "false",
      ])
    #expect(shown(item.commit) == a)
    #expect(item.path == ".git/HEAD")
    #expect(!shown(item.facts).containsBytes("secret"))
  }

  @Test("may have its references packed, a commit checked out, a cut history, or no commit yet")
  func states() throws {
    let packed = try TemporaryProject([
      ".git/HEAD": "ref: refs/heads/main\n", ".git/packed-refs": "\(a) refs/heads/main\n",
    ]).item("repository")
    #expect(["head", "tags", "head_tags"].map(packed.fact) == [a, "[]", "–"])
    let detached = try TemporaryProject([".git/HEAD": a + "\n", ".git/shallow": a + "\n"]).item("repository")
    #expect(["head", "branch", "detached", "shallow"].map(detached.fact) == [a, "–", "true", "true"])
    let unborn = try TemporaryProject([".git/HEAD": "ref: refs/heads/main\n"]).item("repository")
    #expect(["head", "branch"].map(unborn.fact) == ["–", "main"])
    #expect(unborn.commit == nil)
  }

  @Test("may be a worktree of one inside the project; one outside is told and not looked at")
  func worktree() throws {
    let project = TemporaryProject([
      ".git": "gitdir: store/worktrees/w\n", "store/worktrees/w/HEAD": "ref: refs/heads/main\n",
      "store/worktrees/w/commondir": "../..\n",
      "store/refs/heads/main": a, "store/refs/tags/v1": a,
    ])
    let item = try project.item("repository")
    #expect(["head", "branch", "head_tags"].map(item.fact) == [a, "main", "[v1]"])
    for target in ["../other/.git", "/etc"] {
      let outside = try TemporaryProject([".git": "gitdir: \(target)\n"]).evidence()
      #expect(outside.items("repository").isEmpty && outside.unreadable.isEmpty)
      #expect(outside.passedOver.map(\.path) == [".git"])
    }
  }

  @Test(
    "whose HEAD names no reference, or leads elsewhere, is unreadable",
    arguments: ["", "x", "ref: refs/../../etc/passwd", "ref: /etc/passwd", "ref: refs/heads/a b"])
  func broken(head: String) throws {
    #expect(
      try TemporaryProject([".git/HEAD": head]).evidence().problems == ["repository .git/HEAD evidence.not-of-kind"])
  }

  @Test("never leads outside by a link, and where references are kept in another way, tags are not known")
  func links() throws {
    let outside = TemporaryProject(["main": a, "v9": a])
    let project = TemporaryProject([".git/HEAD": "ref: refs/heads/main\n", ".git/reftable/x": ""])
    project.link(".git/refs/heads/main", to: outside.path + "/main")
    project.link(".git/refs/tags", to: outside.path)
    let item = try project.item("repository")
    #expect(["head", "tags"].map(item.fact) == ["–", "–"])
  }

  @Test("of a folder inside the project, or of none, is not the project's")
  func none() throws {
    #expect(try TemporaryProject(["sub/.git/HEAD": a, "x": ""]).evidence().items("repository").isEmpty)
  }
}
