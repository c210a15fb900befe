/// A time that an artifact states: an instant, or a day where it says no more.
///
/// Written as RFC 3339 in UTC, or as the ISO date. A time without a zone is taken as UTC: the writer's zone is not known.
struct StatedTime: Hashable, Sendable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z.
  let seconds: Int64
  /// Nanoseconds within the second.
  let nanoseconds: Int64
  /// Whether only the day is stated.
  let isDay: Bool

  private static let years: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Milliseconds since 1970.
  init?(milliseconds: Int64) {
    let seconds = milliseconds.quotientAndRemainder(dividingBy: 1000)
    let isBefore = seconds.remainder < 0
    self.init(
      seconds: seconds.quotient - (isBefore ? 1 : 0),
      nanoseconds: (seconds.remainder + (isBefore ? 1000 : 0)) * 1_000_000, isDay: false)
  }

  init?(seconds: Int64, nanoseconds: Int64 = 0, isDay: Bool = false) {
    guard StatedTime.years.contains(seconds) else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
    self.isDay = isDay
  }

  /// ISO 8601 as artifacts write it: `2026-11-21`, `2026-11-21T04:12:22.24+00:00`, `2026-11-21 04:12Z`, `…+0100`.
  init?(_ text: String) {
    var scanner = TimeScanner(Array(text.trimmed.utf8))
    guard let year = scanner.digits(4), scanner.take("-"), let month = scanner.digits(2), scanner.take("-"),
      let day = scanner.digits(2), (1...12).contains(month), year > 0,
      (1...StatedTime.days(in: month, of: year)).contains(day)
    else { return nil }
    let midnight = StatedTime.daysSince1970(year, month, day) * 86_400
    if scanner.isAtEnd {
      self.init(seconds: midnight, isDay: true)
      return
    }
    guard scanner.take("T") || scanner.take("t") || scanner.take(" "), let hour = scanner.digits(2),
      scanner.take(":"), let minute = scanner.digits(2), hour < 24, minute < 60
    else { return nil }
    var second: Int64 = 0
    var nanoseconds: Int64 = 0
    if scanner.take(":") {
      guard let stated = scanner.digits(2), stated < 60 else { return nil }
      second = stated
      if scanner.take(".") || scanner.take(",") {
        guard let fraction = scanner.fraction() else { return nil }
        nanoseconds = fraction
      }
    }
    guard let offset = scanner.zone(), scanner.isAtEnd else { return nil }
    self.init(seconds: midnight + hour * 3600 + minute * 60 + second - offset, nanoseconds: nanoseconds)
  }

  /// RFC 3339 in UTC, or the date.
  var text: String {
    if isDay { return day }
    let time = ((seconds % 86_400) + 86_400) % 86_400
    var text = day + "T" + padded(time / 3600, 2) + ":" + padded(time / 60 % 60, 2) + ":" + padded(time % 60, 2)
    if nanoseconds > 0 {
      var digits = Array(padded(nanoseconds, 9).utf8)
      while digits.last == UInt8(ascii: "0") { digits.removeLast() }
      text += "." + String(decoding: digits, as: UTF8.self)
    }
    return text + "Z"
  }

  /// RFC 3339 in UTC, of a day its beginning: for facts that are points in time.
  var instant: String { isDay ? day + "T00:00:00Z" : text }

  /// The day in UTC.
  var day: String {
    // Howard Hinnant's civil_from_days: eras of 400 years that start in March.
    let days = (seconds - ((seconds % 86_400) + 86_400) % 86_400) / 86_400 + 719_468
    let era = days / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(dayOfYear - (153 * shifted + 2) / 5 + 1, 2)
  }

  static func < (a: StatedTime, b: StatedTime) -> Bool {
    (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
  }

  private func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  private static func days(in month: Int64, of year: Int64) -> Int64 {
    if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

private struct TimeScanner {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, UInt32(bytes[index]) == character.value else { return false }
    index += 1
    return true
  }

  mutating func digits(_ count: Int) -> Int64? {
    guard index + count <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[index..<(index + count)] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    index += count
    return value
  }

  /// Digits after the point, as nanoseconds; further ones are cut off.
  mutating func fraction() -> Int64? {
    var value: Int64 = 0
    var count = 0
    while index < bytes.count, (0x30...0x39).contains(bytes[index]), count < 30 {
      if count < 9 { value = value * 10 + Int64(bytes[index] - 0x30) }
      count += 1
      index += 1
    }
    guard count > 0 else { return nil }
    for _ in count..<max(count, 9) { value *= 10 }
    return value
  }

  /// The offset from UTC in seconds, 0 where none is stated; nil where it is malformed.
  mutating func zone() -> Int64? {
    if isAtEnd || take("Z") || take("z") { return 0 }
    let sign: Int64
    if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
    guard let hours = digits(2), hours < 24 else { return nil }
    if isAtEnd { return sign * hours * 3600 }
    _ = take(":")
    guard let minutes = digits(2), minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
