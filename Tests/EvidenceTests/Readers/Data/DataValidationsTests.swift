import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A validation of data")
struct DataValidationsTests {
  private static let path = "reports/great_expectations/validation_result.json"

  private func item(_ text: String, path: String = path) throws -> EvidenceItem {
    let project = TemporaryProject()
    project.write(path, Array(text.utf8))
    return try project.item("data_validations")
  }

  /// One result as 1.x writes it.
  private static func result(
    _ success: String, type: String = "expect_column_values_to_not_be_null", severity: String = "critical",
    exception: String = "{\"raised_exception\": false}"
  ) -> String {
    """
    {"success": \(success), "expectation_config": {"type": "\(type)", "kwargs": {"column": "age"},
     "severity": "\(severity)"}, "result": {"unexpected_percent": 21.5, "partial_unexpected_list": ["Alice", "Bob"]},
     "exception_info": \(exception)}
    """
  }

  private static func validation(_ results: [String], success: String, rest: String = "") -> String {
    """
    {"success": \(success), "suite_name": "customers", "results": [\(results.joined(separator: ", "))],
     "meta": {"great_expectations_version": "1.24.1", "validation_time": "20261121T020230.8Z",
      "run_id": {"run_name": null, "run_time": "2026-11-21T02:02:30.811293+00:00"},
      "active_batch_definition": {"datasource_name": "local", "data_asset_name": "customers"}}\(rest)}
    """
  }

