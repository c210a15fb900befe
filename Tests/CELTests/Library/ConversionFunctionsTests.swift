import Testing

@testable import CEL

@Suite("Conversions")
struct ConversionFunctionsTests {
  @Test(
    "conversions that succeed",
    arguments: [
      Equation("int(1)", "1"), Equation("int(1u)", "1"), Equation("int(1.9)", "1"), Equation("int(-1.9)", "-1"),
      Equation("int(9223372036854774784.0)", "9223372036854774784"), Equation("int('987')", "987"),
      Equation("int('+1')", "1"), Equation("int('-0')", "0"), Equation("int('007')", "7"),
      Equation("int('-9223372036854775808')", "-9223372036854775808"),
      Equation("int(timestamp('2009-02-13T23:31:30Z'))", "1234567890"),
      Equation("int(timestamp('1969-12-31T23:59:59.5Z'))", "-1"),
      Equation("uint(1729)", "1729u"), Equation("uint(25.5)", "25u"), Equation("uint(-0.0)", "0u"),
      Equation("uint('18446744073709551615')", "18446744073709551615u"), Equation("uint(1u)", "1u"),
      Equation("double(1)", "1.0"), Equation("double(9007199254740993)", "9007199254740992.0"),
      Equation("double(0u)", "0.0"), Equation("double(5.5)", "5.5"), Equation("double('-0.0')", "-0.0"),
      Equation("double('123')", "123.0"), Equation("double('6.02214e23')", "6.02214e23"),
      Equation("double('.5')", "0.5"), Equation("double('5.')", "5.0"), Equation("double('1E+2')", "100.0"),
      Equation("double('+1')", "1.0"), Equation("double('0x1p3')", "8.0"), Equation("double('-0X1.8P1')", "-3.0"),
      Equation("double('inf')", "1.0 / 0.0"), Equation("double('+Infinity')", "1.0 / 0.0"),
      Equation("double('-INF')", "-1.0 / 0.0"), Equation("double('nan')", "0.0 / 0.0"),
      Equation("double('1e-400')", "0.0"), Equation("double('1.7976931348623157e308')", "1.7976931348623157e308"),
      Equation("bool('1')", "true"), Equation("bool('t')", "true"), Equation("bool('True')", "true"),
      Equation("bool('FALSE')", "false"), Equation("bool('0')", "false"), Equation("bool(true)", "true"),
      Equation("string('x')", "'x'"), Equation("string(true)", "'true'"), Equation("string(-5)", "'-5'"),
      Equation("string(5u)", "'5'"), Equation("string(b'\\xc3\\xbf')", "'ÿ'"), Equation("string(b'')", "''"),
      Equation("string(timestamp(0))", "'1970-01-01T00:00:00Z'"), Equation("string(duration('1h'))", "'3600s'"),
      Equation("bytes('é')", "b'\\xc3\\xa9'"), Equation("bytes(b'a')", "b'a'"),
      Equation("timestamp(1)", "timestamp('1970-01-01T00:00:01Z')"),
      Equation("timestamp(timestamp(1))", "timestamp(1)"),
      Equation("duration(duration('100s'))", "duration('100s')"), Equation("dyn(1)", "1"),
    ])
  func converts(_ equation: Equation) throws { try equation.check() }

  @Test(
    "a number out of range is an error",
    arguments: [
      "int(9223372036854775808u)", "int(9223372036854775807.0)", "int(-9223372036854775808.0)", "int(1e99)",
      "int(double('NaN'))", "int(double('-Infinity'))", "uint(-1)", "uint(-0.5)", "uint(18446744073709551615.0)",
      "uint(double('NaN'))", "timestamp(253402300800)",
    ])
  func outOfRange(_ call: String) throws { try Failing(call, .overflow).check() }

  @Test(
    "a text of another form is an error",
    arguments: [
      "int('')", "int('1 ')", "int(' 1')", "int('0x1')", "int('1e3')", "int('1.0')", "int('+')", "int('--1')",
      "int('٣')", "int('9223372036854775808')", "uint('')", "uint('+1')", "uint('-1')", "uint('1u')",
      "uint('18446744073709551616')", "double('')", "double('1e400')", "double('-1e400')", "double(' 1')",
      "double('1 ')",
      "double('1_000')", "double('1e')", "double('.')", "double('e5')", "double('1.2.3')", "double('0x1')",
      "double('0xp1')",
      "double('infinit')", "double('+-1')", "double('nan(1)')", "bool('yes')", "bool('TrUe')", "bool('')", "bool('2')",
      "string(b'\\xff')", "string(b'\\xed\\xa0\\x80')", "string(b'\\xc0\\x80')",
    ])
  func unreadable(_ call: String) throws { try Failing(call, .invalidConversion).check() }

  @Test(
    "what no conversion is declared for is an error",
    arguments: [
      "int(true)", "int(null)", "int(duration('1s'))", "uint(true)", "double(true)", "bool(1)", "string(null)",
      "string([1])", "bytes(1)", "timestamp(1.5)", "duration(1)",
    ])
  func refuses(_ call: String) throws { try Failing(call, .noSuchOverload).check() }

  @Test(
    "doubles are written with the shortest digits that read back",
    arguments: [
      ("1.0", "1"), ("100.0", "100"), ("100000.0", "100000"), ("1000000.0", "1e+06"), ("1234567.0", "1.234567e+06"),
      ("123456.5", "123456.5"), ("0.0001", "0.0001"), ("0.0001234", "0.0001234"), ("0.00001", "1e-05"),
      ("1e-7", "1e-07"),
      ("1e21", "1e+21"), ("123456789012345680.0", "1.2345678901234568e+17"), ("1.5e300", "1.5e+300"),
      ("-0.0", "-0"), ("0.0", "0"), ("0.1 + 0.2", "0.30000000000000004"), ("-4.5e-3", "-0.0045"), ("5e-324", "5e-324"),
      ("123.456", "123.456"), ("1.7976931348623157e308", "1.7976931348623157e+308"), ("0.0 / 0.0", "NaN"),
      ("1.0 / 0.0", "+Inf"), ("-1.0 / 0.0", "-Inf"),
    ])
  func doubleText(_ double: String, _ text: String) throws {
    try Equation("string(\(double))", "'\(text)'").check()
    try Equation("double(string(\(double)))", double).check()
  }

  @Test(
    "types have names",
    arguments: [
      ("1", "int"), ("1u", "uint"), ("1.0", "double"), ("true", "bool"), ("'a'", "string"), ("b'a'", "bytes"),
      ("null", "null_type"), ("[]", "list"), ("{}", "map"), ("type(1)", "type"),
      ("timestamp(0)", "google.protobuf.Timestamp"), ("duration('0')", "google.protobuf.Duration"),
      ("optional.none()", "optional_type"), ("ip('::1')", "net.IP"), ("dyn(1)", "int"),
    ])
  func types(_ value: String, _ name: String) throws {
    guard case .type(let type) = try LibraryCalls.evaluate("type(\(value))") else { throw TestProblem.wrongForm }
    #expect(type.type.runtimeName == name)
  }

  @Test("a message quotes what it was given, and cuts it where it is long")
  func message() throws {
    #expect(try LibraryCalls.failure(of: "int('x')").message == "'x' cannot be read as int")
    let long = try LibraryCalls.failure(of: "int('\(String(repeating: "é", count: 100))')").message
    #expect(long == "'\(String(repeating: "é", count: 60))…' cannot be read as int")
    #expect(try LibraryCalls.failure(of: "1 + 1u").message == "no such overload: _+_(int, uint)")
  }
}
