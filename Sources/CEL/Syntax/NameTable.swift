internal import Diagnostics

/// Names and where they stand in a list, found by their UTF-8 bytes: in an expression a name is a stretch of the
/// source, and to look it up no text is made of it. Of a name that is there twice the first is found.
struct NameTable: Sendable {
  private(set) var names: [String] = []
  private var slots = HashSlots()

  init(_ names: [String] = []) {
    slots.reserve(names.count)
    self.names.reserveCapacity(names.count)
    for name in names { append(name) }
  }

  private mutating func append(_ name: String) {
    let hash = NameHash(name).value
    if slots.first(hash: hash, where: { sameBytes(names[$0], name) }) == nil { slots.insert(names.count, hash: hash) }
    names.append(name)
  }

  /// The place of a name, which is put at the end where it is not there yet.
  mutating func place(of name: String) -> Int {
    if let index = index(of: name) { return index }
    append(name)
    return names.count - 1
  }

  func index(of name: String) -> Int? {
    slots.first(hash: NameHash(name).value) { sameBytes(names[$0], name) }
  }

  /// The place of a name of an expression.
  func index(of name: SyntaxTree.Name, in bytes: [UInt8]) -> Int? {
    slots.first(hash: name.hash) { name.isSpelled(names[$0], in: bytes) }
  }
}

/// The hash by which names are found: FNV-1a, which the lexer works out byte by byte as it reads them.
struct NameHash {
  private(set) var value: UInt32 = 2_166_136_261

  init() {}

  init(_ name: String) { add(name) }

  mutating func add(_ name: String) {
    let bytes = name.utf8.span
    for index in bytes.indices { add(bytes[index]) }
  }

  mutating func add(_ byte: UInt8) { value = (value ^ UInt32(byte)) &* 16_777_619 }
}

/// Numbers by hashes, openly addressed. What a hash stands for is compared by the one who asks.
struct HashSlots: Sendable {
  private struct Slot: Sendable {
    var hash: UInt32 = 0
    /// -1 where the slot is free.
    var index: Int32 = -1
  }

  /// A power of two of them, or none; at least a quarter is free.
  private var slots: [Slot] = []
  private var count = 0

  mutating func reserve(_ capacity: Int) {
    guard capacity > 0 else { return }
    var size = 4
    while size * 3 < capacity * 4 { size *= 2 }
    guard size > slots.count else { return }
    let old = slots
    slots = [Slot](size, of: Slot())
    for slot in old where slot.index >= 0 { place(slot) }
  }

  mutating func insert(_ index: Int, hash: UInt32) {
    count += 1
    if count * 4 > slots.count * 3 { reserve(count * 2) }
    place(Slot(hash: hash, index: Int32(index)))
  }

  private mutating func place(_ slot: Slot) {
    var position = Int(slot.hash) & (slots.count - 1)
    while slots[position].index >= 0 { position = (position + 1) & (slots.count - 1) }
    slots[position] = slot
  }

  /// The first number under a hash that is meant.
  func first(hash: UInt32, where isMeant: (Int) -> Bool) -> Int? {
    guard !slots.isEmpty else { return nil }
    var position = Int(hash) & (slots.count - 1)
    while slots[position].index >= 0 {
      if slots[position].hash == hash, isMeant(Int(slots[position].index)) { return Int(slots[position].index) }
      position = (position + 1) & (slots.count - 1)
    }
    return nil
  }
}
