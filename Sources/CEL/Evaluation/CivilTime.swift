/// A calendar date and a time of day: what the accessors (`getMonth`) read, and what timestamps are written as.
///
/// The proleptic Gregorian calendar, by the arithmetic of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
/// (days_from_civil, civil_from_days): years start in March, so that the leap day comes last, and eras have 400 years.
struct CivilTime: Hashable, Sendable {
  var year: Int64
  /// 1 to 12.
  var month: Int64
  /// 1 to 31.
  var day: Int64
  /// 0 to 23.
  var hour: Int64
  var minute: Int64
  var second: Int64

  /// What a clock shows that is set to `offset` seconds east of UTC.
  init(secondsSince1970 seconds: Int64, offset: Int64 = 0) {
    let local = seconds + offset
    let days = local.flooredQuotient(dividingBy: 86_400)
    let secondOfDay = local - days * 86_400
    (year, month, day) = Self.civil(fromDays: days)
    hour = secondOfDay / 3600
    minute = secondOfDay / 60 % 60
    second = secondOfDay % 60
  }

  /// 0 is Sunday.
  var dayOfWeek: Int64 {
    let days = Self.days(year: year, month: month, day: day)
    // 1970-01-01 was a Thursday.
    return (days + 4) - (days + 4).flooredQuotient(dividingBy: 7) * 7
  }

  /// 0 is the first of January.
  var dayOfYear: Int64 {
    Self.days(year: year, month: month, day: day) - Self.days(year: year, month: 1, day: 1)
  }

  /// Days since 1970-01-01. The date must exist.
  static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.flooredQuotient(dividingBy: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(dividingBy: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// 28 to 31, for a month from 1 to 12.
  static func daysInMonth(_ month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: isLeap(year) ? 29 : 28
    default: 31
    }
  }
}

extension Int64 {
  /// The quotient rounded down, where `/` rounds toward zero.
  func flooredQuotient(dividingBy divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
  }
}
