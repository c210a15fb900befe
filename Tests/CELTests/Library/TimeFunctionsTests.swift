import Testing

@testable import CEL

@Suite("Times")
struct TimeFunctionsTests {
  @Test(
    "RFC 3339 timestamps",
    arguments: [
      ("2009-02-13T23:31:30Z", 1_234_567_890, 0), ("2009-02-13T23:31:30.5+02:00", 1_234_560_690, 500_000_000),
      ("2009-02-13T23:31:30.1234567891Z", 1_234_567_890, 123_456_789), ("1970-01-01T00:00:00-00:00", 0, 0),
      ("1969-12-31T23:59:59.999Z", -1, 999_000_000), ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
      ("9999-12-31T23:59:59.999999999Z", 253_402_300_799, 999_999_999), ("2000-02-29T00:00:00Z", 951_782_400, 0),
      ("2024-02-29T12:00:00Z", 1_709_208_000, 0), ("1600-03-01T00:00:00Z", -11_670_912_000, 0),
    ])
  func timestamps(_ text: String, _ seconds: Int64, _ nanoseconds: Int32) throws {
    let timestamp = try Timestamp.parse(text)
    #expect(timestamp.seconds == seconds)
    #expect(timestamp.nanoseconds == nanoseconds)
  }

  @Test(
    "what is no RFC 3339 timestamp",
    arguments: [
      "", "2009", "2009-02-13", "2009-02-13T23:31:30", "2009-02-13t23:31:30Z", "2009-02-13T23:31:30z",
      "2009-02-13 23:31:30Z", "2016-12-31T23:59:60Z", "2009-02-30T00:00:00Z", "1900-02-29T00:00:00Z",
      "2009-02-13T24:00:00Z", "2009-02-13T23:60:00Z", "2009-02-13T23:31:30+24:00", "2009-02-13T23:31:30+0200",
      "2009-02-13T23:31:30+02:60", "2009-02-13T23:31:30+02", "2009-02-13T23:31:30.Z", "2009-02-13T23:31Z",
      "2009-2-13T23:31:30Z", "2009-00-13T23:31:30Z", "2009-13-13T23:31:30Z", "2009-02-00T23:31:30Z",
      "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", " 2009-02-13T23:31:30Z", "2009-02-13T23:31:30Z ",
      "2009-02-13T23:31:30Zx", "+2009-02-13T23:31:30Z", "2009-02-13T23:31:30,5Z", "٢٠٠٩-02-13T23:31:30Z",
      "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
    ])
  func notTimestamps(_ text: String) throws {
    let failure = try #require(throws: EvaluationError.self) { try Timestamp.parse(text) }
    #expect(failure.kind == .invalidConversion)
  }

  @Test("dates are midnight UTC", arguments: [("1970-01-02", 86_400), ("2024-02-29", 1_709_164_800)])
  func dates(_ text: String, _ seconds: Int64) throws {
    let date = try Timestamp.parseDate(text)
    #expect(date.seconds == seconds)
    #expect(date.dateDescription == text)
  }

