/// Doubles as text, without locale: by the shortest digits that read back as the same double, or by exact decimal
/// expansion rounded to a number of places.
enum DoubleText {
  /// Decimal digits and where the point belongs: `digits × 10^(pointPosition - digits.count)`, as in 0.digits × 10^p.
  struct Decimal {
    var isNegative: Bool
    /// Values 0 to 9; no leading zeros, and at least one digit.
    var digits: [UInt8]
    /// How many digits stand before the point; negative or more than there are digits where zeros have to be added.
    var pointPosition: Int
  }

  /// As `string(x)` gives it: shortest digits, laid out as C's `%g` does, `1e+06` from exponent 6 up and `1e-05` below
  /// -4, but with all their digits; `NaN`, `+Inf`, `-Inf`.
  static func general(_ double: Double) -> String {
    if double.isNaN { return "NaN" }
    if double.isInfinite { return double < 0 ? "-Inf" : "+Inf" }
    let decimal = shortest(double)
    let exponent = decimal.pointPosition - 1
    return exponent < -4 || exponent >= 6 ? scientific(decimal, exponent) : plain(decimal)
  }

  /// Shortest digits, never with an exponent, as `format`'s `%s` and `%d` want them; `NaN`, `Infinity`, `-Infinity`.
  static func plain(_ double: Double) -> String { special(double) ?? plain(shortest(double)) }

  /// So many places after the point, rounded half to even from the exact value.
  static func fixed(_ double: Double, places: Int) -> String {
    if let special = special(double) { return special }
    var decimal = exact(double)
    round(&decimal, toDigits: decimal.pointPosition + places)
    // Rounded digits end exactly there, unless nothing was left of them.
    return plain(decimal, places: places)
  }

  /// One digit, so many places, and an exponent of at least two digits.
  static func scientific(_ double: Double, places: Int) -> String {
    if let special = special(double) { return special }
    var decimal = exact(double)
    round(&decimal, toDigits: places + 1)
    let isZero = decimal.digits == [0]
    // 9.99 rounded to two digits has become 10.0, one too many.
    decimal.digits = Array(decimal.digits.prefix(places + 1))
    while decimal.digits.count < places + 1 { decimal.digits.append(0) }
    return scientific(decimal, isZero ? 0 : decimal.pointPosition - 1)
  }

  private static func special(_ double: Double) -> String? {
    if double.isNaN { return "NaN" }
    if double.isInfinite { return double < 0 ? "-Infinity" : "Infinity" }
    return nil
  }

  // MARK: Layout

