import Diagnostics
import Documents
import Evidence
import Readiness
import Schema

/// A project that was opened: its manifest, as far as it could be read, and its evidence.
struct LoadedProject: Sendable {
  var manifest: Manifest
  var evidence: EvidenceCollection
  var documents: [(path: String, digest: Digest)]
  /// What was wrong with the inputs.
  var diagnostics: [Diagnostic]
  /// Whether an input is not there, or cannot be read.
  var status: ExitStatus
}

/// Opens a project: finds `gonogo.yaml`, reads it, finds the artifacts.
///
/// What is wrong is collected, never thrown: a report is written where one can be, and says what was not read.
struct ProjectLoader: Sendable {
  /// The name of the manifest below a project's root.
  static let manifestName = "gonogo.yaml"

  let shelf: RubricShelf
  /// The folder, or the manifest's own path.
  let path: String

  /// The project's root and the manifest's name in it.
  var location: (root: String, manifest: String) {
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return (path, ProjectLoader.manifestName) }
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.utf8.index(after: slash)...]))
  }

  func load(timings: inout Timings) -> LoadedProject {
    let (root, name) = location
    let read = readManifest(root: root, name: name)
    timings.mark("manifest")
    let declarations = (read.document["artifacts"]?.elements ?? []).compactMap { entry -> Discovery.Request? in
      guard let kind = entry["kind"]?.text, let pattern = entry["path"]?.text else { return nil }
      return Discovery.Request(kind: kind, pattern: pattern, place: entry["path"]?.range ?? entry.range)
    }
    let named = shelf.vocabulary.manifestSchema.root.texts(of: .documentPath, in: read.document)
    let found = Discovery(root: root, limits: shelf.limits).collect(
      declarations: declarations, documents: named.map { Discovery.DocumentRequest(path: $0.text, place: $0.place) })
    timings.mark("evidence")
    let reader = ManifestReader(schema: shelf.vocabulary.manifestSchema, presence: shelf.presence)
    let manifest = reader.manifest(read.file, document: read.document) { found.absenceReason(ofDocument: $0) }
    return LoadedProject(
      manifest: manifest, evidence: found.collection, documents: found.documents,
      diagnostics: read.diagnostics + found.diagnostics,
      status: manifest.diagnostics.hasErrors ? read.status.or(.badInput) : read.status)
  }

  private struct ReadManifest {
    var file: SourceFile
    var document: Node
    var diagnostics: [Diagnostic] = []
    var status = ExitStatus.passed
  }

  private func readManifest(root: String, name: String) -> ReadManifest {
    let file: SourceFile
    do {
      file = try readFile(root == "." ? name : root + "/" + name, as: name, limits: shelf.limits)
    } catch {
      let empty = SourceFile(path: name, text: "")
      return ReadManifest(
        file: empty, document: Node(.map([]), at: empty.whole), diagnostics: error.diagnostics,
        status: error.diagnostics.contains { $0.id == "input.not-there" } ? .noInput : .badInput)
    }
    let document = Document.yaml(file, limits: shelf.limits)
    var read = ReadManifest(
      file: file, document: document.root ?? Node(.map([]), at: file.whole), diagnostics: document.diagnostics)
    if document.root == nil, !document.diagnostics.hasErrors {
      read.diagnostics.append(.emptyManifest(file))
    }
    if document.roots.count > 1 { read.diagnostics.append(.severalDocuments(document.roots[1].range)) }
    if read.diagnostics.hasErrors { read.status = .badInput }
    return read
  }
}

extension Diagnostic {
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
