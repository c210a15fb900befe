import Diagnostics
import Documents

/// Separated values of a load test, told apart by the names in their first row: samples of JMeter, one a row, or the
/// statistics of Locust, one endpoint a row and a row `Aggregated` at the end. Locust's history, failures and exceptions
/// have other columns and are no test's outcome.
struct SampleTable {
  private let separator: UInt8
  private let table: Table

  private enum Table {
    case jmeter(JMeterColumns, hasHeader: Bool)
    case locust(LocustColumns)
  }

  /// - Parameter head: how the file begins.
  init?(head: ArraySlice<UInt8>, isJTL: Bool) {
    let line = head.prefix { $0 != 0x0A }
    let candidates = [UInt8(ascii: ","), 0x09, UInt8(ascii: ";"), UInt8(ascii: "|")]
    guard let separator = candidates.max(by: { a, b in line.count { $0 == a } < line.count { $0 == b } }),
      line.contains(separator)
    else { return nil }
    var rows = SeparatedValues(separator: separator)
    var offset = 0
    guard rows.next(in: Array(line), at: &offset) || rows.finish() else { return nil }
    let names = rows.texts.map { asciiLowercased($0.trimmed) }
    self.separator = separator
    if let columns = LocustColumns(names) {
      table = .locust(columns)
    } else if let columns = JMeterColumns(names) {
      table = .jmeter(columns, hasHeader: true)
    } else if isJTL, JMeterColumns.isRow(rows.texts) {
      table = .jmeter(.withoutHeader, hasHeader: false)
    } else {
      return nil
    }
  }

  func read(_ streamed: borrowing StreamedFile, _ kind: String) -> ArtifactReading {
    switch table {
    case .jmeter(let columns, let hasHeader):
      var tally = JMeterTally(streamed.source)
      let failure = rows(of: streamed, skipsFirst: hasHeader) { row in
        switch columns.sample(row, label: tally.label) {
        case .sample(let sample): return tally.add(sample, line: row.rowLine)
        case .transaction:
          tally.addTransaction()
          return true
        case .malformed: return false
        }
      }
      if let failure { return failure }
      if tally.isEmpty { return .unreadable(streamed.source, [.emptyArtifact("sample", at: streamed.source.whole)]) }
      return .items([tally.item(kind, format: "jmeter-csv")])
    case .locust(let columns):
      var tally = LocustTally(streamed.source, columns)
      let failure = rows(of: streamed, skipsFirst: true) { tally.add($0) }
      if let failure { return failure }
      guard let item = tally.item(kind) else {
        // The file is written anew every few seconds: without its last row it is half of one.
        return .unreadable(streamed.source, [.emptyArtifact("row 'Aggregated'", at: streamed.source.whole)])
      }
      return .items([item])
    }
  }

  /// Goes through the rows, as long as they are ones; the reading where one is not.
  private func rows(
    of streamed: borrowing StreamedFile, skipsFirst: Bool, _ take: (SeparatedValues) -> Bool
  ) -> ArtifactReading? {
    var rows = SeparatedValues(separator: separator)
    var isFirst = skipsFirst
    var malformed: Int?
    func taken(_ rows: SeparatedValues) -> Bool {
      if isFirst {
        isFirst = false
        return true
      }
      if take(rows) { return true }
      malformed = rows.rowLine
      return false
    }
    do throws(ReadFailure) {
      try streamed.forEachPiece { piece in
        var offset = 0
        while rows.next(in: piece, at: &offset) {
          if !taken(rows) { return false }
        }
        return rows.problem == nil
      }
    } catch {
      return .unreadable(streamed.source, [.artifactUnreadable(error, at: streamed.source.whole)])
    }
    if malformed == nil, rows.problem == nil, rows.finish() { _ = taken(rows) }
    if let problem = rows.problem {
      return .unreadable(
        streamed.source, [.brokenRow(problem, at: SourceRange(file: streamed.source, line: rows.rowLine))])
    }
    return malformed.map {
      .unreadable(streamed.source, [.malformedSample(at: SourceRange(file: streamed.source, line: $0))])
    }
  }
}

/// Where the columns of JMeter's separated values are.
struct JMeterColumns {
  private var timeStamp, message, users: Int?
  private var elapsed, label, success, count: Int

  enum Row {
    case sample(JMeterTally.Sample)
    case transaction
    case malformed
  }

  /// - Parameter names: the header, in lower case.
  init?(_ names: [String]) {
    func index(_ name: String) -> Int? { names.firstIndex { $0.hasBytes(name) } }
    guard let elapsed = index("elapsed"), let success = index("success"), let label = index("label") else { return nil }
    self.elapsed = elapsed
    self.success = success
    self.label = label
    count = names.count
    timeStamp = index("timestamp")
    message = index("responsemessage")
    users = index("allthreads")
  }

  /// The columns that JMeter writes where nobody chose others and the header was switched off.
  static let withoutHeader = JMeterColumns()

  private init() {
    (timeStamp, elapsed, label, message, success, users) = (0, 1, 2, 4, 7, 12)
    count = 0
  }

  /// Whether a row without a header is one of these.
  static func isRow(_ texts: [String]) -> Bool {
    texts.count >= 9 && texts[0].utf8.count == 13 && Int64(texts[0]) != nil && Int(texts[1]) != nil
      && ["true", "false"].contains(asciiLowercased(texts[7]))
  }

  private static func isWord(_ word: String, _ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count == word.utf8.count && zip(bytes, word.utf8).allSatisfy { asciiLowercased($0) == $1 }
  }

  /// The sample in a row.
  /// - Parameter label: finds the text of a label, which is mostly known already.
  func sample(_ row: SeparatedValues, label text: (ArraySlice<UInt8>) -> String) -> Row {
    guard row.count == count || count == 0 && row.count > 8, let time = wholeNumber(row.field(elapsed)) else {
      return .malformed
    }
    let isSuccess = JMeterColumns.isWord("true", row.field(success))
    guard isSuccess || JMeterColumns.isWord("false", row.field(success)) else { return .malformed }
    if let message, row.field(message).starts(with: JMeterTally.transactionMessage) { return .transaction }
    let start = timeStamp.flatMap { wholeNumber(row.field($0)).map { Double($0) } ?? JMeterTally.start(row[$0]) }
    let count = users.flatMap { $0 < row.count ? wholeNumber(row.field($0)) : nil }
    return .sample(
      .init(label: text(row.field(label)), elapsed: Double(time), isSuccess: isSuccess, start: start, users: count))
  }
}
