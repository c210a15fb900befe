import Diagnostics
import Documents

/// What Locust writes with `--json`: a list with each endpoint's counts and a histogram of its response times, which Locust
/// rounds to two places from 100 ms on.
struct LocustStatistics {
  private let entries: [Node]

  init?(_ root: Node) {
    let entries = root.elements
    guard !entries.isEmpty,
      entries.allSatisfy({
        LoadFigures.count($0["num_requests"]) != nil && LoadFigures.count($0["num_failures"]) != nil
      })
    else { return nil }
    self.entries = entries
  }

  func item(_ kind: String, at place: SourceRange) -> EvidenceItem {
    var figures = LoadFigures()
    var histogram = LatencyHistogram()
    var total = 0.0
    var start: Double?
    var end: Double?
    var requests = 0
    var failures = 0
    for entry in entries {
      var own = LatencyHistogram()
      for bucket in entry["response_times"]?.entries ?? [] {
        guard let time = plainNumber(bucket.key), let times = LoadFigures.count(bucket.value) else { continue }
        _ = own.add(time, times: times)
        _ = histogram.add(time, times: times)
      }
      let count = LoadFigures.count(entry["num_requests"]) ?? 0
      requests += count
      failures += LoadFigures.count(entry["num_failures"]) ?? 0
      total += entry["total_response_time"]?.finiteNumber ?? .nan
      if let time = entry["start_time"]?.finiteNumber { start = min(start ?? time, time) }
      if let time = entry["last_request_timestamp"]?.finiteNumber { end = max(end ?? time, time) }
      figures.latency[.min] = smaller(figures.latency[.min], entry["min_response_time"]?.finiteNumber)
      figures.latency[.max] = greater(figures.latency[.max], entry["max_response_time"]?.finiteNumber)
      add(entry, own, count, &figures)
    }
    let (least, greatest) = (figures.latency[.min], figures.latency[.max])
    figures.take(histogram)
    figures.latency[.min] = least
    figures.latency[.max] = greatest
    figures.latency[.avg] = requests > 0 && total.isFinite ? total / Double(requests) : nil
    figures.requests = requests
    figures.failures = failures
    if histogram.count > 0 {
      figures.isConsistent = histogram.count == requests
      if figures.isConsistent == false { figures.complaints.append(.totalsDiffer(at: place)) }
    }
    if let start, let end, end > start {
      figures.duration = end - start
      figures.throughput = Double(requests) / (end - start)
    }
    figures.startedAt = instant(start, at: place)
    figures.endedAt = instant(end, at: place)
    return figures.item(kind, format: "locust-json", tool: "Locust", at: place)
  }

  private func add(_ entry: Node, _ histogram: LatencyHistogram, _ count: Int, _ figures: inout LoadFigures) {
    var endpoint = LoadFigures.Endpoint(
      name: entry["name"]?.text ?? "", method: entry["method"]?.text, requests: count,
      failures: LoadFigures.count(entry["num_failures"]), place: entry.range)
    endpoint.latency[.p50] = histogram.percentile(50)
    endpoint.latency[.p95] = histogram.percentile(95)
    endpoint.latency[.p99] = histogram.percentile(99)
    endpoint.latency[.max] = entry["max_response_time"]?.finiteNumber
    figures.endpoints.append(endpoint)
  }

  private func smaller(_ a: Double?, _ b: Double?) -> Double? { a.map { min($0, b ?? $0) } ?? b }
  private func greater(_ a: Double?, _ b: Double?) -> Double? { a.map { max($0, b ?? $0) } ?? b }

  private func instant(_ seconds: Double?, at place: SourceRange) -> Node? {
    guard let seconds, seconds > 0, seconds < 253_402_300_799 else { return nil }
    return StatedTime(milliseconds: Int64(seconds * 1000)).map { Node(.text($0.text), at: place) }
  }
}

/// `statistics.json` of JMeter's dashboard: a map from each label, and `Total`, to its figures. `pct1` to `pct3` are the
/// 90th, 95th and 99th percentile unless somebody configured others (`jmeter.reportgenerator` `aggregate_rpt_pct1` …),
/// which the file does not say.
enum JMeterStatistics {
  static func item(_ root: Node, _ kind: String, at place: SourceRange) -> EvidenceItem? {
    guard let total = root["Total"], total["sampleCount"]?.wholeNumber != nil, total["errorCount"] != nil else {
      return nil
    }
    var figures = LoadFigures()
    figures.requests = LoadFigures.count(total["sampleCount"])
    figures.failures = LoadFigures.count(total["errorCount"])
    figures.latency = latency(total)
    figures.throughput = total["throughput"]?.finiteNumber
    for entry in root.entries where !entry.key.hasBytes("Total") && entry.value["sampleCount"] != nil {
      figures.endpoints.append(
        LoadFigures.Endpoint(
          name: entry.key, requests: LoadFigures.count(entry.value["sampleCount"]),
          failures: LoadFigures.count(entry.value["errorCount"]),
          latency: latency(entry.value), place: entry.value.range))
    }
    return figures.item(kind, format: "jmeter-statistics", tool: "JMeter", at: place)
  }

  private static func latency(_ node: Node) -> [LoadFigures.Latency: Double] {
    var latency: [LoadFigures.Latency: Double] = [:]
    for (figure, key) in [
      (LoadFigures.Latency.avg, "meanResTime"), (.min, "minResTime"), (.p50, "medianResTime"), (.p90, "pct1ResTime"),
      (.p95, "pct2ResTime"), (.p99, "pct3ResTime"), (.max, "maxResTime"),
    ] {
      if let value = node[key]?.finiteNumber, value >= 0 { latency[figure] = value }
    }
    return latency
  }
}
