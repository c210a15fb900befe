import Diagnostics
import Documents

/// The samples of a k6 run as `--out json` writes them: an object a line, of which those of other metrics are read past.
/// There is no verdict on thresholds in it.
enum K6Points {
  /// Whether a file begins like one.
  static func isOne(_ head: ArraySlice<UInt8>) -> Bool {
    let line = Array(head.prefix { $0 != 0x0A })
    return line.containsBytes("\"metric\":")
      && (line.containsBytes("\"type\":\"Metric\"") || line.containsBytes("\"type\":\"Point\""))
  }

  static func read(_ streamed: borrowing StreamedFile, _ kind: String) -> ArtifactReading {
    var tally = K6Tally(streamed.source)
    do throws(ReadFailure) {
      var lines = streamed.lines(longest: K6Tally.longestLine)
      while let line = try lines.next() {
        if lines.isCut { tally.refuse() } else { tally.add(line) }
        if tally.failure != nil { break }
      }
    } catch {
      return .unreadable(streamed.source, [.artifactUnreadable(error, at: streamed.source.whole)])
    }
    if let failure = tally.failure { return .unreadable(streamed.source, [failure]) }
    if tally.isEmpty { return .unreadable(streamed.source, [.emptyArtifact("request", at: streamed.source.whole)]) }
    return .items([tally.item(kind)])
  }
}

/// Counts the points of a k6 run as they go by.
struct K6Tally {
  private let file: SourceFile
  private var number = 0
  private var requests = 0.0
  private var failures: Int?
  private var judged = 0
  private var checksPassed: Int?
  private var checksFailed: Int?
  private var users: Int?
  private var histogram = LatencyHistogram(unitsPerMillisecond: 1000)
  private var first: StatedTime?
  private var last: StatedTime?
  private(set) var failure: Diagnostic?

  static let longestLine = 1 << 20
  private static let metrics = ["http_req_duration", "http_req_failed", "http_reqs", "checks", "vus"]

  init(_ file: SourceFile) { self.file = file }

  var isEmpty: Bool { histogram.count == 0 && requests == 0 }

  mutating func refuse() {
    failure = .malformedPoint(at: SourceRange(file: file, line: number + 1))
  }

  /// Fails where the line is none of k6's.
  mutating func add(_ line: ArraySlice<UInt8>) {
    number += 1
    let text = line.trimmed
    if text.isEmpty { return }
    guard text.first == UInt8(ascii: "{"), text.last == UInt8(ascii: "}") else {
      failure = .malformedPoint(at: SourceRange(file: file, line: number))
      return
    }
    guard isOfInterest(text), text.span.contains("\"Point\"".utf8.span) else { return }
    let document = Document.json(SourceFile(path: file.path, bytes: Array(text)))
    guard !document.diagnostics.hasErrors, let root = document.root, let metric = root["metric"]?.text,
      let value = root["data"]?["value"]?.number, value.isFinite
    else {
      failure = .malformedPoint(at: SourceRange(file: file, line: number))
      return
    }
    count(metric, value, at: root["data"]?["time"]?.text.flatMap(StatedTime.init))
  }

  /// Whether a line may be of a metric that is counted. k6 writes the metric first.
  private func isOfInterest(_ line: ArraySlice<UInt8>) -> Bool {
    let start = "{\"metric\":\""
    guard line.starts(with: start) else { return true }
    let name = line.dropFirst(start.utf8.count).prefix { $0 != UInt8(ascii: "\"") }
    return K6Tally.metrics.contains { $0.utf8.count == name.count && name.starts(with: $0) }
  }

  private mutating func count(_ metric: String, _ value: Double, at time: StatedTime?) {
    switch metric {
    case "http_req_duration": _ = histogram.add(value)
    case "http_reqs": requests += value
    case "http_req_failed":
      judged += 1
      failures = (failures ?? 0) + (value != 0 ? 1 : 0)
    case "checks":
      checksPassed = (checksPassed ?? 0) + (value != 0 ? 1 : 0)
      checksFailed = (checksFailed ?? 0) + (value != 0 ? 0 : 1)
    case "vus": users = max(users ?? 0, Int(max(0, min(value, 1e9))))
    default: return
    }
    guard let time else { return }
    first = min(first ?? time, time)
    last = max(last ?? time, time)
  }

  func item(_ kind: String) -> EvidenceItem {
    var figures = LoadFigures()
    if histogram.count > 0 { figures.take(histogram) }
    figures.requests = max(Int(min(requests, 1e15)), histogram.count)
    // Only where every request was judged is the number of failures known.
    if let failures, judged == figures.requests { figures.failures = failures }
    figures.checksPassed = checksPassed
    figures.checksFailed = checksFailed
    figures.users = users
    if let first, let last {
      figures.startedAt = Node(.text(first.instant), at: file.whole)
      figures.endedAt = Node(.text(last.instant), at: file.whole)
      let seconds = Double(last.seconds - first.seconds) + Double(last.nanoseconds - first.nanoseconds) / 1e9
      if seconds > 0 {
        figures.duration = seconds
        figures.throughput = figures.requests.map { Double($0) / seconds }
      }
    }
    return figures.item(kind, format: "k6-points", tool: "k6", at: file.whole)
  }
}

extension Diagnostic {
  static func malformedPoint(at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "evidence.malformed-sample", "this line is no sample of k6: the file may be cut off", at: place)
  }
}
