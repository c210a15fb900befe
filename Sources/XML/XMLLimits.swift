/// What reading XML may cost at most; checked while the file is read, before memory is used.
public struct XMLLimits: Sendable, Hashable {
  /// The size of the file, in bytes.
  public var bytes: Int
  /// How deep elements may nest.
  public var depth: Int
  /// How many bytes of one text or attribute are kept; the rest is read past, and `isTruncated` says so.
  public var textBytes: Int

  /// Limits.
  public init(bytes: Int = 4 * 1024 * 1024 * 1024, depth: Int = 64, textBytes: Int = 1024 * 1024) {
    self.bytes = bytes
    self.depth = depth
    self.textBytes = textBytes
  }
}
