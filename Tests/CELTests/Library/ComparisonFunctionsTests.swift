import Testing

@testable import CEL

@Suite("Equality, order and membership")
struct ComparisonFunctionsTests {
  @Test(
    "what is equal",
    arguments: [
      "1 == 1", "1 == 1u", "1u == 1", "1 == 1.0", "1.0 == 1", "1u == 1.0", "1.0 == 1u", "-0.0 == 0.0", "0 == -0.0",
      "'a' == 'a'", "b'a' == b'a'", "null == null", "true == true", "[] == []", "[1, [2]] == [1.0, [2u]]",
      "[null] == [null]", "{} == {}", "{1: 'a'} == {1u: 'a'}", "{'a': 1, 'b': 2} == {'b': 2.0, 'a': 1}",
      "timestamp('2009-02-13T23:31:30+01:00') == timestamp('2009-02-13T22:31:30Z')",
      "duration('60s') == duration('1m')",
      "type(1) == type(2)", "type([1]) == type(['a'])", "type({1: 2}) == type({})", "type(type(1)) == type(type('a'))",
      "optional.of(1) == optional.of(1u)", "optional.none() == optional.none()",
      "9007199254740993 == 9007199254740993", "9223372036854775808u == 9223372036854775808.0",
    ])
  func equal(_ call: String) throws {
    try Equation(call, "true").check()
    try Equation(call.split(separator: " == ").joined(separator: " != "), "false").check()
  }

  @Test(
    "what is not equal, without an error",
    arguments: [
      "1 == 2", "1 == '1'", "1 == true", "1 == null", "null == false", "'' == null", "'a' == 'A'", "'a' == b'a'",
      // Canonically equivalent, and yet other code points.
      "'\\u{e9}' == 'e\\u{301}'", "b'a' == b'b'", "[1] == [1, 2]", "[1] == [2]", "[1] == 1", "{1: 2} == {1: 3}",
      "{1: 2} == {2: 2}", "{1: 2} == {1: 2, 3: 4}", "{'\\u{e9}': 1} == {'e\\u{301}': 1}", "[] == {}",
      "0.0 / 0.0 == 0.0 / 0.0", "[0.0 / 0.0] == [0.0 / 0.0]", "1 == 0.0 / 0.0", "type(1) == type(1u)",
      "timestamp(0) == duration('0')", "optional.of(1) == optional.none()", "optional.of(1) == 1",
      // As doubles they would be the same.
      "9007199254740993 == 9007199254740992.0", "9223372036854775807 == 9223372036854775808.0",
      "18446744073709551615u == 18446744073709551616.0", "-1 == 18446744073709551615u", "1 == 1.5",
    ])
  func unequal(_ call: String) throws {
    try Equation(call, "false").check()
    try Equation(call.split(separator: " == ").joined(separator: " != "), "true").check()
  }

  @Test(
    "what is less",
    arguments: [
      "1 < 2", "-1 < 0u", "0u < 1", "1 < 1.5", "1.5 < 2", "1u < 1.5", "-1.5 < 0u", "-0.5 < 0u", "-1 < -0.5",
      "9223372036854775807 < 9223372036854777857.0",
      "9223372036854775807 < 9223372036854775808u", "-9223372036854775808 < -9223372036854775807.0 + 1025.0",
      "18446744073709551615u < 18446744073709590000.0", "1 < double('Infinity')", "double('-Infinity') < 0u",
      "false < true", "'a' < 'b'", "'a' < 'aa'", "'' < 'a'", "'B' < 'a'", "'\\u{ffff}' < '\\u{1f600}'", "'z' < 'é'",
      "b'a' < b'ab'", "b'\\x7f' < b'\\x80'", "timestamp(0) < timestamp(1)",
      "timestamp(0) < timestamp('1970-01-01T00:00:00.000000001Z')", "duration('-1s') < duration('0')",
    ])
  func less(_ call: String) throws {
    let sides = call.split(separator: " < ").map(String.init)
    let (a, b) = (sides[0], sides[1])
    for (text, value) in [
      ("\(a) < \(b)", "true"), ("\(b) < \(a)", "false"), ("\(a) <= \(b)", "true"), ("\(b) <= \(a)", "false"),
      ("\(b) > \(a)", "true"), ("\(a) > \(b)", "false"), ("\(b) >= \(a)", "true"), ("\(a) >= \(b)", "false"),
      ("\(a) < \(a)", "false"), ("\(a) <= \(a)", "true"), ("\(a) > \(a)", "false"), ("\(a) >= \(a)", "true"),
    ] {
      try Equation(text, value).check()
    }
  }

  @Test(
    "what has no order",
    arguments: [
      Failing("null < 1", .noSuchOverload), Failing("[1] < [2]", .noSuchOverload), Failing("{} < {}", .noSuchOverload),
      Failing("'a' < 1", .noSuchOverload), Failing("1 < true", .noSuchOverload), Failing("'a' < b'a'", .noSuchOverload),
      Failing("timestamp(0) < duration('1s')", .noSuchOverload), Failing("type(1) < type(2)", .noSuchOverload),
      Failing("0.0 / 0.0 < 1.0", .invalidArgument), Failing("1 >= 0.0 / 0.0", .invalidArgument),
      Failing("0.0 / 0.0 <= 0.0 / 0.0", .invalidArgument),
    ])
  func unordered(_ failing: Failing) throws { try failing.check() }

