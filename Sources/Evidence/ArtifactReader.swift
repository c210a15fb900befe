public import Diagnostics
public import Documents

/// Reads one kind of artifact, in all its dialects. One file for each kind, beside one schema for each kind:
/// `templates/schemas/evidence/<kind>.json` describes the facts that it gives.
public protocol ArtifactReader: Sendable {
  /// The kind that it gives, such as `test_reports`.
  var kind: String { get }

  /// Which files of a project look like artifacts of this kind, by their paths alone; cheap, no file is opened.
  /// Whether they are is for `read` to say.
  func candidates(in tree: ProjectTree) -> [ArtifactCandidate]

  /// Reads a candidate.
  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading
}

/// A file, or the main file of a folder of files, that may be an artifact.
public struct ArtifactCandidate: Sendable, Hashable {
  /// Its path below the project's root.
  public var path: String
  /// Whether the manifest declared it: then it is of this kind or broken, never something else.
  public var isDeclared: Bool

  /// A candidate.
  public init(path: String, isDeclared: Bool = false) {
    self.path = path
    self.isDeclared = isDeclared
  }
}

/// What became of a candidate.
public enum ArtifactReading: Sendable {
  /// On a closer look it is something else.
  case notThisKind
  /// It says this; an artifact may hold several items.
  case items([EvidenceItem])
  /// It is of this kind and broken.
  case unreadable(SourceFile, [Diagnostic])
}