  @Test("of Great Expectations 1.x is counted by its results, and quotes no data")
  func counted() throws {
    let item = try item(
      DataValidationsTests.validation(
        [DataValidationsTests.result("true"), DataValidationsTests.result("false")], success: "false",
        rest: """
          , "statistics": {"evaluated_expectations": 2, "successful_expectations": 1, "unsuccessful_expectations": 1}
          """))
    #expect(
      ["name", "success", "evaluated", "successful", "unsuccessful", "success_percent", "counts_consistent"].map(
        item.fact)
        == ["customers", "false", "2", "1", "1", "50.0", "true"])
    #expect(["data_asset", "datasource", "critical_failures"].map(item.fact) == ["customers", "local", "1"])
    #expect(
      item.fact("failed")
        == "[{type: expect_column_values_to_not_be_null, column: age, severity: critical, outcome: failed, unexpected_percent: 21.5}]"
    )
    #expect(item.fact("run_at") == "2026-11-21T02:02:30.811293Z")
    #expect(shown(item.producedAt) == "2026-11-21T02:02:30.811293Z")
    #expect(item.tool == .init(name: "Great Expectations", version: "1.24.1"))
    #expect(item.diagnostics.isEmpty)
    #expect(!shown(item.facts).containsBytes("Alice"))
  }

  @Test("of Great Expectations 0.x has its suite and times where that wrote them")
  func older() throws {
    let item = try item(
      """
      {"success": true, "results": [{"success": true, "expectation_config": {"expectation_type": "expect_x",
        "kwargs": {}}, "result": {}}], "evaluation_parameters": {},
       "meta": {"expectation_suite_name": "customers.warning", "run_id": "20261121T020246.419514Z",
        "batch_kwargs": {"data_asset_name": "c"}, "checkpoint_name": "nightly"}}
      """)
    #expect(
      ["name", "run_at", "success", "data_asset", "checkpoint"].map(item.fact) == [
        "customers.warning", "2026-11-21T02:02:46.419514Z", "true", "c", "nightly",
      ])
    #expect(item.fact("critical_failures") == "–")
  }

  @Test(
    "tells checks that could not run from data that is bad",
    arguments: [
      "{\"raised_exception\": true, \"exception_message\": \"no such column\"}",
      "{\"MetricConfigurationID(metric_name='column.mean')\": {\"raised_exception\": true}}",
    ])
  func exceptions(info: String) throws {
    let item = try item(
      DataValidationsTests.validation(
        [DataValidationsTests.result("true", exception: info), DataValidationsTests.result("false")], success: "false"))
    #expect(
      ["unsuccessful", "exceptions", "failed_types"].map(item.fact) == [
        "2", "1", "[expect_column_values_to_not_be_null]",
      ])
    #expect(item.facts["failed"]?.elements.map { shown($0["outcome"]) } == ["exception", "failed"])
  }

  @Test("is recounted where what it states of itself is something else")
  func lies() throws {
    let item = try item(
      DataValidationsTests.validation(
        [DataValidationsTests.result("false")], success: "true",
        rest: ", \"statistics\": {\"evaluated_expectations\": 1, \"successful_expectations\": 1}"))
    #expect(["success", "stated_success", "counts_consistent"].map(item.fact) == ["false", "true", "false"])
    #expect(item.diagnostics.map(\.id) == ["evidence.counts-differ"])
  }

  @Test("without anything evaluated is no success")
  func nothing() throws {
    let item = try item(
      DataValidationsTests.validation([], success: "true", rest: ", \"statistics\": {\"evaluated_expectations\": 0}"))
    #expect(["success", "evaluated", "success_percent"].map(item.fact) == ["–", "0", "–"])
    #expect(item.diagnostics.map(\.id) == ["evidence.empty"])
  }

  @Test("has not held where its result says nothing", arguments: ["null", "\"yes\"", "1"])
  func noOutcome(success: String) throws {
    let item = try item(DataValidationsTests.validation([DataValidationsTests.result(success)], success: "true"))
    #expect(item.fact("success") == "false")
  }

  @Test("stands several times in a checkpoint's file of 0.x")
  func checkpoint() throws {
    let text = """
      {"run_id": {"run_time": "2026-11-21T02:02:46+00:00"}, "success": true, "checkpoint_config": {"name": "nightly"},
       "run_results": {
        "a": {"validation_result": \(DataValidationsTests.validation([DataValidationsTests.result("true")], success: "true"))},
        "b": \(DataValidationsTests.validation([DataValidationsTests.result("false")], success: "false"))}}
      """
    let project = TemporaryProject(["gx/checkpoint_result.json": text])
    let items = try project.items("data_validations")
    #expect(items.map { $0.fact("success") } == ["true", "false"])
    #expect(items.map { $0.fact("checkpoint") } == ["nightly", "nightly"])
    #expect(items[0].diagnostics.map(\.id) == ["evidence.counts-differ"])
  }

  @Test("stands in a checkpoint of 1.x that was described, without a name or a time")
  func described() throws {
    let item = try item(
      """
      {"success": false, "statistics": {"evaluated_validations": 1}, "validation_results": [{"success": false,
        "statistics": {"evaluated_expectations": 1, "successful_expectations": 0, "unsuccessful_expectations": 1},
        "expectations": [{"expectation_type": "expect_y", "success": false, "kwargs": {"column": "bmi"},
         "result": {"partial_unexpected_list": [32.1]}}]}]}
      """)
    #expect(["success", "evaluated", "counts_consistent", "run_at"].map(item.fact) == ["false", "1", "true", "–"])
    #expect(item.fact("failed") == "[{type: expect_y, column: bmi, outcome: failed}]")
  }

  @Test("is no suite of expectations, which nobody has run")
  func suite() throws {
    let project = TemporaryProject([
      "gx/expectations/s.json": "{\"name\": \"s\", \"expectations\": [{\"type\": \"expect_x\", \"kwargs\": {}}]}",
      "gx/expectations/old.json":
        "{\"expectation_suite_name\": \"s\", \"expectations\": [{\"expectation_type\": \"expect_x\", \"kwargs\": {}}]}",
      "gx/checkpoints/c.json": "{\"name\": \"c\", \"validation_definitions\": []}",
      "reports/validation_result.json": "{\"ok\": true}",
    ])
    let evidence = try project.evidence()
    #expect(evidence.items("data_validations").isEmpty && evidence.unreadable.isEmpty)
  }

  @Test(
    "that is broken, cut off or empty shows nothing",
    arguments: [
      (path, "{\"success\": true, \"results\": [{\"success\": true, \"expectation_config\": {"),
      ("gx/uncommitted/validations/s/r/t/b.json", "{\"success\": tr"),
      ("reports/deepchecks/a.json", "{\"type\": \"SuiteResult\","),
      ("reports/deepchecks/a.json", "{\"type\": \"SuiteResult\", \"results\": []}"),
      ("gx/checkpoint_result.json", "{\"success\": true, \"run_results\": {\"a\": {\"expectation_config\": 1}}}"),
    ])
  func broken(path: String, text: String) throws {
    let project = TemporaryProject()
    project.write(path, Array(text.utf8))
    let evidence = try project.evidence()
    #expect(evidence.items("data_validations").isEmpty)
    #expect(evidence.unreadable.map(\.kind) == ["data_validations"])
    #expect(evidence.unreadable.allSatisfy { $0.diagnostics.hasErrors && $0.diagnostics[0].place != nil })
  }

  @Test("that is too large to be read is unreadable, not something else")
  func tooLarge() throws {
    let project = TemporaryProject([
      "reports/deepchecks/a.json": "{\"type\": \"SuiteResult\", \"results\": [" + String(repeating: " ", count: 2000),
      "reports/deepchecks/b.json": "{" + String(repeating: " ", count: 2000),
    ])
    var limits = Limits.standard
    limits.bytes = 1000
    #expect(
      try project.evidence(limits: limits).problems == [
        "data_validations reports/deepchecks/a.json evidence.unreadable"
      ])
  }

  @Test("of deepchecks is counted by conditions; what did not run or has none did not pass")
  func deepchecks() throws {
    let item = try item(
      """
      {"type": "SuiteResult", "name": "Train Test", "results": [
        {"type": "CheckResult", "check": {"name": "Drift"}, "header": "Drift - Train", "value": NaN, "conditions_results": [
          {"Status": "FAIL", "Condition": "PPS difference is less than 0.2", "More Info": "Found 'alice'"},
          {"Status": "PASS", "Condition": "x"}, {"Status": "WARN", "Condition": "w"}, {"Status": "ERROR", "Condition": "e"}]},
        {"type": "CheckResult", "check": {"name": "Matrix"}, "value": {}, "conditions_results": []},
        {"type": "CheckFailure", "check": {"name": "Leakage"}, "header": "Leakage", "exception": "no datetime"}]}
      """, path: "reports/deepchecks/train_test_validation.json")
    #expect(item.format == "deepchecks")
    #expect(
      ["success", "evaluated", "successful", "unsuccessful", "warnings", "exceptions", "not_run", "without_condition"]
        .map(item.fact) == ["false", "4", "1", "3", "1", "1", "1", "1"])
    #expect(item.facts["failed"]?.elements.map { shown($0["outcome"]) } == ["failed", "warned", "exception"])
    #expect(item.fact("failed_types") == "[Drift]")
    #expect(!shown(item.facts).containsBytes("alice"))
  }

  @Test("of deepchecks in which nothing was decided is no success")
  func undecided() throws {
    let item = try item(
      "{\"type\": \"CheckResult\", \"check\": {\"name\": \"a\"}, \"header\": \"A\", \"conditions_results\": []}",
      path: "deepchecks.json")
    #expect(["name", "success", "evaluated"].map(item.fact) == ["A", "–", "0"])
  }
}
