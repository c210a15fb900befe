import Diagnostics
import Documents

/// `attestations`: what was signed about files: in-toto statements in DSSE envelopes and Sigstore bundles, provenance of
/// SLSA, signatures of models, links of in-toto, and Google Cloud Build's own form. One item for each statement.
///
/// No signature is verified: that takes keys, and trust in them. What can be checked without is checked: whether the
/// digests are those of the files in the project.
struct Attestations: ArtifactReader {
  let kind = "attestations"
  let fileEndings = [
    ".intoto.jsonl", ".intoto.json", ".intoto", ".sigstore", ".sigstore.json", ".slsa", ".att", ".att.json", ".sig",
    ".link",
    "provenance.json", "attestation.json", "attestations.jsonl",
  ]

  private static let folders: Set<String> = ["attestation", "attestations", "provenance"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { file in
      if fileEndings.contains(where: { file.name.endsWithBytes($0) }) { return true }
      guard file.name.endsWithBytes(".json") || file.name.endsWithBytes(".jsonl") else { return false }
      return Attestations.folders.contains(asciiLowercased(parentFolder(file.path).lastPathPart))
    }
  }

  /// Whether the name says what it is. `.sig` may be a signature alone, in any form, and `.link` anything.
  private static func isNamed(_ name: String) -> Bool {
    [".intoto.jsonl", ".intoto.json", ".intoto", ".sigstore", ".sigstore.json", ".slsa"].contains {
      name.endsWithBytes($0)
    }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    readAll([candidate], in: tree, limits: limits).first ?? .notThisKind
  }

  func readAll(_ candidates: [ArtifactCandidate], in tree: ProjectTree, limits: Limits) -> [ArtifactReading] {
    let files = SubjectFiles(in: tree)
    return candidates.map { read($0, files, in: tree, limits: limits) }
  }

  private func read(
    _ candidate: ArtifactCandidate, _ files: SubjectFiles, in tree: ProjectTree, limits: Limits
  ) -> ArtifactReading {
    let isNamed = candidate.isDeclared || Attestations.isNamed(asciiLowercased(candidate.path.lastPathPart))
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      return isNamed ? .unreadable(candidate.path, error) : .notThisKind
    }
    guard file.bytes[...].trimmed.first == UInt8(ascii: "{") else {
      return isNamed ? .unreadable(file, [.notOfKind("an attestation in JSON", at: file.whole)]) : .notThisKind
    }
    do throws(DiagnosticsError) {
      var items: [EvidenceItem] = []
      for part in try Attestations.parts(of: file, limits: limits) {
        do throws(Diagnostic) {
          for statement in try SignedStatement.all(in: part.node, at: part.place, of: file, limits: limits) {
            items.append(item(statement, files))
          }
        } catch {
          throw DiagnosticsError([error])
        }
      }
      if items.isEmpty {
        return isNamed ? .unreadable(file, [.notOfKind("an attestation", at: file.whole)]) : .notThisKind
      }
      return .items(items)
    } catch {
      let says = ["in-toto", "dsseEnvelope", "payloadType", "slsa.dev"].contains { file.bytes.containsBytes($0) }
      return isNamed || says ? .unreadable(file, error.diagnostics) : .notThisKind
    }
  }

  /// The values in a file: one, or one on each line.
  private static func parts(
    of file: SourceFile, limits: Limits
  ) throws(DiagnosticsError) -> [(node: Node, place: SourceRange)] {
    let whole = Document.json(file, limits: limits)
    if let root = whole.root, !whole.diagnostics.hasErrors { return [(root, root.range)] }
    var parts: [(node: Node, place: SourceRange)] = []
    var start = 0
    for line in file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let place = file.range(start..<(start + line.count))
      start += line.count + 1
      guard !line.trimmed.isEmpty else { continue }
      let document = Document.json(SourceFile(path: file.path, bytes: Array(line)), limits: limits)
      // Not lines of JSON either: then the complaint is that of the file as a whole.
      guard let root = document.root, !document.diagnostics.hasErrors, parts.count < 10_000 else {
        throw DiagnosticsError(parts.isEmpty ? whole.diagnostics : [.brokenLine(at: place)])
      }
      parts.append((root, place))
    }
    return parts
  }

  private func item(_ statement: SignedStatement, _ files: SubjectFiles) -> EvidenceItem {
    var facts = Facts(at: statement.place)
    statement.describe(&facts, files)
    var item = EvidenceItem(kind: kind, format: statement.format, range: statement.place, facts: facts.node)
    item.producedAt = statement.producedAt.map { Node(.text($0.text), at: statement.place) }
    item.commit = statement.provenance.commit.map { Node(.text($0), at: statement.place) }
    return item
  }
}

extension Diagnostic {
  static func brokenLine(at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "evidence.truncated", "this line is no JSON, though those before it are", at: place)
  }

  static func brokenStatement(_ problem: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "evidence.broken-attestation", "this attestation is broken: \(problem)", at: place)
  }
}
