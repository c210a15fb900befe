internal import Diagnostics

/// Timestamps as text: strict RFC 3339 and ISO 8601 dates in, RFC 3339 in UTC out.
extension Timestamp: CustomStringConvertible {
  /// A point in time from RFC 3339 text: `2026-06-30T12:00:00Z`, `2026-06-30T12:00:00.5+02:00`. Upper-case `T` and
  /// `Z` only, no leap second, no offset of a day or more. Digits beyond nanoseconds are dropped.
  public static func parse(_ text: String) throws(EvaluationError) -> Timestamp {
    var scanner = TextScanner(text)
    var fail: EvaluationError { invalid(text, "an RFC 3339 timestamp such as 2026-06-30T12:00:00Z") }
    guard let days = scanner.takeDate(), scanner.take("T"), let hour = scanner.takeNumber(digits: 2),
      scanner.take(":"), let minute = scanner.takeNumber(digits: 2), scanner.take(":"),
      let second = scanner.takeNumber(digits: 2), hour < 24, minute < 60, second < 60
    else { throw fail }
    var nanoseconds: Int32 = 0
    if scanner.take(".") {
      let digits = scanner.takeDigits()
      guard !digits.isEmpty else { throw fail }
      for index in 0..<9 {
        nanoseconds = nanoseconds * 10 + (index < digits.count ? Int32(digits[digits.startIndex + index] - 0x30) : 0)
      }
    }
    guard let offset = scanner.takeOffset(), scanner.isAtEnd else { throw fail }
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    guard let timestamp = Timestamp(seconds: seconds, nanoseconds: nanoseconds) else {
      throw EvaluationError(.invalidConversion, "timestamp out of range: outside the years 1 to 9999")
    }
    return timestamp
  }

  /// 00:00 UTC of an ISO 8601 date: `2026-06-30`.
  public static func parseDate(_ text: String) throws(EvaluationError) -> Timestamp {
    var scanner = TextScanner(text)
    guard let days = scanner.takeDate(), scanner.isAtEnd, let timestamp = Timestamp(seconds: days * 86_400) else {
      throw invalid(text, "a date such as 2026-06-30")
    }
    return timestamp
  }

  private static func invalid(_ text: String, _ expected: String) -> EvaluationError {
    EvaluationError(.invalidConversion, "\(quotedExcerpt(text)) is not \(expected)")
  }

  /// RFC 3339 in UTC, with no more digits than there are: `2009-02-13T23:31:30.12Z`.
  public var description: String {
    let civil = CivilTime(secondsSince1970: seconds)
    var text = civil.date
    text.reserveCapacity(20)
    text += "T"
    text += padded(civil.hour, to: 2)
    text += ":"
    text += padded(civil.minute, to: 2)
    text += ":"
    text += padded(civil.second, to: 2)
    text += fraction(ofNanoseconds: Int64(nanoseconds))
    text += "Z"
    return text
  }

  /// The date in UTC, as ISO 8601 writes it: `2009-02-13`.
  public var dateDescription: String { CivilTime(secondsSince1970: seconds).date }
}

extension CivilTime {
  /// `2009-02-13`: ten bytes, which a text holds without memory of its own.
  fileprivate var date: String {
    var text = padded(year, to: 4)
    text += "-"
    text += padded(month, to: 2)
    text += "-"
    text += padded(day, to: 2)
    return text
  }
}

/// A number with leading zeros.
func padded(_ number: Int64, to width: Int) -> String {
  let digits = String(number)
  return digits.utf8.count < width ? String(repeating: "0", count: width - digits.utf8.count) + digits : digits
}

/// `.12` for 120,000,000 nanoseconds, nothing for none.
func fraction(ofNanoseconds nanoseconds: Int64) -> String {
  guard nanoseconds != 0 else { return "" }
  var digits = Array(padded(nanoseconds, to: 9).utf8)
  while digits.last == UInt8(ascii: "0") { digits.removeLast() }
  return "." + String(decoding: digits, as: UTF8.self)
}

/// Text from outside in a message: quoted, in one line, and cut where it is long.
func quotedExcerpt(_ text: String) -> String {
  let scalars = text.unicodeScalars
  var excerpt = String.UnicodeScalarView()
  excerpt.append(contentsOf: scalars.prefix(60))
  return "'\(inert(String(excerpt)))\(scalars.count > 60 ? "…" : "")'"
}

extension TextScanner {
  /// Takes `YYYY-MM-DD`, a date that exists in the years 1 to 9999, and gives its days since 1970.
  fileprivate mutating func takeDate() -> Int64? {
    guard let year = takeNumber(digits: 4), take("-"), let month = takeNumber(digits: 2), take("-"),
      let day = takeNumber(digits: 2), year >= 1, (1...12).contains(month), day >= 1,
      day <= CivilTime.daysInMonth(month, of: year)
    else { return nil }
    return CivilTime.days(year: year, month: month, day: day)
  }

  /// Takes `Z` or `±HH:MM`, in seconds east of UTC.
  fileprivate mutating func takeOffset() -> Int64? {
    if take("Z") { return 0 }
    let sign: Int64
    if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
    guard let hours = takeNumber(digits: 2), take(":"), let minutes = takeNumber(digits: 2), hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
