public import Diagnostics

/// A file of `rubrics/` or `templates/`, as it was when the tool was built.
public struct EmbeddedFile: Sendable {
  /// Its path in the package, such as `rubrics/rules/release.yaml`.
  public let path: String
  /// Its text, and what the build worked out about it.
  public let content: EmbeddedText

  /// The file as a value that can be read and pointed into.
  public var source: SourceFile { SourceFile(path: path, embedded: content) }
}
