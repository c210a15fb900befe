extension Library {
  /// `base64.encode(bytes)` and `base64.decode(text)`: the standard alphabet of RFC 4648, padded when written, padded or
  /// not when read.
  ///
  /// ```cel
  /// base64.encode(b'hi')   // 'aGk='
  /// ```
  public static var encoders: Library {
    Library(
      name: "encoders",
      functions: [
        Function("base64.encode", [Overload("base64_encode_bytes", [.bytes], .string, .unary(encode))]),
        Function("base64.decode", [Overload("base64_decode_string", [.string], .bytes, .unary(decode))]),
      ])
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func encode(_ value: Value) throws(EvaluationError) -> Value {
    guard case .bytes(let box) = value else { throw .noSuchOverload("base64.encode", value) }
    let bytes = box.bytes
    try ResultLimit.check(bytes: (bytes.count + 2) / 3 * 4)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0..<4 {
        text.append(index <= group.count ? alphabet[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
    }
    return .string(String(decoding: text, as: UTF8.self))
  }

  private static func decode(_ value: Value) throws(EvaluationError) -> Value {
    guard case .string(let text) = value else { throw .noSuchOverload("base64.decode", value) }
    let fail = EvaluationError(.invalidConversion, "\(quotedExcerpt(text)) is not base64")
    var characters = Array(text.utf8)[...]
    if characters.count % 4 == 0 {
      for _ in 0..<2 where characters.last == UInt8(ascii: "=") { characters.removeLast() }
    }
    guard characters.count % 4 != 1 else { throw fail }
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in characters {
      guard let digit = digit(character) else { throw fail }
      bits = bits << 6 | digit
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return .bytes(BytesValue(bytes))
  }

  private static func digit(_ character: UInt8) -> UInt32? {
    switch character {
    case 0x41...0x5A: UInt32(character) - 0x41
    case 0x61...0x7A: UInt32(character) - 0x61 + 26
    case 0x30...0x39: UInt32(character) - 0x30 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
