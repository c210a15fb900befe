import Diagnostics

/// Builds trees from their prepared form. The form comes out of the executable itself; all the same nothing in it is
/// trusted: every count, place and text is held against what is there.
struct PreparedReader {
  /// The form is not what `PreparedWriter` writes.
  struct Damage: Error {
    /// Where this was found.
    var offset: Int
  }

  private let file: SourceFile
  private var at = 0
  /// Where the last thing ended.
  private var position = 0
  private var keys: [String] = []
  /// No list of ours is longer: a damaged count must not take memory before it is found out.
  private static let reserved = 4096

  init(_ file: SourceFile) {
    self.file = file
  }

  /// The trees, or only the first.
  mutating func roots(
    _ form: Span<UInt8>, _ source: Span<UInt8>, firstOnly: Bool
  ) throws(Damage) -> [Node] {
    guard PreparedForm.Format(rawValue: try number(form)) != nil else { throw damage }
    let count = try count(form)
    var roots: [Node] = []
    for _ in 0..<(firstOnly ? min(count, 1) : count) {
      let end = try self.count(form) + at
      position = 0
      try readKeys(form)
      roots.append(try node(form, source, depth: 0))
      guard at == end else { throw damage }
    }
    guard firstOnly || at == form.count else { throw damage }
    return roots
  }

  private mutating func readKeys(_ form: Span<UInt8>) throws(Damage) {
    let count = try count(form)
    keys.removeAll()
    keys.reserveCapacity(count)
    for _ in 0..<count { keys.append(try ownText(form)) }
  }

  private mutating func node(_ form: Span<UInt8>, _ source: Span<UInt8>, depth: Int) throws(Damage) -> Node {
    guard let kind = PreparedForm.Kind(rawValue: try number(form)) else { throw damage }
    switch kind {
    case .list: return try list(form, source, depth: depth + 1)
    case .map: return try map(form, source, depth: depth + 1)
    default: break
    }
    let offsets = try place(form, source)
    let content: Node.Content =
      switch kind {
      case .null: .null
      case .no: .bool(false)
      case .yes: .bool(true)
      case .unrepresentable: .unrepresentable
      case .integer: .integer(try signed(form))
      case .number: .number(Double(bitPattern: try number(form)))
      case .plainText: .text(text(source, offsets))
      case .quotedText: .text(try quotedText(source, offsets))
      default: .text(try ownText(form))
      }
    return Node(content, at: SourceRange(file: file, offsets: offsets))
  }

  private mutating func list(_ form: Span<UInt8>, _ source: Span<UInt8>, depth: Int) throws(Damage) -> Node {
    let start = try begin(form, source, depth)
    let count = try count(form)
    var elements: [Node] = []
    elements.reserveCapacity(min(count, Self.reserved))
    for _ in 0..<count { elements.append(try node(form, source, depth: depth)) }
    return Node(.list(elements), at: try range(from: start, form, source))
  }

  private mutating func map(_ form: Span<UInt8>, _ source: Span<UInt8>, depth: Int) throws(Damage) -> Node {
    let start = try begin(form, source, depth)
    let count = try count(form)
    var entries: [Node.Entry] = []
    entries.reserveCapacity(min(count, Self.reserved))
    for _ in 0..<count {
      let key = try number(form)
      guard key < UInt64(keys.count) else { throw damage }
      let keyRange = SourceRange(file: file, offsets: try place(form, source))
      entries.append(
        Node.Entry(key: keys[Int(key)], keyRange: keyRange, value: try node(form, source, depth: depth)))
    }
    return Node(.map(entries), at: try range(from: start, form, source))
  }

  // MARK: - Places

  private mutating func begin(_ form: Span<UInt8>, _ source: Span<UInt8>, _ depth: Int) throws(Damage) -> Int {
    guard depth <= Limits.deepest else { throw damage }
    return try move(form, source)
  }

  private mutating func range(
    from start: Int, _ form: Span<UInt8>, _ source: Span<UInt8>
  ) throws(Damage) -> SourceRange {
    let end = try move(form, source)
    guard start <= end else { throw damage }
    return SourceRange(file: file, offsets: start..<end)
  }

  @inline(__always)
  private mutating func place(_ form: Span<UInt8>, _ source: Span<UInt8>) throws(Damage) -> Range<Int> {
    let start = try move(form, source)
    let length = try number(form)
    guard length <= UInt64(source.count - start) else { throw damage }
    position = start + Int(length)
    return start..<position
  }

  @inline(__always)
  private mutating func move(_ form: Span<UInt8>, _ source: Span<UInt8>) throws(Damage) -> Int {
    let (offset, overflows) = position.addingReportingOverflow(Int(try signed(form)))
    guard !overflows, offset >= 0, offset <= source.count else { throw damage }
    position = offset
    return offset
  }

  // MARK: - Texts and numbers

  private func text(_ bytes: Span<UInt8>, _ offsets: Range<Int>) -> String {
    unsafe bytes.extracting(offsets).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  private func quotedText(_ source: Span<UInt8>, _ offsets: Range<Int>) throws(Damage) -> String {
    guard offsets.count >= 2 else { throw damage }
    return text(source, (offsets.lowerBound + 1)..<(offsets.upperBound - 1))
  }

  private mutating func ownText(_ form: Span<UInt8>) throws(Damage) -> String {
    let length = try count(form)
    let start = at
    at += length
    return text(form, start..<at)
  }

  /// A count of things that follow, each of which takes at least a byte.
  private mutating func count(_ form: Span<UInt8>) throws(Damage) -> Int {
    let count = try number(form)
    guard count <= UInt64(form.count - at) else { throw damage }
    return Int(count)
  }

  @inline(__always)
  private mutating func signed(_ form: Span<UInt8>) throws(Damage) -> Int64 {
    let number = try number(form)
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  @inline(__always)
  private mutating func number(_ form: Span<UInt8>) throws(Damage) -> UInt64 {
    guard at < form.count else { throw damage }
    let digit = form[at]
    at += 1
    return digit < PreparedForm.more ? UInt64(digit) : try longNumber(form, UInt64(digit & (PreparedForm.more - 1)))
  }

  private mutating func longNumber(_ form: Span<UInt8>, _ first: UInt64) throws(Damage) -> UInt64 {
    var number = first
    var shift = PreparedForm.bits
    while at < form.count, shift < 64 {
      let digit = form[at]
      at += 1
      guard digit < 2 * PreparedForm.more else { throw damage }
      number |= UInt64(digit & (PreparedForm.more - 1)) &<< shift
      if digit < PreparedForm.more { return number }
      shift += PreparedForm.bits
    }
    throw damage
  }

  private var damage: Damage { Damage(offset: at) }
}
