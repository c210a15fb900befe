import Diagnostics

/// The names in a zip archive, out of its central directory (PKWARE's APPNOTE 4.3.12 to 4.3.16). No member is opened, let
/// alone decompressed.
struct ZipDirectory {
  private(set) var names: [String] = []

  private static let mostBytes = 16 << 20
  private static let mostNames = 200_000
  /// The end record is followed by a comment of at most 65535 bytes.
  private static let tailLength = 65_557

  init(of file: borrowing StreamedFile) throws(Diagnostic) {
    let place = file.source.whole
    let tailStart = max(0, file.size - ZipDirectory.tailLength)
    let tail = file.bytes(at: tailStart, count: ZipDirectory.tailLength)
    guard let end = ZipDirectory.endRecord(tail) else {
      throw .brokenModel("zip archive", "it has no directory at its end, as if it were cut off", at: place)
    }
    var count = tail.littleEndian(end + 10, 2)
    var length = tail.littleEndian(end + 12, 4)
    var start = tail.littleEndian(end + 16, 4)
    if count == 0xFFFF || length == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
      let locator = file.bytes(at: tailStart + end - 20, count: 20)
      let record = file.bytes(at: locator.littleEndian(8, 8), count: 56)
      guard locator.starts(with: [0x50, 0x4B, 6, 7]), record.starts(with: [0x50, 0x4B, 6, 6]) else {
        throw .brokenModel("zip archive", "its directory is not where it says", at: place)
      }
      count = record.littleEndian(32, 8)
      length = record.littleEndian(40, 8)
      start = record.littleEndian(48, 8)
    }
    guard start >= 0, length >= 0, count >= 0, length <= file.size, start <= tailStart + end - length else {
      throw .brokenModel("zip archive", "its directory is not where it says", at: place)
    }
    guard length <= ZipDirectory.mostBytes, count <= ZipDirectory.mostNames else {
      throw .brokenModel("zip archive", "its directory is larger than any model's", at: place)
    }
    let directory = file.bytes(at: start, count: length)
    var at = 0
    while at + 46 <= directory.count, directory[at...].starts(with: [0x50, 0x4B, 1, 2]) {
      let nameLength = directory.littleEndian(at + 28, 2)
      let next = at + 46 + nameLength + directory.littleEndian(at + 30, 2) + directory.littleEndian(at + 32, 2)
      guard next <= directory.count else { break }
      names.append(String(decoding: directory[(at + 46)..<(at + 46 + nameLength)], as: UTF8.self))
      at = next
    }
    guard names.count == count, at == directory.count else {
      throw .brokenModel("zip archive", "its directory does not hold the members that it says", at: place)
    }
  }

  /// The offset of the end record whose comment ends with the file.
  private static func endRecord(_ tail: [UInt8]) -> Int? {
    guard tail.count >= 22 else { return nil }
    for at in stride(from: tail.count - 22, through: 0, by: -1) where tail[at] == 0x50 && tail[at + 1] == 0x4B {
      if tail[at + 2] == 5, tail[at + 3] == 6, at + 22 + tail.littleEndian(at + 20, 2) == tail.count { return at }
    }
    return nil
  }
}

extension [UInt8] {
  /// An unsigned number of up to eight bytes, the lowest first; -1 where it is not all there, or no number of ours.
  func littleEndian(_ offset: Int, _ length: Int) -> Int {
    guard offset >= 0, offset <= count - length else { return -1 }
    var value: UInt64 = 0
    for index in 0..<length { value |= UInt64(self[offset + index]) << UInt64(8 * index) }
    return Int(exactly: value) ?? -1
  }
}
