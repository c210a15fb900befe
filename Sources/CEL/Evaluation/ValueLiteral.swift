extension Value {
  /// The value as source of the language writes it, for messages and reports; long lists and texts are cut short.
  public var literal: String { literal(maxLength: 120) }

  /// The value as source of the language writes it, cut after about so many characters.
  ///
  /// ```swift
  /// Value.string("it's").literal  // 'it\'s'
  /// ```
  public func literal(maxLength: Int) -> String {
    // What most parts of most expressions come to.
    if case .bool(let bool) = self, maxLength > 0 { return bool ? "true" : "false" }
    var writer = LiteralWriter(room: maxLength)
    writer.write(self, depth: 0)
    return writer.text
  }
}

/// Writes values as source. Bounded in length and depth, since a small value may unfold to a huge text.
private struct LiteralWriter {
  var text = ""
  var room: Int

  mutating func put(_ piece: String) {
    text += piece
    room -= piece.utf8.count
  }

  mutating func write(_ value: Value, depth: Int) {
    guard room > 0, depth < 16 else {
      put("…")
      return
    }
    switch value {
    case .null: put("null")
    case .bool(let bool): put(bool ? "true" : "false")
    case .int(let int): put(String(int))
    case .uint(let uint): put("\(uint)u")
    case .double(let double): put(Self.text(double))
    case .string(let string): quote(string)
    case .bytes(let bytes): quote(bytes.bytes)
    case .timestamp(let timestamp): put("timestamp('\(timestamp.description)')")
    case .duration(let duration): put("duration('\(duration.description)')")
    case .list(let list):
      put("[")
      sequence(list.elements.count) { writer, index in writer.write(list.elements[index], depth: depth + 1) }
      put("]")
    case .map(let map):
      put("{")
      sequence(map.keys.count) { writer, index in
        writer.write(map.keys[index], depth: depth + 1)
        writer.put(": ")
        writer.write(map.values[index], depth: depth + 1)
      }
      put("}")
    case .object(let object): put("\(object.type.name){…}")
    case .type(let type): put(type.type.description)
    case .optional(let optional):
      guard let inner = optional.value else {
        put("optional.none()")
        return
      }
      put("optional.of(")
      write(inner, depth: depth + 1)
      put(")")
    case .opaque(let opaque): put("\(opaque.typeName)(…)")
    }
  }

  private mutating func sequence(_ count: Int, _ write: (inout LiteralWriter, Int) -> Void) {
    for index in 0..<count {
      if index > 0 { put(", ") }
      guard room > 0 else {
        put("… \(count - index) more")
        return
      }
      write(&self, index)
    }
  }

  private static func text(_ double: Double) -> String {
    if double.isNaN { return "double('NaN')" }
    if double.isInfinite { return double < 0 ? "double('-Infinity')" : "double('Infinity')" }
    return "\(double)"
  }

  private mutating func quote(_ string: String) {
    if text.isEmpty { text.reserveCapacity(min(string.utf8.count, room) + 2) }
    put("'")
    defer { put("'") }
    // Nearly all texts are plain: they are taken over in one piece.
    if string.utf8.count <= room, string.utf8.allSatisfy(Self.isPlain) {
      put(string)
      return
    }
    for scalar in string.unicodeScalars {
      guard room > 0 else {
        put("…")
        break
      }
      switch scalar {
      case "'": put("\\'")
      case "\\": put("\\\\")
      case "\n": put("\\n")
      case "\r": put("\\r")
      case "\t": put("\\t")
      default:
        // Control characters and what steers the direction of text would not show, or show something else.
        if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x200E...0x200F).contains(scalar.value)
          || (0x2028...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        {
          let hex = String(scalar.value, radix: 16)
          put("\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex)
        } else {
          var piece = ""
          piece.unicodeScalars.append(scalar)
          put(piece)
        }
      }
    }
  }

  /// Whether a byte of a text stands for itself: printable ASCII that needs no escape.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\\")
  }

  private mutating func quote(_ bytes: [UInt8]) {
    put("b'")
    for byte in bytes {
      guard room > 0 else {
        put("…")
        break
      }
      if Self.isPlain(byte) {
        put(String(UnicodeScalar(byte)))
      } else {
        let hex = String(byte, radix: 16)
        put("\\x" + (byte < 16 ? "0" : "") + hex)
      }
    }
    put("'")
  }
}
