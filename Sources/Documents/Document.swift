public import Diagnostics

/// A file as located trees: what YAML, JSON and XML become when they pass through the door, with everything that was
/// wrong on the way.
///
/// ```swift
/// let document = Document.yaml(file)
/// for diagnostic in document.diagnostics { … }       // all that was found, each with its place
/// let manifest = try Document.yaml(file).valid()     // or: only where nothing was wrong
/// ```
///
/// Reading never stops at the first thing that it can read past (a repeated key, a tag, an alias): the trees hold the
/// rest. Only what breaks the syntax or a limit ends it, and then `roots` has the documents that were complete before.
public struct Document: Sendable {
  /// The file that was read.
  public let file: SourceFile
  /// The trees: one for each document of a YAML stream, at most one for JSON and XML.
  public let roots: [Node]
  /// What was wrong, in the order in which it was found.
  public let diagnostics: [Diagnostic]

  /// A document, for readers of further formats.
  public init(file: SourceFile, roots: [Node], diagnostics: [Diagnostic]) {
    self.file = file
    self.roots = roots
    self.diagnostics = diagnostics
  }

  /// The first tree, for files that hold one.
  public var root: Node? { roots.first }

  /// The same document where nothing in it is an error; otherwise everything that was wrong.
  public func valid() throws(DiagnosticsError) -> Document {
    if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
    return self
  }
}
