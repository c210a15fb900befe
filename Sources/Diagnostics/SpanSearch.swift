/// Looking through bytes eight at a time: files are mostly made of bytes that nobody looks for.
extension Span<UInt8> {
  /// The offset of a byte, at or behind another offset; nil where it does not come.
  public func offset(of byte: UInt8, from start: Int) -> Int? {
    var at = start
    let pattern = UInt64(byte) &* everyByte
    while count - at >= 8 {
      let matches = zeroBytes(word(at) ^ pattern)
      if matches != 0 { return at + matches.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < count {
      if self[at] == byte { return at }
      at += 1
    }
    return nil
  }

  /// The offset of the first byte that is not ASCII, at or behind an offset, or the end.
  public func endOfASCII(from start: Int) -> Int {
    var at = start
    while count - at >= 8, word(at) & highBits == 0 { at += 8 }
    while at < count, self[at] < 0x80 { at += 1 }
    return at
  }

  /// The offset of the first byte that is a control character or not ASCII, at or behind an offset, or the end.
  public func endOfPrintable(from start: Int) -> Int {
    var at = start
    while count - at >= 8, EightBytes(word(at)).arePlain { at += 8 }
    while at < count, self[at] >= 0x20, self[at] < 0x7F { at += 1 }
    return at
  }

  /// Eight bytes, the first of them lowest. There must be as many.
  @inline(__always)
  func word(_ offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

private let everyByte: UInt64 = 0x0101_0101_0101_0101
private let highBits: UInt64 = 0x8080_8080_8080_8080

/// The high bit of the first byte that is zero, and of some behind it; nothing where no byte is.
@inline(__always)
private func zeroBytes(_ word: UInt64) -> UInt64 {
  (word &- everyByte) & ~word & highBits
}