  @Test(
    "what is no date",
    arguments: [
      "", "2023-02-29", "2023-2-1", "20230201", "2023-02-01T00:00:00Z", "2023-W05", "0000-01-01", "2023-04-31",
    ])
  func notDates(_ text: String) { #expect(throws: EvaluationError.self) { try Timestamp.parseDate(text) } }

  @Test(
    "timestamps are written in UTC, without superfluous digits",
    arguments: [
      ("2009-02-13T23:31:30.5+02:00", "2009-02-13T21:31:30.5Z"),
      ("2009-02-13T23:31:30.120Z", "2009-02-13T23:31:30.12Z"),
      ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
      ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
      ("1969-12-31T23:59:59.000000001Z", "1969-12-31T23:59:59.000000001Z"),
      ("0099-03-04T05:06:07Z", "0099-03-04T05:06:07Z"),
    ])
  func timestampText(_ text: String, _ written: String) throws {
    #expect(try Timestamp.parse(text).description == written)
    #expect(try Timestamp.parse(written) == Timestamp.parse(text))
  }

  @Test("each day of four hundred years has a date of its own, one day after the other")
  func calendar() {
    var expected = (year: Int64(1800), month: Int64(1), day: Int64(1))
    let first = CivilTime.days(year: 1800, month: 1, day: 1)
    for days in first..<first + 146_097 {
      let civil = CivilTime(secondsSince1970: days * 86_400)
      guard (civil.year, civil.month, civil.day) == expected,
        CivilTime.days(year: civil.year, month: civil.month, day: civil.day) == days
      else {
        Issue.record("day \(days) is \(civil), not \(expected)")
        return
      }
      expected.day += 1
      if expected.day > CivilTime.daysInMonth(expected.month, of: expected.year) {
        expected = (expected.year, expected.month + 1, 1)
      }
      if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
    }
  }

  @Test(
    "durations in the language's syntax",
    arguments: [
      ("0", 0), ("-0", 0), ("+0", 0), ("1h30m", 5_400_000_000_000), ("-1.5h", -5_400_000_000_000), (".5s", 500_000_000),
      ("1.s", 1_000_000_000), ("+1s", 1_000_000_000), ("1us", 1000), ("1ms", 1_000_000), ("1ns", 1), ("1.9ns", 1),
      ("0s", 0),
      ("-1.9ns", -1), ("1m1m", 120_000_000_000), ("0.000000001s", 1), ("9223372036.854775807s", .max),
      ("-9223372036.854775808s", .min), ("2562047h47m16.854775807s", .max),
      ("1.0000000000000000000000001s", 1_000_000_000),
    ] as [(String, Int64)])
  func durations(_ text: String, _ nanoseconds: Int64) throws {
    #expect(try Duration.parse(text).nanoseconds == nanoseconds)
  }

  @Test(
    "what is no duration",
    arguments: [
      "", "1", "-", "s", ".s", "1d", "1w", "1h-1m", "1 s", " 1s", "1s ", "1S", "1µs", "--1s", "1..5s", "00", "1h30",
      "9223372036.854775808s", "-9223372036.854775809s", "320000000000s", "99999999999999999999h",
      "9999999999999999999999999999999999999999999s",
    ])
  func notDurations(_ text: String) throws {
    let failure = try #require(throws: EvaluationError.self) { try Duration.parse(text) }
    #expect(failure.kind == .invalidConversion)
  }

  @Test(
    "durations of ISO 8601",
    arguments: [
      ("P90D", 90 * 86_400), ("P2W", 14 * 86_400), ("PT30M", 1800), ("PT36H", 129_600), ("P1DT12H", 129_600),
      ("P0D", 0), ("PT1H2M3S", 3723), ("P1DT1S", 86_401), ("PT0S", 0), ("P003D", 3 * 86_400),
    ] as [(String, Int64)])
  func isoDurations(_ text: String, _ seconds: Int64) throws {
    #expect(try Duration.parseISO8601(text).nanoseconds == seconds * 1_000_000_000)
  }

  @Test("fractions of ISO 8601 seconds")
  func isoFraction() throws {
    #expect(try Duration.parseISO8601("PT1.5S").nanoseconds == 1_500_000_000)
  }

  @Test(
    "what is no ISO 8601 duration, or has no fixed length",
    arguments: [
      "", "P", "PT", "P1DT", "90D", "P90", "p90d", "P-1D", "-P1D", "P1.5D", "PT1.S", "PT.5S", "P1H", "PT1D", "P1D1D",
      "PT1M1H", "P1W1D", "P1D1W", "P1WT1H", "P 1D", "P1D ", "P1Y", "P2M", "P1Y2M3D", "P999999999D", "PT1,5S",
      "P99999999999999999999999999999999999999999999D", "PT1HT1M",
    ])
  func notISODurations(_ text: String) throws {
    let failure = try #require(throws: EvaluationError.self) { try Duration.parseISO8601(text) }
    #expect(failure.kind == .invalidConversion)
  }

  @Test("years and months are refused with the reason")
  func calendarDurations() throws {
    for text in ["P1Y", "P2M"] {
      let failure = try #require(throws: EvaluationError.self) { try Duration.parseISO8601(text) }
      #expect(
        failure.message.utf8.elementsEqual(
          "'\(text)' counts years or months, which have no fixed length: use days, such as P90D".utf8))
    }
  }

