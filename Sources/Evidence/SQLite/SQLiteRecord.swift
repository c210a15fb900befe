/// A value in a row.
enum SQLiteValue: Equatable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  /// Bytes, of which nobody asks for more than that they are there.
  case blob

  var text: String? {
    switch self {
    case .text(let text): text
    case .integer(let integer): String(integer)
    case .real(let number): String(number)
    case .null, .blob: nil
    }
  }

  var integer: Int64? {
    switch self {
    case .integer(let integer): integer
    case .real(let number): Int64(exactly: number)
    case .text(let text): Int64(text)
    case .null, .blob: nil
    }
  }

  var number: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .real(let number): number
    case .text(let text): plainNumber(text)
    case .null, .blob: nil
    }
  }
}

/// A row of a table; its values by the names of columns.
struct SQLiteRow {
  let table: SQLiteTable
  let id: Int64
  let values: [SQLiteValue]

  /// The value in a column: null where there is no such column, or where it was added after the row.
  subscript(column: String) -> SQLiteValue {
    guard let index = table.index(of: column) else { return .null }
    let value = index < values.count ? values[index] : .null
    // The key of whole numbers is the row's id, and not kept a second time.
    return value == .null && index == table.key ? .integer(id) : value
  }
}

/// How rows are written: the types of all values, then the values.
enum SQLiteRecord {
  static func values(_ record: ArraySlice<UInt8>) -> [SQLiteValue]? {
    let bytes = Array(record)
    var offset = 0
    guard let length = variable(bytes, &offset, bytes.count), length >= Int64(offset), length <= bytes.count else {
      return nil
    }
    let headerEnd = Int(length)
    var body = headerEnd
    var values: [SQLiteValue] = []
    while offset < headerEnd {
      guard let type = variable(bytes, &offset, headerEnd), type >= 0, let value = value(type, bytes, &body) else {
        return nil
      }
      values.append(value)
    }
    return values
  }

  private static func value(_ type: Int64, _ bytes: [UInt8], _ offset: inout Int) -> SQLiteValue? {
    func take(_ count: Int) -> ArraySlice<UInt8>? {
      guard count <= bytes.count - offset else { return nil }
      defer { offset += count }
      return bytes[offset..<(offset + count)]
    }
    switch type {
    case 0: return .null
    case 1...6:
      let sizes = [1, 2, 3, 4, 6, 8]
      guard let taken = take(sizes[Int(type) - 1]), let first = taken.first else { return nil }
      // Two's complement: the first byte has the sign.
      return .integer(taken.dropFirst().reduce(Int64(Int8(bitPattern: first))) { $0 << 8 | Int64($1) })
    case 7:
      guard let taken = take(8) else { return nil }
      return .real(Double(bitPattern: taken.reduce(0) { $0 << 8 | UInt64($1) }))
    case 8: return .integer(0)
    case 9: return .integer(1)
    case 10, 11: return nil
    default:
      guard type <= 1 << 40, let taken = take((Int(type) - 12) / 2) else { return nil }
      return type % 2 == 0 ? .blob : .text(String(decoding: taken, as: UTF8.self))
    }
  }

  /// A whole number in one to nine bytes; nil where they end before it does.
  static func variable(_ bytes: [UInt8], _ offset: inout Int, _ end: Int) -> Int64? {
    var value: UInt64 = 0
    for count in 0..<9 {
      guard offset < end else { return nil }
      let byte = bytes[offset]
      offset += 1
      if count == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
      value = value << 7 | UInt64(byte & 0x7F)
      if byte & 0x80 == 0 { return Int64(bitPattern: value) }
    }
    return nil
  }
}
