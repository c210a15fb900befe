import Diagnostics
import Documents
import XML

/// Counts the samples of a JMeter run as they go by, from XML or from separated values. Percentiles are of all samples,
/// failed ones included.
struct JMeterTally {
  /// One sample.
  struct Sample {
    var label = ""
    var elapsed = 0.0
    var isSuccess = false
    /// Milliseconds since 1970.
    var start: Double?
    var users: Int?
  }

  private let file: SourceFile
  private var histogram = LatencyHistogram()
  private var failures = 0
  private var transactions = 0
  private var first: Double?
  private var last: Double?
  private var users: Int?
  private var endpoints: [(name: String, requests: Int, failures: Int, sum: Double, most: Double, line: Int)] = []
  /// From a label to the indices of those that are called so; the dictionary takes some different labels for the same.
  private var byLabel: [String: [Int]] = [:]
  private var latest: Int?
  private var hasMore = false

  init(_ file: SourceFile) { self.file = file }

  var isEmpty: Bool { histogram.count == 0 }

  /// A transaction controller's own sample, beside those that it consists of.
  mutating func addTransaction() { transactions += 1 }

  /// False where the sample is none.
  mutating func add(_ sample: Sample, line: Int) -> Bool {
    guard histogram.add(sample.elapsed) else { return false }
    if !sample.isSuccess { failures += 1 }
    if let start = sample.start {
      first = min(first ?? start, start)
      last = max(last ?? start, start + sample.elapsed)
    }
    if let count = sample.users { users = max(users ?? 0, count) }
    guard let index = index(of: sample.label, line: line) else {
      hasMore = true
      return true
    }
    endpoints[index].requests += 1
    endpoints[index].failures += sample.isSuccess ? 0 : 1
    endpoints[index].sum += sample.elapsed
    endpoints[index].most = max(endpoints[index].most, sample.elapsed)
    return true
  }

  private mutating func index(of label: String, line: Int) -> Int? {
    if let latest, endpoints[latest].name.hasBytes(label) { return latest }
    if let known = byLabel[label]?.first(where: { endpoints[$0].name.hasBytes(label) }) {
      latest = known
      return known
    }
    guard endpoints.count < LoadFigures.mostEndpoints else { return nil }
    byLabel[label, default: []].append(endpoints.count)
    endpoints.append((label, 0, 0, 0, 0, line))
    latest = endpoints.count - 1
    return latest
  }

  func item(_ kind: String, format: String) -> EvidenceItem {
    var figures = LoadFigures()
    figures.take(histogram)
    figures.requests = histogram.count
    figures.failures = failures
    figures.transactions = transactions
    figures.users = users
    if let first, let last {
      figures.startedAt = instant(first)
      figures.endedAt = instant(last)
      if last > first {
        figures.duration = (last - first) / 1000
        figures.throughput = Double(histogram.count) * 1000 / (last - first)
      }
    }
    figures.endpoints = endpoints.map { endpoint in
      LoadFigures.Endpoint(
        name: endpoint.name, requests: endpoint.requests, failures: endpoint.failures,
        latency: [.avg: endpoint.sum / Double(max(1, endpoint.requests)), .max: endpoint.most],
        place: SourceRange(file: file, line: endpoint.line))
    }
    // Of a label beyond the bound nothing is kept, not even how many there are.
    if hasMore { figures.endpointsLeftOut = nil }
    return figures.item(kind, format: format, tool: "JMeter", at: file.whole)
  }

  private func instant(_ milliseconds: Double) -> Node? {
    guard milliseconds > 0, milliseconds < 2.5e14 else { return nil }
    return StatedTime(milliseconds: Int64(milliseconds)).map { Node(.text($0.text), at: file.whole) }
  }

