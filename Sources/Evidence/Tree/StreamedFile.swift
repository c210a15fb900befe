import Diagnostics
import Documents
import Glibc
import XML

/// A file that is read as it goes by. Small ones are kept, so that diagnostics can point into them; of large ones only
/// the digest, which is taken in the same reading: what is identified is what was read.
struct StreamedFile: ~Copyable {
  /// The file. A large one is identified when a reading has come to its end.
  let source: SourceFile
  private let handle: FileHandle
  private let limits: Limits

  private static let keptBytes = 1 << 20

  init(_ path: String, in tree: ProjectTree, limits: Limits) throws(ReadFailure) {
    let handle = try tree.open(path)
    guard handle.size <= limits.streamedBytes else { throw .tooLarge(limit: limits.streamedBytes, .streamedBytes) }
    let kept = min(StreamedFile.keptBytes, limits.bytes)
    if handle.size <= kept {
      let bytes = try handle.read(atMost: kept)
      guard bytes.count <= kept else { throw .tooLarge(limit: kept) }
      source = SourceFile(path: path, bytes: bytes)
    } else {
      source = SourceFile(streaming: path)
    }
    self.handle = handle
    self.limits = limits
  }

  /// Takes the digest in a reading of its own: for who looks at places of a file, and never at all of it.
  borrowing func identify() throws(ReadFailure) {
    if !source.isIdentified { try forEachPiece { _ in true } }
  }

  /// The file's size when it was opened, in bytes.
  var size: Int { source.isKept ? source.byteCount : handle.size }

  /// The bytes from an offset on, fewer where the file ends before.
  borrowing func bytes(at offset: Int, count: Int) -> [UInt8] {
    guard offset >= 0, count > 0, offset < size else { return [] }
    if source.isKept {
      let end = min(source.byteCount, offset + min(count, source.byteCount))
      return Array(source.bytes[offset..<end])
    }
    return handle.bytes(at: offset, count: min(count, size - offset))
  }

  /// A cursor over the file as XML. The file must outlive it.
  borrowing func xml() throws(Diagnostic) -> XMLCursor {
    let bounds = XMLLimits(bytes: limits.streamedBytes, depth: limits.depth, textBytes: limits.textBytes)
    if source.isKept { return try XMLCursor(source, limits: bounds) }
    handle.rewind()
    return try XMLCursor(reading: handle.descriptor, as: source, limits: bounds)
  }

  /// The file's lines. The file must outlive them.
  /// - Parameter longest: the most that is kept of one, in bytes.
  borrowing func lines(longest: Int = StreamedLines.longestLine) -> StreamedLines {
    if source.isKept { return StreamedLines(source, longest: longest) }
    handle.rewind()
    return StreamedLines(source, reading: handle.descriptor, upTo: limits.streamedBytes, longest: longest)
  }

  /// Hands the file over piece by piece, until it ends or no more is wanted.
  borrowing func forEachPiece(_ body: ([UInt8]) -> Bool) throws(ReadFailure) {
    if source.isKept {
      _ = body(source.bytes)
      return
    }
    handle.rewind()
    var hash = SHA256()
    var isWhole = true
    try handle.forEachPiece(upTo: limits.streamedBytes) { piece in
      hash.update(piece.span)
      isWhole = body(piece)
      return isWhole
    }
    if isWhole { source.identify(by: hash.finish()) }
  }
}
