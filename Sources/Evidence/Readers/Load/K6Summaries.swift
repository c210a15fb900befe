import Diagnostics
import Documents

/// The summary of a k6 run, in either of its two shapes, which have thresholds the opposite way round:
///
/// - `handleSummary` has a metric's numbers under `values`, and `thresholds: {"p(95)<500": {"ok": true}}` is passed.
/// - `--summary-export` has them beside, and `thresholds: {"p(95)<500": true}` is **failed** (grafana/k6 #1498).
///
/// `http_req_failed` is a rate of truths: its `passes` are the requests that failed. Latencies are in milliseconds and
/// those of failed requests are among them. Neither shape has a date.
struct K6Summary {
  private let metrics: Node
  private let root: Node
  /// Whether it is of `handleSummary`.
  private let isHandled: Bool

  init?(_ root: Node) {
    guard let metrics = root["metrics"], case .map(let entries) = metrics.content,
      metrics["iteration_duration"] != nil || metrics["http_reqs"] != nil || metrics["iterations"] != nil
    else { return nil }
    self.root = root
    self.metrics = metrics
    isHandled = entries.contains { $0.value["values"] != nil }
  }

  private func values(_ name: String) -> Node? {
    guard let metric = metrics[name] else { return nil }
    return isHandled ? metric["values"] : metric
  }

  func item(_ kind: String, at place: SourceRange) -> EvidenceItem {
    var figures = LoadFigures()
    let failed = values("http_req_failed")
    let failures = LoadFigures.count(failed?["passes"])
    let judged = failures.flatMap { failures in LoadFigures.count(failed?["fails"]).map { $0 + failures } }
    figures.requests = LoadFigures.count((values("http_reqs") ?? values("grpc_reqs"))?["count"]) ?? judged
    figures.failures = failures
    if let failures, let judged, judged > 0, let stated = (failed?["rate"] ?? failed?["value"])?.finiteNumber {
      figures.isConsistent = abs(Double(failures) / Double(judged) - stated) <= 0.001
      if figures.isConsistent == false { figures.complaints.append(.totalsDiffer(at: failed?.range ?? place)) }
    }
    setLatency(values("http_req_duration") ?? values("grpc_req_duration"), &figures)
    figures.throughput = values("http_reqs")?["rate"]?.finiteNumber
    figures.duration = root["state"]?["testRunDurationMs"]?.finiteNumber.map { $0 / 1000 }
    figures.users = LoadFigures.count(values("vus_max")?["max"] ?? values("vus_max")?["value"] ?? values("vus")?["max"])
    figures.checksPassed = LoadFigures.count(values("checks")?["passes"])
    figures.checksFailed = LoadFigures.count(values("checks")?["fails"])
    figures.thresholds = []
    for metric in metrics.entries { addThresholds(metric, &figures) }
    return figures.item(kind, format: isHandled ? "k6-summary" : "k6-summary-export", tool: "k6", at: place)
  }

  private func setLatency(_ values: Node?, _ figures: inout LoadFigures) {
    for entry in values?.entries ?? [] {
      let figure: LoadFigures.Latency?
      switch entry.key {
      case "med": figure = .p50
      case "p(99.9)": figure = .p99_9
      case "avg", "min", "max": figure = LoadFigures.Latency(rawValue: entry.key)
      default:
        let percent = entry.key.utf8.filter { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        figure =
          entry.key.startsWithBytes("p(")
          ? LoadFigures.Latency(rawValue: "p" + String(decoding: percent, as: UTF8.self)) : nil
      }
      guard let figure, let value = entry.value.number, value.isFinite, value >= 0 else { continue }
      figures.latency[figure] = value
    }
  }

  private func addThresholds(_ metric: Node.Entry, _ figures: inout LoadFigures) {
    for entry in metric.value["thresholds"]?.entries ?? [] {
      let stated = K6Summary.isPassed(entry.value)
      // A threshold of a metric without a sample counts as passed for k6 (grafana/k6 #4283): here it says nothing.
      let isMeasured = isMeasured(isHandled ? metric.value["values"] : metric.value)
      if stated == true, !isMeasured { figures.complaints.append(.nothingMeasured(metric.key, at: entry.keyRange)) }
      figures.thresholds?.append(
        LoadFigures.Threshold(
          metric: metric.key, expression: entry.key, passed: stated == true && !isMeasured ? nil : stated,
          place: entry.keyRange))
    }
  }

  /// What `thresholds` says of an expression, in either shape.
  private static func isPassed(_ node: Node) -> Bool? {
    if let isOK = node["ok"] { return isOK.bool }
    switch node.content {
    case .bool(let isFailed): return !isFailed
    default: return nil
    }
  }

  private func isMeasured(_ values: Node?) -> Bool {
    guard let values else { return false }
    if values["passes"] != nil || values["fails"] != nil {
      return (values["passes"]?.finiteNumber ?? 0) + (values["fails"]?.finiteNumber ?? 0) > 0
    }
    return ["count", "max", "value"].contains { (values[$0]?.finiteNumber ?? 0) != 0 }
  }
}

extension Diagnostic {
  static func nothingMeasured(_ metric: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, id: "evidence.not-measured",
      "k6 calls this threshold passed, but '\(metric.shortened(to: 100))' was never measured", at: place)
  }
}
