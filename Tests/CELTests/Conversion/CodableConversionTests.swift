import CEL
import Testing

private enum Stage: String, Codable { case draft, live }

private struct Member: Codable, Equatable {
  var name: String
  var roles: [String] = []
  var weight: Double?
}

private struct Team: Codable, Equatable {
  enum CodingKeys: String, CodingKey { case name, members, byNumber, founded, secret = "secret_key", stage, lead, days }
  var name = "search"
  var members = [Member(name: "Ada", roles: ["lead"]), Member(name: "Grace", weight: 0.5)]
  var byNumber: [Int: Member] = [2: Member(name: "b"), 1: Member(name: "a")]
  var founded = Timestamp(seconds: 0)
  var secret: [UInt8] = [1, 2]
  var stage = Stage.live
  var lead: Member?
  var days: [UInt] = [1]
}

/// Writes and reads itself with containers of every kind.
private struct Handmade: Codable, Equatable {
  enum Key: String, CodingKey { case list, nothing, inner }
  var numbers = [1, 2]
  var isNested = true

  init() {}

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeNil(forKey: .nothing)
    var list = container.nestedUnkeyedContainer(forKey: .list)
    for number in numbers { try list.encode(number) }
    try list.encodeNil()
    var last = list.nestedContainer(keyedBy: Key.self)
    try last.encode(isNested, forKey: .inner)
    var inner = container.nestedContainer(keyedBy: Key.self, forKey: .inner)
    try inner.encode(list.count, forKey: .list)
    var again = encoder.container(keyedBy: Key.self)
    try again.encode("kept", forKey: .nothing)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    var list = try container.nestedUnkeyedContainer(forKey: .list)
    numbers = [try list.decode(Int.self), try list.decode(Int.self)]
    guard try list.decodeNil(), list.count == 4 else { throw CancellationError() }
    isNested = try list.nestedContainer(keyedBy: Key.self).decode(Bool.self, forKey: .inner)
    guard list.isAtEnd, container.allKeys.count == 3, container.contains(.nothing) else { throw CancellationError() }
  }
}

/// A class whose superclass encodes into the same container.
private class Animal: Codable { var legs = 4 }
private final class Dog: Animal {
  enum Key: String, CodingKey { case name }
  override func encode(to encoder: any Encoder) throws {
    try super.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode("Rex", forKey: .name)
  }
}

/// Holds itself as often as somebody looks.
private struct Endless: Encodable {
  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(Endless())
  }
}

private struct Empty: Codable, Equatable {}
private struct Refusing: Codable {
  struct Refusal: Error, CustomStringConvertible { var description: String { "not today" } }
  init() {}
  init(from decoder: any Decoder) throws { throw Refusal() }
  func encode(to encoder: any Encoder) throws { throw Refusal() }
}

