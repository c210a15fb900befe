import CEL
import Diagnostics
import Testing

@Suite("Value literals")
struct ValueLiteralTests {
  @Test(
    "a value is written as source that gives it again",
    arguments: [
      "null", "true", "-1", "9223372036854775807", "-9223372036854775808", "18446744073709551615u", "1.5", "1.0",
      "-0.5",
      "1e+100", "5e-324", "''", "'a'", "'it\\'s'", "'\\\\'", "'a\\nb\\tc\\rd'", "'é😀'", "'\\u0000\\u202e'", "b'abc'",
      "b'\\x00\\xff\\x27'", "[]", "[1, 'a', [2.5]]", "{}", "{'a': 1, 2: [true]}", "timestamp('2009-02-13T23:31:30Z')",
      "duration('1.5s')", "optional.none()", "optional.of(1)", "int", "string", "double('NaN')", "double('Infinity')",
      "double('-Infinity')",
    ])
  func roundTrip(source: String) throws {
    #expect(Outcomes.text(source) == source)
  }

  @Test("long values are cut short")
  func cut() {
    let list = Value.list(ListValue((0..<1000).map { .int(Int64($0)) }))
    #expect(list.literal(maxLength: 12) == "[0, 1, 2, 3, … 996 more]")
    #expect(Value.string(String(repeating: "x", count: 500)).literal(maxLength: 5) == "'xxxx…'")
  }

  @Test("a value takes at most 24 bytes")
  func size() {
    #expect(MemoryLayout<Value>.size <= 24)
  }
}
