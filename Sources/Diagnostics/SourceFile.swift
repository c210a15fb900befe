import Synchronization

/// A file as the tool has read it: the first thing that data becomes, and what every diagnostic points back into.
///
/// `path` is what people read: relative to the project's root, with `/`, never a path of this machine unless the user
/// named one on the command line.
public final class SourceFile: Sendable {
  /// Where the file is, in the words of reports.
  public let path: String
  /// The file's bytes, or none where it was streamed and not kept; places in it are then whole lines.
  public let bytes: [UInt8]
  /// Whether `bytes` are there.
  public let isKept: Bool

  private let derived: Mutex<Derived>

  private struct Derived {
    var digest: Digest?
    var lines: LineTable?
  }

  /// A file whose bytes are kept.
  ///
  /// - Parameter digest: the bytes' digest, where it is known; otherwise it is taken when somebody asks.
  public init(path: String, bytes: [UInt8], digest: Digest? = nil) {
    self.path = path
    self.bytes = bytes
    self.isKept = true
    self.derived = Mutex(Derived(digest: digest))
  }

  /// A file given as text, for expressions and tests.
  public convenience init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// A file that was streamed: its bytes are gone, its digest was taken on the way.
  public init(path: String, streamedWithDigest digest: Digest) {
    self.path = path
    self.bytes = []
    self.isKept = false
    self.derived = Mutex(Derived(digest: digest))
  }

  /// SHA-256 of the bytes.
  public var digest: Digest {
    derived.withLock { derived in
      if let digest = derived.digest { return digest }
      let digest = Digest.sha256(of: bytes)
      derived.digest = digest
      return digest
    }
  }

  private var lines: LineTable {
    derived.withLock { derived in
      if let lines = derived.lines { return lines }
      let lines = LineTable(bytes)
      derived.lines = lines
      return lines
    }
  }

  /// The position of a byte offset. Offsets beyond the end are the end's.
  public func position(of offset: Int) -> SourcePosition {
    let lines = lines
    let offset = min(max(offset, 0), bytes.count)
    let index = lines.index(of: offset)
    let column = lines.scalars(in: lines.starts[index]..<offset, of: bytes)
    return SourcePosition(line: index + 1, column: column + 1)
  }

  /// The text of a line (from 1) without its line end, damaged UTF-8 repaired; nil where there is none.
  public func line(_ number: Int) -> String? {
    lineOffsets(number).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// The offsets of a line (from 1) without its line end; nil where there is none.
  func lineOffsets(_ number: Int) -> Range<Int>? {
    let starts = lines.starts
    guard isKept, number >= 1, number <= starts.count else { return nil }
    var end = number < starts.count ? starts[number] - 1 : bytes.count
    if end > starts[number - 1], bytes[end - 1] == 0x0D { end -= 1 }
    return starts[number - 1]..<end
  }

  /// The range from one byte offset to another.
  public func range(_ offsets: Range<Int>) -> SourceRange {
    SourceRange(file: self, offsets: offsets)
  }

  /// The file as a place, without a line.
  public var whole: SourceRange { SourceRange(wholeOf: self) }
}

extension SourceFile: Hashable {
  /// Two files are the same file when their paths are the same bytes.
  public static func == (a: SourceFile, b: SourceFile) -> Bool {
    a === b || sameBytes(a.path, b.path)
  }

  /// By the path's bytes.
  public func hash(into hasher: inout Hasher) {
    for byte in path.utf8 { hasher.combine(byte) }
  }
}

/// A line and a column as editors count them: from 1, columns in Unicode scalars.
public struct SourcePosition: Hashable, Sendable, Comparable {
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in Unicode scalars.
  public var column: Int

  /// A position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// By line, then by column.
  public static func < (a: SourcePosition, b: SourcePosition) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}
