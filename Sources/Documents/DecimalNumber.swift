/// Turns digits that a grammar of ours has already accepted into a value. Swift's own `Double(_:)` never judges what a
/// number is: it takes `nan`, `0x1p3` and `.5`, and makes `1e400` infinite without a word.
struct DecimalNumber {
  private var isNegative = false
  private var digits: UInt64 = 0
  private var exponent = 0
  /// Whether `digits` holds all of them; nineteen always fit.
  private var isExact = true
  private var isInteger = true
  private var integerOverflows = false

  /// The value of the decimal number in a range of bytes.
  ///
  /// The bytes must be `[-+]? digits? ( '.' digits? )? ( [eE] [-+]? digits )?` with a digit before the exponent.
  static func content(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Node.Content {
    var number = DecimalNumber()
    number.scan(bytes, range)
    if number.isInteger {
      if number.integerOverflows { return .unrepresentable }
      if number.isNegative {
        if number.digits > UInt64(Int64.max) + 1 { return .unrepresentable }
        return .integer(number.digits == UInt64(Int64.max) + 1 ? .min : -Int64(number.digits))
      }
      return number.digits > UInt64(Int64.max) ? .unrepresentable : .integer(Int64(number.digits))
    }
    guard let value = number.fastDouble ?? slowDouble(bytes, range), value.isFinite else { return .unrepresentable }
    return .number(value)
  }

  private mutating func scan(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var at = range.lowerBound
    let end = range.upperBound
    if at < end, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
      isNegative = bytes[at] == UInt8(ascii: "-")
      at += 1
    }
    while at < end {
      let byte = bytes[at]
      if byte &- 0x30 <= 9 {
        take(byte &- 0x30)
        if !isInteger { exponent -= 1 }
      } else if byte == UInt8(ascii: ".") {
        isInteger = false
      } else {
        break
      }
      at += 1
    }
    guard at < end else { return }
    isInteger = false
    at += 1
    var isSmall = false
    if bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
      isSmall = bytes[at] == UInt8(ascii: "-")
      at += 1
    }
    var written = 0
    while at < end {
      written = min(written * 10 + Int(bytes[at] &- 0x30), 1_000_000)
      at += 1
    }
    exponent += isSmall ? -written : written
  }

  private mutating func take(_ digit: UInt8) {
    let (product, overflowed) = digits.multipliedReportingOverflow(by: 10)
    let (sum, carried) = product.addingReportingOverflow(UInt64(digit))
    if overflowed || carried || !isExact {
      isExact = false
      integerOverflows = true
    } else {
      digits = sum
    }
  }

  /// The exact result where both parts are exact doubles (Clinger's fast path), which is nearly always.
  private var fastDouble: Double? {
    guard isExact, digits <= 1 << 53, exponent >= -22, exponent <= 22 else { return nil }
    let power = powersOfTen[exponent.magnitude < 23 ? Int(exponent.magnitude) : 0]
    let value = exponent < 0 ? Double(digits) / power : Double(digits) * power
    return isNegative ? -value : value
  }

  private static func slowDouble(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    if bytes[range.upperBound - 1] &- 0x30 <= 9, isWhole(bytes, range) {
      return unsafe bytes.extracting(range).withUnsafeBufferPointer {
        unsafe Double(String(decoding: $0, as: UTF8.self))
      }
    }
    // `1.` and `.5` are given their zeros: whether Swift takes them is not written down.
    var text = ""
    text.reserveCapacity(range.count + 2)
    var previous: UInt8 = 0
    for at in range {
      let byte = bytes[at]
      if byte == UInt8(ascii: "."), previous &- 0x30 > 9 { text += "0" }
      if previous == UInt8(ascii: "."), byte &- 0x30 > 9 { text += "0" }
      text.unicodeScalars.append(Unicode.Scalar(byte))
      previous = byte
    }
    if previous == UInt8(ascii: ".") { text += "0" }
    return Double(text)
  }
}

/// Whether every point has a digit on both sides, as in JSON.
private func isWhole(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
  for at in range where bytes[at] == UInt8(ascii: ".") {
    return at > range.lowerBound && bytes[at - 1] &- 0x30 <= 9 && bytes[at + 1] &- 0x30 <= 9
  }
  return true
}

private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]
