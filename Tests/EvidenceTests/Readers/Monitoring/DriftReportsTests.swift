import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A drift report")
struct DriftReportsTests {
  private func item(_ text: String, path: String = "reports/drift.json") throws -> EvidenceItem {
    let project = TemporaryProject()
    project.write(path, Array(text.utf8))
    return try project.item("drift_reports")
  }

  private static func column(_ name: String, _ method: String, _ value: String, _ threshold: String = "0.05") -> String
  {
    """
    {"id": "id-\(name)", "metric_name": "ValueDrift(column=\(name))", "value": \(value),
     "config": {"type": "evidently:metric_v2:ValueDrift", "column": "\(name)", "method": "\(method)",
      "threshold": \(threshold)}}
    """
  }

  private static func total(_ count: String, _ share: String, limit: String = "0.5") -> String {
    """
    {"id": "t", "metric_name": "DriftedColumnsCount", "value": {"count": \(count), "share": \(share)},
     "config": {"type": "evidently:metric_v2:DriftedColumnsCount", "drift_share": \(limit)}}
    """
  }

  private static func report(_ metrics: [String], tests: [String] = []) -> String {
    "{\"metrics\": [\(metrics.joined(separator: ", "))], \"tests\": [\(tests.joined(separator: ", "))]}"
  }

  @Test(
    "of Evidently 0.7 drifts as its method points",
    arguments: [
      ("K-S p_value", "0.05", "true"), ("ks", "0.0501", "false"), ("Z-test p_value", "0.05", "false"),
      ("chi-square p_value", "0.01", "true"), ("TVD", "0.01", "true"), ("TVD", "0.9", "false"),
      ("anderson", "0.2", "false"), ("Cramer-von Mises", "0.05", "true"), ("mannw", "0.01", "true"),
      ("Fisher's Exact test", "0.01", "true"), ("psi", "0.05", "true"), ("psi", "0.04", "false"),
      ("PSI", "0.2", "true"),
      ("Jensen-Shannon distance", "0.2", "true"), ("wasserstein", "0.01", "false"),
      ("Wasserstein distance (normed)", "0.3", "true"), ("Kullback-Leibler divergence", "0.05", "true"),
      ("Hellinger distance", "0.01", "false"), ("ed", "0.05", "false"), ("Energy-distance", "0.06", "true"),
      ("my own function", "0.01", "–"), ("text_content_drift", "0.9", "–"), ("psi", "NaN", "–"), ("ks", "NaN", "–"),
    ])
  func directions(method: String, value: String, drifted: String) throws {
    let item = try item(DriftReportsTests.report([DriftReportsTests.column("a", method, value)]))
    #expect(shown(item.facts["columns"]?.elements.first?["drifted"]) == drifted)
    #expect(item.fact("columns_not_known") == (drifted == "–" ? "1" : "0"))
  }