@Suite("Codable values and values of the language")
struct CodableConversionTests {
  @Test("a structure becomes a map by its coding keys")
  func structure() throws {
    #expect(
      try ValueEncoder().encode(Team()).literal(maxLength: 1000)
        == "{'name': 'search', 'members': [{'name': 'Ada', 'roles': ['lead']}, "
        + "{'name': 'Grace', 'roles': [], 'weight': 0.5}], 'byNumber': {1: {'name': 'a', 'roles': []}, "
        + "2: {'name': 'b', 'roles': []}}, 'founded': timestamp('1970-01-01T00:00:00Z'), "
        + "'secret_key': b'\\x01\\x02', 'stage': 'live', 'days': [1u]}")
  }

  @Test("what was encoded is decoded as it was")
  func roundTrip() throws {
    var team = Team()
    team.lead = Member(name: "Ada")
    #expect(try ValueDecoder().decode(Team.self, from: ValueEncoder().encode(team)) == team)
    #expect(try ValueDecoder().decode(Handmade.self, from: ValueEncoder().encode(Handmade())) == Handmade())
    #expect(try ValueDecoder().decode(Empty.self, from: ValueEncoder().encode(Empty())) == Empty())
    let nested: [String: [Member?]] = ["a": [nil, Member(name: "x")], "b": []]
    #expect(try ValueDecoder().decode([String: [Member?]].self, from: ValueEncoder().encode(nested)) == nested)
  }

  @Test("containers of every kind are written")
  func containers() throws {
    #expect(
      try ValueEncoder().encode(Handmade()).literal
        == "{'nothing': 'kept', 'list': [1, 2, null, {'inner': true}], 'inner': {'list': 4}}")
    #expect(try ValueEncoder().encode(Dog()).literal == "{'legs': 4, 'name': 'Rex'}")
    #expect(try ValueEncoder().encode(Set([7])).literal == "[7]")
    #expect(try ValueEncoder().encode(Empty()).literal == "{}")
    #expect(try ValueEncoder().encode(Member?.none).literal == "null")
    #expect(try ValueEncoder().encode(5).literal == "5")
  }

  @Test(
    "what does not fit names the path, what was expected and what was found",
    arguments: [
      ("{}", "name: expected string, found nothing"), ("[1]", "expected map, found list [1]"),
      ("{'name': 1}", "name: expected string, found int 1"), ("{'name': null}", "name: expected string, found null"),
      ("{'name': 'x', 'members': 'y'}", "members: expected list, found string 'y'"),
      (
        "{'name': 'x', 'members': [{'name': 'a', 'roles': []}, {'name': 'b'}]}",
        "members[1].roles: expected list(string), found nothing"
      ),
      (
        "{'name': 'x', 'members': [{'name': 'a', 'roles': [true]}]}",
        "members[0].roles[0]: expected string, found bool true"
      ),
      ("{'name': 'x', 'members': [], 'byNumber': {'a': 1}}", "byNumber: expected int, found string 'a'"),
      ("{'name': 'x', 'members': [], 'byNumber': {1: 1}}", "byNumber['1']: expected map, found int 1"),
      (
        "{'name': 'x', 'members': [], 'byNumber': {}, 'secret_key': b'', 'stage': 'dead'}",
        "stage: Cannot initialize Stage from invalid String value dead"
      ),
    ])
  func mismatch(expression: String, message: String) throws {
    let value = try Environment(variables: []).compile(expression).evaluate().get()
    let error = #expect(throws: ConversionError.self) { _ = try ValueDecoder().decode(Team.self, from: value) }
    #expect(error?.description == message)
  }

  @Test("a key that is not there, null and an empty optional are nil; an optional with something in it is that")
  func nothing() throws {
    for weight in [Value.null, .optional(OptionalValue(nil)), .optional(OptionalValue(.null))] {
      let value: Value = ["name": "x", "roles": [], "weight": weight]
      #expect(try ValueDecoder().decode(Member.self, from: value).weight == nil)
    }
    let optional = Value.optional(OptionalValue(["name": .optional(OptionalValue("x")), "roles": []]))
    #expect(try ValueDecoder().decode(Member.self, from: optional).name == "x")
    let value = Value.optional(OptionalValue(["name": "x", "roles": [], "weight": .optional(OptionalValue(0.5))]))
    #expect(try ValueDecoder().decode(Member.self, from: value).weight == 0.5)
  }

  @Test("an object is read by the fields that it has")
  func object() throws {
    #expect(
      try ValueDecoder().decode([String: String].self, from: ["a": "b"]) == ["a": "b"])
    let type = ObjectType(
      name: "member", fields: [.init(name: "name", type: .string), .init(name: "roles", type: .list(.string))])
    let object = Value.object(
      ObjectValue(type: type, fields: [.present("Ada", origin: nil), .absent(place: nil)]))
    let error = #expect(throws: ConversionError.self) { _ = try ValueDecoder().decode(Member.self, from: object) }
    #expect(error?.description == "roles: expected list(string), found nothing")
    #expect(try ValueDecoder().decode([String: String].self, from: object) == ["name": "Ada"])
  }

  @Test("what a type's own code throws is told with its place")
  func refusal() throws {
    let encoding = #expect(throws: ConversionError.self) { _ = try ValueEncoder().encode(["a": [Refusing()]]) }
    #expect(encoding?.description == "a[0]: not today")
    let decoding = #expect(throws: ConversionError.self) {
      _ = try ValueDecoder().decode([String: [Refusing]].self, from: ["a": [1]])
    }
    #expect(decoding?.description == "a[0]: not today")
  }

  @Test("a value that nests without end is an error and no crash")
  func endless() throws {
    let error = #expect(throws: ConversionError.self) { _ = try ValueEncoder().encode(Endless()) }
    #expect(error?.description == "[0][0][0]: nests more than 500 levels deep")
  }

  @Test("types of others are encoded and decoded as the caller says")
  func substitution() throws {
    var encoder = ValueEncoder()
    encoder.substitution = { ($0 as? Stage).map { .bool($0 == .live) } }
    let value = try encoder.encode(["a": [Stage.live, .draft]])
    #expect(value.literal == "{'a': [true, false]}")
    var decoder = ValueDecoder()
    decoder.substitution = { value, type in
      guard type == Stage.self else { return nil }
      return try Bool(celValue: value) ? Stage.live : .draft
    }
    #expect(try decoder.decode([String: [Stage]].self, from: value) == ["a": [.live, .draft]])
    let error = #expect(throws: ConversionError.self) { _ = try decoder.decode([Stage].self, from: ["live"]) }
    #expect(error?.description == "[0]: expected bool, found string 'live'")
  }
}
