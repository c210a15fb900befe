/// Eight bytes of a text, looked at together. Each question is answered in the highest bit of every byte; only whether
/// any is set counts, since a subtraction may carry into the bytes above one that is found.
public struct EightBytes {
  @usableFromInline let word: UInt64
  @usableFromInline var found: UInt64

  @usableFromInline static var each: UInt64 { @inlinable get { 0x0101_0101_0101_0101 } }

  /// Eight bytes, in any order.
  @inlinable
  public init(_ word: UInt64) {
    self.word = word
    // What has its highest bit already, is below a space, or is DEL.
    found = word | (word &+ Self.each) | ((word &- (0x20 &* Self.each)) & ~word)
  }

  /// Eight bytes of a text from an offset on, the first of them lowest. There must be as many.
  @inlinable
  @inline(__always)
  public init(_ bytes: Span<UInt8>, at offset: Int) {
    self.init(bytes.word(offset))
  }

  /// Looks for a byte of ASCII too, or for all that become it without some bits.
  @inlinable
  public consuming func without(_ byte: UInt8, ignoring bits: UInt8 = 0) -> EightBytes {
    let difference = (word & (UInt64(~bits) &* Self.each)) ^ (UInt64(byte) &* Self.each)
    found |= (difference &- Self.each) & ~word
    return self
  }

  /// Looks for a byte that stands twice in a row: within these, which lie in memory from the lowest bits on, or at their
  /// beginning after the byte `before` them.
  @inlinable
  public consuming func without(pairOf byte: UInt8, after before: UInt8) -> EightBytes {
    let low = 0x7F &* Self.each
    let difference = word ^ (UInt64(byte) &* Self.each)
    // Exactly the bytes that are equal: neighbours are told apart here.
    let equal = ~(((difference & low) &+ low) | difference | low)
    found |= equal & (equal >> 8)
    if before == byte { found |= equal & 0x80 }
    return self
  }

  /// The last of them in memory.
  @inlinable
  public var last: UInt8 { UInt8(truncatingIfNeeded: word >> 56) }

  /// Whether all are printable ASCII, and none is one of those looked for.
  @inlinable
  public var arePlain: Bool { found & (0x80 &* Self.each) == 0 }
}
