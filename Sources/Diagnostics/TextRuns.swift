/// How writers put text into bytes: as it is, or with something else in the place of a few scalars. Most text of most
/// reports is plain, so what stands between two scalars that are replaced is copied at once.
extension [UInt8] {
  /// Appends a text's UTF-8.
  @inlinable
  public mutating func append(text: String) {
    let isDone: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe append(contentsOf: $0) }
    if isDone == nil { append(contentsOf: Array(text.utf8)) }
  }

  /// Appends a text's UTF-8 with some scalars replaced.
  ///
  /// - Parameters:
  ///   - isPlain: whether a byte stands for itself; a scalar that begins with another one is asked about.
  ///   - replacement: what stands in a scalar's place; nil where it stands for itself.
  @inlinable
  @inline(__always)
  public mutating func append(
    text: String, isPlain: (UInt8) -> Bool, replacement: (Unicode.Scalar) -> String?
  ) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      var at = 0
      while at < bytes.count {
        if isPlain(unsafe bytes[at]) {
          at += 1
          continue
        }
        let (scalar, length) = unsafe scalarOfValidText(bytes, at)
        if let other = replacement(scalar) {
          unsafe append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<at]))
          append(text: other)
          start = at + length
        }
        at += length
      }
      unsafe append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }
}

/// The scalar at an offset of a `String`'s bytes, which are always valid.
@inlinable
public func scalarOfValidText(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (scalar: Unicode.Scalar, length: Int) {
  func tail(_ index: Int) -> UInt32 { unsafe UInt32(bytes[at + index]) & 0x3F }
  let lead = unsafe UInt32(bytes[at])
  let (value, length): (UInt32, Int) =
    switch lead {
    case ..<0x80: (lead, 1)
    case ..<0xE0: ((lead & 0x1F) << 6 | tail(1), 2)
    case ..<0xF0: ((lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
    default: ((lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
    }
  return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
}
