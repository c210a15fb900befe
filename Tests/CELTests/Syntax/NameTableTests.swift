@testable import CEL
import Testing

@Suite("Names")
struct NameTableTests {
  private func find(_ name: String, in table: NameTable) -> Int? {
    let bytes = Array("…\(name)…".utf8)
    let range = 3..<bytes.count - 3
    let found = table.index(
      of: SyntaxTree.Name(
        start: UInt32(range.lowerBound), end: UInt32(range.upperBound), hash: NameHash(name).value), in: bytes)
    #expect(found == table.index(of: name))
    return found
  }

  @Test("a name is found by its bytes, of repeated ones the first")
  func bytes() {
    let table = NameTable(["a", "b", "a", "e\u{301}", "", "long enough not to stand inside a word"])
    #expect(find("a", in: table) == 0)
    #expect(find("b", in: table) == 1)
    #expect(find("e\u{301}", in: table) == 3)
    #expect(find("\u{E9}", in: table) == nil)
    #expect(find("", in: table) == 4)
    #expect(find("long enough not to stand inside a word", in: table) == 5)
    #expect(find("c", in: table) == nil)
    #expect(find("a", in: NameTable()) == nil)
  }

  @Test("many names are told apart, whether they are there from the start or come one by one")
  func many() {
    let names = (0..<1000).map { "name\($0)" }
    let table = NameTable(names)
    var growing = NameTable()
    for (index, name) in names.enumerated() { #expect(growing.place(of: name) == index) }
    for (index, name) in names.enumerated() {
      #expect(find(name, in: table) == index)
      #expect(growing.place(of: name) == index)
    }
    #expect(find("name1000", in: table) == nil)
  }

  @Test("an expression of many names keeps them apart")
  func expression() throws {
    let names = (0..<60).map { "v\($0)" }
    let environment = Environment(variables: names.map { Variable($0, .int) })
    var activation = environment.activation()
    for (index, name) in names.enumerated() { activation.bind(name, to: .int(Int64(index))) }
    let program = try environment.compile((names + names.reversed()).joined(separator: " + "))
    guard case .value(.int(3540)) = program.evaluate(activation) else {
      Issue.record("not the sum")
      return
    }
    #expect(program.referencedVariables == names.sorted())
  }
}
