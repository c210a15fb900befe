import Diagnostics

/// Cuts rows out of separated values as their bytes go by (RFC 4180, with any separator): a field in quotes may hold
/// separators and line ends, and a doubled quote stands for one. Blank lines are no rows.
///
/// ```swift
/// var rows = SeparatedValues(separator: UInt8(ascii: ","))
/// var at = 0
/// while rows.next(in: bytes, at: &at) { labels.append(rows[2]) }
/// if rows.finish() { labels.append(rows[2]) }
/// ```
struct SeparatedValues {
  private enum State {
    case fieldStart, plain, quoted, quoteInQuoted
  }

  private let separator: UInt8
  private let longestRow: Int
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var state = State.fieldStart
  private var isComplete = false
  private var hasQuotes = false
  private var line = 1

  /// The line that the row begins in, from 1.
  private(set) var rowLine = 1
  /// What is wrong, where a row never ends or grows beyond measure: nothing is cut out any more.
  private(set) var problem: Problem?

  enum Problem {
    case unclosedQuote, tooLong
  }

  init(separator: UInt8, longestRow: Int = 1 << 20) {
    self.separator = separator
    self.longestRow = longestRow
  }

  /// How many fields the row has.
  var count: Int { ends.count }

  /// A field of the row as text.
  subscript(index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }

  /// The bytes of a field.
  func field(_ index: Int) -> ArraySlice<UInt8> { bytes[range(index)] }

  /// All fields as texts.
  var texts: [String] { ends.indices.map { self[$0] } }

  private func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

  /// Goes on through a piece of the file; true where a row is complete, which stays until the next call, false at the end
  /// of the piece.
  mutating func next(in piece: [UInt8], at offset: inout Int) -> Bool {
    if isComplete { clear() }
    while offset < piece.count, problem == nil {
      let start = offset
      offset = endOfRun(piece, offset)
      if offset > start { append(piece[start..<offset]) }
      guard offset < piece.count else { return false }
      let mark = piece[offset]
      offset += 1
      if take(mark) { return true }
    }
    return false
  }

  /// How far the bytes that mean nothing but themselves go.
  private func endOfRun(_ piece: [UInt8], _ start: Int) -> Int {
    let span = piece.span
    var end = start
    switch state {
    case .quoteInQuoted: break
    case .quoted:
      while end < span.count, span[end] != UInt8(ascii: "\"") { end += 1 }
    case .fieldStart where start < span.count && span[start] == UInt8(ascii: "\""): break
    case .fieldStart, .plain:
      while end < span.count, span[end] != separator, span[end] != 0x0A { end += 1 }
    }
    return end
  }

  /// Takes a byte that has a meaning; true where it ends a row.
  private mutating func take(_ mark: UInt8) -> Bool {
    switch state {
    case .quoted: state = .quoteInQuoted
    case .quoteInQuoted where mark == UInt8(ascii: "\""):
      append([mark])
      state = .quoted
    case .fieldStart where mark == UInt8(ascii: "\""):
      state = .quoted
      hasQuotes = true
    default:
      if mark == separator {
        ends.append(bytes.count)
        state = .fieldStart
      } else if mark == 0x0A {
        line += 1
        return endRow()
      } else {
        append([mark])
        state = .plain
      }
    }
    return false
  }

  /// Ends the last row where the file does not end with a line end; true where there is one.
  mutating func finish() -> Bool {
    if isComplete { clear() }
    if state == .quoted {
      problem = problem ?? .unclosedQuote
      return false
    }
    return endRow()
  }

  private mutating func append(_ run: ArraySlice<UInt8>) {
    guard bytes.count + run.count <= longestRow else {
      problem = problem ?? .tooLong
      return
    }
    if state == .quoted { line += run.count { $0 == 0x0A } } else { state = .plain }
    bytes.append(contentsOf: run)
  }

  private mutating func endRow() -> Bool {
    if bytes.last == 0x0D, bytes.count > (ends.last ?? 0) { bytes.removeLast() }
    ends.append(bytes.count)
    let isBlank = ends.count == 1 && bytes.isEmpty && !hasQuotes
    isComplete = true
    if isBlank { clear() }
    return !isBlank && problem == nil
  }

  private mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    state = .fieldStart
    isComplete = false
    hasQuotes = false
    rowLine = line
  }
}

/// A whole number in decimal digits, nil for anything else.
func wholeNumber(_ bytes: ArraySlice<UInt8>) -> Int? { wholeNumber(bytes.span) }

/// A whole number in decimal digits, nil for anything else.
func wholeNumber(_ bytes: Span<UInt8>) -> Int? {
  guard (1...18).contains(bytes.count) else { return nil }
  var value = 0
  for index in bytes.indices {
    guard (0x30...0x39).contains(bytes[index]) else { return nil }
    value = value * 10 + Int(bytes[index] - 0x30)
  }
  return value
}

extension Diagnostic {
  static func brokenRow(_ problem: SeparatedValues.Problem, at place: SourceRange) -> Diagnostic {
    let reason =
      switch problem {
      case .unclosedQuote: "the file ends inside quotes"
      case .tooLong: "a row is longer than a million bytes"
      }
    return Diagnostic(.error, id: "csv.broken-row", reason, at: place)
  }

  static func unevenRow(at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "csv.broken-row", "this row has not as many fields as the first", at: place)
  }
}
