import CEL
import Testing

/// Types that a test needs and that the language knows nothing of.
private enum Stage: String, CaseIterable, ValueKeyConvertible, Codable { case draft, live }
private enum Level: Int, ValueConvertible { case low = 1, high = 2 }
private struct Version: OpaqueConvertible {
  static let celTypeName = "acme.Version"
  var number: Int
}
private struct Other: OpaqueConvertible {
  static let celTypeName = "acme.Version"
  var number: Int
}

@Suite("Swift values and values of the language")
struct ValueConversionTests {
  private static let swiftValues: [(value: any ValueConvertible, literal: String, type: String)] = [
    (true, "true", "bool"), (1, "1", "int"), (Int8(-1), "-1", "int"),
    (1 as UInt, "1u", "uint"),
    (UInt64.max, "18446744073709551615u", "uint"), (0.5, "0.5", "double"), (Float(0.5), "0.5", "double"),
    ("é", "'é'", "string"), ([1, 255] as [UInt8], "b'\\x01\\xff'", "bytes"), ([] as [UInt8], "b''", "bytes"),
    ([] as [Int], "[]", "list(int)"), ([[1], []], "[[1], []]", "list(list(int))"),
    ([[1] as [UInt8]], "[b'\\x01']", "list(bytes)"),
    (["b": 1, "a": 2, "B": 3], "{'B': 3, 'a': 2, 'b': 1}", "map(string, int)"),
    ([2: true, 1: false], "{1: false, 2: true}", "map(int, bool)"),
    ([true: 1 as UInt, false: 0], "{false: 0u, true: 1u}", "map(bool, uint)"),
    (Int?.none, "null", "wrapper(int)"), (Int?.some(1), "1", "wrapper(int)"),
    ([Int?.none, 1], "[null, 1]", "list(wrapper(int))"),
    ([Int]?.none, "null", "dyn"), (Timestamp?.none, "null", "timestamp"), (Value.uint(1), "1u", "dyn"),
    (Duration(nanoseconds: 1_500_000_000), "duration('1.5s')", "duration"),
    (Swift.Duration.milliseconds(1500), "duration('1.5s')", "duration"),
    (Swift.Duration.seconds(1 << 62), "duration('9223372036.854775807s')", "duration"),
    (Stage.live, "'live'", "string"), ([Stage.live: 1, .draft: 2], "{'draft': 2, 'live': 1}", "map(string, int)"),
    (Level.high, "2", "int"), (Version(number: 1), "acme.Version(…)", "acme.Version"),
  ]

  @Test("a Swift value is a value of the language", arguments: swiftValues)
  func fromSwift(value: any ValueConvertible, literal: String, type: String) {
    #expect(value.celValue.literal == literal)
    #expect("\(Swift.type(of: value).celType)" == type)
  }

  /// Converts there and back.
  private func isKept<T: ValueConvertible & Equatable>(_ value: T) throws -> Bool {
    try value.celValue.converted(to: T.self) == value
  }

  @Test("what is turned into a value of the language comes back as it was")
  func roundTrip() throws {
    #expect(try isKept(Int64.min))
    #expect(try isKept(UInt64.max))
    #expect(try isKept([1, 2] as [UInt8]))
    #expect(try isKept([["a": [1.5]], [:]]))
    #expect(try isKept([1: "x", 2: "y"]))
    #expect(try isKept([Int?.none, 1]))
    #expect(try isKept([Stage.live: Version(number: 3)]))
    #expect(try isKept(Level.low))
    #expect(try isKept(Swift.Duration.milliseconds(-1500)))
    #expect(try isKept(#require(Timestamp(seconds: 5, nanoseconds: 6))))
  }

  private static let mismatches: [(type: any ValueConvertible.Type, value: Value, message: String)] = [
    (Bool.self, 1, "expected bool, found int 1"),
    (Int.self, "x", "expected int, found string 'x'"), (Int.self, .double(1), "expected int, found double 1.0"),
    (Int8.self, 200, "expected int from -128 to 127, found int 200"),
    (UInt.self, -1, "expected uint from 0 to 18446744073709551615, found int -1"),
    (Double.self, 1, "expected double, found int 1"), (String.self, .null, "expected string, found null"),
    ([Int].self, [1, "b"], "[1]: expected int, found string 'b'"),
    ([UInt8].self, "x", "expected bytes, found string 'x'"),
    ([String: [Int]].self, ["a b": [1], "c": [true]], "c[0]: expected int, found bool true"),
    ([String: Int].self, ["a b": "x"], "['a b']: expected int, found string 'x'"),
    ([Int: Int].self, ["a": 1], "expected int, found string 'a'"),
    ([String: Int].self, ["\u{E9}": 1, "e\u{301}": 2], "expected different keys, found 'e\u{301}' again"),
    (Int?.self, "x", "expected int, found string 'x'"), (Timestamp.self, "x", "expected timestamp, found string 'x'"),
    (Stage.self, "dead", "expected one of 'draft', 'live', found string 'dead'"),
    (Level.self, 3, "expected a Level, found int 3"),
    (Version.self, Other(number: 1).celValue, "expected acme.Version, found acme.Version"),
  ]

  @Test("what does not fit says where, what was expected and what was found", arguments: mismatches)
  func mismatch(type: any ValueConvertible.Type, value: Value, message: String) {
    let error = #expect(throws: ConversionError.self) { _ = try type.init(celValue: value) }
    #expect(error?.description == message)
  }

  @Test("a long value is cut short in the message, and a hostile one is made visible")
  func longValue() throws {
    let error = #expect(throws: ConversionError.self) {
      _ = try Int(celValue: .string("\u{1B}[2J" + String(repeating: "x", count: 500)))
    }
    let message = try #require(error).description
    #expect(message.utf8.count < 100)
    #expect(message.hasPrefix("expected int, found string '\\u001b[2Jxxx"))
  }

  @Test("whole numbers of either kind are read, optionals of either kind are nil")
  func lenient() throws {
    #expect(try Value.uint(3).converted(to: Int.self) == 3)
    #expect(try Value.int(3).converted(to: UInt8.self) == 3)
    #expect(try Value.optional(OptionalValue(nil)).converted(to: Int?.self) == nil)
    #expect(try Value.optional(OptionalValue(3)).converted(to: Int?.self) == 3)
  }

  @Test("literals are values")
  func literals() {
    let value: Value = ["a": [1, 2.5, true, "x\(1)"], "b": .null, "c": ["d": .uint(1)], "e": [], "f": [:]]
    #expect(value.literal == "{'a': [1, 2.5, true, 'x1'], 'b': null, 'c': {'d': 1u}, 'e': [], 'f': {}}")
    #expect(value["a"]?[3] == "x1")
    #expect(value["c"]?["d"] == 1, "by what it is worth")
    #expect(value["nothing"] == nil && value[0] == nil && value["a"]?[4] == nil && value["a"]?[-1] == nil)
    #expect("\([1, "a"] as Value)" == "[1, 'a']")
  }

  @Test("the type of a constant is as exact as it can be")
  func deducedType() {
    #expect(([1, 2] as Value).deducedType == .list(.int))
    #expect(([1, "a"] as Value).deducedType == .list(.dyn))
    #expect(([:] as Value).deducedType == .map(.dyn, .dyn))
    #expect((["a": [true]] as Value).deducedType == .map(.string, .list(.bool)))
    #expect(Value.optional(OptionalValue(1)).deducedType == .optional(.int))
  }
}
