public import Diagnostics
public import Documents

/// Finds the evidence in a project: walks its tree once, gives each reader the files that look like its kind or that the
/// manifest declares, and collects what they say.
///
/// ```swift
/// let discovery = try Discovery(root: "churn")
/// let evidence = discovery.collect(
///   declarations: [.init(kind: "test_reports", pattern: "reports/**/junit*.xml", place: place)],
///   documents: ["docs/test-plan.md"])
/// ```
public struct Discovery: Sendable {
  /// The project's files.
  public let tree: ProjectTree
  private let readers: [any ArtifactReader]
  private let limits: Limits
  private let bounds: DiscoveryBounds

  /// An entry under the manifest's `artifacts:`.
  public struct Declared: Sendable {
    /// The kind, such as `test_reports`.
    public var kind: String
    /// A path below the root, perhaps with `*` and `**`, or a folder.
    public var pattern: String
    /// Where the manifest says so.
    public var place: SourceRange

    /// An entry.
    public init(kind: String, pattern: String, place: SourceRange) {
      self.kind = kind
      self.pattern = pattern
      self.place = place
    }
  }

  /// Lists a project's files.
  /// - Parameter root: the project's folder, as the user named it.
  public init(
    root: String, readers: [any ArtifactReader] = .all, limits: Limits = .standard, bounds: DiscoveryBounds = .standard
  ) throws(DiagnosticsError) {
    self.tree = try ProjectTree(root: root, bounds: bounds)
    self.readers = readers
    self.limits = limits
    self.bounds = bounds
  }

  /// What one kind of evidence comes to: a piece of `collect`'s work.
  public struct KindReading: Sendable {
    fileprivate var kind: String
    fileprivate var items: [EvidenceItem] = []
    fileprivate var unreadable: [EvidenceCollection.Unreadable] = []
    /// What a declaration matched and what is of another kind.
    fileprivate var withdrawn: [String] = []
    fileprivate var passedOver: [EvidenceCollection.PassedOver] = []
    fileprivate var diagnostics: [Diagnostic] = []
  }

  /// Reads all evidence.
  /// - Parameters:
  ///   - declarations: where the manifest says that evidence is.
  ///   - documents: the paths of documents that the manifest names; they become `documents` wherever they lie.
  ///   - results: does the pieces, one for each kind, and gives what they come to in their order; beside each other, if it
  ///     likes: none needs another.
  public func collect(
    declarations: [Declared] = [], documents: [String] = [],
    results: ([@Sendable () -> KindReading]) -> [KindReading] = { pieces in pieces.map { $0() } }
  ) -> EvidenceCollection {
    var diagnostics = tree.diagnostics
    var found: [EvidenceCollection.Declaration] = []
    // Files that the manifest names one by one: such a file is of its kind, or broken.
    var named: [(kind: String, path: String)] = []
    for declared in declarations {
      let (matches, isOneFile) = matches(of: declared, complaints: &diagnostics)
      found.append(.init(kind: declared.kind, pattern: declared.pattern, place: declared.place, matches: matches))
      if isOneFile { named += matches.map { (declared.kind, $0) } }
    }
    let pieces = readers.map { [found, named] reader in
      let declared = found.filter { $0.kind.hasBytes(reader.kind) }.flatMap(\.matches)
      let named = named.filter { $0.kind.hasBytes(reader.kind) }.map(\.path)
      return { @Sendable in reading(reader, declared: declared, named: named, documents: documents) }
    }
    var readings = results(pieces)
    if tree.isOverBudget {
      // Which files were too many must not depend on which kind was quicker.
      tree.forgetReadings()
      readings = pieces.map { $0() }
    }
    for reading in readings where !reading.withdrawn.isEmpty {
      for index in found.indices where found[index].kind.hasBytes(reading.kind) {
        found[index].matches.removeAll { match in reading.withdrawn.contains { $0.hasBytes(match) } }
      }
    }
    // Several readers may say so of one file.
    var told: Set<[UInt8]> = []
    let passedOver = readings.flatMap(\.passedOver).filter { told.insert(Array($0.path.utf8)).inserted }
    return EvidenceCollection(
      items: readings.flatMap(\.items), unreadable: readings.flatMap(\.unreadable), declarations: found,
      passedOver: tree.passedOver + passedOver, diagnostics: diagnostics + readings.flatMap(\.diagnostics))
  }

  private func reading(
    _ reader: any ArtifactReader, declared: [String], named: [String], documents: [String]
  ) -> KindReading {
    var found = KindReading(kind: reader.kind)
    var candidates = declared.map { ArtifactCandidate(path: $0, isDeclared: true) }
    if reader.kind.hasBytes(ProjectDocuments.name) {
      candidates += documents.compactMap(namedDocument).map { ArtifactCandidate(path: $0) }
    }
    candidates += reader.candidates(in: tree)
    candidates = withoutRepeats(candidates)
    if candidates.count > bounds.candidates {
      found.diagnostics.append(.tooManyCandidates(reader.kind, limit: bounds.candidates))
      candidates.removeSubrange(bounds.candidates...)
    }
    for (candidate, reading) in zip(candidates, reader.readAll(candidates, in: tree, limits: limits)) {
      switch reading {
      case .notThisKind where named.contains(where: { $0.hasBytes(candidate.path) }):
        let file = SourceFile(path: candidate.path, bytes: [])
        found.unreadable.append(
          .init(kind: reader.kind, file: file, diagnostics: [.declaredAsOther(reader.kind, at: file.whole)]))
      case .notThisKind:
        // A pattern may match a Service beside a Deployment; where it matches nothing of its kind, it matches nothing.
        if candidate.isDeclared { found.withdrawn.append(candidate.path) }
      case .passedOver(let reason):
        found.passedOver.append(.init(path: candidate.path, reason: reason))
      case .items(let items):
        if let file = items.first(where: { !$0.range.file.isIdentified })?.range.file {
          found.unreadable.append(.init(kind: reader.kind, file: file, diagnostics: [.notReadToEnd(at: file.whole)]))
          continue
        }
        // Every report needs the digests: they are taken here, where others work beside.
        for item in items { _ = item.range.file.digest }
        found.items += items
      case .unreadable(let file, let diagnostics):
        found.unreadable.append(.init(kind: reader.kind, file: file, diagnostics: diagnostics))
      }
    }
    return found
  }