  @Test(
    "durations are written in seconds",
    arguments: [
      ("1.5s", "1.5s"), ("1h", "3600s"), ("1ns", "0.000000001s"), ("-1.5s", "-1.5s"), ("0", "0s"), ("-1ms", "-0.001s"),
      ("1.1234567s", "1.1234567s"), ("-9223372036.854775808s", "-9223372036.854775808s"),
    ])
  func durationText(_ text: String, _ written: String) throws {
    #expect(try Duration.parse(text).description == written)
  }

  @Test(
    "accessors read the calendar and the clock in UTC",
    arguments: [
      ("getFullYear", 2009), ("getMonth", 1), ("getDate", 13), ("getDayOfMonth", 12), ("getDayOfWeek", 5),
      ("getDayOfYear", 43), ("getHours", 23), ("getMinutes", 31), ("getSeconds", 30), ("getMilliseconds", 123),
    ])
  func accessors(_ name: String, _ number: Int) throws {
    try Equation("timestamp('2009-02-13T23:31:30.123456Z').\(name)()", "\(number)").check()
    try Equation("timestamp('2009-02-13T23:31:30.123456Z').\(name)('UTC')", "\(number)").check()
    try Equation("timestamp('2009-02-13T23:31:30.123456Z').\(name)('')", "\(number)").check()
  }

  @Test(
    "accessors before 1970, at leap days, and in zones",
    arguments: [
      Equation("timestamp('1969-12-31T23:59:59.999Z').getMilliseconds()", "999"),
      Equation("timestamp('1969-12-31T23:59:59Z').getDayOfWeek()", "3"),
      Equation("timestamp('2024-12-31T00:00:00Z').getDayOfYear()", "365"),
      Equation("timestamp('2023-12-31T00:00:00Z').getDayOfYear()", "364"),
      Equation("timestamp('0001-01-01T00:00:00Z').getFullYear('-01:00')", "0"),
      Equation("timestamp(0).getHours('02:00')", "2"), Equation("timestamp(0).getHours('+2:00')", "2"),
      Equation("timestamp(0).getHours('-02:30')", "21"), Equation("timestamp(0).getMinutes('-02:30')", "30"),
      Equation("timestamp(0).getHours('+25:00')", "1"), Equation("timestamp(0).getSeconds('-00:00')", "0"),
      Equation("timestamp('2009-02-13T23:31:30Z').getDate('Australia/Sydney')", "14"),
      Equation("timestamp('2009-02-13T23:31:30Z').getDayOfMonth('US/Central')", "12"),
      Equation("timestamp('2009-02-13T23:31:30Z').getDayOfYear('US/Central')", "43"),
      Equation("timestamp('2009-02-13T02:00:00Z').getDayOfMonth('America/St_Johns')", "11"),
      Equation("timestamp('2009-02-13T23:31:30Z').getMinutes('Asia/Kathmandu')", "16"),
      Equation("timestamp(0).getHours('EST')", "19"),
      // Beyond the last transition of any file, where only the rule at its end speaks.
      Equation("timestamp('2150-07-01T12:00:00Z').getHours('Europe/Rome')", "14"),
      Equation("timestamp('2150-01-01T12:00:00Z').getHours('Europe/Rome')", "13"),
      Equation("timestamp('2150-01-01T12:00:00Z').getHours('Australia/Sydney')", "23"),
      Equation("timestamp('2150-07-01T12:00:00Z').getHours('Australia/Sydney')", "22"),
      Equation("timestamp('2026-03-29T00:59:59Z').getHours('Europe/Rome')", "1"),
      Equation("timestamp('2026-03-29T01:00:00Z').getHours('Europe/Rome')", "3"),
      Equation("timestamp('2026-10-25T00:59:59Z').getHours('Europe/Rome')", "2"),
      Equation("timestamp('2026-10-25T01:00:00Z').getHours('Europe/Rome')", "2"),
      Equation("timestamp('1700-01-01T12:00:00Z').getMinutes('Europe/Rome')", "49"),
    ])
  func zones(_ equation: Equation) throws { try equation.check() }

