import Testing

@testable import CEL

@Suite("Patterns that stand in expressions")
struct PatternTableTests {
  @Test("are compiled once")
  func once() throws {
    let table = PatternTable()
    let first = try table.pattern("(?i)bank|credit")
    #expect(try table.pattern("(?i)bank|credit") === first)
    #expect(try table.pattern("(?i)bank") !== first)
  }

  @Test("are told apart by their bytes, not by what Swift takes for the same text")
  func bytes() throws {
    let table = PatternTable()
    let (composed, decomposed) = ("^\u{E9}$", "^e\u{301}$")
    try #require(composed == decomposed)
    #expect(try table.pattern(composed).matches("\u{E9}"))
    #expect(try !table.pattern(decomposed).matches("\u{E9}"))
  }

  @Test("are complained about wherever they stand")
  func wrong() {
    let table = PatternTable()
    for _ in 0..<2 { #expect(throws: EvaluationError.self) { try table.pattern("a(") } }
  }

  @Test("are compiled as often as they come where there are very many")
  func many() throws {
    let table = PatternTable()
    for number in 0..<500 { _ = try table.pattern("\(number)") }
    let late = try table.pattern("late")
    #expect(late.matches("too late"))
    #expect(try table.pattern("late") !== late)
    #expect(try table.pattern("1") === table.pattern("1"))
  }

  @Test("are shared by the environments that are made of one another")
  func shared() throws {
    let environment = Environment(variables: [Variable("name", .string)], libraries: .all)
    let further = environment.adding([Variable("other", .string)])
    let first = try environment.compile("name.matches('a+b')").checked.patterns.values.first
    let second = try further.compile("other == '' || other.matches('a+b')").checked.patterns.values.first
    #expect(first != nil && first === second)
  }
}
