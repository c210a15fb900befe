/// A JSON document in the making. Members keep the order in which they are listed, numbers know no locale.
enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// A string, or null.
  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
  static func optional(_ number: Int?) -> JSONValue { number.map { .int($0) } ?? .null }
  static func optional(_ number: Double?) -> JSONValue { number.map { .double($0) } ?? .null }
  static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  /// The document as UTF-8, indented by two, with a line feed at its end.
  var document: [UInt8] {
    var writer = JSONTextWriter()
    writer.write(self, depth: 0)
    writer.bytes.append(0x0A)
    return writer.bytes
  }
}

/// Writes JSON that can stand in a page or a log too: `<`, control characters, bidirectional overrides and U+2028/9 are
/// escaped.
private struct JSONTextWriter {
  var bytes: [UInt8] = []

  mutating func write(_ value: JSONValue, depth: Int) {
    switch value {
    case .null: raw("null")
    case .bool(let bool): raw(bool ? "true" : "false")
    case .int(let int): raw(String(int))
    case .double(let double): raw(number(double))
    case .string(let text): string(text)
    case .array(let values):
      guard !values.isEmpty else { return raw("[]") }
      raw("[")
      for (index, value) in values.enumerated() {
        if index > 0 { raw(",") }
        newLine(depth + 1)
        write(value, depth: depth + 1)
      }
      newLine(depth)
      raw("]")
    case .object(let members):
      guard !members.isEmpty else { return raw("{}") }
      raw("{")
      for (index, member) in members.enumerated() {
        if index > 0 { raw(",") }
        newLine(depth + 1)
        string(member.0)
        raw(": ")
        write(member.1, depth: depth + 1)
      }
      newLine(depth)
      raw("}")
    }
  }

  private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func newLine(_ depth: Int) {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
  }

  /// The shortest text that reads back as the same number; JSON has none for what is not finite.
  private func number(_ double: Double) -> String {
    guard double.isFinite else { return "null" }
    if double == double.rounded(), abs(double) < 1e15 { return String(Int(double)) }
    return double.description
  }

  private mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    // Most text needs no look at its scalars.
    if text.utf8.allSatisfy({ isPlain($0) }) { return raw(text) }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": raw("\\\"")
      case "\\": raw("\\\\")
      case "\n": raw("\\n")
      case "\r": raw("\\r")
      case "\t": raw("\\t")
      case "<": escape(scalar)
      default:
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: escape(scalar)
        default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
      }
    }
  }

  private func isPlain(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
      && byte != UInt8(ascii: "<")
  }

  /// All that is escaped this way is in the basic plane.
  private mutating func escape(_ scalar: Unicode.Scalar) {
    let digits = String(scalar.value, radix: 16)
    raw("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
  }
}
