/// The tables of a database file of SQLite, read by its documented format (sqlite.org/fileformat2.html) and by nothing
/// else: no statement is run, no index or trigger looked at, nothing written. A file from a stranger costs no more than
/// its size: each page is visited once, and what does not add up is an error.
///
/// ```swift
/// let database = try SQLiteFile(bytes)
/// for row in try database.rows(of: "runs") { names.append(row["name"].text) }
/// ```
struct SQLiteFile {
  /// Why a file cannot be read.
  enum Failure: Error, Equatable {
    case notADatabase
    case otherEncoding
    /// What is wrong, and on which page, from 1.
    case corrupt(String, page: Int)
  }

  /// Whether changes may stand in a second file beside it (`-wal`).
  let usesWriteAheadLog: Bool

  private let bytes: [UInt8]
  private let pageSize: Int
  /// What of a page is used.
  private let usable: Int
  private var tables: [SQLiteTable] = []

  init(_ bytes: [UInt8]) throws(Failure) {
    guard bytes.count >= 100, bytes.starts(with: "SQLite format 3\0".utf8) else { throw .notADatabase }
    let stated = Int(bytes[16]) << 8 | Int(bytes[17])
    let size = stated == 1 ? 65_536 : stated
    guard size >= 512, size & (size - 1) == 0, size <= bytes.count, size - Int(bytes[20]) >= 480 else {
      throw .notADatabase
    }
    // 0 where nothing was ever written.
    let encoding = bytes[56..<60].reduce(0) { $0 << 8 | Int($1) }
    guard encoding <= 1 else { throw .otherEncoding }
    self.bytes = bytes
    pageSize = size
    usable = size - Int(bytes[20])
    usesWriteAheadLog = bytes[19] == 2
    let master = SQLiteTable(name: "sqlite_master", root: 1, columns: ["type", "name", "tbl_name", "rootpage", "sql"])
    var tables: [SQLiteTable] = []
    try forEachRow(of: master) { row in
      guard row["type"].text?.hasBytes("table") == true, let name = row["name"].text, let sql = row["sql"].text,
        let root = row["rootpage"].integer, let table = SQLiteTable(name: name, root: Int(clamping: root), sql: sql)
      else { return }
      tables.append(table)
    }
    self.tables = tables
  }

  /// Whether there is such a table.
  func has(_ name: String) -> Bool { table(name) != nil }

  private func table(_ name: String) -> SQLiteTable? { tables.first { $0.name.hasBytes(name) } }

  /// All rows of a table, in the order of their row ids; none where there is no such table.
  func rows(of name: String) throws(Failure) -> [SQLiteRow] {
    guard let table = table(name) else { return [] }
    var rows: [SQLiteRow] = []
    try forEachRow(of: table) { rows.append($0) }
    return rows
  }

  // MARK: - Pages

  private var pageCount: Int { bytes.count / pageSize }

  /// Walks the tree of a table: inner pages hold the numbers of pages below them, leaves hold rows.
  private func forEachRow(of table: SQLiteTable, _ body: (SQLiteRow) -> Void) throws(Failure) {
    var pending = [table.root]
    var visited = 0
    // Rows do not share bytes: together they are no longer than the file.
    var budget = bytes.count
    while let number = pending.popLast() {
      visited += 1
      guard visited <= pageCount else { throw .corrupt("the pages of '\(table.name)' form a circle", page: number) }
      let page = try page(number)
      // Page 1 begins with the header of the file.
      let header = page.lowerBound + (number == 1 ? 100 : 0)
      let kind = bytes[header]
      let cells = integer(header + 3, 2)
      let pointers = header + (kind == 5 ? 12 : 8)
      guard kind == 5 || kind == 13 else { throw .corrupt("it is no page of a table", page: number) }
      guard pointers + cells * 2 <= page.upperBound else { throw .corrupt("it has more cells than room", page: number) }
      if kind == 5 { pending.append(integer(header + 8, 4)) }
      // The page that is pushed last is visited first.
      for index in (0..<cells).reversed() where kind == 5 {
        let cell = page.lowerBound + integer(pointers + index * 2, 2)
        guard cell + 4 <= page.upperBound else { throw .corrupt("a cell lies outside", page: number) }
        pending.append(integer(cell, 4))
      }
      for index in 0..<cells where kind == 13 {
        let cell = page.lowerBound + integer(pointers + index * 2, 2)
        body(try row(at: cell, of: table, number, page, &budget))
      }
    }
  }

  private func page(_ number: Int) throws(Failure) -> Range<Int> {
    guard number >= 1, number <= pageCount else { throw .corrupt("there is no such page", page: number) }
    return (number - 1) * pageSize..<number * pageSize
  }

  private func integer(_ offset: Int, _ count: Int) -> Int {
    var value = 0
    for index in offset..<(offset + count) { value = value << 8 | Int(bytes[index]) }
    return value
  }

  // MARK: - Rows

  private func row(
    at cell: Int, of table: SQLiteTable, _ number: Int, _ page: Range<Int>, _ budget: inout Int
  ) throws(Failure) -> SQLiteRow {
    var offset = cell
    guard let length = SQLiteRecord.variable(bytes, &offset, page.upperBound),
      let id = SQLiteRecord.variable(bytes, &offset, page.upperBound), length >= 0, length <= bytes.count
    else { throw .corrupt("a cell is cut off", page: number) }
    let size = Int(length)
    budget -= size
    guard budget >= 0 else { throw .corrupt("rows overlap", page: number) }
    let local = localSize(of: size)
    guard offset + local + (local < size ? 4 : 0) <= page.upperBound else {
      throw .corrupt("a cell is longer than its page", page: number)
    }
    let record: ArraySlice<UInt8>
    if local == size {
      record = bytes[offset..<(offset + size)]
    } else {
      var whole = Array(bytes[offset..<(offset + local)])
      try appendOverflow(to: &whole, upTo: size, from: integer(offset + local, 4), number)
      record = whole[...]
    }
    guard let values = SQLiteRecord.values(record) else { throw .corrupt("a row does not add up", page: number) }
    return SQLiteRow(table: table, id: id, values: values)
  }

  /// How much of a row stands on its leaf; the rest is on pages of its own.
  private func localSize(of size: Int) -> Int {
    guard size > usable - 35 else { return size }
    let least = (usable - 12) * 32 / 255 - 23
    let some = least + (size - least) % (usable - 4)
    return some <= usable - 35 ? some : least
  }

  private func appendOverflow(
    to record: inout [UInt8], upTo size: Int, from first: Int, _ number: Int
  ) throws(Failure) {
    var next = first
    // Each page of the chain holds some of the row, so that it ends with the row.
    while record.count < size {
      guard next != 0 else { throw .corrupt("a row is cut off", page: number) }
      let page = try page(next)
      next = integer(page.lowerBound, 4)
      let taken = min(usable - 4, size - record.count)
      record += bytes[(page.lowerBound + 4)..<(page.lowerBound + 4 + taken)]
    }
  }
}
