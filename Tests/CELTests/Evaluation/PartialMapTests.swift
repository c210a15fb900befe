import CEL
import Testing

@Suite("Maps of facts")
struct PartialMapTests {
  @Test(
    "a key that is not there is unknown, whatever is asked of its value; whether it is there is known",
    arguments: [
      ("m.b > 1", "unknown m['b']"), ("m['b'] > 1", "unknown m['b']"), ("has(m.b)", "unknown m['b']"),
      ("!has(m.b)", "unknown m['b']"), ("m.b > 1 && m.a < 0", "false"), ("m.b > 1 || m.a > 0", "true"),
      ("has(m.a) && m.a == 1", "true"), ("'b' in m", "false"), ("'a' in m", "true"), ("m.all(k, m[k] == 1)", "true"),
    ])
  func absentKeys(expression: String, result: String) throws {
    let environment = Environment(variables: [Variable("m", .map(.string, .int))])
    var activation = environment.activation()
    let map = MapValue(keys: [.string("a")], values: [.int(1)], path: AttributePath(.field("m")), isPartial: true)
    activation.bind("m", to: .map(map))
    let outcome = try environment.compile(expression).evaluate(activation)
    switch outcome {
    case .value(let value): #expect(value.literal == result)
    case .unknown(let unknowns):
      // A selection names the key as a field, an index as a key.
      let paths = unknowns.map(\.path).map { $0 == "m.b" ? "m['b']" : $0 }
      #expect("unknown " + paths.joined(separator: ", ") == result)
    case .error(let error): Issue.record("\(error)")
    }
  }

  @Test("keys are found in small maps and in large ones, equal numbers as one key", arguments: [1, 8, 9, 100])
  func sizes(count: Int) throws {
    let keys = (0..<count).map { $0 % 2 == 0 ? Value.int(Int64($0)) : .string("k\($0)") }
    let map = MapValue(keys: keys + [.int(0)], values: (0...count).map { .int(Int64($0)) })
    for (index, key) in keys.enumerated() { #expect(map.value(forKey: key)?.literal == "\(index)") }
    #expect(map.value(forKey: .double(0))?.literal == "0")
    #expect(map.value(forKey: .uint(0))?.literal == "0")
    for key in [Value.int(1), .string("k0"), .string("e\u{301}"), .double(0.5), .null] {
      #expect(map.value(forKey: key) == nil)
    }
    #expect(Value.map(map).isEqual(to: .map(MapValue(keys: keys.reversed(), values: map.values[..<count].reversed()))))
    #expect(!Value.map(map).isEqual(to: .map(MapValue(keys: [.int(0)], values: [.int(1)]))))
  }
}
