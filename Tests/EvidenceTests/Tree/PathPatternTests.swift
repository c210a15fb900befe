import Testing

@testable import Evidence

@Suite("A pattern of paths")
struct PathPatternTests {
  @Test(
    "matches names part by part",
    arguments: [
      ("reports/junit.xml", "reports/junit.xml", true), ("reports/*.xml", "reports/junit.xml", true),
      ("reports/*.xml", "reports/a/junit.xml", false), ("reports/**/junit*.xml", "reports/junit-1.xml", true),
      ("reports/**/junit*.xml", "reports/a/b/junit.xml", true), ("**/*.xml", "a.xml", true),
      ("**", "a/b/c", true), ("a/**", "b/a", false), ("a?c", "abc", true), ("a?c", "aéc", true), ("a?c", "ac", false),
      ("*", "a/b", false), ("./a//b", "a/b", true), ("a/../b", "b", true), ("a*b*c", "a-b-b-c", true),
      ("**/a/**/b", "x/a/y/a/z/b", true), ("**/a/**/b", "x/a/y", false),
    ])
  func matching(pattern: String, path: String, matches: Bool) throws {
    #expect(try PathPattern(pattern).matches(path) == matches)
  }

  @Test(
    "must stay below the root",
    arguments: [
      ("/etc/passwd", PathPattern.Problem.leavesRoot), ("../x", .leavesRoot), ("a/../../b", .leavesRoot),
      ("**/../../x", .leavesRoot), ("", .empty), (".", .empty), (String(repeating: "a/", count: 100), .tooLong),
      (String(repeating: "a", count: 5000), .tooLong),
    ])
  func problems(pattern: String, problem: PathPattern.Problem) {
    #expect(throws: problem) { try PathPattern(pattern) }
  }

  @Test("costs little, however many stars it has")
  func hostile() throws {
    let pattern = try PathPattern(String(repeating: "*a", count: 200) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 4000)))
    let folders = try PathPattern(String(repeating: "**/a/", count: 30) + "b")
    #expect(!folders.matches(String(repeating: "a/", count: 2000) + "c"))
  }
}
