import Documents
import Testing

@testable import Evidence

@Suite("A CODEOWNERS file")
struct CodeOwnersTests {
  private func item(_ text: String) throws -> EvidenceItem {
    let project = TemporaryProject(["src/a.py": "", "docs/b.md": "", "docs/deep/c.md": "", "top.txt": ""])
    project.write("CODEOWNERS", Array(text.utf8))
    return try project.item("code_owners")
  }

  @Test(
    "leaves uncovered what its last matching rule gives nobody",
    arguments: [
      ("* @a\n", "[]"), ("", "[CODEOWNERS, docs/, src/, top.txt]"),
      ("# only a comment\n", "[CODEOWNERS, docs/, src/, top.txt]"),
      ("* @a\n/docs/\n", "[docs/]"), ("/src/ @a\n/docs/* @b\n", "[CODEOWNERS, docs/, top.txt]"),
      ("docs @a\nsrc/** @a\n*.txt @a\n", "[CODEOWNERS]"), ("*.md @a\n", "[CODEOWNERS, src/, top.txt]"),
      ("** a@example.com\n", "[]"), ("[Section] @a\n*\n", "[]"),
      ("/docs/deep/ @a # why\n", "[CODEOWNERS, docs/, src/, top.txt]"),
      ("* nobody\n", "[CODEOWNERS, docs/, src/, top.txt]"),
    ])
  func uncovered(text: String, expected: String) throws {
    #expect(try item(text).fact("uncovered") == expected)
  }

  @Test("names owners, and of addresses only that they are some")
  func owners() throws {
    let item = try item("*  @acme/team ines@example.com\n/src/ @ines @acme/team\n")
    #expect(["rules", "owners", "default_owners"].map(item.fact) == ["2", "3", "[@acme/team, (an e-mail address)]"])
  }

  @Test("counts in GitHub's order of places")
  func places() throws {
    let project = TemporaryProject([".github/CODEOWNERS": "* @a", "CODEOWNERS": "", "docs/CODEOWNERS": ""])
    #expect(try project.item("code_owners").path == ".github/CODEOWNERS")
  }
}
