/// Reads the small formats (timestamps, durations, format strings) byte by byte, from the left.
struct TextScanner {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { position >= bytes.count }

  /// The byte that comes next, not yet taken.
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Takes the next byte, whichever it is.
  mutating func takeAny() -> UInt8? {
    guard let byte = next else { return nil }
    position += 1
    return byte
  }

  /// Takes the digits that come next, perhaps none.
  mutating func takeDigits() -> ArraySlice<UInt8> {
    let start = position
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
    return bytes[start..<position]
  }

  /// Takes exactly so many digits as a number, or nothing.
  mutating func takeNumber(digits: Int) -> Int64? {
    guard position + digits <= bytes.count else { return nil }
    var number: Int64 = 0
    for byte in bytes[position..<position + digits] {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int64(byte - 0x30)
    }
    position += digits
    return number
  }

  /// Takes these characters when they come next.
  mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - position >= count else { return false }
    for offset in 0..<count where unsafe bytes[position + offset] != text.utf8Start[offset] { return false }
    position += count
    return true
  }
}