  /// When a sample began: milliseconds since 1970, or a date as the tester configured it.
  static func start(_ text: String) -> Double? {
    if let number = plainNumber(text) { return number }
    let slashed = String(decoding: text.utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
    return StatedTime(slashed).map { Double($0.seconds) * 1000 + Double($0.nanoseconds / 1_000_000) }
  }

  /// How JMeter's transaction controllers begin to describe their own samples.
  static let transactionMessage = "Number of samples in transaction"

  /// A label as text: that of the sample before, where it is the same.
  func label(_ bytes: ArraySlice<UInt8>) -> String {
    if let latest {
      let name = endpoints[latest].name
      if name.utf8.count == bytes.count, bytes.starts(with: name) { return name }
    }
    if let known = endpoints.first(where: { $0.name.utf8.count == bytes.count && bytes.starts(with: $0.name) }) {
      return known.name
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The XML of JMeter (`testResults`), and the summary of Taurus (`FinalStatus`).
enum JMeterXML {
  static func read(_ streamed: borrowing StreamedFile, _ kind: String) -> ArtifactReading {
    var tally = JMeterTally(streamed.source)
    var taurus = TaurusTally(streamed.source)
    var isTaurus = false
    do {
      var cursor = try streamed.xml()
      let names = JMeterNames(&cursor)
      var label = ""
      var pending: (sample: JMeterTally.Sample?, isTransaction: Bool, hasParts: Bool, line: Int)?
      while let event = try cursor.next() {
        if event == .elementStart, cursor.depth == 1 {
          isTaurus = cursor.element == names.finalStatus
          guard isTaurus || cursor.element == names.testResults else { return .notThisKind }
        } else if isTaurus {
          if event == .elementStart { taurus.start(cursor, names) }
        } else if event == .elementStart, cursor.element == names.httpSample || cursor.element == names.sample {
          if cursor.depth == 2 {
            let isTransaction =
              cursor.withAttribute(names.rm) { $0.has(JMeterTally.transactionMessage.utf8.span, at: 0) } ?? false
            pending = (names.sample(cursor, label: &label), isTransaction, false, cursor.line)
            if pending?.sample == nil { return .unreadable(streamed.source, [.malformedSample(at: cursor.place)]) }
          } else {
            pending?.hasParts = true
          }
        } else if event == .elementEnd, cursor.depth == 2, let ended = pending.take(), let sample = ended.sample {
          // With its parts in it, it stands for them; without, they stand beside it and are counted themselves.
          if ended.isTransaction, !ended.hasParts {
            tally.addTransaction()
          } else if !tally.add(sample, line: ended.line) {
            return .unreadable(
              streamed.source, [.malformedSample(at: SourceRange(file: streamed.source, line: ended.line))])
          }
        }
      }
    } catch {
      return .unreadable(streamed.source, [error])
    }
    if isTaurus {
      return taurus.item(kind).map { .items([$0]) }
        ?? .unreadable(streamed.source, [.emptyArtifact("group of all requests", at: streamed.source.whole)])
    }
    if tally.isEmpty { return .unreadable(streamed.source, [.emptyArtifact("sample", at: streamed.source.whole)]) }
    return .items([tally.item(kind, format: "jmeter-xml")])
  }
}

/// The names of elements and attributes, interned once for a cursor.
struct JMeterNames {
  let testResults, httpSample, sample, finalStatus, group: XMLName
  let t, ts, s, lb, rm, na, label, value, param: XMLName

  init(_ cursor: inout XMLCursor) {
    testResults = cursor.name("testResults")
    httpSample = cursor.name("httpSample")
    sample = cursor.name("sample")
    finalStatus = cursor.name("FinalStatus")
    group = cursor.name("Group")
    t = cursor.name("t")
    ts = cursor.name("ts")
    s = cursor.name("s")
    lb = cursor.name("lb")
    rm = cursor.name("rm")
    na = cursor.name("na")
    label = cursor.name("label")
    value = cursor.name("value")
    param = cursor.name("param")
  }

  /// The sample at which the cursor stands; nil where it has no time or does not say how it ended.
  /// - Parameter label: the label of the sample before, which is mostly the same; set to this one's.
  func sample(_ cursor: borrowing XMLCursor, label: inout String) -> JMeterTally.Sample? {
    guard let elapsed = number(t, cursor), let isSuccess = isSuccess(cursor) else { return nil }
    _ = cursor.update(&label, to: lb)
    let start = number(ts, cursor) ?? cursor.attribute(ts).flatMap(JMeterTally.start)
    return JMeterTally.Sample(
      label: label, elapsed: elapsed, isSuccess: isSuccess, start: start,
      users: cursor.withAttribute(na) { wholeNumber($0) } ?? nil)
  }

  private func number(_ name: XMLName, _ cursor: borrowing XMLCursor) -> Double? {
    if let whole = cursor.withAttribute(name, { wholeNumber($0) }) ?? nil { return Double(whole) }
    return cursor.attribute(name).flatMap(plainNumber)
  }

  private func isSuccess(_ cursor: borrowing XMLCursor) -> Bool? {
    let word = cursor.withAttribute(s) { bytes -> Bool? in
      if bytes.count == 4, bytes.has("true".utf8.span, at: 0) { return true }
      return bytes.count == 5 && bytes.has("false".utf8.span, at: 0) ? false : nil
    }
    return word ?? nil
  }
}

/// The final statistics of Taurus: groups by label, of which the one without a label is of all requests. Times are in
/// seconds; `throughput` is how many requests there were.
struct TaurusTally {
  private let file: SourceFile
  private var figures: LoadFigures?
  private var isOfAll = false
  private var succeeded: Int?
  private var failed: Int?

  init(_ file: SourceFile) { self.file = file }

  mutating func start(_ cursor: borrowing XMLCursor, _ names: JMeterNames) {
    if cursor.depth == 2 {
      isOfAll = cursor.element == names.group && (cursor.attribute(names.label) ?? "").isEmpty
      if isOfAll, figures == nil { figures = LoadFigures() }
      return
    }
    guard isOfAll, cursor.depth == 3, let number = cursor.attribute(names.value).flatMap(plainNumber), number.isFinite
    else { return }
    switch cursor.elementName {
    case "succ": succeeded = Int(exactly: number)
    case "fail": failed = Int(exactly: number)
    case "concurrency": figures?.users = Int(exactly: number)
    case "avg_rt": figures?.latency[.avg] = number * 1000
    case "perc":
      let percentiles: [(String, LoadFigures.Latency)] = [
        ("0.0", .min), ("50.0", .p50), ("75.0", .p75), ("90.0", .p90), ("95.0", .p95), ("99.0", .p99), ("99.9", .p99_9),
        ("100.0", .max),
      ]
      let param = cursor.attribute(names.param) ?? ""
      // Seconds with three places or more: what remains below a microsecond is binary dust.
      if let figure = percentiles.first(where: { $0.0.hasBytes(param) })?.1 {
        figures?.latency[figure] = (number * 1e6).rounded() / 1e3
      }
    default: break
    }
  }

  func item(_ kind: String) -> EvidenceItem? {
    guard var figures, let succeeded, let failed, (0...1 << 50).contains(succeeded),
      (0...1 << 50).contains(failed), succeeded + failed > 0
    else { return nil }
    figures.requests = succeeded + failed
    figures.failures = failed
    return figures.item(kind, format: "taurus-xml", tool: "Taurus", at: file.whole)
  }
}

extension Diagnostic {
  static func malformedSample(at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "evidence.malformed-sample", "this sample has no elapsed time, or does not say whether it succeeded",
      at: place)
  }
}
