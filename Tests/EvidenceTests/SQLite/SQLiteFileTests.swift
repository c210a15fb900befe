import Testing

@testable import Evidence

@Suite("A database file of SQLite")
struct SQLiteFileTests {
  private static func database(pageSize: Int = 512, rows: Int = 3, text: String = "x") -> [UInt8] {
    var writer = DatabaseWriter(pageSize: pageSize)
    writer.add(
      "t", "id INTEGER NOT NULL, \"the name\" VARCHAR(3), n FLOAT, CONSTRAINT pk PRIMARY KEY (id), CHECK (n IN (1, 2))",
      (1...rows).map { [.null, .text("\($0)" + text), .real(Double($0) / 2)] })
    writer.add("other", "a, b", [[.blob]])
    return writer.bytes()
  }

  @Test("gives its rows, over pages and beyond them", arguments: [512, 1024, 4096, 65_536], [1, 300])
  func rows(pageSize: Int, length: Int) throws {
    let text = String(repeating: "y", count: length * 10)
    let file = try SQLiteFile(SQLiteFileTests.database(pageSize: pageSize, rows: 100, text: text))
    let rows = try file.rows(of: "t")
    #expect(rows.map { $0["id"] } == (1...100).map { .integer($0) })
    #expect(rows.map { $0["the name"] } == (1...100).map { .text("\($0)" + text) })
    #expect(rows[2]["n"] == .real(1.5))
    #expect(rows[0]["no such column"] == .null)
    #expect(try file.rows(of: "other").map { [$0["a"], $0["b"]] } == [[.blob, .null]])
    #expect(try file.rows(of: "gone").isEmpty)
  }

  @Test(
    "that is none, cut off or has another encoding is refused",
    arguments: [([UInt8]([]), "notADatabase"), (Array("SQLite format 3\0".utf8), "notADatabase")])
  func none(bytes: [UInt8], failure: String) {
    #expect(throws: SQLiteFile.Failure.notADatabase) { try SQLiteFile(bytes) }
  }

  @Test("in UTF-16 is refused")
  func encoding() {
    var bytes = SQLiteFileTests.database()
    bytes[59] = 2
    #expect(throws: SQLiteFile.Failure.otherEncoding) { try SQLiteFile(bytes) }
  }

  @Test("that is broken anywhere ends, and never gives more rows than it has")
  func broken() {
    let good = SQLiteFileTests.database(rows: 4, text: String(repeating: "z", count: 600))
    for offset in 0..<good.count {
      for value in [UInt8(1), 0xFF] where good[offset] != value {
        var bytes = good
        bytes[offset] = value
        guard let file = try? SQLiteFile(bytes), let rows = try? file.rows(of: "t") else { continue }
        #expect(rows.count <= bytes.count)
      }
    }
    for length in stride(from: 0, to: good.count, by: 97) {
      _ = try? SQLiteFile(Array(good.prefix(length))).rows(of: "t")
    }
  }

  @Test("whose pages form a circle is refused")
  func circle() {
    var bytes = SQLiteFileTests.database(rows: 40, text: String(repeating: "z", count: 60))
    // The root of the table is its last page but the other table's one; its rightmost child becomes itself.
    let pages = bytes.count / 512
    let root = pages - 1
    let offset = (root - 1) * 512 + 8
    bytes.replaceSubrange(offset..<(offset + 4), with: [0, 0, 0, UInt8(root)])
    #expect(throws: SQLiteFile.Failure.self) { try SQLiteFile(bytes).rows(of: "t") }
  }

  @Test(
    "has the columns that its statements name",
    arguments: [
      ("CREATE TABLE t (a INTEGER PRIMARY KEY, [b] TEXT, `c d` NUM DEFAULT ',(')", "a b c d", "a"),
      (
        "create table \"t\" (\n\ta VARCHAR(3) NOT NULL, \n\tb INTEGER, c BIGINT DEFAULT '0' NOT NULL, \n\tPRIMARY KEY (b)\n)",
        "a b c", "b"
      ),
      ("CREATE TABLE t (a INTEGER, b INTEGER, PRIMARY KEY (a, b))", "a b", "–"),
      ("CREATE TABLE t (a BIGINT PRIMARY KEY, \"primary\" TEXT)", "a primary", "–"),
    ])
  func statements(sql: String, columns: String, key: String) throws {
    let table = try #require(SQLiteTable(name: "t", root: 2, sql: sql))
    let names = columns == "a b c d" ? ["a", "b", "c d"] : columns.split(separator: " ").map(String.init)
    #expect(names.map { table.index(of: $0) } == names.indices.map { $0 })
    #expect(table.key.map { names[$0] } ?? "–" == key)
  }

  @Test(
    "does not know a table without row ids, or a statement that breaks off",
    arguments: ["CREATE TABLE t (a) WITHOUT ROWID", "CREATE TABLE t (a", "CREATE VIRTUAL TABLE t"])
  func unknown(sql: String) {
    #expect(SQLiteTable(name: "t", root: 2, sql: sql) == nil)
  }
}
