/// Where a file's lines start, and, where one of them is long, how many characters stand before every 4 KiB: so that a
/// place in a minified file of one line costs no walk through that line.
struct LineTable: Sendable {
  /// The offsets at which lines start; the first is 0. Only a line feed ends a line, so CRLF works too.
  private(set) var starts = [0]
  /// Whether every byte is a character of its own.
  private let isASCII: Bool
  private var scalarsBefore: [Int] = []
  private static let block = 4096

  init(_ bytes: Span<UInt8>) {
    var at = 0
    var longest = 0
    while let end = bytes.offset(of: 0x0A, from: at) {
      longest = max(longest, end - at)
      at = end + 1
      starts.append(at)
    }
    longest = max(longest, bytes.count - at)
    isASCII = bytes.endOfASCII(from: 0) == bytes.count
    if !isASCII, longest > Self.block { scalarsBefore = Self.scalarsBefore(bytes) }
  }

  private static func scalarsBefore(_ bytes: Span<UInt8>) -> [Int] {
    var scalars = 0
    var before = [0]
    var at = 0
    while bytes.count - at >= block {
      scalars += begins(in: at..<(at + block), of: bytes)
      at += block
      before.append(scalars)
    }
    return before
  }

  /// The index of the line that an offset is in.
  func index(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// How many Unicode scalars begin in a range of one line, which mostly is the begin of an ordinary one.
  func scalars(in range: Range<Int>, of bytes: Span<UInt8>) -> Int {
    if isASCII { return range.count }
    guard range.count > Self.block else { return Self.begins(in: range, of: bytes) }
    func scalars(before offset: Int) -> Int {
      let block = offset / Self.block
      return scalarsBefore[block] + Self.begins(in: block * Self.block..<offset, of: bytes)
    }
    return scalars(before: range.upperBound) - scalars(before: range.lowerBound)
  }

  private static func begins(in range: Range<Int>, of bytes: Span<UInt8>) -> Int {
    var count = 0
    for offset in range where bytes[offset] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
