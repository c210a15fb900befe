import Diagnostics
import Documents

/// What a load test came to, of whatever tool: requests, failures, latencies in milliseconds, thresholds.
struct LoadFigures {
  /// A condition that the tool itself evaluated.
  struct Threshold {
    var metric: String
    var expression: String
    /// Nil where the tool calls it passed though nothing was measured.
    var passed: Bool?
    var place: SourceRange
  }

  /// One kind of request.
  struct Endpoint {
    var name: String
    var method: String?
    var requests: Int?
    var failures: Int?
    var latency: [Latency: Double] = [:]
    var place: SourceRange
  }

  /// The figures of latencies that are reported, in milliseconds.
  enum Latency: String, CaseIterable {
    case avg, min, p50, p75, p90, p95, p99, p99_9, max
  }

  var requests: Int?
  var failures: Int?
  var latency: [Latency: Double] = [:]
  /// Whether percentiles were worked out here, not taken from the file.
  var isComputed = false
  var throughput: Double?
  var duration: Double?
  var users: Int?
  var startedAt: Node?
  var endedAt: Node?
  var checksPassed: Int?
  var checksFailed: Int?
  /// Samples that stand for several requests, which are counted by themselves.
  var transactions: Int?
  /// Nil where the tool has no such conditions, or does not say how they ended.
  var thresholds: [Threshold]?
  var endpoints: [Endpoint] = []
  /// How many endpoints are not listed; nil where that was not counted.
  var endpointsLeftOut: Int? = 0
  /// Whether totals and parts agree; nil where only one of them is there.
  var isConsistent: Bool?
  var complaints: [Diagnostic] = []

  static let mostEndpoints = 200

  /// A number of requests; nil for one that no test can have, so that sums of them never overflow.
  static func count(_ node: Node?) -> Int? {
    guard let node, node.text == nil, let number = node.wholeNumber, (0...1_000_000_000_000).contains(number) else {
      return nil
    }
    return Int(number)
  }

  func facts(at range: SourceRange) -> Node {
    var facts = Facts(at: range)
    facts.set("requests", count: requests)
    facts.set("failures", count: failures)
    if let requests, let failures, requests > 0 {
      facts.set("error_rate", number: Double(failures) / Double(requests))
    }
    facts.set("latency_ms", LoadFigures.node(latency, at: range))
    if !latency.isEmpty { facts.set("percentiles", text: isComputed ? "computed" : "stated") }
    facts.set("requests_per_second", number: throughput)
    facts.set("duration_seconds", number: duration.map { ($0 * 1e3).rounded() / 1e3 })
    facts.set("users", count: users)
    facts.set("started_at", startedAt)
    facts.set("ended_at", endedAt)
    facts.set("checks_passed", count: checksPassed)
    facts.set("checks_failed", count: checksFailed)
    facts.set("transactions", count: transactions)
    if let thresholds {
      facts.set("thresholds", list: thresholds.prefix(200).map(node))
      facts.set("thresholds_passed", count: thresholds.filter { $0.passed == true }.count)
      facts.set("thresholds_failed", count: thresholds.filter { $0.passed == false }.count)
      facts.set("thresholds_not_measured", count: thresholds.filter { $0.passed == nil }.count)
    }
    if !endpoints.isEmpty {
      facts.set("endpoints", list: endpoints.prefix(LoadFigures.mostEndpoints).map(node))
      facts.set(
        "endpoints_left_out",
        count: endpointsLeftOut.map { $0 + max(0, endpoints.count - LoadFigures.mostEndpoints) })
    }
    facts.set("counts_consistent", flag: isConsistent)
    return facts.node
  }

  func item(_ kind: String, format: String, tool: String, at range: SourceRange) -> EvidenceItem {
    var item = EvidenceItem(kind: kind, format: format, range: range, facts: facts(at: range))
    item.tool = EvidenceItem.Tool(name: tool)
    item.producedAt = endedAt ?? startedAt
    item.diagnostics = Array(complaints.prefix(20))
    return item
  }

  private func node(_ threshold: Threshold) -> Node {
    var facts = Facts(at: threshold.place)
    facts.set("metric", text: threshold.metric, limit: 300)
    facts.set("expression", text: threshold.expression, limit: 300)
    facts.set("passed", flag: threshold.passed)
    return facts.node
  }

  private func node(_ endpoint: Endpoint) -> Node {
    var facts = Facts(at: endpoint.place)
    facts.set("name", text: LoadFigures.withoutQuery(endpoint.name), limit: 300)
    facts.set("method", text: endpoint.method, limit: 50)
    facts.set("requests", count: endpoint.requests)
    facts.set("failures", count: endpoint.failures)
    facts.set("latency_ms", LoadFigures.node(endpoint.latency, at: endpoint.place))
    return facts.node
  }

  private static func node(_ latency: [Latency: Double], at range: SourceRange) -> Node? {
    guard !latency.isEmpty else { return nil }
    var facts = Facts(at: range)
    for figure in Latency.allCases { facts.set(figure.rawValue, number: latency[figure]) }
    return facts.node
  }

  /// Queries hold keys and names of people.
  private static func withoutQuery(_ name: String) -> String {
    String(Substring(name.utf8.prefix { $0 != UInt8(ascii: "?") }))
  }

  /// Takes the figures of latencies that were counted.
  mutating func take(_ histogram: LatencyHistogram) {
    isComputed = true
    latency[.avg] = histogram.average
    latency[.min] = histogram.minimum
    latency[.max] = histogram.maximum
    let figures: [Latency] = [.p50, .p75, .p90, .p95, .p99, .p99_9]
    for (figure, value) in zip(figures, histogram.percentiles([50, 75, 90, 95, 99, 99.9])) { latency[figure] = value }
  }

  /// Of a total and the sum of its parts, where they disagree, the worse counts: so many requests as all agree on, and as
  /// many failures as any says.
  mutating func compare(requests stated: Int?, failures statedFailures: Int?, at place: SourceRange) {
    var agree: Bool?
    if let stated, let requests {
      agree = stated == requests
      self.requests = min(stated, requests)
    } else {
      requests = requests ?? stated
    }
    if let statedFailures, let failures {
      agree = (agree ?? true) && statedFailures == failures
      self.failures = max(statedFailures, failures)
    } else {
      failures = failures ?? statedFailures
    }
    isConsistent = agree
    if agree == false { complaints.append(.totalsDiffer(at: place)) }
  }
}

extension Diagnostic {
  static func totalsDiffer(at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, id: "evidence.counts-differ", "the totals of the load test are not those of its parts", at: place,
      notes: [Note("the worse of the two counts")])
  }
}
