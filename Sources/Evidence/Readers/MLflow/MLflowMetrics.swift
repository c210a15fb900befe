import Diagnostics
import Documents

/// The latest values of the metrics of a run or a model.
struct MLflowMetricValues {
  private var values: [Node.Entry] = []
  private var steps: [Node.Entry] = []
  private var nonFinite: [Node] = []

  mutating func add(_ name: String, _ value: Double, step: Int64, at place: SourceRange) {
    if value.isFinite {
      values.append(Node.Entry(key: name, keyRange: place, value: Node(.number(value), at: place)))
      steps.append(Node.Entry(key: name, keyRange: place, value: Node(.integer(step), at: place)))
    } else {
      nonFinite.append(Node(.text(name.shortened(to: 500)), at: place))
    }
  }

  func describe(_ facts: inout Facts) {
    facts.set("metrics", Node(.map(values), at: facts.range))
    facts.set("metric_steps", Node(.map(steps), at: facts.range))
    facts.set("non_finite_metrics", list: nonFinite)
  }
}

extension MLflowStore {
  /// The latest values of the metrics that are kept in a run's or model's folder.
  func metrics(in folder: String, _ complaints: inout [Diagnostic]) -> MLflowMetricValues {
    let root = folder + "/metrics"
    let paths = tree.paths(below: root)
    if paths.count > MLflowStore.mostEntries {
      complaints.append(.tooManyEntries(in: root, limit: MLflowStore.mostEntries))
    }
    var values = MLflowMetricValues()
    for path in paths.prefix(MLflowStore.mostEntries) {
      let name = String(Substring(path.utf8.dropFirst(root.utf8.count + 1)))
      do {
        let file = try tree.read(path, limits: limits)
        switch MLflowMetric.latest(in: file.bytes) {
        case .empty: break
        case .malformed(let line):
          complaints.append(.malformedMetric(name, at: SourceRange(file: file, line: line)))
        case .latest(let metric):
          values.add(name, metric.value, step: metric.step, at: SourceRange(file: file, line: metric.line))
        }
      } catch {
        complaints.append(Diagnostic.artifactUnreadable(error, at: SourceFile(path: path, bytes: []).whole).asWarning)
      }
    }
    return values
  }

  /// Entries as a map of texts.
  static func map(_ entries: [Entry], limit: Int, at place: SourceRange) -> Node {
    var map = Facts(at: place)
    for entry in entries { map.set(entry.name, text: entry.text, at: entry.file.whole, limit: limit) }
    return map.node
  }
}

/// The latest value of a metric, out of its file of lines `<ms> <value> <step>`.
struct MLflowMetric {
  var step: Int64
  var time: Int64
  /// NaN and the infinities too.
  var value: Double
  var line: Int

  /// What a metric file comes to.
  enum Reading {
    case latest(MLflowMetric)
    case malformed(line: Int)
    case empty
  }

  /// Reads a metric file. The latest value is the greatest by step, time and value, as MLflow has it, not the last line.
  static func latest(in bytes: [UInt8]) -> Reading {
    var best: MLflowMetric?
    var lineNumber = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      lineNumber += 1
      let fields = line.split { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
      if fields.isEmpty { continue }
      // 2: very old; 3: runs; 4: models of MLflow 3; 5 and 6: with a data set's name and digest.
      guard (2...6).contains(fields.count), let time = integer(fields[0]), let value = number(fields[1]),
        let step = fields.count == 2 ? 0 : integer(fields[2])
      else { return .malformed(line: lineNumber) }
      let metric = MLflowMetric(step: step, time: time, value: value, line: lineNumber)
      if let current = best, !current.isBefore(metric) { continue }
      best = metric
    }
    return best.map(Reading.latest) ?? .empty
  }

  func isBefore(_ other: MLflowMetric) -> Bool {
    if step != other.step { return step < other.step }
    if time != other.time { return time < other.time }
    // Of two values at one moment a NaN counts: it must not hide behind a number.
    if value.isNaN || other.value.isNaN { return other.value.isNaN }
    return value < other.value
  }

  private static func integer(_ bytes: ArraySlice<UInt8>) -> Int64? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    if let integer = Int64(text) { return integer }
    guard let number = plainNumber(text), abs(number) < 9e15 else { return nil }
    return Int64(number)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Double? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    switch asciiLowercased(text) {
    case "nan": return .nan
    case "inf", "infinity", "+inf": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return plainNumber(text)
    }
  }
}

extension Diagnostic {
  static func malformedMetric(_ name: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, id: "evidence.malformed-metric",
      "the metric '\(name.shortened(to: 100))' has a line that is none of MLflow's; it is left out",
      at: place)
  }
}
