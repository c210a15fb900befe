public import Diagnostics
public import Documents

/// Reads one kind of artifact, in all its dialects. One file for each kind, beside one schema for each kind:
/// `templates/schemas/evidence/<kind>.json` describes the facts that it gives.
///
/// A reader never throws: whatever is wrong with one artifact is said in its reading, and takes nothing else down.
public protocol ArtifactReader: Sendable {
  /// The kind that it gives, such as `test_reports`.
  var kind: String { get }

  /// How names of files of this kind end, in lower case, for declarations that name a folder.
  var fileEndings: [String] { get }

  /// Which files of a project look like artifacts of this kind, by their paths alone. Whether they are is for `read` to
  /// say.
  func candidates(in tree: ProjectTree) -> [ArtifactCandidate]

  /// The files to be read where the manifest declares these: the main file, where an artifact is a folder of files.
  func mainFiles(of declared: [String]) -> [String]

  /// Reads a candidate.
  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading

  /// Reads all candidates: for kinds whose artifacts speak of one another, such as an autoscaler of a deployment. One
  /// reading for each candidate, in their order.
  func readAll(_ candidates: [ArtifactCandidate], in tree: ProjectTree, limits: Limits) -> [ArtifactReading]
}

extension ArtifactReader {
  /// Every declared file is read by itself.
  public func mainFiles(of declared: [String]) -> [String] { declared }

  /// Each candidate is read without regard to the others.
  public func readAll(_ candidates: [ArtifactCandidate], in tree: ProjectTree, limits: Limits) -> [ArtifactReading] {
    candidates.map { read($0, in: tree, limits: limits) }
  }
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
  /// It is not yet of this kind, as a template that nobody declared; why, in a few words.
  case passedOver(reason: String)
  /// It says this; an artifact may hold several items.
  case items([EvidenceItem])
  /// It is of this kind and broken.
  case unreadable(SourceFile, [Diagnostic])
}

extension ArtifactReading {
  /// A file that could not be opened or read at all.
  static func unreadable(_ path: String, _ failure: ReadFailure) -> ArtifactReading {
    let file = SourceFile(path: path, bytes: [])
    return .unreadable(file, [.artifactUnreadable(failure, at: file.whole)])
  }
}

extension Array where Element == any ArtifactReader {
  /// All readers, in the byte order of their kinds.
  public static var all: [any ArtifactReader] {
    [
      AlertRoutes(), AlertRules(), Attestations(), KubernetesAutoscalers(), CIWorkflows(), CodeOwners(),
      ContainerBuilds(), CoverageReports(), CroissantDatasets(), DVCPipelines(), DataValidations(), DatasetCards(),
      DependencyManifests(), KubernetesDeployments(), ProjectDocuments(), DriftReports(), MLflowRuns(),
      ExplanationReports(), FairnessReports(), LoadTests(), MLflowModels(), MetricsFiles(), MLPipelines(), ModelCards(),
      ModelFiles(), MLflowRegistry(), GitRepository(), SBOMs(), StaticAnalysisReports(), JUnitReports(),
      DVCTrackedData(),
    ]
  }
}

extension Diagnostic {
  static func artifactUnreadable(_ failure: ReadFailure, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "evidence.unreadable", "the file could not be read: \(failure.reason)", at: place,
      fix: failure.limit?.remedy)
  }

  static func notOfKind(_ expected: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "evidence.not-of-kind", "this is not \(expected)", at: place)
  }
}
