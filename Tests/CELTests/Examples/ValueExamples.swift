import CEL
import Testing

@Suite("Examples: values")
struct ValueExamples {
  @Test("Value")
  func value() {
    let value: Value = ["name": "Ada", "ages": [36, 1.5, .null]]
    #expect(value.description == "{'name': 'Ada', 'ages': [36, 1.5, null]}")
    #expect(value["ages"]?[0] == 36)
  }

  @Test("Value.literal(maxLength:)")
  func literal() {
    #expect(Value.string("it's").literal == "'it\\'s'")
  }

  @Test("Value.==")
  func equality() {
    #expect((Value.int(1) == Value.double(1)) == true)
    #expect((Value.string("1") == Value.int(1)) == false)
  }

  @Test("Value.subscript(_:)")
  func subscripts() {
    let team: Value = ["name": "search", "members": ["Ada", "Grace"]]
    #expect(team["members"]?[1] == "Grace")
    #expect(team["owner"] == nil)
  }

  @Test("Value.init(_:)")
  func fromSwift() {
    #expect(Value(["a": 1]).literal == "{'a': 1}")
  }

  @Test("Value.converted(to:)")
  func converted() throws {
    let value = Value.list(ListValue([.int(1), .int(2)]))
    #expect(try value.converted(to: [Int].self) == [1, 2])
  }

  @Test("Value.deducedType")
  func deducedType() {
    let value: Value = ["a": [1, 2]]
    #expect(value.deducedType.description == "map(string, list(int))")
  }

  @Test("Value.shaped(as:)")
  func shaped() throws {
    let team = ObjectType(name: "team", fields: [.init(name: "lead", type: .string), .init(name: "size", type: .int)])
    let value: Value = ["size": 3]
    #expect(try value.shaped(as: .object(team)).literal == "team{…}")
    let error = #expect(throws: ConversionError.self) {
      try value.shaped(as: .map(.string, .string))
    }
    #expect(error?.description == "size: expected string, found int 3")
  }

  @Test("BytesValue")
  func bytes() {
    #expect(Value([1, 2] as [UInt8]).literal == "b'\\x01\\x02'")
  }

  @Test("ListValue")
  func list() {
    #expect(Value.list(ListValue([1, "a"])).literal == "[1, 'a']")
  }

  @Test("MapValue")
  func map() {
    let map = MapValue(keys: [1, "a"], values: ["one", 2])
    #expect(map.value(forKey: .double(1)) == "one")
  }

  @Test("ObjectValue")
  func object() throws {
    let type = ObjectType(name: "file", fields: [.init(name: "path", type: .string), .init(name: "lines", type: .int)])
    let file = ObjectValue(type: type) { index in
      index == 0 ? .present("README.md", origin: nil) : .absent(place: nil)
    }
    let environment = Environment(variables: [Variable("file", .object(type))])
    let program = try environment.compile("file.path == 'README.md' && file.lines > 0")
    #expect("\(program.evaluate(["file": Value.object(file)]))" == "unknown: file.lines")
  }

  @Test("OptionalValue")
  func optional() {
    #expect(Value.optional(OptionalValue(1)).literal == "optional.of(1)")
    #expect(Value.optional(OptionalValue(nil)).literal == "optional.none()")
  }

  @Test("TypeValue")
  func type() throws {
    #expect(try Environment(variables: []).compile("type(1)").evaluate().get() == .type(TypeValue(.int)))
  }

  @Test("OpaqueValue")
  func opaque() {
    final class Color: OpaqueValue, @unchecked Sendable {
      let rgb: Int
      init(rgb: Int) {
        self.rgb = rgb
        super.init(typeName: "acme.Color")
      }
      override func isEqual(to other: OpaqueValue) -> Bool { (other as? Color)?.rgb == rgb }
    }
    #expect((Value.opaque(Color(rgb: 1)) == Value.opaque(Color(rgb: 1))) == true)
  }

  @Test("AttributePath")
  func path() {
    let path = AttributePath(.field("age"), in: AttributePath(.index(1), in: AttributePath(.field("members"))))
    #expect(path.description == "members[1].age")
  }

  @Test("Timestamp")
  func timestamp() throws {
    let launch = try Timestamp.parse("2026-06-30T12:00:00+02:00")
    #expect(launch.description == "2026-06-30T10:00:00Z")
    #expect(try launch.adding(Duration.parse("36h")).dateDescription == "2026-07-01")
    #expect(try launch.since(Timestamp.parseDate("2026-06-30")).description == "36000s")
  }

  @Test("Duration")
  func duration() throws {
    #expect(try Duration.parse("1h30m").description == "5400s")
    #expect(try Duration.parseISO8601("P90D").nanoseconds == 7_776_000_000_000_000)
  }

  @Test("RegularExpression")
  func regularExpression() throws {
    #expect(try RegularExpression("^v[0-9]+$").matches("v12") == true)
  }
}
