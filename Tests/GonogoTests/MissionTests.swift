import TestSupport
import Testing

/// The sentence that the tool exists for, on the worked example: a CI gate fails when the release plan is missing.
@Suite("The mission")
struct MissionTests {
  private struct Reports {
    var status: Int32
    var console: String
    var complaints: String
    var junit: JUnitFile
    var page: String
    var json: String
  }

  private func assess(_ folder: TemporaryFolder) throws -> Reports {
    let out = try TemporaryFolder()
    let run = try CommandRun(
      "assess", folder.path, "--html", out("r.html"), "--junit", out("r.xml"), "--json", out("r.json"))
    return Reports(
      status: run.status, console: run.output, complaints: run.complaints, junit: try JUnitFile(out.bytes("r.xml")),
      page: try out.text("r.html"), json: try out.text("r.json"))
  }

  @Test(
    "without `release:` the gate fails, and JUnit and HTML name what is missing and where it belongs; put back, it passes"
  )
  func releasePlan() throws {
    let folder = try TemporaryFolder(copyOf: Repository.example("ready"))
    let manifest = try folder.text("gonogo.yaml")
    let lines = manifest.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0 == "release:" })
    let end = lines[(start + 1)...].firstIndex { $0.first?.isLetter == true } ?? lines.endIndex
    try folder.write("gonogo.yaml", (lines[..<start] + lines[end...]).joined(separator: "\n"))

    let without = try assess(folder)
    #expect(without.status == 1)
    #expect(without.console.hasSuffix("\nNO-GO\n"))
    let plan = try without.junit.rule("release.plan")
    #expect(plan.outcome == "failure")
    #expect(plan.message.contains("not stated: release"))
    #expect(plan.text.contains("at gonogo.yaml"))
    #expect(without.junit.red.contains { $0.suite == "project.decision" && $0.outcome == "failure" })
    #expect(without.page.contains("There is a written release plan"))
    #expect(without.page.contains("not stated: release"))
    #expect(without.page.contains("belongs at"))

    try folder.write("gonogo.yaml", manifest)
    let put = try assess(folder)
    #expect(put.status == 0)
    #expect(put.console.hasSuffix("\nGO\n"))
    #expect(put.junit.red.isEmpty)
    #expect(put.complaints == "")
  }

  @Test("a test that failed contradicts the claim that all pass, citing both places, and fails the gate")
  func failedTest() throws {
    let folder = try TemporaryFolder(copyOf: Repository.example("ready"))
    let report = try #require(folder.files.first { $0.hasPrefix("test-results/") && $0.hasSuffix(".xml") })
    try folder.replace(
      "name=\"test_schema\" file=\"tests/test_data.py\" line=\"7\" time=\"0.007\" />",
      by:
        "name=\"test_schema\" file=\"tests/test_data.py\" line=\"7\" time=\"0.007\"><failure message=\"no\">no</failure></testcase>",
      in: report)
    try folder.replace("failures=\"0\"", by: "failures=\"1\"", in: report)

    let run = try assess(folder)
    #expect(run.status == 1)
    let rule = try run.junit.rule("tests.automated-tests-pass")
    #expect(rule.outcome == "failure")
    #expect(rule.text.contains("contradicted"))
    #expect(rule.text.contains("gonogo.yaml:"), "the claim")
    #expect(rule.text.contains(report), "what contradicts it")
    #expect(run.console.contains("contradicted tests.automated-tests-pass"))
    #expect(run.page.contains(report))
    #expect(run.complaints == "")
  }

  @Test("a metric below the threshold that the manifest states is contradicted, citing both places, and fails the gate")
  func loweredMetric() throws {
    let folder = try TemporaryFolder(copyOf: Repository.example("ready"))
    var lowered: [String] = []
    for file in folder.files where file.hasPrefix("mlruns/") && file.hasSuffix("/metrics/recall") {
      let text = try folder.text(file)
      if text.contains("0.8672") {
        try folder.write(file, text.replacing("0.8672", with: "0.4672"))
        lowered.append(file)
      }
    }
    try #require(lowered.count >= 1)

    let run = try assess(folder)
    #expect(run.status == 1)
    let rule = try run.junit.rule("tests.no-limit-broken-in-run")
    #expect(rule.outcome == "failure")
    #expect(rule.text.contains("contradicted"))
    #expect(rule.text.contains("gonogo.yaml:"), "the threshold")
    #expect(rule.text.contains("mlruns/"), "the measurement")
    #expect(run.console.contains("contradicted tests.no-limit-broken-in-run (blocker)"))
  }

  @Test("the example that is not ready does not pass, and its JUnit file is red")
  func notReady() throws {
    let run = try CommandRun("assess", Repository.example("not-ready"), "--junit", "-")
    #expect(run.status == 1)
    let red = try JUnitFile(Array(run.output.utf8)).red
    #expect(red.contains { $0.text.contains("contradicted") })
    #expect(red.contains { $0.name.hasPrefix("release.plan: ") }, "its waiver is nobody's to give oneself")
  }
}