  @Test("of Evidently 0.7 has the data set drifted from its share on, and every column beside it")
  func total() throws {
    let item = try item(
      DriftReportsTests.report([
        DriftReportsTests.total("1.0", "0.5"), DriftReportsTests.column("a", "ks", "0.01"),
        DriftReportsTests.column("b", "psi", "0.01"),
      ]))
    #expect(
      [
        "dataset_drift", "drifted_share", "drifted_share_limit", "columns_total", "columns_drifted", "consistent",
        "metrics",
      ]
      .map(item.fact) == ["true", "0.5", "0.5", "2", "1", "true", "3"])
    #expect(item.format == "evidently")
    #expect(item.producedAt == nil && item.fact("measured_at") == "–")
    #expect(["tests.total", "all_tests_passed"].map(item.fact) == ["0", "–"])
  }

  @Test("whose total is not that of its columns says so, and the columns count")
  func disagreement() throws {
    let item = try item(
      DriftReportsTests.report([
        DriftReportsTests.total("1.0", "0.5", limit: "0.6"), DriftReportsTests.column("a", "ks", "0.01"),
        DriftReportsTests.column("b", "ks", "0.01"),
      ]))
    #expect(["dataset_drift", "columns_drifted", "consistent"].map(item.fact) == ["true", "2", "false"])
    #expect(item.diagnostics.map(\.id) == ["evidence.counts-differ"])
  }

  @Test("with a total of more columns than it lists keeps the total")
  func partial() throws {
    let item = try item(
      DriftReportsTests.report([DriftReportsTests.total("3", "0.3"), DriftReportsTests.column("a", "ks", "0.01")]))
    #expect(["dataset_drift", "columns_total", "columns_drifted"].map(item.fact) == ["false", "10", "3"])
  }

  @Test("takes the test of a column where the method's direction is not known")
  func tests() throws {
    func test(_ id: String, _ status: String, _ bound: String = "ValueDriftBoundTest") -> String {
      """
      {"id": "drift", "name": "Value Drift for column \(id)", "status": "\(status)",
       "bound_test": {"type": "evidently:bound_test:\(bound)", "metric_fingerprint": "id-\(id)"}}
      """
    }
    let item = try item(
      DriftReportsTests.report(
        [
          DriftReportsTests.column("a", "own", "0.2"), DriftReportsTests.column("b", "own", "0.2"),
          DriftReportsTests.column("c", "own", "0.2"), DriftReportsTests.column("d", "ks", "0.2"),
        ],
        tests: [
          test("a", "FAIL"), test("b", "SUCCESS"), test("c", "FAIL", "SingleValueBoundTest"), test("d", "FAIL"),
          test("e", "WARNING"), test("f", "ERROR"), test("g", "SKIPPED"), test("h", "odd"),
        ]))
    #expect(item.facts["columns"]?.elements.map { shown($0["drifted"]) } == ["true", "false", "–", "false"])
    #expect(
      item.fact("tests") == "{total: 8, passed: 1, failed: 3, warned: 1, errored: 2, skipped: 1}")
    #expect(item.fact("all_tests_passed") == "false")
    #expect(item.fact("consistent") == "false")
    #expect(item.facts["failed_tests"]?.elements.count == 5)
  }

  @Test("of Evidently up to 0.6 is worked out from its numbers, and what it says is compared")
  func legacy() throws {
    func column(_ name: String, _ score: String, _ detected: String) -> String {
      """
      "\(name)": {"column_name": "\(name)", "stattest_name": "K-S p_value", "stattest_threshold": 0.05,
       "drift_score": \(score), "drift_detected": \(detected)}
      """
    }
    let item = try item(
      """
      {"version": "0.4.40", "timestamp": "2026-11-21 02:02:21.452184", "metrics": [
        {"metric": "DatasetDriftMetric", "result": {"drift_share": 0.5, "number_of_columns": 2,
         "number_of_drifted_columns": 0, "share_of_drifted_columns": 0.0, "dataset_drift": false}},
        {"metric": "DataDriftTable", "result": {"number_of_columns": 2, "number_of_drifted_columns": 0,
         "share_of_drifted_columns": 0.0, "dataset_drift": false,
         "drift_by_columns": {\(column("a", "0.001", "false")), \(column("b", "0.9", "false"))}}}]}
      """)
    #expect(item.format == "evidently-report")
    #expect(item.tool == .init(name: "Evidently", version: "0.4.40"))
    #expect(item.fact("measured_at") == "2026-11-21T02:02:21.452184Z")
    #expect(item.facts["columns"]?.elements.map { shown($0["drifted"]) } == ["true", "false"])
    #expect(["columns_drifted", "dataset_drift", "consistent"].map(item.fact) == ["1", "true", "false"])
    #expect(item.diagnostics.map(\.id) == ["evidence.counts-differ", "evidence.counts-differ"])
  }

  @Test("of a test suite up to 0.6 has rounded scores: near the threshold what it states counts")
  func suite() throws {
    let item = try item(
      """
      {"version": "0.4.40", "timestamp": "2026-11-21 02:02:21", "tests": [
        {"name": "Drift per Column", "description": "The drift score is 0.05", "status": "FAIL", "group": "data_drift",
         "parameters": {"stattest": "Z-test p_value", "score": 0.05, "threshold": 0.05, "detected": true,
          "column_name": "a"}},
        {"name": "Number of Rows", "status": "SUCCESS", "parameters": {"value": 111.0}}],
       "summary": {"all_passed": false, "total_tests": 2, "success_tests": 2, "failed_tests": 0}}
      """, path: "evidently/suite.json")
    #expect(item.format == "evidently-test-suite")
    #expect(
      item.fact("columns")
        == "[{column: a, method: Z-test p_value, drift_when: below, score: 0.05, threshold: 0.05, drifted: true}]")
    #expect(item.fact("failed_tests") == "[Drift per Column: a]")
    #expect(item.fact("tests.passed") == "1")
    #expect(item.diagnostics.map(\.id) == ["evidence.counts-differ"])
  }

  @Test("of the quality of data measures no drift, and counts what is no number")
  func quality() throws {
    let metric =
      "{\"metric_name\": \"MeanValue\", \"config\": {\"type\": \"evidently:metric_v2:MeanValue\"}, \"value\": NaN}"
    let item = try item(DriftReportsTests.report([metric]), path: "reports/evidently.json")
    #expect(["measures_drift", "non_finite_values", "dataset_drift"].map(item.fact) == ["false", "1", "–"])
  }

  @Test(
    "that is broken or empty shows nothing",
    arguments: [
      "{\"metrics\": [], \"tests\": []}", "{\"metrics\": [{\"config\": {\"type\": \"evidently:metric_v2:ValueDrift\"",
      "{\"metrics\": [{\"metric\": \"DatasetDriftMetric\",",
    ])
  func broken(text: String) throws {
    let project = TemporaryProject(["reports/drift.json": text])
    #expect(try project.evidence().unreadable.map(\.kind) == ["drift_reports"])
    #expect(try project.items("drift_reports").isEmpty)
  }

  @Test("that a project wrote itself says what its flags and numbers say")
  func plain() throws {
    let item = try item(
      """
      {"generated_at": "2026-11-21T02:00:00+01:00", "drift_detected": false, "features": {
        "age": {"psi": 0.31, "threshold": 0.2, "drift_detected": false}, "bmi": {"p_value": 0.4, "drifted": false},
        "bp": {"psi": NaN, "threshold": 0.2, "drifted": true}, "note": "x"}}
      """)
    #expect(item.format == "json" && item.tool == nil)
    #expect(
      ["dataset_drift", "measured_at", "consistent"].map(item.fact) == ["false", "2026-11-21T01:00:00Z", "false"])
    #expect(item.facts["columns"]?.elements.map { shown($0["drifted"]) } == ["true", "false", "–"])
    #expect(item.facts["columns"]?.elements.map { shown($0["method"]) } == ["psi", "–", "psi"])
  }

  @Test("is nothing else that is called drift")
  func others() throws {
    let project = TemporaryProject([
      "drift.json": "{\"metrics\": [{\"name\": \"x\"}]}", "drift/config.json": "{\"threshold\": 0.1}",
      "drift_settings.json": "{\"drift_detected\": \"no\"}",
      "drift/notes.json": "not json",
    ])
    let evidence = try project.evidence()
    #expect(evidence.items("drift_reports").isEmpty && evidence.unreadable.isEmpty)
  }
}
