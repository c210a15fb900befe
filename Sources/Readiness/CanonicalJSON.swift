import Diagnostics
import Documents

/// Writes JSON in its canonical form (RFC 8785), so that equal content has equal bytes and one digest.
struct CanonicalJSON: Sendable {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []

  mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    let isPlain = text.withUTF8 { utf8 in
      guard unsafe standsForItself(utf8) else { return false }
      unsafe bytes.append(contentsOf: utf8)
      return true
    }
    if !isPlain { escape(text) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ text: String) {
    bytes.append(
      text: text, isPlain: { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") },
      replacement: { scalar in
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\u{08}": "\\b"
        case "\t": "\\t"
        case "\n": "\\n"
        case "\u{0C}": "\\f"
        case "\r": "\\r"
        default: "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        }
      })
  }

  /// Hands on to a hash what was written so far, between two elements of an array: so that of something large no more is
  /// held than one element.
  mutating func drain(into hash: inout SHA256) {
    hash.update(bytes.span)
    bytes.removeAll(keepingCapacity: true)
  }

  /// What is canonical already.
  mutating func written(_ json: CanonicalJSON) {
    bytes.append(contentsOf: json.bytes)
  }

  mutating func integer(_ integer: Int64) {
    bytes.append(contentsOf: String(integer).utf8)
  }

  mutating func bool(_ bool: Bool) {
    bytes.append(contentsOf: (bool ? "true" : "false").utf8)
  }

  mutating func null() {
    bytes.append(contentsOf: "null".utf8)
  }

  /// A number as ECMAScript prints it, which RFC 8785 asks for; what JSON cannot hold becomes null.
  mutating func number(_ number: Double) {
    guard number.isFinite else { return null() }
    bytes.append(contentsOf: ecmaScriptText(number).utf8)
  }

  mutating func strings(_ texts: [String]) {
    array(texts) { json, text in json.string(text) }
  }

  mutating func array<Element>(_ elements: [Element], _ write: (inout CanonicalJSON, Element) -> Void) {
    bytes.append(UInt8(ascii: "["))
    for index in elements.indices {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(&self, elements[index])
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// An object. Its members are written in the order that the RFC asks for: by the UTF-16 code units of their keys.
  mutating func object(_ write: (inout CanonicalJSON) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    write(&self)
    bytes.append(UInt8(ascii: "}"))
  }

  /// A member of the object that is being written.
  mutating func member(_ key: String, _ write: (inout CanonicalJSON) -> Void) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    string(key)
    bytes.append(UInt8(ascii: ":"))
    write(&self)
  }

  /// A located value; `skipping` leaves out a member of the outermost map.
  mutating func node(_ node: Node, skipping skipped: String? = nil) {
    switch node.content {
    case .null: null()
    case .bool(let value): bool(value)
    case .integer(let value): integer(value)
    case .number(let value): number(value)
    case .unrepresentable: string(node.scalarText ?? "")
    case .text(let text): string(text)
    case .list(let elements): array(elements) { json, element in json.node(element) }
    case .map(let entries):
      var order = Array(entries.indices)
      order.sort { precedes(entries[$0].key, entries[$1].key) }
      object { object in
        for index in order where skipped.map({ !sameBytes($0, entries[index].key) }) ?? true {
          object.member(entries[index].key) { $0.node(entries[index].value) }
        }
      }
    }
  }
}

/// Whether a text is known to need no escapes. Eight bytes are looked at together: nearly all of rubrics and manifests is
/// plain.
private func standsForItself(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  let raw = UnsafeRawBufferPointer(text)
  var at = 0
  while raw.count - at >= 8 {
    let eight = EightBytes(unsafe raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    guard eight.without(UInt8(ascii: "\"")).without(UInt8(ascii: "\\")).arePlain else { return false }
    at += 8
  }
  return unsafe text[at...].allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
}

/// The order of UTF-16 code units, which is that of bytes where two keys first differ in ASCII.
private func precedes(_ a: String, _ b: String) -> Bool {
  let (first, second) = (a.utf8.span, b.utf8.span)
  for index in 0..<min(first.count, second.count) where first[index] != second[index] {
    if first[index] < 0x80, second[index] < 0x80 { return first[index] < second[index] }
    return a.utf16.lexicographicallyPrecedes(b.utf16)
  }
  return first.count < second.count
}

/// `Number::toString` of ECMA-262: the shortest digits that read back, laid out without an exponent from 1e-6 to 1e21.
private func ecmaScriptText(_ number: Double) -> String {
  if number == 0 { return "0" }
  // Swift gives the same shortest digits in another layout: take them apart and lay them out anew.
  let text = String(number.magnitude)
  let parts = text.split(separator: "e", maxSplits: 1)
  let mantissa = parts.first ?? "0"
  let halves = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
  let whole = String(halves.first ?? "0")
  let fraction = halves.count > 1 && halves[1] != "0" ? String(halves[1]) : ""
  var digits = whole + fraction
  var point = whole.utf8.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
  while digits.utf8.first == UInt8(ascii: "0"), digits.utf8.count > 1 {
    digits.removeFirst()
    point -= 1
  }
  while digits.utf8.last == UInt8(ascii: "0"), digits.utf8.count > 1 { digits.removeLast() }
  let count = digits.utf8.count
  let sign = number < 0 ? "-" : ""
  if count <= point, point <= 21 { return sign + digits + String(repeating: "0", count: point - count) }
  if 0 < point, point <= 21 { return sign + digits.prefix(point) + "." + digits.dropFirst(point) }
  if -6 < point, point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
  let exponent = (point - 1 < 0 ? "-" : "+") + String(abs(point - 1))
  return sign + digits.prefix(1) + (count > 1 ? "." + digits.dropFirst() : "") + "e" + exponent
}
