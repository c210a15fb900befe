import Diagnostics

/// Finds a key that a map already has, by its bytes: `é` written in two ways is two keys, as other programs see it.
///
/// Small maps are searched; from a dozen entries on a table is kept, so that a map of a million keys stays linear.
struct RepeatedKeys {
  private var table: [KeyBytes: Int] = [:]
  private static let searched = 12

  /// The index of the entry that already has the key; nil where there is none, and the caller then appends it.
  mutating func earlier(_ key: String, in entries: [Node.Entry]) -> Int? {
    if entries.count < Self.searched {
      for index in entries.indices where sameBytes(entries[index].key, key) { return index }
      return nil
    }
    if table.isEmpty {
      table.reserveCapacity(entries.count * 4)
      for (index, entry) in entries.enumerated() { table[KeyBytes(text: entry.key)] = index }
    }
    let key = KeyBytes(text: key)
    if let index = table[key] { return index }
    table[key] = entries.count
    return nil
  }
}

/// A text that is compared by its bytes; Swift's own comparison is by canonical equivalence.
struct KeyBytes: Hashable {
  var text: String

  static func == (a: Self, b: Self) -> Bool { sameBytes(a.text, b.text) }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}
