/// What the build put into the executable for a file. It stands in read-only memory, so looking at it copies nothing.
public struct EmbeddedText: Sendable {
  /// The file's text.
  public let text: StaticString
  /// The digest of the text, taken by the build, in hexadecimal.
  public let digest: StaticString
  /// The trees that reading the text gave, in the form of `PreparedForm` in `Documents`; empty where there are none.
  public let prepared: StaticString

  /// A text with what the build worked out about it.
  public init(text: StaticString, digest: StaticString, prepared: StaticString = "") {
    self.text = text
    self.digest = digest
    self.prepared = prepared
  }
}

extension StaticString {
  /// Looks at the bytes of the literal.
  public func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // A literal of one character may be that character alone, without memory; the compiler makes none from a string.
    guard hasPointerRepresentation else { return try body(Span()) }
    let bytes = unsafe UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    return try body(unsafe bytes.span)
  }
}
