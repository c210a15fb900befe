import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A report of static analysis")
struct StaticAnalysisTests {
  private func run(_ parts: String, rules: String = "") -> String {
    "{\"tool\": {\"driver\": {\"name\": \"Lint\", \"version\": \"1.2\", \"rules\": [\(rules)]}}, \(parts)}"
  }

  private func report(_ runs: String, version: String = "2.1.0") -> String {
    "{\"runs\": [\(runs)], \"version\": \"\(version)\"}"
  }

  private func item(_ parts: String, rules: String = "") throws -> EvidenceItem {
    try TemporaryProject(["out/lint.sarif": report(run(parts, rules: rules))]).item("static_analysis_reports")
  }

  private func counts(_ item: EvidenceItem) -> String {
    ["errors", "warnings", "notes", "without_level"].map(item.fact).joined(separator: " ")
  }

  @Test(
    "counts a result by its own level, then by that of its rule",
    arguments: [
      ("{}", "0 1 0 0"), ("{\"level\": \"error\"}", "1 0 0 0"), ("{\"level\": \"note\"}", "0 0 1 0"),
      ("{\"level\": \"none\"}", "0 0 0 1"), ("{\"kind\": \"pass\", \"level\": \"error\"}", "0 0 0 1"),
      ("{\"kind\": \"fail\", \"ruleId\": \"E\"}", "1 0 0 0"), ("{\"ruleId\": \"E\"}", "1 0 0 0"),
      ("{\"ruleId\": \"E/sub\"}", "1 0 0 0"), ("{\"ruleId\": \"X\", \"ruleIndex\": 0}", "1 0 0 0"),
      ("{\"ruleId\": \"E\", \"ruleIndex\": 1}", "0 0 1 0"), ("{\"ruleId\": \"E\", \"ruleIndex\": -1}", "1 0 0 0"),
      ("{\"rule\": {\"id\": \"N\"}}", "0 0 1 0"), ("{\"rule\": {\"index\": 0}}", "1 0 0 0"),
      ("{\"ruleId\": \"unheard\"}", "0 1 0 0"), ("{\"ruleId\": \"E\", \"level\": \"note\"}", "0 0 1 0"),
      ("{\"ruleIndex\": 99}", "0 1 0 0"),
    ])
  func levels(result: String, expected: String) throws {
    let rules =
      "{\"id\": \"E\", \"defaultConfiguration\": {\"level\": \"error\"}}, {\"id\": \"N\", \"defaultConfiguration\": {\"level\": \"note\"}}"
    #expect(try counts(item("\"results\": [\(result)]", rules: rules)) == expected)
  }

  @Test("takes the level that the invocation gives to a rule")
  func overrides() throws {
    let item = try item(
      "\"invocations\": [{\"executionSuccessful\": true, \"ruleConfigurationOverrides\": [{\"descriptor\": {\"index\": 0}, \"configuration\": {\"level\": \"error\"}}]}], \"results\": [{\"ruleId\": \"N\"}]",
      rules: "{\"id\": \"N\"}")
    #expect(counts(item) == "1 0 0 0")
  }

  @Test("finds the rule of an extension")
  func extensions() throws {
    let text =
      "{\"tool\": {\"driver\": {\"name\": \"CodeQL\"}, \"extensions\": [{\"name\": \"q\", \"rules\": [{\"id\": \"py/x\", \"defaultConfiguration\": {\"level\": \"error\"}, \"properties\": {\"security-severity\": \"9.3\"}}]}]}, \"results\": [{\"rule\": {\"index\": 0, \"toolComponent\": {\"index\": 0}}}]}"
    let item = try TemporaryProject(["a.sarif": report(text)]).item("static_analysis_reports")
    #expect(["errors", "error_rules", "max_security_severity"].map(item.fact) == ["1", "[py/x]", "9.3"])
  }

