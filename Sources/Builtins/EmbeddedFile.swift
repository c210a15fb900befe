/// A file of `rubrics/` or `templates/`, as it was when the tool was built.
public struct EmbeddedFile: Sendable {
  /// Its path in the package, such as `rubrics/rules/release.yaml`.
  public let path: String
  /// The digest of its bytes, taken when the tool was built, in hexadecimal.
  let digest: StaticString
  /// Its text.
  let text: StaticString

  /// Its bytes.
  public var bytes: [UInt8] { text.withUTF8Buffer { unsafe Array($0) } }
}