  @Test(
    "an unknown zone is an error, and so is every way out of the zones' folder",
    arguments: [
      "Z", "Local", "localtime", "posixrules", "Nope/X", "../zoneinfo/UTC", "/etc/localtime", "Europe", "Europe/",
      "/UTC",
      "Europe//Rome", "Europe/Rome\\u{0}", ".", "zone.tab", "tzdata.zi", "+24", "+2:0", "+2:60", "+123:00", "2:00x",
      "utc ",
      "right/Europe/Rome", "Europe/\\u{e9}",
    ])
  func unknownZones(_ zone: String) throws {
    try Failing("timestamp(0).getHours('\(zone)')", .invalidArgument).check()
  }

  @Test("damaged zone files are no zones")
  func damagedZones() throws {
    let bytes = try #require(readFile("/usr/share/zoneinfo/Europe/Rome", limit: 1 << 20))
    #expect(TimeZone(tzif: bytes) != nil)
    #expect(TimeZone(tzif: []) == nil)
    #expect(TimeZone(tzif: Array("TZif2".utf8)) == nil)
    for length in stride(from: 0, to: bytes.count - 40, by: 7) {
      #expect(TimeZone(tzif: Array(bytes[..<length])) == nil, "cut to \(length) bytes")
    }
    var wild = bytes
    for index in 20..<44 { wild[index] = 0xFF }
    #expect(TimeZone(tzif: wild) == nil)
  }

  @Test(
    "rules at the end of zone files",
    arguments: [
      ("CET-1CEST,M3.5.0,M10.5.0/3", true), ("<+0545>-5:45", true), ("EST5", true), ("UTC0", true),
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", true), ("EST5EDT,J60/2,J300/2:30:15", true), ("X5Y", false), ("EST", false),
      ("EST5EDT", false), ("EST5EDT,M13.1.0,M4.1.0", false), ("EST5EDT,M3.6.0,M4.1.0", false), ("<+05", false),
      ("", false),
      ("EST5EDT,M3.1.0,M4.1.0,", false), ("EST5EDT,0,365", true), ("EST5EDT,J0,J365", false),
      ("EST99999999999999999999", false),
    ])
  func rules(_ text: String, _ isRule: Bool) { #expect((TimeZoneRule(text) != nil) == isRule) }

  @Test(
    "accessors of durations count whole units",
    arguments: [
      Equation("duration('3730s').getMinutes()", "62"), Equation("duration('3730s').getHours()", "1"),
      Equation("duration('-3730s').getMinutes()", "-62"), Equation("duration('3.9s').getSeconds()", "3"),
      Equation("duration('123.321456789s').getMilliseconds()", "321"),
      Equation("duration('-1.5s').getMilliseconds()", "-500"),
    ])
  func ofDurations(_ equation: Equation) throws { try equation.check() }

  @Test(
    "accessors of other values are errors",
    arguments: [
      "duration('1s').getMonth()", "duration('1s').getHours('UTC')", "timestamp(0).getHours(2)", "(1).getHours()",
    ])
  func refuses(_ call: String) throws { try Failing(call, .noSuchOverload).check() }
}
