import ArgumentParser
import Documents
import Reports
import TestSupport
import Testing

@testable import gonogo

/// What people paste into their pipelines has to be what the command line takes, and has to keep its promises: where the
/// gate fails, the reports are kept, and the pipeline fails.
@Suite("The templates for CI")
struct CITemplatesTests {
  private static let formats = ReportFormat.allCases.map(\.rawValue)

  /// A command without its reports, and these as format and path.
  private func parted(_ words: [String]) throws -> (rest: [String], reports: [(format: String, path: String)]) {
    var rest: [String] = []
    var reports: [(String, String)] = []
    var words = words[...]
    while let word = words.popFirst() {
      guard word == "--report" else {
        rest.append(word)
        continue
      }
      let value = words.popFirst() ?? ""
      let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
      try #require(parts.count == 2)
      reports.append((parts[0], parts[1]))
    }
    return (rest, reports)
  }

  @Test("every command line in them parses", arguments: CITemplate.names)
  func commandLines(name: String) throws {
    let template = try CITemplate(name)
    let called = template.scripts.reduce(0) { $0 + $1.ranges(of: "gonogo assess").count }
    #expect(called >= 1)
    #expect(template.commands.count == called, "a command that does not begin its line is not looked at")
    for words in template.commands {
      let (rest, reports) = try parted(words)
      #expect(
        !words.contains { word in word.contains { "'`;|&<>*".contains($0) } }, "a shell would not read it as we do")
      #expect(throws: Never.self) { try #require(Gonogo.parseAsRoot(words) as? Assess) }
      #expect(rest.contains("--gate"), "whoever pastes it sees which gate it is")
      for report in reports { #expect(Self.formats.contains(report.format), "\(report.format)") }
      #expect(Set(reports.map(\.path)).count == reports.count, "two reports to one place")
      #expect(reports.contains { $0.format == "html" })
    }
  }

  @Test("each report that a later step takes up is one that the command writes", arguments: CITemplate.names.dropLast())
  func reportsTakenUp(name: String) throws {
    let template = try CITemplate(name)
    let written = try template.commands.flatMap { try parted($0).reports.map(\.path) }
    let named = template.text.ranges(of: "gonogo-reports/").map { range in
      String(template.text[range.lowerBound...].prefix { $0.isLetter || $0.isNumber || "-./".contains($0) })
    }
    let files = Set(named).subtracting(["gonogo-reports/"])
    #expect(files.count >= 4)
    #expect(files.subtracting(written) == [])
  }

  @Test("where gonogo is built, it is by the command that README has", arguments: CITemplate.names.dropLast())
  func build(name: String) throws {
    let flags = "-c release --static-swift-stdlib --product gonogo\n"
    #expect(try CITemplate.contents("README.md").contains(flags))
    #expect(try CITemplate(name).text.contains(flags))
    #expect(try CITemplate(name).text.contains("/source/.ci/install"))
  }

  // MARK: - Where the gate fails

  @Test("GitHub: the steps behind the assessment are carried out all the same")
  func gitHub() throws {
    let job = try #require(CITemplate("github.yml").root?["jobs"]?["gate"])
    let steps = try #require(job["steps"]).elements
    let assess = try #require(steps.firstIndex { $0["run"]?.text?.contains("gonogo assess") == true })
    let behind = steps[(assess + 1)...]
    #expect(behind.contains { $0["uses"]?.text?.contains("upload-artifact") == true })
    #expect(behind.contains { $0["uses"]?.text?.contains("upload-sarif") == true })
    for step in behind { #expect(step["if"]?.text?.contains("!cancelled()") == true) }
    #expect(!steps.contains { $0["continue-on-error"] != nil }, "the job fails")
    // The cache is saved before: its own step at the end of a job is not carried out where the job fails.
    #expect(steps[..<assess].contains { $0["uses"]?.text?.contains("cache/save") == true })
    for step in steps { #expect(step["uses"].map { isPinned($0.text) } ?? true, "an action by its commit") }
  }

  private func isPinned(_ reference: String?) -> Bool {
    let commit = reference?.split(separator: "@").last ?? ""
    return commit.count == 40 && commit.allSatisfy(\.isHexDigit)
  }

  @Test("GitLab: artifacts and cache are kept whatever the gate says, which is the last word of the script")
  func gitLab() throws {
    let template = try CITemplate("gitlab.yml")
    let job = try #require(template.root?["readiness"])
    #expect(job["artifacts"]?["when"]?.text == "always")
    #expect(job["cache"]?["when"]?.text == "always")
    #expect(job["allow_failure"] == nil)
    #expect(job["script"]?.elements.last?.text?.hasPrefix("gonogo assess ") == true)
    #expect(job["artifacts"]?["reports"]?["junit"]?.text == "gonogo-reports/junit.xml")
    #expect(job["artifacts"]?["reports"]?["codequality"]?.text == "gonogo-reports/code-quality.json")
  }

  @Test("Azure: the job that writes the reports succeeds, and the next one hands the status on")
  func azure() throws {
    let jobs = try #require(CITemplate("azure-pipelines.yml").root?["jobs"]).elements
    try #require(jobs.count == 2)
    let steps = try #require(jobs[0]["steps"]).elements
    let assess = try #require(steps.first { $0["name"]?.text == "gonogo" }?["bash"]?.text)
    #expect(assess.contains("' || status=$?\n"))
    #expect(assess.contains("##vso[task.setvariable variable=status;isOutput=true]$status"))
    #expect(jobs[1]["dependsOn"]?.text == jobs[0]["job"]?.text)
    #expect(jobs[1]["variables"]?["STATUS"]?.text == "$[ dependencies.assess.outputs['gonogo.status'] ]")
    #expect(jobs[1]["steps"]?.elements.last?["bash"]?.text == "exit \"$STATUS\"")
  }

  @Test("Jenkins: the reports are taken up after every build, and an earlier build's are no evidence")
  func jenkins() throws {
    let template = try CITemplate("Jenkinsfile")
    let start = try #require(template.text.firstRange(of: "    always {\n"))
    let always = template.text[start.upperBound...].prefix { $0 != "}" }
    for step in ["archiveArtifacts ", "junit ", "recordIssues "] { #expect(always.contains(step)) }
    let assess = try #require(template.scripts.first { $0.contains("gonogo assess") })
    #expect(assess.contains("rm -rf gonogo-reports\n"))
    #expect(!template.text.contains("returnStatus"))
  }

  @Test("pre-commit: the hook judges the project as a whole, whatever has changed")
  func preCommit() throws {
    let hook = try #require(CITemplate.tree(".pre-commit-hooks.yaml").elements.first)
    #expect(hook["pass_filenames"]?.bool == false)
    #expect(hook["always_run"]?.bool == true)
    #expect(hook["language"]?.text == "swift")
  }
}
