import Diagnostics
import Documents

/// Where the columns of Locust's `_stats.csv` are; their wording changed over the versions.
struct LocustColumns {
  let method, median, average, minimum, maximum, rate: Int?
  let name, requests, failures, count: Int
  let percentiles: [(figure: LoadFigures.Latency, index: Int)]

  /// - Parameter names: the header, in lower case.
  init?(_ names: [String]) {
    func index(_ candidates: String...) -> Int? {
      names.firstIndex { name in candidates.contains { $0.hasBytes(name) } }
    }
    // The history has a time, and lists of failures and exceptions count occurrences.
    guard index("timestamp") == nil, let name = index("name"),
      let requests = index("request count", "# requests", "requests"),
      let failures = index("failure count", "# failures", "failures")
    else { return nil }
    self.name = name
    self.requests = requests
    self.failures = failures
    count = names.count
    method = index("type", "method")
    median = index("median response time")
    average = index("average response time")
    minimum = index("min response time")
    maximum = index("max response time")
    rate = index("requests/s")
    let figures: [(LoadFigures.Latency, String)] = [
      (.p50, "50%"), (.p75, "75%"), (.p90, "90%"), (.p95, "95%"), (.p99, "99%"), (.p99_9, "99.9%"),
    ]
    percentiles = figures.compactMap { figure, column in
      names.firstIndex { $0.hasBytes(column) }.map { (figure, $0) }
    }
  }
}

/// Sums the rows of Locust's endpoints and compares the sum with the row that Locust calls `Aggregated`, before 1.0
/// `Total`. Percentiles cannot be summed: they are taken from that row.
struct LocustTally {
  private let file: SourceFile
  private let columns: LocustColumns
  private var figures = LoadFigures()
  private var total: (requests: Int, failures: Int, place: SourceRange)?
  private var requests = 0
  private var failures = 0

  /// Requests of one row: a file of the size that is read cannot hold enough rows for their sum to overflow.
  private static let most = 1_000_000_000

  init(_ file: SourceFile, _ columns: LocustColumns) {
    self.file = file
    self.columns = columns
  }

  /// False where the row is none.
  mutating func add(_ row: SeparatedValues) -> Bool {
    guard row.count >= columns.count, let count = wholeNumber(row.field(columns.requests)),
      let failed = wholeNumber(row.field(columns.failures)), count <= LocustTally.most, failed <= LocustTally.most
    else { return false }
    let place = SourceRange(file: file, line: row.rowLine)
    let method = columns.method.map { row[$0].trimmed } ?? ""
    let name = row[columns.name].trimmed
    if isTotal(name, method) {
      total = (count, failed, place)
      figures.latency = latency(row)
      figures.throughput = columns.rate.flatMap { plainNumber(row[$0].trimmed) }
      return true
    }
    requests += count
    failures += failed
    if figures.endpoints.count < LoadFigures.mostEndpoints {
      figures.endpoints.append(
        LoadFigures.Endpoint(
          name: name, method: method, requests: count, failures: failed, latency: latency(row), place: place))
    } else {
      figures.endpointsLeftOut = (figures.endpointsLeftOut ?? 0) + 1
    }
    return true
  }

  private func isTotal(_ name: String, _ method: String) -> Bool {
    (name.hasBytes("Aggregated") || name.hasBytes("Total")) && (method.isEmpty || method.hasBytes("None"))
  }

  private func latency(_ row: SeparatedValues) -> [LoadFigures.Latency: Double] {
    var latency: [LoadFigures.Latency: Double] = [:]
    func set(_ figure: LoadFigures.Latency, _ index: Int?) {
      guard let index, let value = plainNumber(row[index].trimmed), value.isFinite, value >= 0 else { return }
      latency[figure] = value
    }
    set(.p50, columns.median)
    set(.avg, columns.average)
    set(.min, columns.minimum)
    set(.max, columns.maximum)
    for (figure, index) in columns.percentiles { set(figure, index) }
    return latency
  }

  func item(_ kind: String) -> EvidenceItem? {
    guard let total, total.requests > 0 else { return nil }
    var figures = figures
    if !figures.endpoints.isEmpty {
      figures.requests = requests
      figures.failures = failures
    }
    figures.compare(requests: total.requests, failures: total.failures, at: total.place)
    return figures.item(kind, format: "locust-csv", tool: "Locust", at: file.whole)
  }
}
