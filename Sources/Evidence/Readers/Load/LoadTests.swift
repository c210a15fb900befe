import Diagnostics
import Documents

/// `load_tests`: what k6, Locust, JMeter and Taurus measured. Which of their files one is says its beginning, not its
/// name: a `.jtl` may be XML or separated values. Files of samples are streamed.
struct LoadTests: ArtifactReader {
  let kind = "load_tests"
  let fileEndings = [".json", ".ndjson", ".jsonl", ".csv", ".jtl", ".xml"]

  private static let tools = ["k6", "locust", "jmeter", "load_test", "load-test", "loadtest", "taurus"]
  private static let names = FoldedWords(tools)
  private static let folders = ["load", "load-test", "load_test", "loadtest", "load-tests", "load_tests", "loadtests"]
  private static let marks = ["\"iteration_duration\"", "\"http_reqs\"", "\"num_requests\"", "\"sampleCount\""]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates(ending: fileEndings) { file in
      file.name.endsWithBytes(".jtl") || file.isNamed(after: LoadTests.names) || file.name.endsWithBytes("_stats.csv")
        || file.name.hasBytes("statistics.json") || file.name.endsWithBytes("summary.json")
    } orIn: { folder in
      LoadTests.tools.contains { folder.startsWithBytes($0) } || LoadTests.folders.contains { folder.hasBytes($0) }
    }
  }

  /// Whether the name alone says what it is.
  private func isNamed(_ candidate: ArtifactCandidate) -> Bool {
    let name = asciiLowercased(candidate.path.lastPathPart)
    return candidate.isDeclared || name.endsWithBytes(".jtl")
      || name.startsWithBytes("locust") && name.endsWithBytes("_stats.csv")
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let isNamed = isNamed(candidate)
    do throws(ReadFailure) {
      let head = try tree.open(candidate.path).read(atMost: 16_383)
      let start = head.firstIndex { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
      guard let start else {
        let file = SourceFile(path: candidate.path, bytes: head)
        return isNamed ? .unreadable(file, [.emptyArtifact("sample", at: file.whole)]) : .notThisKind
      }
      let reading: ArtifactReading
      switch head[start] {
      case UInt8(ascii: "<"):
        guard head.containsBytes("<testResults") || head.containsBytes("<FinalStatus") || isNamed else {
          return .notThisKind
        }
        reading = JMeterXML.read(try StreamedFile(candidate.path, in: tree, limits: limits), kind)
      case UInt8(ascii: "{") where K6Points.isOne(head[start...]):
        reading = K6Points.read(try StreamedFile(candidate.path, in: tree, limits: limits), kind)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        reading = readJSON(candidate, in: tree, limits: limits)
      default:
        guard
          let format = SampleTable(head: head[start...], isJTL: asciiLowercased(candidate.path).endsWithBytes(".jtl"))
        else { return .notThisKind }
        reading = format.read(try StreamedFile(candidate.path, in: tree, limits: limits), kind)
      }
      return reading
    } catch {
      return isNamed ? .unreadable(candidate.path, error) : .notThisKind
    }
  }

  private func readJSON(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    switch JSONArtifact(candidate, isNamed: false, marks: LoadTests.marks, in: tree, limits: limits) {
    case .without(let reading): return reading
    case .tree(let file, let root, let warnings):
      let item: EvidenceItem?
      if let summary = K6Summary(root) {
        item = summary.item(kind, at: file.whole)
      } else if let statistics = LocustStatistics(root) {
        item = statistics.item(kind, at: file.whole)
      } else {
        item = JMeterStatistics.item(root, kind, at: file.whole)
      }
      guard var item else { return .notThisKind }
      guard (item.facts["requests"]?.integer ?? 0) > 0 || item.facts["latency_ms"] != nil else {
        return .unreadable(file, [.emptyArtifact("request", at: root.range)])
      }
      item.diagnostics = warnings + item.diagnostics
      return .items([item])
    }
  }
}
