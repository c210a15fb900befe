import Diagnostics

/// A table of a database: where its rows begin, and what its columns are called, out of the `CREATE TABLE` that made it.
struct SQLiteTable {
  let name: String
  /// The page at the top of its tree.
  let root: Int
  /// The column that is another name for the row's id.
  private(set) var key: Int?
  private let columns: [String]

  init(name: String, root: Int, columns: [String]) {
    self.name = name
    self.root = root
    self.columns = columns
  }

  /// Nil where the statement is not understood, or where the table has no row ids.
  init?(name: String, root: Int, sql: String) {
    let bytes = Array(sql.utf8)
    guard let open = bytes.firstIndex(of: UInt8(ascii: "(")) else { return nil }
    let (parts, end) = SQLiteTable.parts(bytes, from: open + 1)
    guard end < bytes.count else { return nil }
    let options = asciiLowercased(String(decoding: bytes[end...], as: UTF8.self))
    if options.containsBytes("without") && options.containsBytes("rowid") { return nil }
    var columns: [String] = []
    var types: [String] = []
    var keys: [[String]] = []
    for part in parts {
      let words = SQLiteTable.words(part)
      guard let first = words.first else { continue }
      let plain = words.map { asciiLowercased($0.text) }
      let isConstraint =
        !first.isQuoted && ["constraint", "primary", "unique", "check", "foreign"].contains(plain[0])
      if !isConstraint {
        columns.append(first.text)
        types.append(plain.count > 1 ? plain[1] : "")
      }
      if let index = plain.firstIndex(of: "primary"), index + 1 < plain.count, plain[index + 1] == "key" {
        keys.append(isConstraint ? words[(index + 2)...].map(\.text) : [first.text])
      }
    }
    self.init(name: name, root: root, columns: columns)
    if keys.count == 1, keys[0].count == 1, let index = index(of: keys[0][0]), types[index] == "integer" { key = index }
  }

  func index(of column: String) -> Int? {
    for index in columns.indices where columns[index].hasBytes(column) { return index }
    return nil
  }

  /// What stands between commas, those in brackets and quotes not counted, up to the bracket that closes the list.
  private static func parts(_ bytes: [UInt8], from start: Int) -> (parts: [ArraySlice<UInt8>], end: Int) {
    var parts: [ArraySlice<UInt8>] = []
    var depth = 0
    var begin = start
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        let quote = bytes[index]
        index += 1
        while index < bytes.count, bytes[index] != quote { index += 1 }
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")") where depth == 0:
        parts.append(bytes[begin..<index])
        return (parts, index)
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        parts.append(bytes[begin..<index])
        begin = index + 1
      default: break
      }
      index += 1
    }
    return (parts, bytes.count)
  }

  /// Names and words, quotes taken off.
  private static func words(_ bytes: ArraySlice<UInt8>) -> [(text: String, isQuoted: Bool)] {
    var words: [(text: String, isQuoted: Bool)] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") || byte == UInt8(ascii: "'") {
        let end = bytes[(index + 1)...].firstIndex(of: byte) ?? bytes.endIndex
        words.append((String(decoding: bytes[(index + 1)..<end], as: UTF8.self), true))
        index = end < bytes.endIndex ? end + 1 : end
      } else if isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80 {
        let end = bytes[index...].firstIndex { !isLetterOrDigit($0) && $0 != UInt8(ascii: "_") && $0 < 0x80 }
        words.append((String(decoding: bytes[index..<(end ?? bytes.endIndex)], as: UTF8.self), false))
        index = end ?? bytes.endIndex
      } else {
        index += 1
      }
    }
    return words
  }
}