  /// Of several names for one file the declared one counts, then the real one, then the first in byte order.
  private func withoutRepeats(_ candidates: [ArtifactCandidate]) -> [ArtifactCandidate] {
    let keyed = candidates.map { (candidate: $0, real: tree.realPath(of: $0.path)) }
    let sorted = keyed.sorted { a, b in
      if !a.real.hasBytes(b.real) { return a.real.utf8.lexicographicallyPrecedes(b.real.utf8) }
      if a.candidate.isDeclared != b.candidate.isDeclared { return a.candidate.isDeclared }
      let isRealA = a.candidate.path.hasBytes(a.real)
      if isRealA != b.candidate.path.hasBytes(b.real) { return isRealA }
      return a.candidate.path.utf8.lexicographicallyPrecedes(b.candidate.path.utf8)
    }
    var kept: [ArtifactCandidate] = []
    var last: String?
    for entry in sorted where last.map({ !$0.hasBytes(entry.real) }) ?? true {
      kept.append(entry.candidate)
      last = entry.real
    }
    return kept.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private func namedDocument(_ path: String) -> String? {
    guard case .file = tree.target(of: path) else { return nil }
    let named = pathParts(path).joined(separator: "/")
    if tree.contains(named) { return named }
    // Through a link to a folder: the file stands in the tree under its real name.
    if case .file(let real) = tree.target(of: path) { return real }
    return nil
  }
}

extension Discovery {
  /// The files that a declaration matches, in byte order, and whether it names just one.
  private func matches(
    of declared: Declared, complaints: inout [Diagnostic]
  ) -> (matches: [String], isOneFile: Bool) {
    guard let reader = readers.first(where: { $0.kind.hasBytes(declared.kind) }) else {
      complaints.append(.unknownKind(declared.kind, known: readers.map(\.kind), at: declared.place))
      return ([], false)
    }
    let pattern: PathPattern
    do {
      pattern = try PathPattern(declared.pattern)
    } catch {
      complaints.append(.badPattern(declared.pattern, error, at: declared.place))
      return ([], false)
    }
    if pattern.isPlain {
      switch tree.target(of: pattern.text) {
      case .outside:
        complaints.append(.badPattern(declared.pattern, .leavesRoot, at: declared.place))
        return ([], false)
      case .file(let real):
        return (reader.mainFiles(of: [tree.contains(pattern.text) ? pattern.text : real]), true)
      case .folder(let folder):
        let files = tree.paths(below: folder).filter { path in
          let name = asciiLowercased(path)
          return reader.fileEndings.contains { name.endsWithBytes($0) }
        }
        return (reader.mainFiles(of: files), false)
      case .loop, .missing, .special:
        return ([], false)
      }
    }
    var matches = tree.paths(below: pattern.fixedFolder).filter(pattern.matches)
    for link in tree.folderLinks {
      // As if the folder stood where the link is.
      let prefix = link.target.isEmpty ? 0 : link.target.utf8.count + 1
      matches += tree.paths(below: link.target).filter { path in
        pattern.matches(link.path + "/" + String(Substring(path.utf8.dropFirst(prefix))))
      }
    }
    matches.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var unique: [String] = []
    for match in matches where unique.last.map({ !$0.hasBytes(match) }) ?? true { unique.append(match) }
    return (reader.mainFiles(of: unique), false)
  }
}

extension Diagnostic {
  static func tooManyCandidates(_ kind: String, limit: Int) -> Diagnostic {
    Diagnostic(
      .error, id: "evidence.too-many-files", "more than \(limit) files look like \(kind); the rest was not read",
      fix: LimitName.filesPerKind.remedy)
  }

  /// Of what was read in part nobody could say which file it was.
  static func notReadToEnd(at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "evidence.unidentified", "the file was not read to its end, so that its digest is not known",
      at: place)
  }

  static func declaredAsOther(_ kind: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "evidence.not-of-kind", "the manifest declares this file under \(kind), but it is something else",
      at: place)
  }

  static func unknownKind(_ kind: String, known: [String], at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "evidence.unknown-kind", "'\(kind)' is not a kind of evidence", at: place,
      notes: [Note("the kinds are \(known.joined(separator: ", "))")], fix: didYouMean(kind, among: known))
  }

  static func badPattern(_ pattern: String, _ problem: PathPattern.Problem, at place: SourceRange) -> Diagnostic {
    switch problem {
    case .empty:
      Diagnostic(.error, id: "evidence.bad-path", "an artifact's path is empty", at: place)
    case .leavesRoot:
      Diagnostic(
        .error, id: "evidence.outside-project", "'\(pattern)' is not below the project's folder", at: place,
        fix: "name it relative to the project's folder, and keep it there")
    case .tooLong:
      Diagnostic(.error, id: "evidence.bad-path", "an artifact's path is too long", at: place)
    }
  }
}
