/// Offsets of the language count code points, Swift's strings are UTF-8: this is the way from one to the other, at no
/// cost where the text is ASCII.
extension String {
  /// The number of Unicode scalars.
  var scalarCount: Int { utf8Span.isKnownASCII ? utf8.count : utf8.span.scalarCount(upTo: utf8.count) }

  /// The byte offset of the scalar at an offset, or of the end; nil beyond it, and for negative offsets.
  func byteOffset(ofScalar offset: Int64) -> Int? {
    guard offset >= 0, offset <= utf8.count else { return nil }
    if utf8Span.isKnownASCII { return Int(offset) }
    let bytes = utf8.span
    var remaining = Int(offset)
    for index in 0..<bytes.count where bytes[index] & 0xC0 != 0x80 {
      if remaining == 0 { return index }
      remaining -= 1
    }
    return remaining == 0 ? bytes.count : nil
  }

  /// The scalar offset of the byte at an offset.
  func scalarOffset(ofByte offset: Int) -> Int64 {
    Int64(utf8Span.isKnownASCII ? offset : utf8.span.scalarCount(upTo: offset))
  }

  /// The text between two byte offsets, which must be at the borders of scalars.
  func slice(_ bytes: Range<Int>) -> String {
    let start = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
    let end = utf8.index(utf8.startIndex, offsetBy: bytes.upperBound)
    return String(unicodeScalars[start..<end])
  }
}

extension Span<UInt8> {
  fileprivate func scalarCount(upTo end: Int) -> Int {
    var count = 0
    for index in 0..<end where self[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
