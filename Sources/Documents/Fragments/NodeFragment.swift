public import Diagnostics

extension Node {
  /// A text scalar with the places of its bytes in the file, so that an expression inside it can be pointed into; nil
  /// where this is no text.
  ///
  /// Worked out on demand by reading the node's source again: plain, quoted, literal and folded scalars of YAML, strings
  /// of JSON, attributes of XML without entities. What is found must spell the node's own text; where it does not, every
  /// place in the fragment is the whole scalar, never a wrong one.
  public var fragment: SourceFragment? {
    guard let text else { return nil }
    let wanted = Array(text.utf8)
    let whole = SourceFragment(text: text, range: range, pieces: [])
    guard let offsets = range.offsets, offsets.upperBound <= range.file.bytes.count, !offsets.isEmpty else {
      return whole
    }
    let bytes = range.file.bytes
    if bytes[offsets].elementsEqual(wanted) {
      return SourceFragment(text: text, range: range, pieces: [.init(textOffset: 0, fileOffset: offsets.lowerBound)])
    }
    let found: ScalarPieces?
    switch bytes[offsets.lowerBound] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      found = FlowScalar(bytes, offsets).pieces(quote: bytes[offsets.lowerBound])
    case UInt8(ascii: "|"), UInt8(ascii: ">"): found = BlockScalar(bytes, offsets).pieces(spelling: wanted)
    default: found = FlowScalar(bytes, offsets).pieces(quote: nil)
    }
    guard let found, found.spells(wanted) else { return whole }
    return SourceFragment(text: text, range: range, pieces: found.pieces)
  }
}

/// A scalar's text, being put together from its source.
struct ScalarPieces {
  private(set) var text: [UInt8] = []
  private(set) var pieces: [SourceFragment.Piece] = []

  /// Adds a byte that stands at an offset of the file, or comes of what does.
  mutating func append(_ byte: UInt8, from offset: Int) {
    let follows = pieces.last.map { $0.fileOffset + (text.count - $0.textOffset) == offset } ?? false
    if !follows { pieces.append(.init(textOffset: text.count, fileOffset: offset)) }
    text.append(byte)
  }

  /// Whether this is the wanted text. Line ends at the very end are behind a block scalar's range and need no place.
  func spells(_ wanted: [UInt8]) -> Bool {
    wanted.starts(with: text) && wanted[text.count...].allSatisfy { $0 == 0x0A }
  }
}
