@testable import Evidence

/// Writes a small database file of SQLite, by the same document that the reader is written by: tables of rows, on as many
/// pages as they take.
struct DatabaseWriter {
  private let pageSize: Int
  private var pages: [[UInt8]] = []
  private var tables: [(name: String, sql: String, root: Int)] = []

  init(pageSize: Int = 4096) {
    self.pageSize = pageSize
    // Page 1 is written last.
    pages.append([])
  }

  /// Adds a table; the rows get the ids 1, 2, 3 ….
  mutating func add(_ name: String, _ columns: String, _ rows: [[SQLiteValue]]) {
    let root = write(rows)
    tables.append((name, "CREATE TABLE \"\(name)\" (\(columns))", root))
  }

  /// The file.
  func bytes(isLogged: Bool = false) -> [UInt8] {
    let cells = tables.enumerated().map { index, table in
      cell(
        index + 1,
        [.text("table"), .text(table.name), .text(table.name), .integer(Int64(table.root)), .text(table.sql)])
    }
    var first = leaf(cells.map(\.0), room: pageSize - 100, offset: 100)
    var header = Array("SQLite format 3\0".utf8) + big(pageSize == 65_536 ? 1 : pageSize, 2)
    header += [isLogged ? 2 : 1, isLogged ? 2 : 1, 0, 64, 32, 32]
    header += [UInt8](repeating: 0, count: 56 - header.count) + big(1, 4)
    header += [UInt8](repeating: 0, count: 100 - header.count)
    first = header + first
    return first + pages.dropFirst().flatMap { $0 }
  }

  private mutating func write(_ rows: [[SQLiteValue]]) -> Int {
    var leaves: [(cells: [[UInt8]], last: Int)] = [([], 0)]
    var room = pageSize - 8
    for (index, row) in rows.enumerated() {
      var (cell, overflow) = cell(index + 1, row)
      if !overflow.isEmpty { cell += big(addOverflow(overflow), 4) }
      if room < cell.count + 2 {
        leaves.append(([], 0))
        room = pageSize - 8
      }
      room -= cell.count + 2
      leaves[leaves.count - 1].cells.append(cell)
      leaves[leaves.count - 1].last = index + 1
    }
    var level = leaves.map { leaf in
      pages.append(self.leaf(leaf.cells, room: pageSize, offset: 0))
      return (number: pages.count, last: leaf.last)
    }
    // Inner pages over the leaves, and over those, until one is at the top.
    while level.count > 1 {
      let most = (pageSize - 12) / 12
      level = stride(from: 0, to: level.count, by: most).map { start in
        let children = level[start..<min(start + most, level.count)]
        let cells = children.dropLast().map { big($0.number, 4) + variable($0.last) }
        let last = children[children.endIndex - 1]
        pages.append(page(kind: 5, cells: cells, room: pageSize, offset: 0, rightmost: last.number))
        return (pages.count, last.last)
      }
    }
    return level[0].number
  }

  private mutating func addOverflow(_ bytes: [UInt8]) -> Int {
    let first = pages.count + 1
    var rest = bytes[...]
    while !rest.isEmpty {
      let taken = rest.prefix(pageSize - 4)
      rest = rest.dropFirst(taken.count)
      let next = big(rest.isEmpty ? 0 : pages.count + 2, 4)
      pages.append(next + taken + [UInt8](repeating: 0, count: pageSize - 4 - taken.count))
    }
    return first
  }

  private func leaf(_ cells: [[UInt8]], room: Int, offset: Int) -> [UInt8] {
    page(kind: 13, cells: cells, room: room, offset: offset, rightmost: nil)
  }

  private func page(kind: UInt8, cells: [[UInt8]], room: Int, offset: Int, rightmost: Int?) -> [UInt8] {
    var content: [UInt8] = []
    var pointers: [UInt8] = []
    for cell in cells {
      content = cell + content
      pointers += big(offset + room - content.count, 2)
    }
    let start = offset + room - content.count
    let header =
      [kind, 0, 0] + big(cells.count, 2) + big(start, 2) + [0] + (rightmost.map { big($0, 4) } ?? []) + pointers
    return header + [UInt8](repeating: 0, count: room - header.count - content.count) + content
  }

  /// A cell, and what of its row does not fit on a leaf.
  private func cell(_ id: Int, _ values: [SQLiteValue]) -> (cell: [UInt8], overflow: [UInt8]) {
    var types: [UInt8] = []
    var body: [UInt8] = []
    for value in values {
      switch value {
      case .null: types += variable(0)
      case .integer(let integer):
        types += variable(6)
        body += (0..<8).reversed().map { UInt8(truncatingIfNeeded: integer >> ($0 * 8)) }
      case .real(let number):
        types += variable(7)
        body += (0..<8).reversed().map { UInt8(truncatingIfNeeded: number.bitPattern >> ($0 * 8)) }
      case .text(let text):
        types += variable(13 + 2 * text.utf8.count)
        body += text.utf8
      case .blob:
        types += variable(12 + 2 * 3)
        body += [1, 2, 3]
      }
    }
    // One byte, or two where the header is longer than 127.
    let length = types.count + 1 < 128 ? types.count + 1 : types.count + 2
    let record = variable(length) + types + body
    let most = pageSize - 35
    var local = record.count
    if record.count > most {
      let least = (pageSize - 12) * 32 / 255 - 23
      let some = least + (record.count - least) % (pageSize - 4)
      local = some <= most ? some : least
    }
    return (variable(record.count) + variable(id) + record.prefix(local), Array(record.dropFirst(local)))
  }

  private func variable(_ value: Int) -> [UInt8] {
    var groups = [UInt8(value & 0x7F)]
    var rest = value >> 7
    while rest > 0 {
      groups.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return groups.reversed()
  }

  private func big(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}
