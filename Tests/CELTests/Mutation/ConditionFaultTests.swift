import CEL
import Testing

@Suite("Faults of conditions")
struct ConditionFaultTests {
  private static let environment = Environment(
    variables: [
      Variable("x", .int), Variable("share", .double), Variable("name", .string), Variable("on", .bool),
      Variable("limits", .map(.string, .int)), Variable("team", .list(.map(.string, .int))),
    ])

  private func faults(_ text: String) throws -> [String] {
    try Self.environment.compile(text).conditionFaults { $0 == "limits.most" ? .int(3) : nil }.map {
      "\($0.kind.rawValue): \($0.terms.0), \($0.terms.1)"
    }
  }

  @Test(
    "terms that exclude each other are found",
    arguments: [
      ("x > 5 && x < 3", "contradiction: x > 5, x < 3"),
      ("x > 5 && on && 5 >= x", "contradiction: x > 5, 5 >= x"),
      ("share < 0.5 && share > 0.5", "contradiction: share < 0.5, share > 0.5"),
      ("x == 1 && x == 2", "contradiction: x == 1, x == 2"),
      ("name == 'a' && name in ['b', 'c']", "contradiction: name == 'a', name in ['b', 'c']"),
      ("name in ['a', 'b'] && name != 'a' && name != 'b'", "contradiction: name in ['a', 'b'], name != 'b'"),
      ("x == 4 && (on && x <= limits.most)", "contradiction: x == 4, x <= limits.most"),
      ("on && !on", "contradiction: on, !on"),
      ("size(team) > 2 && size(team) == 0", "contradiction: size(team) > 2, size(team) == 0"),
      ("team.exists(t, t.a > 2 && t.a < 1)", "contradiction: t.a > 2, t.a < 1"),
      ("name != 'a' || name != 'b'", "tautology: name != 'a', name != 'b'"),
      ("x > 3 || x < 5", "tautology: x > 3, x < 5"),
      ("on || !on", "tautology: on, !on"),
      ("x > 3 && on && x>3", "repetition: x > 3, x > 3"),
      ("name in ['a', 'b', 'a']", "repetition: 'a', 'a'"),
    ])
  func found(text: String, expected: String) throws {
    #expect(try faults(text) == [expected])
  }

  @Test(
    "what can hold and can fail is left alone",
    arguments: [
      "x > 3 && x < 5", "x >= 3 && x <= 3", "x > 3 || x < 3", "name == 'a' || name == 'b'",
      "name != 'a' && name != 'b'", "name in ['a', 'b'] && name != 'a'", "x == 3 && x <= limits.most",
      "x > 5 && limits.other < 3", "x > 5 || x < 3", "on && x > 5 || !on && x < 3", "x > 5 && share < 3.0",
      "team.exists(t, t.a > 2) && team.exists(t, t.a < 1)", "name > 'b' && name < 'a'",
    ])
  func leftAlone(text: String) throws {
    #expect(try faults(text) == [])
  }

  @Test("the second term's place is told")
  func place() throws {
    let fault = try #require(try Self.environment.compile("x > 5 && x < 3").conditionFaults().first)
    #expect(fault.offsets == 9..<14)
  }
}