  @Test(
    "membership goes by equality",
    arguments: [
      Equation("1 in [1, 2]", "true"), Equation("3 in [1, 2]", "false"), Equation("1u in [1.0]", "true"),
      Equation("'a' in ['b', 'a']", "true"), Equation("'\\u{e9}' in ['e\\u{301}']", "false"),
      Equation("0.0 / 0.0 in [0.0 / 0.0]", "false"), Equation("null in [null]", "true"),
      Equation("[1] in [[1.0]]", "true"),
      Equation("1 in []", "false"), Equation("1u in {1: 2}", "true"), Equation("1.0 in {1: 2}", "true"),
      Equation("1.5 in {1: 2}", "false"), Equation("'a' in {'a': null}", "true"), Equation("null in {1: 2}", "false"),
      Equation("true in {true: 1}", "true"), Equation("'true' in {true: 1}", "false"),
      Equation("[1] in {1: 2}", "false"),
    ])
  func membership(_ equation: Equation) throws { try equation.check() }

  @Test(
    "indexing finds elements and entries",
    arguments: [
      Equation("[7, 8][1]", "8"), Equation("[7][0u]", "7"), Equation("[7][0.0]", "7"), Equation("{1: 'a'}[1.0]", "'a'"),
      Equation("{1: 'a'}[1u]", "'a'"), Equation("{'k': 1}['k']", "1"), Equation("{true: 1}[true]", "1"),
      Equation("{9223372036854775808u: 1}[9223372036854775808.0]", "1"),
    ])
  func indexing(_ equation: Equation) throws { try equation.check() }

  @Test(
    "what is not there is an error",
    arguments: [
      Failing("[7][1]", .indexOutOfRange), Failing("[7][-1]", .indexOutOfRange), Failing("[][0]", .indexOutOfRange),
      Failing("[7][1.0]", .indexOutOfRange), Failing("[7][18446744073709551615u]", .indexOutOfRange),
      Failing("[7, 8][1.5]", .invalidArgument), Failing("[7][double('NaN')]", .invalidArgument),
      Failing("[7]['']", .noSuchOverload), Failing("{1: 'a'}[2]", .noSuchKey), Failing("{1: 'a'}[1.5]", .noSuchKey),
      Failing("{'é': 1}['e\\u{301}']", .noSuchKey), Failing("{}[null]", .noSuchKey),
      Failing("'abc'[0]", .noSuchOverload),
      Failing("1 in 'abc'", .noSuchOverload), Failing("'a' in 'abc'", .noSuchOverload),
    ])
  func absent(_ failing: Failing) throws { try failing.check() }

  @Test(
    "size counts code points, bytes, elements and entries, in either form",
    arguments: [
      ("''", 0), ("'abc'", 3), ("'πέντε'", 5), ("'e\\u{301}'", 2), ("'\\r\\n'", 2),
      ("'\\u{1f468}\\u{200d}\\u{1f469}'", 3),
      ("b'abc'", 3), ("bytes('é')", 2), ("[]", 0), ("[1, 2]", 2), ("{}", 0), ("{1: 2}", 1),
    ])
  func size(_ value: String, _ size: Int) throws {
    try Equation("size(\(value))", "\(size)").check()
    try Equation("\(value).size()", "\(size)").check()
  }

  @Test(
    "size of what has none, and a negation of what is no truth value, are errors", arguments: ["size(1)", "!1", "!'a'"])
  func refuses(_ call: String) throws { try Failing(call, .noSuchOverload).check() }

  @Test("negation", arguments: [Equation("!true", "false"), Equation("!false", "true"), Equation("!(!true)", "true")])
  func negation(_ equation: Equation) throws { try equation.check() }

  @Test("a set of values answers as 'in' does")
  func valueSets() throws {
    let samples = try [
      "1", "1u", "1.0", "1.5", "-0.0", "0", "'1'", "'é'", "'e\\u{301}'", "b'1'", "true", "null", "0.0 / 0.0", "[1]",
      "[1.0]", "{1: 2}", "timestamp(1)", "duration('1s')", "type(1)", "type(1u)", "18446744073709551615u", "-1",
      "9223372036854775807", "9223372036854775808.0", "optional.none()",
    ].map(LibraryCalls.evaluate)
    for held in samples {
      let set = ValueSet([held, .string("other")])
      for asked in samples {
        #expect(set.contains(asked) == asked.isEqual(to: held), "\(asked) in [\(held)]")
      }
    }
  }

  @Test("objects are equal field by field, absent ones included, and only of the same type")
  func objects() {
    let fields = [ObjectType.Field(name: "a", type: .int), ObjectType.Field(name: "b", type: .string)]
    let type = ObjectType(name: "thing", fields: fields)
    let twin = ObjectType(name: "thing", fields: fields)
    func object(_ type: ObjectType, _ a: Value?, _ b: Value?) -> Value {
      .object(
        ObjectValue(
          type: type, fields: [a, b].map { $0.map { .present($0, origin: nil) } ?? .absent(place: nil) }))
    }
    let one = object(type, .int(1), .string("x"))
    #expect(one.isEqual(to: object(type, .double(1), .string("x"))))
    #expect(!one.isEqual(to: object(type, .int(2), .string("x"))))
    #expect(!one.isEqual(to: object(type, .int(1), nil)))
    #expect(object(type, nil, .string("x")).isEqual(to: object(type, nil, .string("x"))))
    #expect(!one.isEqual(to: object(twin, .int(1), .string("x"))))
    #expect(!one.isEqual(to: .int(1)))
  }
}
