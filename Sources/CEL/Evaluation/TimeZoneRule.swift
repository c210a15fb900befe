/// The rule at the end of a TZif file, for all time after its last transition: POSIX' TZ syntax with RFC 8536's
/// extension of hours, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct TimeZoneRule: Sendable {
  /// Seconds east of UTC.
  private var standard: Int64
  private var daylight: (offset: Int64, from: Change, to: Change)?

  /// A day of the year and a time of that day, in local time.
  private struct Change {
    enum Day {
      /// Week 1 to 5 (the last) of a month, on a day of the week (0 is Sunday).
      case weekday(month: Int64, week: Int64, day: Int64)
      /// 1 to 365; 29 February is never counted.
      case julian(Int64)
      /// 0 to 365.
      case ordinal(Int64)
    }

    var day: Day
    var seconds: Int64

    /// Seconds since 1970 on the local clock, in a year.
    func localSeconds(in year: Int64) -> Int64 {
      let newYear = CivilTime.days(year: year, month: 1, day: 1)
      let days: Int64
      switch day {
      case .ordinal(let ordinal): days = newYear + ordinal
      case .julian(let julian): days = newYear + julian - (CivilTime.isLeap(year) && julian >= 60 ? 0 : 1)
      case .weekday(let month, let week, let day):
        let first = CivilTime.days(year: year, month: month, day: 1)
        let weekdayOfFirst = CivilTime(secondsSince1970: first * 86_400).dayOfWeek
        var dayOfMonth = 1 + (day - weekdayOfFirst + 7) % 7 + (week - 1) * 7
        while dayOfMonth > CivilTime.daysInMonth(month, of: year) { dayOfMonth -= 7 }
        days = first + dayOfMonth - 1
      }
      return days * 86_400 + seconds
    }
  }

  /// A rule from its text; nil where it is none.
  init?(_ text: String) {
    var scanner = TextScanner(text)
    guard scanner.takeZoneName(), let west = scanner.takeTime() else { return nil }
    standard = -west
    guard !scanner.isAtEnd else { return }
    guard scanner.takeZoneName() else { return nil }
    var offset = standard + 3600
    if scanner.next != UInt8(ascii: ",") {
      guard let west = scanner.takeTime() else { return nil }
      offset = -west
    }
    guard scanner.take(","), let from = Self.takeChange(&scanner), scanner.take(","),
      let to = Self.takeChange(&scanner), scanner.isAtEnd
    else { return nil }
    daylight = (offset, from, to)
  }

  /// Seconds east of UTC at a point in time.
  func offset(at seconds: Int64) -> Int64 {
    guard let daylight else { return standard }
    let year = CivilTime(secondsSince1970: seconds, offset: standard).year
    let from = daylight.from.localSeconds(in: year) - standard
    let to = daylight.to.localSeconds(in: year) - daylight.offset
    // South of the equator, summer spans the new year.
    let isSummer = from < to ? from <= seconds && seconds < to : seconds < to || from <= seconds
    return isSummer ? daylight.offset : standard
  }

  private static func takeChange(_ scanner: inout TextScanner) -> Change? {
    let day: Change.Day
    if scanner.take("M") {
      guard let month = scanner.takeNumber(), scanner.take("."), let week = scanner.takeNumber(), scanner.take("."),
        let weekday = scanner.takeNumber(), (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
      else { return nil }
      day = .weekday(month: month, week: week, day: weekday)
    } else if scanner.take("J") {
      guard let number = scanner.takeNumber(), (1...365).contains(number) else { return nil }
      day = .julian(number)
    } else {
      guard let number = scanner.takeNumber(), (0...365).contains(number) else { return nil }
      day = .ordinal(number)
    }
    guard scanner.take("/") else { return Change(day: day, seconds: 7200) }
    guard let seconds = scanner.takeTime() else { return nil }
    return Change(day: day, seconds: seconds)
  }
}

extension TextScanner {
  /// Takes `CET` or `<+0545>`.
  fileprivate mutating func takeZoneName() -> Bool {
    if take("<") {
      while let byte = takeAny() { if byte == UInt8(ascii: ">") { return true } }
      return false
    }
    var length = 0
    while let byte = next, (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) {
      _ = takeAny()
      length += 1
    }
    return length >= 3
  }

  /// Takes `[+-]h[hh][:mm[:ss]]`, in seconds.
  fileprivate mutating func takeTime() -> Int64? {
    let sign: Int64 = take("-") ? -1 : 1
    if sign > 0 { _ = take("+") }
    guard let hours = takeNumber() else { return nil }
    var seconds = hours * 3600
    for unit in [Int64(60), 1] where take(":") {
      guard let number = takeNumber() else { return nil }
      seconds += number * unit
    }
    return sign * seconds
  }

  /// Takes one to three digits.
  fileprivate mutating func takeNumber() -> Int64? {
    let digits = takeDigits()
    guard (1...3).contains(digits.count) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }
}