  private static func plain(_ decimal: Decimal, places: Int? = nil) -> String {
    var text: [UInt8] = decimal.isNegative ? [UInt8(ascii: "-")] : []
    let point = decimal.pointPosition
    let digit = { (index: Int) in decimal.digits.indices.contains(index) ? decimal.digits[index] + 0x30 : 0x30 }
    if point <= 0 { text.append(0x30) }
    for index in 0..<max(0, point) { text.append(digit(index)) }
    let wanted = places ?? (decimal.digits == [0] ? 0 : max(0, decimal.digits.count - point))
    if wanted > 0 {
      text.append(UInt8(ascii: "."))
      for index in point..<point + wanted { text.append(digit(index)) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func scientific(_ decimal: Decimal, _ exponent: Int) -> String {
    var text: [UInt8] = decimal.isNegative ? [UInt8(ascii: "-")] : []
    text.append(decimal.digits[0] + 0x30)
    if decimal.digits.count > 1 {
      text.append(UInt8(ascii: "."))
      text.append(contentsOf: decimal.digits.dropFirst().map { $0 + 0x30 })
    }
    return String(decoding: text, as: UTF8.self) + (exponent < 0 ? "e-" : "e+")
      + padded(Int64(exponent.magnitude), to: 2)
  }

  // MARK: Digits

  /// The shortest digits that read back as the same double, taken from Swift's own description (SwiftDtoa).
  private static func shortest(_ double: Double) -> Decimal {
    var scanner = TextScanner(double.magnitude.description)
    var digits = Array(scanner.takeDigits())
    var point = digits.count
    if scanner.take(".") { digits += scanner.takeDigits() }
    if scanner.take("e") {
      let isNegative = scanner.take("-")
      if !isNegative { _ = scanner.take("+") }
      let exponent = scanner.takeDigits().reduce(0) { $0 * 10 + Int($1 - 0x30) }
      point += isNegative ? -exponent : exponent
    }
    return normalised(digits.map { $0 - 0x30 }, point: point, isNegative: double.sign == .minus)
  }

  /// All digits of the double's exact value: at most 767 of them count, after at most 323 zeros.
  private static func exact(_ double: Double) -> Decimal {
    let exponent = double.isSubnormal || double == 0 ? -1074 : Int(double.exponent) - 52
    let significand =
      double.significandBitPattern | (double.isSubnormal || double == 0 ? 0 : UInt64(1) << 52)
    var number = BigDecimalInteger(significand)
    if exponent >= 0 {
      number.multiply(by: 2, times: exponent)
    } else {
      // significand ÷ 2^k = significand × 5^k ÷ 10^k
      number.multiply(by: 5, times: -exponent)
    }
    let digits = number.digits
    return normalised(
      digits, point: digits.count + min(exponent, 0), isNegative: double.sign == .minus)
  }

  private static func normalised(_ digits: [UInt8], point: Int, isNegative: Bool) -> Decimal {
    let leading = digits.prefix { $0 == 0 }.count
    guard leading < digits.count else { return Decimal(isNegative: isNegative, digits: [0], pointPosition: 1) }
    let trailing = digits.reversed().prefix { $0 == 0 }.count
    return Decimal(
      isNegative: isNegative, digits: Array(digits[leading..<digits.count - trailing]), pointPosition: point - leading)
  }

  /// Keeps so many digits, rounding half to even; with fewer than none, nothing is left but zero.
  private static func round(_ decimal: inout Decimal, toDigits count: Int) {
    guard count < decimal.digits.count else { return }
    guard count >= 0 else {
      decimal = Decimal(isNegative: decimal.isNegative, digits: [0], pointPosition: 1)
      return
    }
    let rest = decimal.digits[count...]
    var kept = Array(decimal.digits[..<count])
    // Digits end in a non-zero one, so that a half is exactly a single 5.
    let isHalf = rest.count == 1 && rest.first == 5
    let roundsUp = isHalf ? (kept.last ?? 0) % 2 == 1 : (rest.first ?? 0) >= 5
    if roundsUp {
      var index = kept.count - 1
      while index >= 0, kept[index] == 9 {
        kept[index] = 0
        index -= 1
      }
      if index >= 0 {
        kept[index] += 1
      } else {
        kept.insert(1, at: 0)
        decimal.pointPosition += 1
      }
    }
    decimal.digits = kept.isEmpty ? [0] : kept
    if kept.isEmpty { decimal.pointPosition = 1 }
  }
}

/// A non-negative whole number of any size, in limbs of nine decimal digits, the lowest first.
private struct BigDecimalInteger {
  private var limbs: [UInt64]

  init(_ number: UInt64) {
    limbs = [number % 1_000_000_000, number / 1_000_000_000 % 1_000_000_000, number / 1_000_000_000_000_000_000]
  }

  mutating func multiply(by factor: UInt64, times count: Int) {
    // Several factors at once, as long as limb × factor fits into 64 bits.
    let stride = factor == 2 ? 30 : 13
    let large = (0..<stride).reduce(UInt64(1)) { product, _ in product * factor }
    for _ in 0..<count / stride { multiply(by: large) }
    for _ in 0..<count % stride { multiply(by: factor) }
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = limbs[index] * factor + carry
      limbs[index] = product % 1_000_000_000
      carry = product / 1_000_000_000
    }
    while carry > 0 {
      limbs.append(carry % 1_000_000_000)
      carry /= 1_000_000_000
    }
  }

  /// The digits, perhaps after leading zeros.
  var digits: [UInt8] {
    limbs.reversed().flatMap { limb in
      var rest = limb
      var nine = [UInt8](repeating: 0, count: 9)
      for index in nine.indices.reversed() {
        nine[index] = UInt8(rest % 10)
        rest /= 10
      }
      return nine
    }
  }
}
