public import Diagnostics
public import Documents

/// One artifact that was read: what it is, where it stands, who made it when, and what it says.
///
/// Three-valued throughout: a fact that the artifact does not give is not in `facts`, never zero, false or empty.
public struct EvidenceItem: Sendable {
  /// The kind, which is the name under `artifacts.` and of its schema: `test_reports`, `deployments` ….
  public var kind: String
  /// The dialect that was read: `junit`, `cobertura`, `mlflow-file-store` ….
  public var format: String
  /// Where it stands: the file and, of several in one file, which part.
  public var range: SourceRange
  /// The program that wrote it, where it says so.
  public var tool: Tool?
  /// When it was produced, as RFC 3339 text or an ISO date; only where the content states it.
  public var producedAt: Node?
  /// The commit that it belongs to, where it says so.
  public var commit: Node?
  /// The version of the model that it speaks of, where it says so.
  public var modelVersion: Node?
  /// The digest of the data set that it speaks of, where it says so.
  public var datasetDigest: Node?
  /// What it says: a map that the kind's schema describes.
  public var facts: Node
  /// What was odd about it, though it could be read.
  public var diagnostics: [Diagnostic]

  /// A program and its version.
  public struct Tool: Sendable, Hashable {
    /// The program's name.
    public var name: String
    /// Its version, where stated.
    public var version: String?

    /// A program.
    public init(name: String, version: String? = nil) {
      self.name = name
      self.version = version
    }
  }

  /// An item of which only the essentials are known.
  public init(kind: String, format: String, range: SourceRange, facts: Node) {
    self.kind = kind
    self.format = format
    self.range = range
    self.facts = facts
    self.diagnostics = []
  }

  /// The path of its file.
  public var path: String { range.file.path }
}
