import Diagnostics
import Documents

/// A folder in which MLflow keeps runs and registry as small files: what is common to the readers of both.
struct MLflowStore {
  let tree: ProjectTree
  let limits: Limits
  /// How many metrics, parameters or tags are read of one run.
  static let mostEntries = 2000

  /// A value that is kept as a file of its own, named by its path below a folder: a parameter, a tag, an alias.
  struct Entry {
    var name: String
    var text: String
    var file: SourceFile
  }

  /// The small files below a folder, with their names. Those that cannot be read are complained about and left out.
  func entries(in folder: String, complaints: inout [Diagnostic]) -> [Entry] {
    let paths = tree.paths(below: folder)
    if paths.count > MLflowStore.mostEntries {
      complaints.append(.tooManyEntries(in: folder, limit: MLflowStore.mostEntries))
    }
    var small = limits
    small.bytes = min(limits.bytes, 1 << 20)
    return paths.prefix(MLflowStore.mostEntries).compactMap { path -> Entry? in
      do throws(ReadFailure) {
        let file = try tree.read(path, limits: small)
        let name = String(Substring(path.utf8.dropFirst(folder.utf8.count + 1)))
        return Entry(name: name, text: String(decoding: file.bytes, as: UTF8.self).trimmed, file: file)
      } catch {
        let file = SourceFile(path: path, bytes: [])
        complaints.append(Diagnostic.artifactUnreadable(error, at: file.whole).asWarning)
        return nil
      }
    }
  }

  /// A `meta.yaml`, or why it cannot be read.
  func meta(_ path: String) -> Result<(SourceFile, Node), MetaFailure> {
    let file: SourceFile
    do {
      file = try tree.read(path, limits: limits)
    } catch {
      let file = SourceFile(path: path, bytes: [])
      return .failure(MetaFailure(file: file, diagnostics: [.artifactUnreadable(error, at: file.whole)]))
    }
    let document = tree.yaml(file, limits: limits)
    guard !document.diagnostics.hasErrors else {
      return .failure(MetaFailure(file: file, diagnostics: document.diagnostics))
    }
    guard let root = document.root, case .map = root.content else {
      return .failure(MetaFailure(file: file, diagnostics: [.notOfKind("a record of MLflow", at: file.whole)]))
    }
    return .success((file, root))
  }

  struct MetaFailure: Error {
    var file: SourceFile
    var diagnostics: [Diagnostic]
  }

  /// Milliseconds since 1970, as MLflow writes all its times.
  static func time(_ node: Node?) -> StatedTime? {
    node?.wholeNumber.flatMap { StatedTime(milliseconds: $0) }
  }

  /// Whether a path lies in what MLflow has thrown away.
  static func isTrashed(_ path: String) -> Bool {
    pathParts(path).contains { $0.hasBytes(".trash") }
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

  private func isBefore(_ other: MLflowMetric) -> Bool {
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
  static func tooManyEntries(in folder: String, limit: Int) -> Diagnostic {
    Diagnostic(.warning, id: "evidence.cut-off", "'\(folder)' has more than \(limit) files; the rest was not read")
  }
}
