import Diagnostics
import Documents
import Evidence
import Readiness
import Schema

/// A project that was opened: its manifest, as far as it could be read, and its evidence.
struct LoadedProject: Sendable {
  var manifest: Manifest
  /// The evidence, bound as expressions see it.
  var evidence: BoundEvidence
  var documents: [(path: String, digest: Digest)]
  /// What was wrong with the inputs.
  var diagnostics: [Diagnostic]
  /// Whether an input is not there, or cannot be read.
  var status: ExitStatus
  /// Whether there was a manifest, be it with faults.
  var isManifestRead: Bool
}

/// Opens a project: finds `gonogo.yaml`, reads it, finds the artifacts.
///
/// What is wrong is collected, never thrown: a report is written where one can be, and says what was not read.
struct ProjectLoader: Sendable {
  /// The name of the manifest below a project's root.
  static let manifestName = "gonogo.yaml"

  /// The folder, or the manifest's own path.
  let path: String
  /// What the project's files may cost.
  var limits = Limits.standard
  /// How much of the project is looked at.
  var bounds = DiscoveryBounds.standard
  /// Whether a project without a manifest is one: then that there is none is no complaint.
  var isManifestOptional = false

  /// The project's root and the manifest's name in it.
  var location: (root: String, manifest: String) {
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return (path, ProjectLoader.manifestName) }
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.utf8.index(after: slash)...]))
  }

  /// A project whose files are listed and whose manifest is read; for what it says, a vocabulary is needed.
  struct OpenedProject: Sendable {
    /// None where there is no such folder.
    fileprivate var discovery: Discovery?
    fileprivate var read: ReadManifest
  }

  /// Lists the files and reads the manifest.
  func open() -> OpenedProject {
    let (root, name) = location
    do {
      let discovery = try Discovery(root: root, limits: limits, bounds: bounds)
      return OpenedProject(discovery: discovery, read: readManifest(name, in: discovery.tree))
    } catch {
      return OpenedProject(
        discovery: nil, read: ReadManifest(missing: name, diagnostics: error.diagnostics, status: .noInput))
    }
  }

  /// Opens and loads in one.
  func load(_ shelf: RubricShelf) -> LoadedProject { load(open(), shelf.vocabulary, shelf.presence) }

  /// Understands the manifest and collects the evidence.
  func load(_ opened: OpenedProject, _ vocabulary: Vocabulary, _ presence: Presence) -> LoadedProject {
    let read = opened.read
    let reader = ManifestReader(schema: vocabulary.manifestSchema, presence: presence)
    guard let discovery = opened.discovery else {
      return LoadedProject(
        manifest: manifest(read, reader) { _ in nil },
        evidence: BoundEvidence(EvidenceCollection(), vocabulary: vocabulary), documents: [],
        diagnostics: read.diagnostics, status: read.status, isManifestRead: false)
    }
    let declarations = (read.document["artifacts"]?.elements ?? []).compactMap { entry -> Discovery.Declared? in
      guard let kind = entry["kind"]?.text, let path = entry["path"], let pattern = path.text else { return nil }
      return Discovery.Declared(kind: kind, pattern: pattern, place: path.range)
    }
    var documents = NamedDocuments(tree: discovery.tree, limits: limits)
    let manifest = manifest(read, reader) { documents.absenceReason(of: $0) }
    let evidence = discovery.collect(declarations: declarations, documents: documents.present.map(\.path)) {
      concurrently($0)
    }
    let isSound = !manifest.diagnostics.hasErrors && !evidence.diagnostics.hasErrors
    return LoadedProject(
      manifest: manifest, evidence: BoundEvidence(evidence, vocabulary: vocabulary),
      documents: documents.present,
      diagnostics: read.diagnostics + evidence.diagnostics, status: isSound ? read.status : read.status.or(.badInput),
      isManifestRead: read.isRead)
  }

  private func manifest(
    _ read: ReadManifest, _ reader: ManifestReader, absentDocument: (String) -> String?
  ) -> Manifest {
    let manifest = reader.manifest(read.file, document: read.document, absentDocument: absentDocument)
    guard !read.isRead else { return manifest }
    // That every section is missing from it is no news.
    return Manifest(
      file: manifest.file, written: read.document, facts: manifest.facts, absences: [], diagnostics: [])
  }

  fileprivate struct ReadManifest: Sendable {
    /// Whether there was anything in it to judge.
    var isRead: Bool
    var file: SourceFile
    var document: Node
    var diagnostics: [Diagnostic]
    var status: ExitStatus

    init(_ document: Document) {
      file = document.file
      isRead = document.root != nil
      self.document = document.root ?? Node(.map([]), at: document.file.whole)
      diagnostics = document.diagnostics
      if document.root == nil, !diagnostics.hasErrors { diagnostics.append(.emptyManifest(file)) }
      if document.roots.count > 1 { diagnostics.append(.severalDocuments(document.roots[1].range)) }
      status = diagnostics.hasErrors ? .badInput : .passed
    }

    init(missing name: String, diagnostics: [Diagnostic], status: ExitStatus) {
      file = SourceFile(path: name, text: "")
      isRead = false
      document = Node(.map([]), at: file.whole)
      self.diagnostics = diagnostics
      self.status = status
    }
  }

  private func readManifest(_ name: String, in tree: ProjectTree) -> ReadManifest {
    do {
      return ReadManifest(Document.yaml(try tree.read(name, limits: limits), limits: limits))
    } catch {
      if error == .missing, isManifestOptional { return ReadManifest(missing: name, diagnostics: [], status: .passed) }
      return ReadManifest(
        missing: name, diagnostics: [.noManifest(name, error)], status: error == .missing ? .noInput : .badInput)
    }
  }
}

/// The documents that a manifest names by path, looked up once each.
private struct NamedDocuments {
  let tree: ProjectTree
  let limits: Limits
  private var found: [String: ProjectDocument] = [:]

  init(tree: ProjectTree, limits: Limits) {
    self.tree = tree
    self.limits = limits
  }

  /// Why a document counts as absent; nil where it is there and says something.
  mutating func absenceReason(of path: String) -> String? {
    let document = found[path] ?? tree.document(at: path, limits: limits)
    found[path] = document
    switch document {
    case .present: return nil
    case .empty: return "'\(path)' is empty"
    case .absent(let reason): return "'\(path)': \(reason)"
    }
  }

  /// Those that are there, in byte order of their paths.
  var present: [(path: String, digest: Digest)] {
    found.compactMap { path, document in
      if case .present(let file) = document { (path, file.digest) } else { nil }
    }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
  }
}

extension Diagnostic {
  static func noManifest(_ name: String, _ failure: ReadFailure) -> Diagnostic {
    Diagnostic(
      .error, id: "manifest.unreadable", "the manifest '\(name)' cannot be read: \(failure.reason)",
      fix: "`gonogo init --gate kickoff` writes one to fill in")
  }

  static func emptyManifest(_ file: SourceFile) -> Diagnostic {
    Diagnostic(
      .error, id: "manifest.empty", "the manifest is empty", at: file.whole,
      fix: "`gonogo init --gate kickoff` writes one to fill in")
  }

  static func severalDocuments(_ place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "manifest.several-documents", "a manifest is one YAML document; here a second one begins", at: place)
  }
}
