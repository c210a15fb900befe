/// What a format takes as it is, and what stands in the place of the rest.
protocol TextEscaping {
  /// Whether a byte stands for itself. Every other begins a scalar that is asked about.
  static func isPlain(_ byte: UInt8) -> Bool

  /// Whether all of eight bytes do; false too where that is cheaper to say.
  static func arePlain(_ bytes: EightBytes) -> Bool

  /// What stands in a scalar's place; nil where it stands for itself.
  static func replacement(_ scalar: Unicode.Scalar) -> String?
}

/// Eight bytes of a text, looked at together. Each question is answered in the highest bit of every byte; only whether
/// any is set counts, since a subtraction may carry into the bytes above one that is found.
struct EightBytes {
  private let word: UInt64
  private var found: UInt64

  private static let each: UInt64 = 0x0101_0101_0101_0101

  init(_ word: UInt64) {
    self.word = word
    // What has its highest bit already, is below a space, or is DEL.
    found = word | (word &+ Self.each) | ((word &- (0x20 &* Self.each)) & ~word)
  }

  /// Looks for a byte of ASCII too, or for all that become it without some bits.
  consuming func without(_ byte: UInt8, ignoring bits: UInt8 = 0) -> EightBytes {
    let difference = (word & (UInt64(~bits) &* Self.each)) ^ (UInt64(byte) &* Self.each)
    found |= (difference &- Self.each) & ~word
    return self
  }

  /// Whether all are printable ASCII, and none is one of those looked for.
  var arePlain: Bool { found & (0x80 &* Self.each) == 0 }
}
