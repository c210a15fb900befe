import Testing

@testable import CEL

@Suite("Arithmetic")
struct ArithmeticFunctionsTests {
  @Test(
    "operators calculate as mathematics does",
    arguments: [
      Equation("1 + 2", "3"), Equation("2 - 3", "-1"), Equation("2 * 3", "6"), Equation("7 / 2", "3"),
      Equation("-7 / 2", "-3"), Equation("-7 % 2", "-1"), Equation("7 % -2", "1"), Equation("1u + 2u", "3u"),
      Equation("3u - 2u", "1u"), Equation("7u / 2u", "3u"), Equation("7u % 4u", "3u"), Equation("3u * 2u", "6u"),
      Equation("1.5 + 2.25", "3.75"), Equation("1.5 - 2.0", "-0.5"), Equation("1.5 * 2.0", "3.0"),
      Equation("1.0 / 4.0", "0.25"), Equation("-(5)", "-5"), Equation("-(5.5)", "-5.5"), Equation("-(0.0)", "-0.0"),
      Equation("1.0 / 0.0", "double('Infinity')"), Equation("-1.0 / 0.0", "double('-Infinity')"),
      Equation("0.0 / 0.0", "double('NaN')"),
      Equation("9223372036854775806 + 1", "9223372036854775807"),
      Equation("-9223372036854775807 - 1", "-9223372036854775808"),
      Equation("(-9223372036854775807 - 1) / 1", "-9223372036854775808"),
      Equation("18446744073709551614u + 1u", "18446744073709551615u"),
    ])
  func calculates(_ equation: Equation) throws { try equation.check() }

  @Test(
    "what does not fit is an error and never wraps",
    arguments: [
      Failing("9223372036854775807 + 1", .overflow), Failing("-9223372036854775807 - 2", .overflow),
      Failing("9223372036854775807 * 2", .overflow), Failing("(-9223372036854775807 - 1) / -1", .overflow),
      Failing("(-9223372036854775807 - 1) % -1", .overflow), Failing("-(-9223372036854775807 - 1)", .overflow),
      Failing("18446744073709551615u + 1u", .overflow), Failing("0u - 1u", .overflow),
      Failing("18446744073709551615u * 2u", .overflow), Failing("1 / 0", .divisionByZero),
      Failing("1 % 0", .divisionByZero), Failing("1u / 0u", .divisionByZero), Failing("1u % 0u", .divisionByZero),
    ])
  func overflows(_ failing: Failing) throws { try failing.check() }

  @Test(
    "numbers of different types do not mix, and other values do not calculate",
    arguments: [
      "1 + 1u", "1 + 1.0", "1.5 % 2.0", "'a' + 1", "'a' * 2", "true + true", "null + null", "-(1u)", "-('a')",
      "1 - '1'", "[1] - [1]", "1 / '1'", "duration('1s') * 2", "timestamp(0) + timestamp(0)",
      "duration('1s') - timestamp(0)", "[1] + 1", "{1: 2} + {3: 4}",
    ])
  func refuses(_ call: String) throws { try Failing(call, .noSuchOverload).check() }

  @Test(
    "plus joins texts, bytes and lists",
    arguments: [
      Equation("'he' + 'llo'", "'hello'"), Equation("'' + ''", "''"), Equation("'¢' + 'ÿ'", "'¢ÿ'"),
      Equation("b'a' + b'\\xff'", "b'a\\xff'"), Equation("[1] + [2, 3]", "[1, 2, 3]"), Equation("[] + []", "[]"),
      Equation("[1] + ['a']", "[1, 'a']"),
    ])
  func joins(_ equation: Equation) throws { try equation.check() }

  @Test(
    "times are calculated with to the nanosecond",
    arguments: [
      Equation("timestamp(0) + duration('1.5s')", "timestamp('1970-01-01T00:00:01.5Z')"),
      Equation("duration('-1ns') + timestamp(0)", "timestamp('1969-12-31T23:59:59.999999999Z')"),
      Equation("timestamp(0) - duration('1s')", "timestamp('1969-12-31T23:59:59Z')"),
      Equation(
        "timestamp('0001-01-01T00:00:01.999999999Z') + duration('999999999ns')",
        "timestamp('0001-01-01T00:00:02.999999998Z')"),
      Equation("timestamp(10) - timestamp(3)", "duration('7s')"),
      Equation("timestamp('1970-01-01T00:00:00.25Z') - timestamp(1)", "duration('-750ms')"),
      Equation("duration('1h') + duration('-30m')", "duration('30m')"),
      Equation("duration('1h') - duration('90m')", "duration('-30m')"),
    ])
  func times(_ equation: Equation) throws { try equation.check() }

  @Test(
    "a time outside the years 1 to 9999 and a length over 292 years are errors",
    arguments: [
      "timestamp('0001-01-01T00:00:00Z') + duration('-1ns')", "timestamp('9999-12-31T23:59:59Z') + duration('1s')",
      "timestamp('9999-12-31T23:59:59.999999999Z') + duration('1ns')",
      "timestamp('0001-01-01T00:00:00Z') - duration('1ns')",
      "timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')",
      "duration('9223372036s') + duration('1s')", "duration('-9223372036s') - duration('1s')",
      "timestamp(253402300800)", "timestamp(-62135596801)",
    ])
  func timesOutOfRange(_ call: String) throws { try Failing(call, .overflow).check() }

  @Test("a text or a list that grows beyond the limit is an error")
  func bounded() throws {
    let add = try #require(Library.standard.functions.first { $0.name == "_+_" }?.overloads.first)
    guard case .binary(let plus) = add.implementation else { throw TestProblem.wrongForm }
    let text = Value.string(String(repeating: "x", count: ResultLimit.bytes / 2 + 1))
    let list = Value.list(ListValue([Value](repeating: .null, count: ResultLimit.elements / 2 + 1)))
    let bytes = Value.bytes(BytesValue([UInt8](repeating: 0, count: ResultLimit.bytes / 2 + 1)))
    for value in [text, list, bytes] {
      let failure = try #require(throws: EvaluationError.self) { try plus(value, value) }
      #expect(failure.kind == .overflow)
    }
  }
}

enum TestProblem: Error { case wrongForm }
