/// A place in a file: a range of bytes, or a line where the file was streamed, or the file as a whole.
///
/// Small on purpose (every node of every document has one); lines and columns are worked out when somebody asks.
public struct SourceRange: Hashable, Sendable {
  /// The file that the place is in.
  public let file: SourceFile
  /// Offsets, or `(line, .max)` for a line, or `(0, .max)` for the whole file.
  private let lower: UInt32
  private let upper: UInt32

  /// The bytes from one offset to another. Beyond 4 GiB it is the file as a whole.
  public init(file: SourceFile, offsets: Range<Int>) {
    self.file = file
    guard offsets.lowerBound >= 0, offsets.upperBound < Int(UInt32.max) else {
      lower = 0
      upper = .max
      return
    }
    lower = UInt32(offsets.lowerBound)
    upper = UInt32(offsets.upperBound)
  }

  /// A whole line, from 1, of a file whose bytes were not kept.
  public init(file: SourceFile, line: Int) {
    self.file = file
    lower = UInt32(clamping: line)
    upper = .max
  }

  init(wholeOf file: SourceFile) {
    self.file = file
    lower = 0
    upper = .max
  }

  /// The byte offsets, where they are known.
  public var offsets: Range<Int>? {
    upper == .max ? nil : Int(lower)..<Int(upper)
  }

  /// Where the range starts; nil for a file as a whole. The column is 1 where only the line is known.
  public var start: SourcePosition? {
    if upper != .max { return file.position(of: Int(lower)) }
    return lower == 0 ? nil : SourcePosition(line: Int(lower), column: 1)
  }

  /// Where the range ends (exclusive); nil where only a line or the file is known.
  public var end: SourcePosition? {
    upper == .max ? nil : file.position(of: Int(upper))
  }

  /// Whether the column is known too.
  public var hasColumn: Bool { upper != .max }

  /// The bytes of the range as text, damaged UTF-8 repaired; nil where the file was not kept.
  public var text: String? {
    guard let offsets, offsets.upperBound <= file.byteCount else { return nil }
    return file.text(offsets)
  }

  /// `path:line:column`, `path:line` or `path`: how places are written everywhere.
  public var description: String {
    guard let start else { return file.path }
    return hasColumn ? "\(file.path):\(start.line):\(start.column)" : "\(file.path):\(start.line)"
  }
}

extension SourceRange: CustomStringConvertible {}
