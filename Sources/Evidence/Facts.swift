import Diagnostics
import Documents

/// Builds the map of facts that a reader gives, in the order of its calls. What is not known is not in it: every setter
/// takes an optional and leaves nothing behind for nil, for empty text and for numbers that are none.
struct Facts {
  private(set) var entries: [Node.Entry] = []
  /// Where facts stand that have no better place.
  let range: SourceRange

  init(at range: SourceRange) {
    self.range = range
  }

  /// The facts as a node.
  var node: Node { Node(.map(entries), at: range) }

  mutating func set(_ key: String, _ value: Node?) {
    guard let value else { return }
    entries.append(Node.Entry(key: key, keyRange: value.range, value: value))
  }

  mutating func set(_ key: String, text: String?, at place: SourceRange? = nil, limit: Int = 500) {
    guard let text else { return }
    let shown = text.trimmed.shortened(to: limit)
    guard !shown.isEmpty else { return }
    set(key, Node(.text(shown), at: place ?? range))
  }

  mutating func set(_ key: String, count: Int?, at place: SourceRange? = nil) {
    guard let count else { return }
    set(key, Node(.integer(Int64(count)), at: place ?? range))
  }

  mutating func set(_ key: String, number: Double?, at place: SourceRange? = nil) {
    guard let number, number.isFinite else { return }
    set(key, Node(.number(number), at: place ?? range))
  }

  mutating func set(_ key: String, flag: Bool?, at place: SourceRange? = nil) {
    guard let flag else { return }
    set(key, Node(.bool(flag), at: place ?? range))
  }

  mutating func set(_ key: String, list: [Node]?, at place: SourceRange? = nil) {
    guard let list else { return }
    set(key, Node(.list(list), at: place ?? range))
  }

  mutating func set(_ key: String, texts: [String], limit: Int = 500, most: Int = 500) {
    set(key, list: texts.prefix(most).map { Node(.text($0.shortened(to: limit)), at: range) })
  }

  mutating func set(_ key: String, time: StatedTime?, at place: SourceRange? = nil) {
    set(key, text: time?.text, at: place)
  }

  /// Takes a scalar of a document over, with its place, as text: `1.10` stays `1.10`.
  mutating func set(_ key: String, textOf node: Node?, limit: Int = 500) {
    guard let node else { return }
    set(key, text: node.scalarText, at: node.range, limit: limit)
  }

  /// Takes an integer of a document over; whole numbers and texts of digits count too.
  mutating func set(_ key: String, countOf node: Node?) {
    guard let node, let count = node.wholeNumber else { return }
    set(key, Node(.integer(count), at: node.range))
  }

  /// Takes a finite number of a document over; numbers as text count too.
  mutating func set(_ key: String, numberOf node: Node?) {
    guard let node, let number = node.finiteNumber else { return }
    set(key, Node(.number(number), at: node.range))
  }
}

extension Node {
  /// An integer, also where it was written as text or with `.0`.
  var wholeNumber: Int64? {
    if let integer { return integer }
    guard let number = finiteNumber, number.rounded() == number, abs(number) < 9e15 else { return nil }
    return Int64(number)
  }

  /// A finite number, also where it was written as text.
  var finiteNumber: Double? {
    let value: Double? = number ?? text.flatMap { plainNumber($0.trimmed) }
    guard let value, value.isFinite else { return nil }
    return value
  }

  /// A boolean, also where it was written as text.
  var truth: Bool? {
    if let bool { return bool }
    guard let text else { return nil }
    switch asciiLowercased(text.trimmed) {
    case "true": return true
    case "false": return false
    default: return nil
    }
  }
}

/// A decimal number by the grammar of the artifacts we read (Python's and Java's, without words): `Double(_:)` alone
/// would take `0x1p3`, `nan` and `inf`.
func plainNumber(_ text: String) -> Double? {
  let bytes = text.utf8.span
  if let number = shortDecimal(bytes) { return number }
  guard !bytes.isEmpty, bytes.count <= 400 else { return nil }
  for index in bytes.indices {
    switch bytes[index] {
    case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "E"), UInt8(ascii: "e"):
      continue
    default: return nil
    }
  }
  return Double(text)
}

/// A decimal of at most fifteen digits and without an exponent, such as nearly all are: both the digits and the power of
/// ten are exact doubles, so that their quotient is the nearest one. Nil for all others.
func shortDecimal(_ bytes: Span<UInt8>) -> Double? {
  let point = UInt8(ascii: ".")
  guard (1...16).contains(bytes.count), bytes[0] != point, bytes[bytes.count - 1] != point else { return nil }
  var digits = 0
  var scale = 1.0
  var hasPoint = false
  for index in bytes.indices {
    switch bytes[index] {
    case 0x30...0x39:
      digits = digits * 10 + Int(bytes[index] - 0x30)
      if hasPoint { scale *= 10 }
    case point where !hasPoint: hasPoint = true
    default: return nil
    }
  }
  return bytes.count - (hasPoint ? 1 : 0) <= 15 ? Double(digits) / scale : nil
}
