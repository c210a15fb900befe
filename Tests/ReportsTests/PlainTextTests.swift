import CEL
import Testing

@testable import Reports

@Suite("Numbers and days as people read them")
struct PlainTextTests {
  @Test(
    "numbers have no more decimals than asked for, and thousands set apart",
    arguments: [
      (0.0, "0"), (1, "1"), (-1.5, "−1.5"), (1234567.891, "1,234,567.89"), (0.05, "0.05"), (0.004, "0.004"),
      (2.999, "3"),
      (1e20, "1e+20"), (.infinity, "not a number"), (.nan, "not a number"), (999.995, "1,000"),
    ])
  func quantities(number: Double, written: String) { #expect(quantity(number) == written) }

  @Test("without decimals a number is whole", arguments: [(9.29, "9"), (240_000, "240,000"), (0.5, "0.5")])
  func whole(number: Double, written: String) {
    // A half is too small to be rounded away: it keeps its own form.
    #expect(quantity(number, decimals: 0) == written)
  }

  @Test("counts speak of one and of many")
  func counts() {
    #expect(counted(1, "demand") == "1 demand")
    #expect(counted(0, "demand") == "0 demands")
    #expect(counted(1234, "entry", "entries") == "1,234 entries")
  }

  @Test(
    "a day is said in words, and what is none stays as it is",
    arguments: [
      ("2026-11-21", "21 November 2026"), ("2026-02-01", "1 February 2026"), ("2026-13-01", "2026-13-01"),
      ("soon", "soon"), ("2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z"), ("", ""),
    ])
  func days(text: String, words: String) { #expect(dayInWords(text) == words) }

  @Test("a point in time loses its zone and its fraction for JUnit")
  func withoutZone() throws {
    #expect(try Timestamp.parse("2026-11-21T23:59:59.25Z").withoutZone == "2026-11-21T23:59:59")
  }

  @Test("an excerpt is cut by scalars, and says so")
  func excerpts() {
    #expect(excerpt("abc", 3) == "abc")
    #expect(excerpt("abcd", 3) == "abc…")
    #expect(excerpt("", 0) == "")
  }
}