  @Test(
    "leaves out what is suppressed, and what is only to be",
    arguments: [
      ("\"suppressions\": []", "0"), ("\"suppressions\": [{\"kind\": \"inSource\"}]", "1"),
      ("\"suppressions\": [{\"status\": \"accepted\"}]", "1"), ("\"suppressions\": [{\"status\": \"rejected\"}]", "0"),
      ("\"suppressions\": [{\"status\": \"underReview\"}]", "0"),
      ("\"suppressions\": [{\"status\": \"accepted\"}, {\"status\": \"rejected\"}]", "0"),
      ("\"suppressions\": null", "0"),
    ])
  func suppressions(part: String, suppressed: String) throws {
    let item = try item("\"results\": [{\"level\": \"error\", \(part)}]")
    #expect(item.fact("suppressed") == suppressed)
    #expect(item.fact("errors") == (suppressed == "1" ? "0" : "1"))
  }

  @Test("does not count what is gone since the baseline")
  func baseline() throws {
    let states = ["absent", "unchanged", "updated", "new"].map {
      "{\"level\": \"error\", \"baselineState\": \"\($0)\"}"
    }
    let item = try item("\"results\": [\(states.joined(separator: ","))]")
    #expect(["errors", "fixed", "new"].map(item.fact) == ["3", "1", "1"])
    #expect(try self.item("\"results\": []").fact("fixed") == "–")
  }

  @Test(
    "says nothing of results after a scan that failed, nor where none are reported",
    arguments: [
      ("\"results\": []", "– true 0"), ("\"results\": null", "– false –"), ("\"columnKind\": \"x\"", "– false –"),
      ("\"invocations\": [{\"executionSuccessful\": true}], \"results\": []", "true true 0"),
      ("\"invocations\": [{\"executionSuccessful\": true}, {}], \"results\": []", "– true 0"),
      (
        "\"invocations\": [{\"executionSuccessful\": true}, {\"executionSuccessful\": false}], \"results\": []",
        "false true –"
      ),
    ])
  func failed(parts: String, expected: String) throws {
    let item = try item(parts)
    #expect(["executed", "reported", "errors"].map(item.fact).joined(separator: " ") == expected)
  }

  @Test("knows tool, time and commit, and counts errors of the tool itself")
  func identity() throws {
    let item = try item(
      "\"results\": [], \"versionControlProvenance\": [{\"revisionId\": \"abc\"}], \"invocations\": [{\"executionSuccessful\": true, \"endTimeUtc\": \"2026-11-21T02:04:32Z\", \"toolExecutionNotifications\": [{\"level\": \"error\", \"message\": {\"text\": \"secret\"}}, {\"level\": \"note\"}]}]"
    )
    #expect(item.tool == EvidenceItem.Tool(name: "Lint", version: "1.2"))
    #expect(item.producedAt?.text == "2026-11-21T02:04:32Z" && item.commit?.text == "abc")
    #expect(item.fact("tool_errors") == "1" && !shown(item.facts).contains("secret"))
  }

  @Test("of several runs is several items")
  func runs() throws {
    let project = TemporaryProject(["a.sarif.json": report(run("\"results\": [{}]") + "," + run("\"results\": []"))])
    #expect(try project.items("static_analysis_reports").map { $0.fact("warnings") } == ["1", "0"])
  }

  @Test(
    "that is broken proves nothing",
    arguments: [
      ("", "json.syntax"), ("{\"version\": \"2.1.0\", \"runs\": [", "json.syntax"), ("[]", "evidence.not-of-kind"),
      ("{\"version\": \"2.1.0\"}", "evidence.not-of-kind"),
      ("{\"version\": \"2.1.0\", \"runs\": []}", "evidence.empty"),
      ("{\"version\": \"1.0.0\", \"runs\": [{}]}", "evidence.not-of-kind"),
      ("{\"version\": \"2.1.0\", \"runs\": [{\"results\": []}]}", "evidence.not-of-kind"),
    ])
  func broken(text: String, id: String) throws {
    let evidence = try TemporaryProject(["a.sarif": text]).evidence()
    #expect(evidence.problems == ["static_analysis_reports a.sarif \(id)"])
    #expect(evidence.items.isEmpty)
  }

  @Test("with an unknown level, or a result that is none, is broken where that stands")
  func unknownLevel() throws {
    for (results, place) in [("{\"level\": \"critical\"}", "\"critical\""), ("7", "7")] {
      let evidence = try TemporaryProject(["a.sarif": report(run("\"results\": [\(results)]"))]).evidence()
      #expect(evidence.items.isEmpty)
      #expect(evidence.unreadable.first?.diagnostics.first?.place?.text == place)
    }
  }
}
