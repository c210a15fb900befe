/// A name that one cursor has interned, so that comparing it is comparing two addresses.
///
/// Only names of the same cursor may be compared; see `XMLCursor.name(_:)`.
public struct XMLName: Hashable, Sendable {
  let address: UInt
}

/// What a cursor has come to.
public enum XMLEvent: Sendable, Hashable {
  /// An element begins: its name and attributes can be read.
  case elementStart
  /// An element ends.
  case elementEnd
  /// Text, CDATA sections included, that is not only white space.
  case text
}
