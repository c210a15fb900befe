import Diagnostics
import Documents

/// Reports and test suites of Evidently up to 0.6: `metrics` with a `metric` and a `result` each, and `tests` with a
/// `summary`. Only `save_json` writes `version` and `timestamp`.
struct EvidentlyLegacy {
  private let root: Node
  private let metrics: [Node]
  private let tests: [Node]

  init?(_ root: Node) {
    metrics = root["metrics"]?.elements ?? []
    tests = root["tests"]?.elements ?? []
    let isReport = !metrics.isEmpty && metrics.allSatisfy { $0["metric"]?.text != nil && $0["result"] != nil }
    let isSuite = !tests.isEmpty && tests.allSatisfy { $0["name"]?.text != nil && $0["status"] != nil }
    guard metrics.isEmpty || isReport, tests.isEmpty || isSuite else { return nil }
    // Other programs have tests with a name and a status too.
    guard isReport || isSuite && (root["summary"]?["all_passed"] ?? root["summary"]?["by_status"]) != nil else {
      return nil
    }
    self.root = root
  }

  var format: String { tests.isEmpty ? "evidently-report" : "evidently-test-suite" }

  func findings(_ complaints: inout [Diagnostic]) -> DriftFindings {
    var findings = DriftFindings()
    findings.version = root["version"]?.scalarText
    if let node = root["timestamp"], let time = node.text.flatMap(StatedTime.init) {
      findings.time = Node(.text(time.instant), at: node.range)
    }
    findings.metrics = metrics.count
    for metric in metrics {
      guard let result = metric["result"] else { continue }
      findings.nonFinite += nonFiniteValues(in: result)
      read(result, &findings)
    }
    for test in tests {
      findings.nonFinite += nonFiniteValues(in: test)
      let column = test["parameters"]?["column_name"]?.text.map { ": " + $0 } ?? ""
      findings.tests.add(test["status"], name: test["name"]?.text.map { $0 + column }, at: test.range)
      if let parameters = test["parameters"] { readTest(parameters, &findings) }
    }
    compareSummary(findings.tests, &complaints)
    return findings
  }

  private func read(_ result: Node, _ findings: inout DriftFindings) {
    if result["dataset_drift"] != nil || result["number_of_drifted_columns"] != nil {
      var total = findings.total ?? DriftFindings.Total(place: result.range)
      total.columns = total.columns ?? result["number_of_columns"]?.wholeNumber.flatMap { Int(exactly: $0) }
      total.drifted = total.drifted ?? result["number_of_drifted_columns"]?.wholeNumber.flatMap { Int(exactly: $0) }
      total.share = total.share ?? result["share_of_drifted_columns"]?.finiteNumber
      total.limit = total.limit ?? result["drift_share"]?.finiteNumber
      total.stated = total.stated ?? result["dataset_drift"]?.truth
      findings.total = total
    }
    for entry in result["drift_by_columns"]?.entries ?? [] { add(entry.key, entry.value, &findings) }
    if let name = result["column_name"]?.text ?? result["embeddings_name"]?.text, result["drift_score"] != nil {
      add(name, result, &findings)
    }
  }

  private func add(_ name: String, _ node: Node, _ findings: inout DriftFindings) {
    findings.add(
      DriftFindings.Column(
        name: name, method: (node["stattest_name"] ?? node["method_name"])?.text,
        score: node["drift_score"]?.finiteNumber,
        threshold: (node["stattest_threshold"] ?? node["threshold"])?.finiteNumber,
        stated: node["drift_detected"]?.truth,
        isNonFinite: node["drift_score"]?.isNonFinite ?? false, place: node.range))
  }

  /// Scores in tests are rounded to three places.
  private func readTest(_ parameters: Node, _ findings: inout DriftFindings) {
    func add(_ name: String, _ node: Node) {
      guard node["stattest"] != nil, node["score"] != nil else { return }
      findings.add(
        DriftFindings.Column(
          name: name, method: node["stattest"]?.text, score: node["score"]?.finiteNumber,
          threshold: node["threshold"]?.finiteNumber, stated: node["detected"]?.truth, rounding: 0.0005,
          isNonFinite: node["score"]?.isNonFinite ?? false, place: node.range))
    }
    for entry in parameters["features"]?.entries ?? [] { add(entry.key, entry.value) }
    if let name = parameters["column_name"]?.text { add(name, parameters) }
  }

  private func compareSummary(_ tests: TestOutcomes, _ complaints: inout [Diagnostic]) {
    guard let summary = root["summary"], !tests.isEmpty else { return }
    var agree = true
    for (key, counted) in [
      ("total_tests", self.tests.count), ("success_tests", tests.count("passed")),
      ("failed_tests", tests.count("failed")),
    ] {
      if let stated = summary[key]?.wholeNumber { agree = agree && stated == Int64(counted) }
    }
    if !agree { complaints.append(.statedDiffers("the summary", from: "the tests", at: summary.range)) }
  }
}

extension Node {
  /// Whether it is NaN, infinite or a number beyond all bounds.
  var isNonFinite: Bool {
    switch content {
    case .number(let number): !number.isFinite
    case .unrepresentable: true
    default: false
    }
  }
}

/// How many numbers below a node are none.
func nonFiniteValues(in node: Node) -> Int {
  switch node.content {
  case .list(let elements): elements.reduce(0) { $0 + nonFiniteValues(in: $1) }
  case .map(let entries): entries.reduce(0) { $0 + nonFiniteValues(in: $1.value) }
  default: node.isNonFinite ? 1 : 0
  }
}
