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

  /// Looks for a byte of ASCII too, or for all that become it without some bits.
  @inlinable
  public consuming func without(_ byte: UInt8, ignoring bits: UInt8 = 0) -> EightBytes {
    let difference = (word & (UInt64(~bits) &* Self.each)) ^ (UInt64(byte) &* Self.each)
    found |= (difference &- Self.each) & ~word
    return self
  }

  /// Whether all are printable ASCII, and none is one of those looked for.
  @inlinable
  public var arePlain: Bool { found & (0x80 &* Self.each) == 0 }
}
