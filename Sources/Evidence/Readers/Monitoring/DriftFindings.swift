import Diagnostics
import Documents

/// What a drift report comes to, of whatever version: columns with their scores, the share of them that drifted, and how
/// tests ended. Drift is worked out from score, threshold and method where all are there; what the report states is
/// compared, and counts only where nothing could be worked out.
struct DriftFindings {
  /// One column's drift.
  struct Column {
    var name: String
    var method: String?
    var score: Double?
    var threshold: Double?
    /// What the report says.
    var stated: Bool?
    /// By how much the score may have been rounded.
    var rounding = 0.0
    var isNonFinite = false
    var place: SourceRange

    /// What the numbers say; nil where a number or the direction is missing.
    var computed: Bool? {
      guard let score, let threshold, let method = method.flatMap(DriftMethod.init) else { return nil }
      if rounding > 0, abs(score - threshold) <= rounding { return nil }
      return method.isDrift(score, threshold: threshold)
    }

    /// NaN is not a number: whatever the report makes of it, drift is not known.
    var isDrifted: Bool? { isNonFinite ? nil : computed ?? stated }
    var isContradicted: Bool { !isNonFinite && computed != nil && stated != nil && computed != stated }
  }

  /// The drift of the data set as a whole, as the report has it.
  struct Total {
    var columns: Int?
    var drifted: Int?
    var share: Double?
    /// The share from which on the data set counts as drifted.
    var limit: Double?
    var stated: Bool?
    var place: SourceRange
  }

  private(set) var columns: [Column] = []
  /// From a column's name to the indices of those that are called so; the dictionary takes some different names for the same.
  private var columnsByName: [String: [Int]] = [:]
  var total: Total?
  var tests = TestOutcomes()
  var metrics = 0
  /// Values that are NaN or infinite.
  var nonFinite = 0
  var time: Node?
  var version: String?

  private static let mostColumns = 1000

  /// Adds a column, or what is known of it besides: the same column may stand in a table and in tests.
  mutating func add(_ column: Column) {
    let known = columnsByName[column.name]?.first { index in
      columns[index].name.hasBytes(column.name) && columns[index].isSameMeasure(as: column)
    }
    guard let index = known else {
      columnsByName[column.name, default: []].append(columns.count)
      columns.append(column)
      return
    }
    if columns[index].stated == nil { columns[index].stated = column.stated }
  }

  func describe(at range: SourceRange) -> (facts: Node, complaints: [Diagnostic]) {
    var facts = Facts(at: range)
    var complaints: [Diagnostic] = []
    facts.set("measures_drift", flag: total != nil || !columns.isEmpty)
    var agree = columns.contains { $0.computed != nil && $0.stated != nil } ? true : nil
    for column in columns where column.isContradicted {
      agree = false
      complaints.append(.driftDiffers(column.name, at: column.place))
    }
    setTotal(&facts, &agree, &complaints)
    if !columns.isEmpty {
      facts.set("columns", list: columns.prefix(DriftFindings.mostColumns).map(described))
      facts.set("columns_left_out", count: max(0, columns.count - DriftFindings.mostColumns))
      facts.set("columns_not_known", count: columns.filter { $0.isDrifted == nil }.count)
    }
    facts.set("metrics", count: metrics)
    facts.set("non_finite_values", count: nonFinite)
    tests.describe(&facts)
    facts.set("consistent", flag: agree)
    facts.set("measured_at", time)
    return (facts.node, Array(complaints.prefix(20)))
  }

  private func setTotal(_ facts: inout Facts, _ agree: inout Bool?, _ complaints: inout [Diagnostic]) {
    let known = columns.compactMap(\.isDrifted)
    let place = total?.place ?? facts.range
    // Columns are counted where all of them are there: a report may list only some, and some only may be known.
    let isComplete =
      !columns.isEmpty && known.count == columns.count && (total?.columns ?? columns.count) == columns.count
    let drifted = isComplete ? known.filter { $0 }.count : total?.drifted
    let count = total?.columns ?? (isComplete ? columns.count : nil)
    var share = total?.share
    if let drifted, let count, count > 0 { share = Double(drifted) / Double(count) }
    facts.set("columns_total", count: count, at: place)
    facts.set("columns_drifted", count: drifted, at: place)
    facts.set("drifted_share", number: share, at: place)
    facts.set("drifted_share_limit", number: total?.limit, at: place)
    var computed: Bool?
    if let share, let limit = total?.limit { computed = share >= limit }
    facts.set("dataset_drift", flag: computed ?? total?.stated, at: place)
    var differs = false
    if let stated = total?.stated, let computed { differs = differs || stated != computed }
    if let stated = total?.drifted, let drifted { differs = differs || stated != drifted }
    if let stated = total?.share, let share { differs = differs || abs(stated - share) > 0.001 }
    if total != nil, isComplete || computed != nil { agree = (agree ?? true) && !differs }
    if differs { complaints.append(.statedDiffers("the drift of the data set", from: "its columns", at: place)) }
  }

  private func described(_ column: Column) -> Node {
    var facts = Facts(at: column.place)
    facts.set("column", text: column.name, limit: 300)
    facts.set("method", text: column.method, limit: 100)
    facts.set("drift_when", text: column.method.flatMap(DriftMethod.init)?.direction)
    facts.set("score", number: column.score)
    facts.set("threshold", number: column.threshold)
    facts.set("drifted", flag: column.isDrifted)
    return facts.node
  }
}

extension DriftFindings.Column {
  /// Whether two entries of one column speak of the same measurement: a table and its tests round differently.
  fileprivate func isSameMeasure(as other: DriftFindings.Column) -> Bool {
    guard let a = method, let b = other.method else { return true }
    guard a.hasBytes(b), let x = score, let y = other.score else { return a.hasBytes(b) }
    return abs(x - y) <= max(rounding, other.rounding)
  }
}

/// How the tests of a report ended.
struct TestOutcomes {
  private var total = 0
  private var counts: [String: Int] = [:]
  private var failed: [Node] = []
  private static let mostFailed = 200

  var isEmpty: Bool { total == 0 }

  mutating func add(_ status: Node?, name: String?, at place: SourceRange) {
    total += 1
    let word: String
    switch status?.text.map(asciiLowercased) {
    case "success", "pass", "passed": word = "passed"
    case "fail", "failed": word = "failed"
    case "warning", "warn": word = "warned"
    case "skipped", "skip": word = "skipped"
    // ERROR, or a status that is none: it did not pass.
    default: word = "errored"
    }
    counts[word, default: 0] += 1
    if word == "failed" || word == "errored", failed.count < TestOutcomes.mostFailed, let name {
      failed.append(Node(.text(name.shortened(to: 300)), at: place))
    }
  }

  func count(_ word: String) -> Int { counts[word] ?? 0 }

  func describe(_ facts: inout Facts) {
    var tests = Facts(at: facts.range)
    tests.set("total", count: total)
    for word in ["passed", "failed", "warned", "errored", "skipped"] { tests.set(word, count: count(word)) }
    facts.set("tests", tests.node)
    facts.set("failed_tests", list: failed)
    let ran = total - count("skipped")
    // Of no tests, or none that ran, nothing can be said.
    if ran > 0 { facts.set("all_tests_passed", flag: count("passed") == ran) }
  }
}

extension Diagnostic {
  static func driftDiffers(_ column: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, id: "evidence.counts-differ",
      "what the report says of the drift of '\(column.shortened(to: 100))' is not what its score and threshold say",
      at: place, notes: [Note("score and threshold hold")])
  }
}
