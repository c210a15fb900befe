public import Diagnostics

/// All that was found in a project: what could be read, what could not, and what was declared but is not there.
/// It is the evidence register of the reports, and the only door through which artifacts reach the rules.
public struct EvidenceCollection: Sendable {
  /// A file that was recognised as an artifact and could not be read. It proves nothing, and it is not 'none'.
  public struct Unreadable: Sendable {
    /// The kind that it was recognised as.
    public var kind: String
    /// The file.
    public var file: SourceFile
    /// What is wrong with it, with places.
    public var diagnostics: [Diagnostic]

    /// A file and what is wrong with it.
    public init(kind: String, file: SourceFile, diagnostics: [Diagnostic]) {
      self.kind = kind
      self.file = file
      self.diagnostics = diagnostics
    }
  }

  /// An entry under the manifest's `artifacts:`, and what it matched.
  public struct Declaration: Sendable {
    /// The kind that it declares.
    public var kind: String
    /// The path or glob that it names.
    public var pattern: String
    /// Where the manifest says so.
    public var place: SourceRange
    /// The paths that it matched, in byte order; none is an error of the rules that select the kind.
    public var matches: [String]

    /// An entry with its matches.
    public init(kind: String, pattern: String, place: SourceRange, matches: [String]) {
      self.kind = kind
      self.pattern = pattern
      self.place = place
      self.matches = matches
    }
  }

  /// A file or folder that was passed over, and why.
  public struct PassedOver: Sendable, Hashable {
    /// Its path.
    public var path: String
    /// Why it was not read, in a few words.
    public var reason: String

    /// A path and the reason.
    public init(path: String, reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  /// The items, by kind, path bytes and offset.
  public var items: [EvidenceItem]
  /// Recognised files that could not be read, by kind and path bytes.
  public var unreadable: [Unreadable]
  /// The manifest's declarations, in its order.
  public var declarations: [Declaration]
  /// What was passed over, by path bytes.
  public var passedOver: [PassedOver]
  /// What was wrong with the search itself: a declaration that leaves the project, a tree that is too large.
  public var diagnostics: [Diagnostic]

  /// A collection; the order of the parts is made canonical.
  public init(
    items: [EvidenceItem] = [], unreadable: [Unreadable] = [], declarations: [Declaration] = [],
    passedOver: [PassedOver] = [], diagnostics: [Diagnostic] = []
  ) {
    self.items = items.enumerated().sorted { a, b in
      EvidenceCollection.precedes(
        (a.element.kind, a.element.path, a.element.range, a.offset),
        (b.element.kind, b.element.path, b.element.range, b.offset))
    }.map(\.element)
    self.unreadable = unreadable.enumerated().sorted { a, b in
      EvidenceCollection.precedes(
        (a.element.kind, a.element.file.path, nil, a.offset), (b.element.kind, b.element.file.path, nil, b.offset))
    }.map(\.element)
    self.declarations = declarations
    self.diagnostics = diagnostics
    self.passedOver = passedOver.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private static func precedes(
    _ a: (kind: String, path: String, range: SourceRange?, index: Int),
    _ b: (kind: String, path: String, range: SourceRange?, index: Int)
  ) -> Bool {
    if !sameBytes(a.kind, b.kind) { return a.kind.utf8.lexicographicallyPrecedes(b.kind.utf8) }
    if !sameBytes(a.path, b.path) { return a.path.utf8.lexicographicallyPrecedes(b.path.utf8) }
    let offsetA = a.range?.offsets?.lowerBound ?? 0
    let offsetB = b.range?.offsets?.lowerBound ?? 0
    return offsetA == offsetB ? a.index < b.index : offsetA < offsetB
  }
}
