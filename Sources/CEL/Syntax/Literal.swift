/// Reads literals: the value of a token that the lexer has found, by CEL's own grammars.
///
/// Swift's `Double(_:)` sees only what the lexer has let through, because it accepts far more than CEL does.
enum Literal {
  /// Why a literal has no value, and where (UTF-8 offsets in the source).
  struct Flaw: Error {
    var message: String
    var offsets: Range<Int>
  }

  static func integer(_ bytes: ArraySlice<UInt8>, isNegative: Bool) throws(Flaw) -> Int64 {
    let flaw = Flaw(message: "this number does not fit into 64 bits", offsets: bytes.indices)
    guard let magnitude = magnitude(bytes) else { throw flaw }
    if isNegative {
      guard magnitude <= UInt64(Int64.max) + 1 else { throw flaw }
      return Int64(truncatingIfNeeded: 0 &- magnitude)
    }
    guard let value = Int64(exactly: magnitude) else { throw flaw }
    return value
  }

  static func unsigned(_ bytes: ArraySlice<UInt8>) throws(Flaw) -> UInt64 {
    guard let value = magnitude(bytes.dropLast()) else {
      throw Flaw(message: "this number does not fit into 64 bits", offsets: bytes.indices)
    }
    return value
  }

  static func double(_ bytes: ArraySlice<UInt8>, isNegative: Bool) throws(Flaw) -> Double {
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else {
      throw Flaw(message: "this number is too large for a double", offsets: bytes.indices)
    }
    return isNegative ? -value : value
  }

  private static func magnitude(_ bytes: ArraySlice<UInt8>) -> UInt64? {
    let isHex = bytes.count > 2 && bytes[bytes.startIndex + 1] == UInt8(ascii: "x")
    let base: UInt64 = isHex ? 16 : 10
    var value: UInt64 = 0
    for byte in isHex ? bytes.dropFirst(2) : bytes {
      let digit = UInt64(byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x61 + 10)
      let (product, overflow) = value.multipliedReportingOverflow(by: base)
      let (sum, carry) = product.addingReportingOverflow(digit)
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// The text of a string literal.
  static func string(_ bytes: [UInt8], _ offsets: Range<Int>) throws(Flaw) -> String {
    String(decoding: try content(bytes, offsets, isBytes: false), as: UTF8.self)
  }

  /// The octets of a bytes literal.
  static func octets(_ bytes: [UInt8], _ offsets: Range<Int>) throws(Flaw) -> [UInt8] {
    try content(bytes, offsets, isBytes: true)
  }

  private static func content(_ bytes: [UInt8], _ offsets: Range<Int>, isBytes: Bool) throws(Flaw) -> [UInt8] {
    var start = offsets.lowerBound
    var isRaw = false
    while bytes[start] != UInt8(ascii: "\""), bytes[start] != UInt8(ascii: "'") {
      isRaw = isRaw || bytes[start] | 0x20 == UInt8(ascii: "r")
      start += 1
    }
    let isTriple =
      offsets.upperBound - start >= 6 && bytes[start + 1] == bytes[start] && bytes[start + 2] == bytes[start]
    let margin = isTriple ? 3 : 1
    let body = (start + margin)..<(offsets.upperBound - margin)
    var result: [UInt8] = []
    result.reserveCapacity(body.count)
    var position = body.lowerBound
    while position < body.upperBound {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\"), !isRaw {
        position = try escape(bytes, at: position, end: body.upperBound, isBytes: isBytes, into: &result)
      } else if byte == 0x0D {
        // Both reference implementations read a raw CR or CRLF as a line feed; only triple quotes can hold one.
        result.append(0x0A)
        position += position + 1 < body.upperBound && bytes[position + 1] == 0x0A ? 2 : 1
      } else {
        result.append(byte)
        position += 1
      }
    }
    return result
  }

  /// Reads the escape at a backslash and returns the offset behind it.
  private static func escape(
    _ bytes: [UInt8], at start: Int, end: Int, isBytes: Bool, into result: inout [UInt8]
  ) throws(Flaw) -> Int {
    guard start + 1 < end else { throw Flaw(message: "this escape is not complete", offsets: start..<end) }
    let letter = bytes[start + 1]
    if let plain = simpleEscape(letter) {
      result.append(plain)
      return start + 2
    }
    let digits: (from: Int, count: Int, base: UInt32)
    switch letter {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): digits = (start + 2, 2, 16)
    case UInt8(ascii: "u") where !isBytes: digits = (start + 2, 4, 16)
    case UInt8(ascii: "U") where !isBytes: digits = (start + 2, 8, 16)
    case UInt8(ascii: "0")...UInt8(ascii: "3"): digits = (start + 1, 3, 8)
    default:
      throw Flaw(message: "this escape means nothing; for a backslash, write '\\\\'", offsets: start..<(start + 2))
    }
    var code: UInt32 = 0
    let stop = digits.from + digits.count
    for position in digits.from..<stop {
      guard position < end, let digit = hexDigit(bytes[position]), digit < digits.base else {
        throw Flaw(message: "this escape needs \(digits.count) digits", offsets: start..<min(stop, end))
      }
      code = code &* digits.base &+ digit
    }
    if isBytes {
      result.append(UInt8(truncatingIfNeeded: code))
    } else {
      guard let scalar = Unicode.Scalar(code) else {
        throw Flaw(message: "this escape is not a Unicode code point", offsets: start..<stop)
      }
      result.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
    }
    return stop
  }

  private static func simpleEscape(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "a"): 0x07
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "v"): 0x0B
    case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): letter
    default: nil
    }
  }

  private static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }
}
