import Testing

@testable import Evidence

@Suite("A time that an artifact states")
struct StatedTimeTests {
  @Test(
    "becomes RFC 3339 in UTC, or a day",
    arguments: [
      ("2026-11-21", "2026-11-21"), ("2026-11-21T04:12:22.240107+00:00", "2026-11-21T04:12:22.240107Z"),
      ("2025-11-15T11:51:49.5-05:00", "2025-11-15T16:51:49.5Z"), ("2020-02-29T23:59:59", "2020-02-29T23:59:59Z"),
      ("2020-01-01T00:30:00+0100", "2019-12-31T23:30:00Z"), ("2020-01-01 10:00", "2020-01-01T10:00:00Z"),
      ("2020-01-01T10:00:00,25Z", "2020-01-01T10:00:00.25Z"), ("0001-01-01", "0001-01-01"),
      ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"), (" 2024-03-01\n", "2024-03-01"),
    ])
  func good(text: String, expected: String) {
    #expect(StatedTime(text)?.text == expected)
  }

  @Test(
    "is none where it is not one",
    arguments: [
      "", "today", "2026-02-30", "2025-02-29", "2026-13-01", "2026-1-1", "2026-11-21T24:00:00", "2026-11-21T10:60",
      "2026-11-21T10:00:60", "2026-11-21T10:00:00+25:00", "2026-11-21T10:00:00Zx", "0000-01-01", "2026-11-21T",
      "9999-12-31T23:59:59-01:00", "2026-11-21T10:00:00.",
    ])
  func bad(text: String) {
    #expect(StatedTime(text) == nil)
  }

  @Test(
    "may be milliseconds, before 1970 too",
    arguments: [
      (1_795_226_485_312, "2026-11-21T02:01:25.312Z"), (-1, "1969-12-31T23:59:59.999Z"), (0, "1970-01-01T00:00:00Z"),
    ])
  func milliseconds(number: Int64, expected: String) {
    #expect(StatedTime(milliseconds: number)?.text == expected)
  }

  @Test("is none beyond the year 9999")
  func beyond() {
    #expect(StatedTime(milliseconds: .max) == nil)
    #expect(StatedTime(milliseconds: .min) == nil)
  }
}
