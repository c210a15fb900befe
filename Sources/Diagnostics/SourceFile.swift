import Synchronization

/// A file as the tool has read it: the first thing that data becomes, and what every diagnostic points back into.
///
/// `path` is what people read: relative to the project's root, with `/`, never a path of this machine unless the user
/// named one on the command line.
public final class SourceFile: Sendable {
  /// Where the file is, in the words of reports.
  public let path: String
  /// Whether the bytes are there; where the file was streamed they are not, and places in it are whole lines.
  public let isKept: Bool
  /// What the executable holds of the file, where it is one of its own.
  public let embedded: EmbeddedText?

  private let kept: [UInt8]
  private let derived: Mutex<Derived>

  private struct Derived {
    var digest: Digest?
    var lines: LineTable?
    var bytes: [UInt8]?
  }

  /// A file whose bytes are kept.
  ///
  /// - Parameter digest: the bytes' digest, where it is known; otherwise it is taken when somebody asks.
  public init(path: String, bytes: [UInt8], digest: Digest? = nil) {
    self.path = path
    self.kept = bytes
    self.isKept = true
    self.embedded = nil
    self.derived = Mutex(Derived(digest: digest))
  }

  /// A file given as text, for expressions and tests.
  public convenience init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// A file that was streamed: its bytes are gone, its digest was taken on the way.
  public init(path: String, streamedWithDigest digest: Digest) {
    self.path = path
    self.kept = []
    self.isKept = false
    self.embedded = nil
    self.derived = Mutex(Derived(digest: digest))
  }

  /// A file that is being streamed: its bytes are not kept, and its digest is told when it was read to its end.
  public init(streaming path: String) {
    self.path = path
    self.kept = []
    self.isKept = false
    self.embedded = nil
    self.derived = Mutex(Derived())
  }

  /// A file that the executable brings along. Its bytes stay where they are.
  public init(path: String, embedded: EmbeddedText) {
    self.path = path
    self.kept = []
    self.isKept = true
    self.embedded = embedded
    self.derived = Mutex(Derived())
  }

  /// The file's bytes, or none where they were not kept. An embedded file's are copied when somebody asks; who only
  /// looks asks `withBytes`.
  public var bytes: [UInt8] {
    guard let embedded else { return kept }
    return derived.withLock { derived in
      if let bytes = derived.bytes { return bytes }
      let bytes = embedded.text.withBytes { bytes in
        unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
      }
      derived.bytes = bytes
      return bytes
    }
  }

  /// Looks at the file's bytes, of which there are none where they were not kept.
  public func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let embedded else {
      let kept = kept
      return try body(kept.span)
    }
    return try embedded.text.withBytes(body)
  }

  /// How many bytes there are.
  public var byteCount: Int { embedded?.text.utf8CodeUnitCount ?? kept.count }

  /// Whether it is known which bytes these are: of a file that is being streamed only when it was read to its end.
  public var isIdentified: Bool { isKept || derived.withLock { $0.digest != nil } }

  /// Tells the digest of a file that was streamed, taken from the very bytes that were read. The first one counts.
  public func identify(by digest: Digest) {
    guard !isKept else { return }
    derived.withLock { $0.digest = $0.digest ?? digest }
  }

  /// SHA-256 of the bytes; `unknown` where they are not identified.
  public var digest: Digest {
    derived.withLock { derived in
      if let digest = derived.digest { return digest }
      guard isKept else { return .unknown }
      let stated = embedded.flatMap { Digest(hex: $0.digest.description) }
      let digest = stated ?? withBytes { Digest.sha256(of: $0) }
      derived.digest = digest
      return digest
    }
  }

  private var lines: LineTable {
    derived.withLock { derived in
      if let lines = derived.lines { return lines }
      let lines = withBytes { LineTable($0) }
      derived.lines = lines
      return lines
    }
  }

  /// The position of a byte offset. Offsets beyond the end are the end's.
  public func position(of offset: Int) -> SourcePosition {
    let lines = lines
    let offset = min(max(offset, 0), byteCount)
    let index = lines.index(of: offset)
    let column = withBytes { lines.scalars(in: lines.starts[index]..<offset, of: $0) }
    return SourcePosition(line: index + 1, column: column + 1)
  }

  /// The whole file as text, damaged UTF-8 repaired.
  public var text: String { text(0..<byteCount) }

  /// The text of a line (from 1) without its line end, damaged UTF-8 repaired; nil where there is none.
  public func line(_ number: Int) -> String? {
    lineOffsets(number).map { text($0) }
  }

  /// The bytes of a range that lies within the file as text, damaged UTF-8 repaired.
  func text(_ offsets: Range<Int>) -> String {
    withBytes { bytes in
      unsafe bytes.extracting(offsets).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The offsets of a line (from 1) without its line end; nil where there is none.
  func lineOffsets(_ number: Int) -> Range<Int>? {
    let starts = lines.starts
    guard isKept, number >= 1, number <= starts.count else { return nil }
    var end = number < starts.count ? starts[number] - 1 : byteCount
    if end > starts[number - 1], withBytes({ $0[end - 1] == 0x0D }) { end -= 1 }
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
