import Diagnostics
import Documents
import Glibc
import XML

/// A file that is read as it goes by. Small ones are kept, so that diagnostics can point into them; of large ones only
/// the digest, which costs one more reading.
struct StreamedFile: ~Copyable {
  /// The file.
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
      var hash = SHA256()
      try handle.forEachPiece(upTo: limits.streamedBytes) { piece in
        hash.update(piece.span)
        return true
      }
      source = SourceFile(path: path, streamedWithDigest: hash.finish())
      handle.rewind()
    }
    self.handle = handle
    self.limits = limits
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
    return try XMLCursor(reading: handle.descriptor, as: source, limits: bounds)
  }

  /// The file's lines. The file must outlive them.
  borrowing func lines() -> StreamedLines {
    source.isKept ? StreamedLines(source) : StreamedLines(source, reading: handle.descriptor)
  }

  /// Hands the file over piece by piece, until it ends or no more is wanted.
  borrowing func forEachPiece(_ body: ([UInt8]) -> Bool) throws(ReadFailure) {
    if source.isKept {
      _ = body(source.bytes)
      return
    }
    try handle.forEachPiece(upTo: limits.streamedBytes, body)
  }
}
