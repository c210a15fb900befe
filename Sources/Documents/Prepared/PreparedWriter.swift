import Diagnostics

extension Document {
  /// The prepared form of the document's trees (see `PreparedForm`), for the build to embed; nil where reading had
  /// anything to say about the file, or where something in a tree is not the file's.
  ///
  /// - Parameter isJSON: whether the file is JSON; otherwise it is YAML.
  public func preparedForm(isJSON: Bool) -> [UInt8]? {
    guard diagnostics.isEmpty else { return nil }
    var form = PreparedWriter(file)
    form.number((isJSON ? PreparedForm.Format.json : .yaml).rawValue)
    form.number(UInt64(roots.count))
    for root in roots {
      var tree = PreparedWriter(file)
      tree.node(root)
      guard tree.isWhole else { return nil }
      form.text(tree.keyTable() + tree.bytes)
    }
    return form.bytes
  }
}

/// Writes the prepared form of a tree.
struct PreparedWriter {
  private(set) var bytes: [UInt8] = []
  /// Whether everything had a place in the file.
  private(set) var isWhole = true

  private let file: SourceFile
  private let source: [UInt8]
  /// Where the last thing ended.
  private var position = 0
  private var keys: [String] = []
  private var numbers: [KeyBytes: Int] = [:]

  init(_ file: SourceFile) {
    self.file = file
    source = file.bytes
  }

  /// A number, six bits a byte.
  mutating func number(_ number: UInt64) {
    var rest = number
    while rest >= 1 << PreparedForm.bits {
      bytes.append(UInt8(rest & (1 << PreparedForm.bits - 1)) | PreparedForm.more)
      rest >>= PreparedForm.bits
    }
    bytes.append(UInt8(rest))
  }

  /// Some bytes behind their count.
  mutating func text(_ text: [UInt8]) {
    number(UInt64(text.count))
    bytes += text
  }

  /// The keys that the tree's maps have, in the order of their numbers.
  func keyTable() -> [UInt8] {
    var table = PreparedWriter(file)
    table.number(UInt64(keys.count))
    for key in keys { table.text(Array(key.utf8)) }
    return table.bytes
  }

  mutating func node(_ node: Node) {
    let offsets = offsets(of: node.range)
    switch node.content {
    case .null: scalar(.null, offsets)
    case .bool(let bool): scalar(bool ? .yes : .no, offsets)
    case .unrepresentable: scalar(.unrepresentable, offsets)
    case .integer(let integer):
      scalar(.integer, offsets)
      signed(integer)
    case .number(let value):
      scalar(.number, offsets)
      number(value.bitPattern)
    case .text(let text): write(text, at: offsets)
    case .list(let elements):
      begin(.list, offsets, count: elements.count)
      for element in elements { self.node(element) }
      end(offsets)
    case .map(let entries):
      begin(.map, offsets, count: entries.count)
      for entry in entries {
        number(UInt64(keyNumber(entry.key)))
        place(self.offsets(of: entry.keyRange))
        self.node(entry.value)
      }
      end(offsets)
    }
  }

  private mutating func write(_ text: String, at offsets: Range<Int>) {
    if source[offsets].elementsEqual(text.utf8) { return scalar(.plainText, offsets) }
    if offsets.count >= 2, source[offsets].dropFirst().dropLast().elementsEqual(text.utf8) {
      return scalar(.quotedText, offsets)
    }
    scalar(.ownText, offsets)
    self.text(Array(text.utf8))
  }

  private mutating func scalar(_ kind: PreparedForm.Kind, _ offsets: Range<Int>) {
    number(kind.rawValue)
    place(offsets)
  }

  private mutating func begin(_ kind: PreparedForm.Kind, _ offsets: Range<Int>, count: Int) {
    number(kind.rawValue)
    move(to: offsets.lowerBound)
    number(UInt64(count))
  }

  private mutating func end(_ offsets: Range<Int>) {
    move(to: offsets.upperBound)
  }

  private mutating func place(_ offsets: Range<Int>) {
    move(to: offsets.lowerBound)
    number(UInt64(offsets.count))
    position = offsets.upperBound
  }

  private mutating func move(to offset: Int) {
    signed(Int64(offset - position))
    position = offset
  }

  private mutating func signed(_ value: Int64) {
    number(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  private mutating func keyNumber(_ key: String) -> Int {
    if let number = numbers[KeyBytes(text: key)] { return number }
    numbers[KeyBytes(text: key)] = keys.count
    keys.append(key)
    return keys.count - 1
  }

  private mutating func offsets(of range: SourceRange) -> Range<Int> {
    guard range.file === file, let offsets = range.offsets, offsets.upperBound <= source.count else {
      isWhole = false
      return 0..<0
    }
    return offsets
  }
}
