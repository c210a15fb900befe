/// A text that was taken out of a file, such as an expression inside a YAML scalar: it knows where each of its bytes
/// stands there, so that a language inside a document can point into the document.
public struct SourceFragment: Sendable {
  /// The text, after unquoting, unfolding and unescaping.
  public let text: String
  /// Where the whole of it stands.
  public let range: SourceRange
  /// Pieces that were taken over byte for byte, in order: from which offset of the text, from which of the file.
  private let pieces: [Piece]

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

  /// A fragment with its pieces, in ascending order. With none, every place in it is the whole range.
  public init(text: String, range: SourceRange, pieces: [Piece]) {
    self.text = text
    self.range = range
    self.pieces = pieces
  }

  /// A text that is a file of its own, for prompts and tests.
  public init(_ text: String, path: String = "expression") {
    let file = SourceFile(path: path, text: text)
    self.init(
      text: text, range: file.range(0..<text.utf8.count), pieces: [Piece(textOffset: 0, fileOffset: 0)])
  }

  /// Where a stretch of the text (UTF-8 offsets) stands in the file.
  public func place(of offsets: Range<Int>) -> SourceRange {
    guard let start = fileOffset(of: offsets.lowerBound) else { return range }
    // The last byte's place plus one: a range that ends where a line was folded must not run into the next line.
    let end = offsets.isEmpty ? start : (fileOffset(of: offsets.upperBound - 1) ?? start) + 1
    return range.file.range(start..<max(start, end))
  }

  private func fileOffset(of textOffset: Int) -> Int? {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].textOffset <= textOffset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let piece = pieces[low - 1]
    return piece.fileOffset + (textOffset - piece.textOffset)
  }
}

extension SourceFragment {
  /// A stretch of the text (UTF-8 offsets, on scalar boundaries) as a fragment of its own, with its places.
  public func slice(_ offsets: Range<Int>) -> SourceFragment {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: offsets.lowerBound)
    let end = utf8.index(utf8.startIndex, offsetBy: offsets.upperBound)
    var shifted: [Piece] = []
    for (index, piece) in pieces.enumerated() {
      let next = index + 1 < pieces.count ? pieces[index + 1].textOffset : Int.max
      guard next > offsets.lowerBound, piece.textOffset < offsets.upperBound else { continue }
      let skipped = max(0, offsets.lowerBound - piece.textOffset)
      shifted.append(
        Piece(textOffset: piece.textOffset + skipped - offsets.lowerBound, fileOffset: piece.fileOffset + skipped))
    }
    return SourceFragment(
      text: String(decoding: utf8[start..<end], as: UTF8.self), range: place(of: offsets), pieces: shifted)
  }
}
