import CEL
import Testing

@Suite("Examples: Swift types")
struct ConversionExamples {
  @Test("ConversionError")
  func error() {
    var printed = ""
    func print(_ value: Any) { printed += "\(value)\n" }
    let value: Value = ["members": [["age": 36], ["age": "old"]]]
    do {
      _ = try value.converted(to: [String: [[String: Int]]].self)
    } catch {
      print(error)
    }
    #expect(printed == "members[1].age: expected int, found string 'old'\n")
  }

  @Test("ValueConvertible")
  func convertible() throws {
    enum Stage: String, CaseIterable, ValueConvertible { case draft, live }

    let environment = Environment(variables: [Variable("stage", Stage.self)])
    let program = try environment.compile("stage == 'live'")
    #expect(try program.evaluate(["stage": Stage.live], as: Bool.self) == true)
  }

  @Test("OpaqueConvertible")
  func opaque() throws {
    struct Version: OpaqueConvertible {
      static let celTypeName = "acme.Version"
      var parts: [Int]
    }

    let versions = [
      Function("version") { (text: String) in Version(parts: text.split(separator: ".").compactMap { Int($0) }) },
      Function(member: "isBefore") { (a: Version, b: Version) in a.parts.lexicographicallyPrecedes(b.parts) },
    ]
    let environment = Environment(variables: [Variable("running", Version.self)], functions: versions)
    let program = try environment.compile("running.isBefore(version('1.10'))")
    #expect(try program.evaluate(["running": Version(parts: [1, 9])], as: Bool.self) == true)
  }

  @Test("ValueEncoder")
  func encoder() throws {
    struct Member: Codable { var name: String, roles: [String] }
    struct Team: Codable { var name: String, members: [Member], founded: Timestamp?, owner: String? }

    let team = Team(
      name: "search", members: [Member(name: "Ada", roles: ["lead"])], founded: Timestamp(seconds: 0), owner: nil)
    let value = try ValueEncoder().encode(team)
    #expect(
      value.literal == "{'name': 'search', 'members': [{'name': 'Ada', 'roles': ['lead']}], "
        + "'founded': timestamp('1970-01-01T00:00:00Z')}")
  }

  @Test("ValueEncoder.substitution")
  func substitution() throws {
    struct Celsius: Codable { var degrees: Double }

    var encoder = ValueEncoder()
    encoder.substitution = { ($0 as? Celsius).map { .double($0.degrees) } }
    #expect(try encoder.encode(["Oslo": Celsius(degrees: -3)]).literal == "{'Oslo': -3.0}")
  }

  @Test("ValueDecoder")
  func decoder() throws {
    struct Move: Decodable { var to: String, days: Int }

    let program = try Environment(variables: []).compile("{'to': dyn('live'), 'days': 2 + 3}")
    let move = try ValueDecoder().decode(Move.self, from: program.evaluate().get())
    #expect(move.days == 5)
  }

  @Test("ValueDecoder.decode(_:from:)")
  func decoderMismatch() {
    var printed = ""
    func print(_ value: Any) { printed += "\(value)\n" }
    struct Move: Decodable { var to: String, days: Int }

    do {
      _ = try ValueDecoder().decode([Move].self, from: [["to": "live", "days": "five"]])
    } catch {
      print(error)
    }
    #expect(printed == "[0].days: expected int, found string 'five'\n")
  }
}
