import CEL
import Diagnostics
import Testing

@Suite("Cost estimates")
struct CostEstimateTests {
  private static let person = ObjectType(
    name: "person",
    fields: [
      .init(name: "name", type: .string, size: SizeBounds(least: 1, most: 40)),
      .init(name: "tags", type: .list(.string), size: SizeBounds(most: 5, elements: SizeBounds(most: 20))),
      .init(name: "role", type: .enumeration(Enumeration(name: "role", values: ["admin", "user"]))),
      .init(name: "note", type: .string),
    ])

  private static let variables = [
    Variable("s", .string, size: SizeBounds(most: 100)), Variable("open", .string),
    Variable("names", .list(.string), size: SizeBounds(most: 20, elements: SizeBounds(most: 64))),
    Variable("people", .list(.object(person)), size: SizeBounds(most: 10)), Variable("p", .object(person)),
    Variable(
      "limits", .map(.string, .string),
      size: SizeBounds(most: 8, keys: SizeBounds(most: 10), values: SizeBounds(most: 30))),
    Variable("d", .dyn), Variable("n", .int),
  ]

  private static func environment(limit: UInt64? = nil) -> Environment {
    var options = Environment.Options()
    options.estimateLimit = limit
    return Environment(variables: variables, libraries: ConformanceTests.libraries, options: options)
  }

  @Test(
    "sizes that are declared bound what an expression may cost",
    arguments: [
      ("n + 1", "2...2"), ("s == 'abc'", "2...2"), ("s.startsWith(s)", "2...12"), ("s.contains('b')", "1...11"),
      ("s.matches('a+b+')", "2...12"), ("p.name == s", "4...7"), ("p.role == 'admin'", "3...3"),
      ("s in names", "2...22"), ("s in limits", "3...3"),
      ("names.all(x, x == s)", "2...242"), ("names.exists(x, x.startsWith('a'))", "2...122"),
      ("people.all(q, q.tags.exists(t, t == q.name))", "2...512"),
      ("people.map(q, q.name).all(x, x.size() > 3)", "13...213"),
      ("people.filter(q, q.tags.size() > 1).all(q, q.name == s)", "13...283"),
      ("limits.all(k, limits[k].startsWith('x'))", "2...58"),
      ("limits.exists(k, v, v == k)", "2...58"),
      ("n > 0 ? s : open", "3...3"),
    ])
  func bounded(source: String, expected: String) throws {
    #expect(try Self.environment().compile(source).costEstimate.description == expected)
  }

  @Test(
    "what depends on input of any size has no bound",
    arguments: [
      "open.matches(open)", "[open].all(x, open.contains(x))", "d.all(x, x == 1)", "p.note.contains(s)",
      "open.split(',').all(x, x == s)",
    ])
  func unbounded(source: String) throws {
    #expect(try Self.environment().compile(source).costEstimate.max > 1 << 56)
  }

  private func complaint(_ source: String, limit: UInt64) -> String {
    do {
      _ = try Self.environment(limit: limit).compile(source)
      return "compiles"
    } catch {
      let bytes = Array(source.utf8)
      return error.diagnostics.map { diagnostic in
        let place = diagnostic.place?.offsets.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "nowhere"
        return "\(diagnostic.id): \(diagnostic.message): \(place)"
      }.joined(separator: "; ")
    }
  }

  @Test("an expression that may cost more than the limit is not compiled; the smallest part that may is pointed at")
  func limit() {
    #expect(complaint("names.all(x, x == s)", limit: 242) == "compiles")
    #expect(
      complaint("n > 0 && names.all(x, x == s)", limit: 241)
        == "cel.cost: this may cost up to 242 units, and 241 are allowed: names.all(x, x == s)")
    #expect(
      complaint("n > 0 && open.contains(s) && n < 9", limit: 1_000_000)
        == "cel.cost: nothing bounds what this may cost, and 1000000 units are allowed: open.contains(s)")
    #expect(complaint("d.all(x, x == open)", limit: 100).hasPrefix("cel.cost: nothing bounds"))
  }
}
