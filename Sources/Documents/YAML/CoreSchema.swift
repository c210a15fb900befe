/// What a plain YAML scalar is: the core schema of YAML 1.2 (§10.3.2), and nothing of YAML 1.1. So `yes`, `no`, `on` and
/// `off` are text, `017` is seventeen, dates and `1_000` are text, and a version `1.10` is a number whose source still
/// says `1.10`.
enum CoreSchema {
  /// The value of a plain scalar; nil where it is text.
  static func value(_ bytes: Span<UInt8>) -> Node.Content? {
    guard bytes.count > 0 else { return .null }
    switch bytes[0] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      return number(bytes)
    case UInt8(ascii: "~"):
      return bytes.count == 1 ? .null : nil
    case UInt8(ascii: "n"), UInt8(ascii: "N"):
      return isWord(bytes, "null") ? .null : nil
    case UInt8(ascii: "t"), UInt8(ascii: "T"):
      return isWord(bytes, "true") ? .bool(true) : nil
    case UInt8(ascii: "f"), UInt8(ascii: "F"):
      return isWord(bytes, "false") ? .bool(false) : nil
    default:
      return nil
    }
  }

  /// The number that the bytes are; nil where they are none.
  static func number(_ bytes: Span<UInt8>) -> Node.Content? {
    let count = bytes.count
    if count > 2, bytes[0] == UInt8(ascii: "0") {
      if bytes[1] == UInt8(ascii: "x") { return integer(bytes, bitsPerDigit: 4) }
      if bytes[1] == UInt8(ascii: "o") { return integer(bytes, bitsPerDigit: 3) }
    }
    var at = 0
    let hasSign = count > 0 && (bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+"))
    if hasSign { at = 1 }
    guard at < count else { return nil }
    if bytes[at] == UInt8(ascii: "."), count == at + 4 {
      let rest = bytes.extracting((at + 1)..<count)
      if isWord(rest, "inf") { return .number(bytes[0] == UInt8(ascii: "-") ? -.infinity : .infinity) }
      if !hasSign, isNaN(rest) { return .number(.nan) }
    }
    var digits = skipDigits(bytes, &at)
    if at < count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      digits += skipDigits(bytes, &at)
    }
    guard digits > 0 else { return nil }
    if at < count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < count, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") { at += 1 }
      guard skipDigits(bytes, &at) > 0 else { return nil }
    }
    return at == count ? DecimalNumber.content(bytes, 0..<count) : nil
  }

  private static func skipDigits(_ bytes: Span<UInt8>, _ at: inout Int) -> Int {
    let start = at
    while at < bytes.count, bytes[at] &- 0x30 <= 9 { at += 1 }
    return at - start
  }

  private static func integer(_ bytes: Span<UInt8>, bitsPerDigit: UInt64) -> Node.Content? {
    var value: UInt64 = 0
    var overflows = false
    for index in 2..<bytes.count {
      guard let digit = hexDigit(bytes[index]), digit < 1 << bitsPerDigit else { return nil }
      if value >> (63 - bitsPerDigit) != 0 { overflows = true }
      value = value << bitsPerDigit | UInt64(digit)
    }
    return overflows ? .unrepresentable : .integer(Int64(value))
  }

  /// `word`, `Word` or `WORD`, as the schema spells its words; no other mixture.
  private static func isWord(_ bytes: Span<UInt8>, _ word: StaticString) -> Bool {
    guard bytes.count == word.utf8CodeUnitCount else { return false }
    let allUpper = bytes[bytes.count - 1] < 0x60
    return word.withUTF8Buffer { word in
      for index in 0..<word.count {
        let upper = unsafe word[index] & 0xDF
        let isUpper = bytes[index] == upper
        if index == 0
          ? !(isUpper || bytes[0] == upper | 0x20 && !allUpper) : bytes[index] != (allUpper ? upper : upper | 0x20)
        {
          return false
        }
      }
      return true
    }
  }

  private static func isNaN(_ bytes: Span<UInt8>) -> Bool {
    // `.nan`, `.NaN`, `.NAN`: the one word with a spelling of its own.
    let (a, b, c) = (bytes[0], bytes[1], bytes[2])
    return (a, b, c) == (0x6E, 0x61, 0x6E) || (a, b, c) == (0x4E, 0x61, 0x4E) || (a, b, c) == (0x4E, 0x41, 0x4E)
  }
}

/// The value of a hexadecimal digit; nil where the byte is none.
func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 0x57
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 0x37
  default: nil
  }
}
