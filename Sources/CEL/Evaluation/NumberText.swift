import Diagnostics

/// Numbers from text, by our own grammars: `Int64(_:)` and `Double(_:)` take more than the language does, and make
/// `1e400` infinite.
enum NumberText {
  /// An optional sign and decimal digits.
  static func int(_ text: String) -> Int64? {
    var scanner = TextScanner(text)
    if !scanner.take("-") { _ = scanner.take("+") }
    guard !scanner.takeDigits().isEmpty, scanner.isAtEnd else { return nil }
    return Int64(text)
  }

  /// Decimal digits.
  static func uint(_ text: String) -> UInt64? {
    var scanner = TextScanner(text)
    guard !scanner.takeDigits().isEmpty, scanner.isAtEnd else { return nil }
    return UInt64(text)
  }

  /// A decimal number with an optional fraction and exponent, a C99 hexadecimal one (both reference implementations
  /// take it), or `inf`, `infinity`, `nan` in any case. A number beyond the largest double is none.
  static func double(_ text: String) -> Double? {
    var scanner = TextScanner(text)
    let isNegative = scanner.take("-")
    let hasSign = isNegative || scanner.take("+")
    let unsigned = lowercased(hasSign ? String(Substring(text.utf8.dropFirst())) : text)
    switch unsigned {
    case "inf", "infinity": return isNegative ? -.infinity : .infinity
    case "nan": return .nan
    default: break
    }
    if scanner.take("0x") || scanner.take("0X") {
      guard scanner.takeSignificand(isHexadecimal: true), scanner.take("p") || scanner.take("P"),
        scanner.takeExponent()
      else { return nil }
    } else {
      guard scanner.takeSignificand(isHexadecimal: false) else { return nil }
      if scanner.take("e") || scanner.take("E") {
        guard scanner.takeExponent() else { return nil }
      }
    }
    guard scanner.isAtEnd, let magnitude = Double(unsigned), magnitude.isFinite else { return nil }
    return isNegative ? -magnitude : magnitude
  }

  private static func lowercased(_ text: String) -> String {
    String(decoding: text.utf8.map(asciiLowercased), as: UTF8.self)
  }
}

extension TextScanner {
  /// Takes digits with at most one point, and at least one digit.
  fileprivate mutating func takeSignificand(isHexadecimal: Bool) -> Bool {
    var digits = 0
    var hasPoint = false
    while let byte = next {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x41...0x46, 0x61...0x66:
        guard isHexadecimal else { return digits > 0 }
        digits += 1
      case UInt8(ascii: "."):
        guard !hasPoint else { return false }
        hasPoint = true
      default: return digits > 0
      }
      _ = takeAny()
    }
    return digits > 0
  }

  fileprivate mutating func takeExponent() -> Bool {
    if !take("-") { _ = take("+") }
    return !takeDigits().isEmpty
  }
}
