/// Durations as text: the language's own (`1h30m`), and ISO 8601 (`P90D`), which manifests and rules' `max_age` use.
extension Duration: CustomStringConvertible {
  /// A length in the language's own syntax: a sign, perhaps, then numbers with units, `h m s ms us ns`, or just `0`.
  /// Fractions are allowed (`1.5h`); what is less than a nanosecond is dropped.
  public static func parse(_ text: String) throws(EvaluationError) -> Duration {
    var scanner = TextScanner(text)
    var fail: EvaluationError {
      EvaluationError(
        .invalidConversion,
        "\(quotedExcerpt(text)) is not a duration such as 1h30m or 1.5s (units h, m, s, ms, us, ns)")
    }
    let isNegative = scanner.take("-")
    if !isNegative { _ = scanner.take("+") }
    if scanner.take("0"), scanner.isAtEnd { return Duration(nanoseconds: 0) }
    scanner = TextScanner(text)
    if !scanner.take("-") { _ = scanner.take("+") }
    // In 128 bits, because -2^63 has no positive counterpart.
    var total: Int128 = 0
    repeat {
      let whole = scanner.takeDigits()
      let fraction = scanner.take(".") ? scanner.takeDigits() : []
      guard !whole.isEmpty || !fraction.isEmpty, let unit = scanner.takeUnit() else { throw fail }
      guard let part = nanoseconds(whole, fraction, unit: unit) else { throw outOfRange(text) }
      total += part
      guard total <= limit else { throw outOfRange(text) }
    } while !scanner.isAtEnd
    guard let nanoseconds = Int64(exactly: isNegative ? -total : total) else { throw outOfRange(text) }
    return Duration(nanoseconds: nanoseconds)
  }

  /// A length in ISO 8601: `P90D`, `P2W`, `PT30M`, `P1DT12H`, `PT1.5S`. A day is 24 hours. Years and months are
  /// refused, because they have no fixed length.
  public static func parseISO8601(_ text: String) throws(EvaluationError) -> Duration {
    var scanner = TextScanner(text)
    var fail: EvaluationError {
      EvaluationError(
        .invalidConversion, "\(quotedExcerpt(text)) is not an ISO 8601 duration such as P90D, P2W or PT30M")
    }
    guard scanner.take("P") else { throw fail }
    var total: Int128 = 0
    var units: [(designator: StaticString, seconds: Int64)] = [("W", 604_800), ("D", 86_400)]
    var isInTime = false
    var parts = 0
    while !scanner.isAtEnd {
      if !isInTime, scanner.take("T") {
        isInTime = true
        units = [("H", 3600), ("M", 60), ("S", 1)]
        guard !scanner.isAtEnd else { throw fail }
      }
      let whole = scanner.takeDigits()
      guard !whole.isEmpty else { throw fail }
      let fraction = scanner.take(".") ? scanner.takeDigits() : nil
      if !isInTime, scanner.take("Y") || scanner.take("M") {
        throw EvaluationError(
          .invalidConversion,
          "\(quotedExcerpt(text)) counts years or months, which have no fixed length: use days, such as P90D")
      }
      // Each unit at most once, in this order.
      guard let index = units.firstIndex(where: { scanner.take($0.designator) }) else { throw fail }
      let unit = units[index]
      units.removeSubrange(...index)
      // Only seconds may have a fraction, and weeks stand alone.
      if let fraction, unit.seconds != 1 || fraction.isEmpty { throw fail }
      if unit.seconds == 604_800, parts > 0 || !scanner.isAtEnd { throw fail }
      parts += 1
      guard let part = nanoseconds(whole, fraction ?? [], unit: unit.seconds * 1_000_000_000) else {
        throw outOfRange(text)
      }
      total += part
      guard total <= limit else { throw outOfRange(text) }
    }
    guard parts > 0 else { throw fail }
    guard let nanoseconds = Int64(exactly: total) else { throw outOfRange(text) }
    return Duration(nanoseconds: nanoseconds)
  }

  private static func outOfRange(_ text: String) -> EvaluationError {
    EvaluationError(.invalidConversion, "duration out of range: \(quotedExcerpt(text)) is more than 292 years")
  }

  /// 2^63 nanoseconds, which only a negative length can have.
  private static var limit: Int128 { Int128(Int64.max) + 1 }

  /// `whole.fraction` units in nanoseconds, rounded toward zero; nil when that is out of range.
  private static func nanoseconds(_ whole: ArraySlice<UInt8>, _ fraction: ArraySlice<UInt8>, unit: Int64) -> Int128? {
    var number: Int128 = 0
    for digit in whole {
      number = number * 10 + Int128(digit - 0x30)
      guard number <= limit else { return nil }
    }
    // Exact, for the digits that can still count: an hour has less than 10^13 nanoseconds.
    var numerator: Int128 = 0
    var denominator: Int128 = 1
    for digit in fraction.prefix(18) {
      numerator = numerator * 10 + Int128(digit - 0x30)
      denominator *= 10
    }
    return number * Int128(unit) + numerator * Int128(unit) / denominator
  }

  /// Seconds, as the language writes durations: `5400s`, `-1.5s`.
  public var description: String {
    let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let sign = nanoseconds < 0 ? "-" : ""
    return "\(sign)\(seconds.magnitude)\(fraction(ofNanoseconds: Int64(rest.magnitude)))s"
  }
}

extension TextScanner {
  /// Takes a unit, and gives its nanoseconds.
  fileprivate mutating func takeUnit() -> Int64? {
    if take("ns") { return 1 }
    if take("us") { return 1000 }
    if take("ms") { return 1_000_000 }
    if take("s") { return 1_000_000_000 }
    if take("m") { return 60_000_000_000 }
    if take("h") { return 3_600_000_000_000 }
    return nil
  }
}
