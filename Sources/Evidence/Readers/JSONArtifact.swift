import Diagnostics
import Documents

/// A JSON file that may be an artifact, read as a whole: its tree, or what the candidate comes to without one.
///
/// A file whose name only suggests a kind is searched for marks before it is parsed, because most JSON is something else.
/// One that is broken and has a mark is a broken artifact, not something else.
enum JSONArtifact {
  case tree(SourceFile, Node, [Diagnostic])
  case without(ArtifactReading)

  /// - Parameters:
  ///   - isNamed: whether the path alone says what it is.
  ///   - marks: texts that artifacts of this kind have in them, and other JSON hardly ever has.
  init(_ candidate: ArtifactCandidate, isNamed: Bool, marks: [String], in tree: ProjectTree, limits: Limits) {
    let isNamed = isNamed || candidate.isDeclared
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      // One that is too large to be read shows at its beginning what it would be.
      let head = isNamed ? nil : try? tree.open(candidate.path).read(atMost: 65_535)
      let isMarked = head.map { head in marks.contains { head.containsBytes($0) } } ?? isNamed
      self = .without(isMarked ? .unreadable(candidate.path, error) : .notThisKind)
      return
    }
    guard isNamed || marks.contains(where: file.bytes.containsBytes) else {
      self = .without(.notThisKind)
      return
    }
    // Python writes NaN and Infinity; what they stand for is then not known, and the rest is.
    let document = Document.json(file, limits: limits, acceptingNonFinite: true)
    if document.diagnostics.hasErrors {
      self = .without(.unreadable(file, document.diagnostics))
    } else if let root = document.root {
      self = .tree(file, root, document.diagnostics)
    } else {
      self = .without(.unreadable(file, [.notOfKind("JSON", at: file.whole)]))
    }
  }
}

extension Diagnostic {
  static func emptyArtifact(_ missing: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "evidence.empty", "there is no \(missing) in it: it shows nothing", at: place)
  }

  static func statedDiffers(_ stated: String, from counted: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, id: "evidence.counts-differ", "\(stated) is not what \(counted) come to", at: place,
      notes: [Note("what was counted holds")])
  }
}
