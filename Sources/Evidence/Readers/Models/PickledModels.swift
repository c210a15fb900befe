import Diagnostics

/// Pickles in their disguises: plain, by joblib, compressed, and as PyTorch wrote them before 1.6. All of them run what
/// their writer put in when they are loaded.
enum PickledModels {
  private static let endings = [".pkl", ".pickle", ".joblib", ".dill", ".cloudpickle", ".sav"]
  /// What PyTorch before 1.6 begins with: a pickled number.
  private static let oldTorch: [UInt8] = [
    0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
  ]

  static func recognised(_ head: [UInt8], _ file: borrowing StreamedFile) throws(Diagnostic) -> ModelFormat? {
    if head.starts(with: oldTorch) {
      return ModelFormat("pytorch-legacy", .yes, endings: [".pt", ".pth", ".bin", ".ckpt"])
    }
    guard head.count >= 2 else { return nil }
    if head[0] == 0x80, (2...5).contains(head[1]) {
      try checkEnd(head, file)
      return ModelFormat("pickle", .yes, endings: endings, version: String(head[1]))
    }
    guard isCompressed(head), endings.contains(where: { asciiLowercased(file.source.path).endsWithBytes($0) }) else {
      return nil
    }
    return ModelFormat("compressed-pickle", .yes, endings: endings)
  }

  /// A pickle of protocol 0 or 1, which nothing marks: it begins with an instruction that builds something, and ends with
  /// a full stop.
  static func withoutHeader(_ head: [UInt8], _ file: borrowing StreamedFile) -> ModelFormat? {
    guard endings.contains(where: { asciiLowercased(file.source.path).endsWithBytes($0) }), let first = head.first,
      "(ci]}lIFSVLNKMJGUTX)d".utf8.contains(first), file.bytes(at: file.size - 1, count: 1) == [UInt8(ascii: ".")]
    else { return nil }
    // Text that ends with a full stop is no pickle: global names and arguments stand on lines of their own.
    let isImport = first == UInt8(ascii: "c") || first == UInt8(ascii: "(") || first == UInt8(ascii: "i")
    let line = head.prefix { $0 != 0x0A }
    guard isImport || !head.prefix(64).allSatisfy({ $0 >= 0x20 }), !line.contains(0x20) else { return nil }
    return ModelFormat("pickle", .yes, endings: endings, version: head.containsBytes("p0\n") ? "0" : nil)
  }

  /// A pickle ends with the instruction to stop; since protocol 4 it also says how long it is.
  private static func checkEnd(_ head: [UInt8], _ file: borrowing StreamedFile) throws(Diagnostic) {
    let isFramed = head[1] >= 4 && head.count >= 11 && head[2] == 0x95
    let frame = isFramed ? head.littleEndian(3, 8) : 0
    let endsWithStop = file.bytes(at: file.size - 1, count: 1) == [UInt8(ascii: ".")]
    guard frame >= 0, frame <= file.size - (isFramed ? 11 : 2), endsWithStop else {
      throw .brokenModel("pickle", "it ends before it stops, as if it were cut off", at: file.source.whole)
    }
  }

  /// zlib, gzip, xz, lzma, bzip2 and lz4, as joblib knows them.
  private static func isCompressed(_ head: [UInt8]) -> Bool {
    if head[0] == 0x78, [0x01, 0x5E, 0x9C, 0xDA].contains(head[1]) { return true }
    let marks: [[UInt8]] = [
      [0x1F, 0x8B], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], [0x5D, 0x00, 0x00], [0x42, 0x5A, 0x68],
      [0x04, 0x22, 0x4D, 0x18],
    ]
    return marks.contains { head.starts(with: $0) }
  }
}
