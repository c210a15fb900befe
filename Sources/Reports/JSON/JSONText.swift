import Diagnostics

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
    writer.bytes.reserveCapacity(1024 * 1024)
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
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine(depth + 1)
        write(value, depth: depth + 1)
      }
      newLine(depth)
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      guard !members.isEmpty else { return raw("{}") }
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine(depth + 1)
        string(member.0)
        raw(": ")
        write(member.1, depth: depth + 1)
      }
      newLine(depth)
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private mutating func raw(_ text: String) { bytes.append(text: text) }

  private mutating func newLine(_ depth: Int) {
    bytes.append(0x0A)
    for _ in 0..<(depth * 2) { bytes.append(0x20) }
  }

  /// The shortest text that reads back as the same number; JSON has none for what is not finite.
  private func number(_ double: Double) -> String {
    guard double.isFinite else { return "null" }
    if double == double.rounded(), abs(double) < 1e15 { return String(Int(double)) }
    return double.description
  }

  private mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(text: text, isPlain: isPlain) { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case "<": escaped(scalar)
      default:
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: escaped(scalar)
        default: nil
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

private func isPlain(_ byte: UInt8) -> Bool {
  (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    && byte != UInt8(ascii: "<")
}

/// All that is escaped this way is in the basic plane.
private func escaped(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16)
  return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
}
