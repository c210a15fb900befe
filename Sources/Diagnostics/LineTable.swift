/// Where a file's lines start, and how many characters stand before every 4 KiB of it: so that a place in a minified file
/// of one line costs no walk through that line.
struct LineTable: Sendable {
  /// The offsets at which lines start; the first is 0. Only a line feed ends a line, so CRLF works too.
  private(set) var starts = [0]
  private var scalarsBefore: [Int] = []
  private static let block = 4096

  init(_ bytes: [UInt8]) {
    var scalars = 0
    let span = bytes.span
    for offset in span.indices {
      let byte = span[offset]
      if offset % Self.block == 0 { scalarsBefore.append(scalars) }
      if byte & 0xC0 != 0x80 { scalars += 1 }
      if byte == 0x0A { starts.append(offset + 1) }
    }
    if bytes.count % Self.block == 0 { scalarsBefore.append(scalars) }
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

  /// How many Unicode scalars begin in a range, which mostly is the begin of an ordinary line.
  func scalars(in range: Range<Int>, of bytes: [UInt8]) -> Int {
    guard range.count > Self.block else { return begins(in: range, of: bytes) }
    return scalars(before: range.upperBound, in: bytes) - scalars(before: range.lowerBound, in: bytes)
  }

  private func scalars(before offset: Int, in bytes: [UInt8]) -> Int {
    let block = offset / Self.block
    return scalarsBefore[block] + begins(in: block * Self.block..<offset, of: bytes)
  }

  private func begins(in range: Range<Int>, of bytes: [UInt8]) -> Int {
    var count = 0
    for byte in bytes[range] where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
