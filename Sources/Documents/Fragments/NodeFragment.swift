public import Diagnostics

extension Node {
  /// A text scalar with the places of its bytes in the file, so that an expression inside it can be pointed into; nil
  /// where this is no text.
  ///
  /// They are worked out where one is asked for, by reading the node's source again: plain, quoted, literal and folded
  /// scalars of YAML, strings of JSON, attributes of XML without entities. What is found must spell the node's own text;
  /// where it does not, every place in the fragment is the whole scalar, never a wrong one.
  public var fragment: SourceFragment? {
    text.map { SourceFragment(text: $0, range: range, pieces: ScalarPieces.pieces(of:in:)) }
  }
}

/// A scalar's text, being put together from its source.
struct ScalarPieces {
  private(set) var text: [UInt8] = []
  private(set) var pieces: [SourceFragment.Piece] = []

  /// Adds a byte that stands at an offset of the source, or comes of what does.
  mutating func append(_ byte: UInt8, from offset: Int) {
    begin(at: offset)
    text.append(byte)
  }

  /// Adds a stretch of the source.
  mutating func append(_ source: [UInt8], _ offsets: Range<Int>) {
    guard !offsets.isEmpty else { return }
    begin(at: offsets.lowerBound)
    text += source[offsets]
  }

  private mutating func begin(at offset: Int) {
    let follows = pieces.last.map { $0.fileOffset + (text.count - $0.textOffset) == offset } ?? false
    if !follows { pieces.append(.init(textOffset: text.count, fileOffset: offset)) }
  }

  /// Whether this is the wanted text. Line ends at the very end are behind a block scalar's range and need no place.
  func spells(_ wanted: [UInt8]) -> Bool {
    wanted.starts(with: text) && wanted[text.count...].allSatisfy { $0 == 0x0A }
  }
}

extension ScalarPieces {
  /// The pieces of a scalar that spell its text, with offsets in the file; none where nothing there spells it.
  fileprivate static func pieces(of text: String, in range: SourceRange) -> [SourceFragment.Piece] {
    guard let offsets = range.offsets, offsets.upperBound <= range.file.byteCount, !offsets.isEmpty else { return [] }
    let written = range.file.withBytes { bytes in
      unsafe bytes.extracting(offsets).withUnsafeBufferPointer { unsafe Array($0) }
    }
    return pieces(of: written, spelling: Array(text.utf8)).map {
      .init(textOffset: $0.textOffset, fileOffset: $0.fileOffset + offsets.lowerBound)
    }
  }

  /// The pieces of a scalar's source that spell its text, with offsets in the source; none where nothing spells it.
  private static func pieces(of source: [UInt8], spelling wanted: [UInt8]) -> [SourceFragment.Piece] {
    if source == wanted { return [.init(textOffset: 0, fileOffset: 0)] }
    let found: ScalarPieces? =
      switch source[0] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): FlowScalar(source).pieces(quote: source[0])
      case UInt8(ascii: "|"), UInt8(ascii: ">"): BlockScalar(source).pieces(spelling: wanted)
      default: FlowScalar(source).pieces(quote: nil)
      }
    guard let found, found.spells(wanted) else { return [] }
    return found.pieces
  }
}
