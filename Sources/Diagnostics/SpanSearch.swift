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

  /// Whether other bytes stand somewhere in these. Where their first two do is looked for in eight places at a time.
  public func contains(_ other: Span<UInt8>) -> Bool {
    guard other.count > 1 else { return other.isEmpty || offset(of: other[0], from: 0) != nil }
    let (first, second) = (UInt64(other[0]) &* everyByte, UInt64(other[1]) &* everyByte)
    let last = count - other.count
    var at = 0
    while at <= last {
      if count - at >= 9 {
        var matches = zeroBytes(word(at) ^ first) & zeroBytes(word(at + 1) ^ second)
        while matches != 0 {
          if has(other, at: at + matches.trailingZeroBitCount / 8) { return true }
          matches &= matches &- 1
        }
        at += 8
      } else {
        if has(other, at: at) { return true }
        at += 1
      }
    }
    return false
  }

  /// Whether other bytes stand at an offset.
  public func has(_ other: Span<UInt8>, at offset: Int) -> Bool {
    guard offset >= 0, other.count <= count - offset else { return false }
    var at = 0
    while other.count - at >= 8 {
      if word(offset + at) != other.word(at) { return false }
      at += 8
    }
    while at < other.count {
      if self[offset + at] != other[at] { return false }
      at += 1
    }
    return true
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
    while count - at >= 8, EightBytes(self, at: at).arePlain { at += 8 }
    while at < count, self[at] >= 0x20, self[at] < 0x7F { at += 1 }
    return at
  }

  /// Eight bytes, the first of them lowest. There must be as many.
  @inlinable
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
