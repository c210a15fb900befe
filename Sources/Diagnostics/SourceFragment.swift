/// A text that was taken out of a file, such as an expression inside a YAML scalar: it knows where each of its bytes
/// stands there, so that a language inside a document can point into the document.
public struct SourceFragment: Sendable {
  /// The text, after unquoting, unfolding and unescaping.
  public let text: String
  /// Where what it was taken out of stands.
  private let origin: SourceRange
  private let places: Places

  /// A stretch of the text that stands in the file byte for byte.
  public struct Piece: Sendable, Hashable {
    /// Offset in the fragment's text, in UTF-8 bytes.
    public var textOffset: Int
    /// Offset in the file, in bytes.
    public var fileOffset: Int

    /// A stretch that starts here.
    public init(textOffset: Int, fileOffset: Int) {
      self.textOffset = textOffset
      self.fileOffset = fileOffset
    }
  }

  /// How it is told where a byte of the text stands.
  private enum Places: Sendable {
    case pieces([Piece])
    case looked(@Sendable (String, SourceRange) -> [Piece])
    /// It is a stretch of another fragment.
    indirect case within(SourceFragment, Range<Int>)
  }

  /// A fragment with its pieces, in ascending order. With none, every place in it is the whole range.
  public init(text: String, range: SourceRange, pieces: [Piece]) {
    self.text = text
    origin = range
    places = .pieces(pieces)
  }

  /// A fragment whose pieces are looked for, by its text and range, each time that a place in it is asked for: of nearly
  /// all expressions none ever is.
  public init(text: String, range: SourceRange, pieces: @escaping @Sendable (String, SourceRange) -> [Piece]) {
    self.text = text
    origin = range
    places = .looked(pieces)
  }

  /// A text that is a file of its own, for prompts and tests.
  public init(_ text: String, path: String = "expression") {
    let file = SourceFile(path: path, text: text)
    self.init(
      text: text, range: file.range(0..<text.utf8.count), pieces: [Piece(textOffset: 0, fileOffset: 0)])
  }

  private init(_ whole: SourceFragment, _ offsets: Range<Int>) {
    let utf8 = whole.text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: offsets.lowerBound)
    let end = utf8.index(utf8.startIndex, offsetBy: offsets.upperBound)
    text = String(decoding: utf8[start..<end], as: UTF8.self)
    origin = whole.origin
    places = .within(whole, offsets)
  }

  /// Where the whole of it stands.
  public var range: SourceRange {
    if case .within(let whole, let offsets) = places { whole.place(of: offsets) } else { origin }
  }

  /// Where a stretch of the text (UTF-8 offsets) stands in the file.
  public func place(of offsets: Range<Int>) -> SourceRange {
    switch places {
    case .pieces(let pieces): place(of: offsets, pieces)
    case .looked(let pieces): place(of: offsets, pieces(text, origin))
    case .within(let whole, let own):
      whole.place(of: own.lowerBound + offsets.lowerBound..<own.lowerBound + offsets.upperBound)
    }
  }

  /// A stretch of the text (UTF-8 offsets, on scalar boundaries) as a fragment of its own, with its places.
  public func slice(_ offsets: Range<Int>) -> SourceFragment { SourceFragment(self, offsets) }

  private func place(of offsets: Range<Int>, _ pieces: [Piece]) -> SourceRange {
    guard let start = pieces.fileOffset(of: offsets.lowerBound) else { return origin }
    // The last byte's place plus one: a range that ends where a line was folded must not run into the next line.
    let end = offsets.isEmpty ? start : (pieces.fileOffset(of: offsets.upperBound - 1) ?? start) + 1
    return origin.file.range(start..<max(start, end))
  }
}

extension [SourceFragment.Piece] {
  fileprivate func fileOffset(of textOffset: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].textOffset <= textOffset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let piece = self[low - 1]
    return piece.fileOffset + (textOffset - piece.textOffset)
  }
}
