import Diagnostics
import Documents
import Readiness
import Testing

@testable import Reports

@Suite("Paths from the repository's root")
struct RepositoryPathsTests {
  @Test(
    "a folder is put before the paths of the project, and no others",
    arguments: [
      ("services/churn", "services/churn/a.yaml"), ("services/churn/", "services/churn/a.yaml"), ("./x", "x/a.yaml"),
      ("x//y/./z", "x/y/z/a.yaml"), (".", "a.yaml"), ("..x/y..", "..x/y../a.yaml"), ("é", "é/a.yaml"),
    ])
  func folder(folder: String, path: String) throws {
    let paths = try #require(RepositoryPaths(folder: folder, outside: ["rubrics/own.yaml"]))
    #expect(paths.path("a.yaml") == path)
    #expect(paths.path(of: SourceFile(path: "a.yaml", text: "")) == path)
    #expect(paths.path("rubrics/own.yaml") == "rubrics/own.yaml")
    #expect(paths.path("") == "")
    #expect(RepositoryPaths.project.path("a.yaml") == "a.yaml")
  }

  @Test(
    "what could lead out of the repository is no folder of it",
    arguments: [
      "", "/", "/srv", "..", "a/../b", "a/..", "../a", "a\\b", "C:/a", "https://x", "a\nb", "a\u{202E}b", "\0",
    ])
  func refused(folder: String) {
    #expect(RepositoryPaths(folder: folder) == nil)
  }

  private func written(_ format: ReportFormat, _ paths: RepositoryPaths) throws -> String {
    let settings = ReportFormat.Settings(theme: { SampleTheme.plain }, dialect: .extended, paths: paths)
    return try ReadReport.text(format.reporter(settings), SampleAssessment.noGo)
  }

  @Test(
    "services that show findings beside files are told the repository's paths, each of them",
    arguments: [
      (ReportFormat.sarif, "\"uri\": \"", 1), (.sarifFull, "\"uri\": \"", 1), (.github, " file=", 1),
      (.codeQuality, "\"path\": \"", 1), (.junit, " file=\"", 1),
    ])
  func told(format: ReportFormat, mark: String, least: Int) throws {
    let paths = try #require(RepositoryPaths(folder: "services/churn"))
    let plain = try written(format, .project).components(after: mark)
    let told = try written(format, paths).components(after: mark)
    #expect(plain.count >= least)
    #expect(told == plain.map { "services/churn/" + $0 })
  }

  @Test(
    "reports for people and auditors stay at the project's folder",
    arguments: [ReportFormat.json, .oscal, .markdown, .csv])
  func others(format: ReportFormat) throws {
    let paths = try #require(RepositoryPaths(folder: "services/churn"))
    #expect(try written(format, paths) == written(format, .project))
  }

  @Test("a finding keeps its fingerprint when the project moves in the repository")
  func identity() throws {
    let paths = try #require(RepositoryPaths(folder: "services/churn"))
    for (format, mark) in [(ReportFormat.sarif, "\"gonogo/v1\": \""), (.codeQuality, "\"fingerprint\": \"")] {
      #expect(try written(format, paths).components(after: mark) == written(format, .project).components(after: mark))
    }
  }
}

extension String {
  /// What follows each mark, up to the next quotation mark or comma.
  fileprivate func components(after mark: String) -> [String] {
    split(separator: mark, omittingEmptySubsequences: false).dropFirst().map { rest in
      String(rest.prefix { $0 != "\"" && $0 != "," })
    }
  }
}
