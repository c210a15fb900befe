import CEL
import Diagnostics
import TestSupport
import Testing

@Suite("sortBy")
struct SortByTests {
  @Test(
    "a list is sorted by what its elements come to, and those that come to the same stay in order",
    arguments: [
      ("['ccc', 'a', 'bb'].sortBy(t, size(t))", "['a', 'bb', 'ccc']"),
      ("[3, 1, 2].sortBy(n, -n)", "[3, 2, 1]"), ("[].sortBy(n, n)", "[]"),
      ("[{'n': 'foo', 's': 0}, {'n': 'bar', 's': -10}].sortBy(e, e.s).map(e, e.n)", "['bar', 'foo']"),
      ("['b1', 'a1', 'b0'].sortBy(t, t.substring(0, 1))", "['a1', 'b1', 'b0']"),
      ("['1.5', '-2', '1e1'].sortBy(t, double(t))", "['-2', '1.5', '1e1']"),
      ("[2u, 1u].sortBy(n, n)", "[1u, 2u]"), ("[true, false].sortBy(b, b)", "[false, true]"),
      ("[b'b', b'a'].sortBy(b, b)", "[b'a', b'b']"),
      ("['90s', '1m'].sortBy(t, duration(t))", "['1m', '90s']"),
      ("[5, 3].sortBy(n, timestamp(n))", "[3, 5]"), ("dyn([2, 1]).sortBy(n, dyn(n))", "[1, 2]"),
      ("[[3, 1], [2]].map(l, l.sortBy(n, n))", "[[1, 3], [2]]"), ("[[2], [1]].sortBy(l, l[0])", "[[1], [2]]"),
      ("[3, 1, 2].sortBy(n, n).sortBy(n, -n)[0]", "3"),
      // A key that is not of the others' type, and one that has no order.
      ("[1, 2].sortBy(n, n == 1 ? dyn('a') : dyn(1))", "error: noSuchOverload"),
      ("[1].sortBy(n, dyn([n]))", "error: noSuchOverload"), ("[1, 0].sortBy(n, 1 / n)", "error: divisionByZero"),
      ("[1.0, 0.0].sortBy(n, 0.0 / n)", "error: invalidArgument"),
      ("dyn({'a': 1}).sortBy(k, k)", "error: noSuchOverload"), ("dyn(1).sortBy(k, k)", "error: noSuchOverload"),
    ])
  func sorts(source: String, expected: String) {
    #expect(Outcomes.text(source) == expected)
  }

  @Test(
    "what cannot be sorted is refused at its place",
    arguments: [
      ("[1].sortBy(n, 1️⃣[n]1️⃣)", "'sortBy' has no order for list(int)"),
      ("[1].sortBy(n, 1️⃣null1️⃣)", "'sortBy' has no order for null"),
      ("1️⃣{'a': 1}1️⃣.sortBy(k, k)", "'sortBy' sorts a list, not map(string, int)"),
      ("1️⃣11️⃣.sortBy(k, k)", "only a list or a map can be walked, not int"),
      ("[1].sortBy(1️⃣a.b1️⃣, 1)", "'sortBy' needs a simple name for its variable"),
      ("[1].1️⃣sortby1️⃣(n, n)", "there is no function 'sortby'"),
    ])
  func refused(marked: String, message: String) {
    let text = MarkedText(marked)
    let found = complaints(text.text, ConformanceTests.libraries)
    #expect(found.first?.message == message)
    #expect(found.first?.place?.offsets == text.range("1️⃣"), "\(found)")
  }

  @Test("the macro is there where the lists library is")
  func ofTheLibrary() {
    let found = complaints("[1].sortBy(n, n)", [.standard])
    #expect(found.map(\.message) == ["there is no function 'sortBy'"])
    #expect(found.first?.fix == "it is in the lists library")
    #expect(complaints("[1].sortby(n, n)", [.standard, .lists]).first?.fix == "did you mean 'sortBy'?")
  }

  @Test("its type is the list's, and it is written as it is read")
  func typed() throws {
    let program = try Outcomes.environment.compile("[ 'a' ].sortBy( t,size( t ) )")
    #expect(program.resultType == .list(.string))
    #expect(program.formatted == "['a'].sortBy(t, size(t))")
  }

  @Test("elements keep their places, and what a key does not know is unknown")
  func places() throws {
    let (environment, activation) = (ReleaseFixture.environment, ReleaseFixture.activation)
    func text(_ source: String) -> String { Outcomes.text(source, environment, activation) }
    #expect(text("data.sources.sortBy(s, s.name)[0].name") == "'a'")
    #expect(text("data.sources.sortBy(s, s.rows)[0].name") == "unknown: data.sources[2].rows")
    let trace = try environment.compile("data.sources.sortBy(s, s.name)[0].name == 'a'").trace(activation)
    #expect(Outcomes.text(trace.outcome) == "true")
    #expect(trace.reads.contains { $0.path == "data.sources" })
  }

  @Test("it costs what it costs in cel-go, where it is a bind, a map and a call, and keeps to its estimate")
  func cost() throws {
    for (source, cost) in [
      // bind 10, two reads of it 2; the list 10; the map 10 + 1, each element 12 and its key 1; the call 11 and 2 · 3².
      ("[3, 1, 2].sortBy(n, n)", 10 + 2 + 10 + 11 + 3 * 13 + 11 + 18),
      ("[].sortBy(n, n)", 10 + 2 + 10 + 11 + 11),
    ] {
      let program = try Outcomes.environment.compile(source)
      let measured = program.measure(Outcomes.environment.activation()).cost
      #expect(measured == cost, "\(source)")
      #expect(UInt64(measured) <= program.costEstimate.max && UInt64(measured) >= program.costEstimate.min, "\(source)")
    }
    let hostile = "lists.range(1000000).sortBy(n, [n].sortBy(m, m)[0])"
    #expect(Outcomes.text(hostile) == "error: costExceeded")
  }

  private func complaints(_ source: String, _ libraries: [Library]) -> [Diagnostic] {
    do {
      _ = try Environment(variables: [], libraries: libraries).compile(source)
      return []
    } catch {
      return error.diagnostics
    }
  }
}
