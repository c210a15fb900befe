/// How bad a complaint is.
public enum DiagnosticSeverity: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Worth knowing; nothing is wrong.
  case note
  /// Something is probably not as meant; it was still read.
  case warning
  /// Something could not be used as it is.
  case error

  /// From a note to an error.
  public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// The one type in which anything is ever complained about: what is wrong, where, and what would be right.
///
/// Messages stand beside the code that raises them, as factories in an extension of this type.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How bad it is.
  public var severity: DiagnosticSeverity
  /// A stable name such as `manifest.unknown-field`, for searching and for tests.
  public var id: String
  /// One line, lower case, without a full stop: what is wrong.
  public var message: String
  /// Where; nil only where no file is at fault.
  public var place: SourceRange?
  /// Further places and facts.
  public var notes: [Note]
  /// What would be right, such as `did you mean 'rollback'?`
  public var fix: String?

  /// A further fact, perhaps with a place of its own.
  public struct Note: Hashable, Sendable {
    /// What it says.
    public var message: String
    /// Where it is about.
    public var place: SourceRange?

    /// A note.
    public init(_ message: String, place: SourceRange? = nil) {
      self.message = message
      self.place = place
    }
  }

  /// A complaint.
  public init(
    _ severity: DiagnosticSeverity, id: String, _ message: String, at place: SourceRange? = nil, notes: [Note] = [],
    fix: String? = nil
  ) {
    self.severity = severity
    self.id = id
    self.message = message
    self.place = place
    self.notes = notes
    self.fix = fix
  }
}

/// Several complaints thrown together: a reader collects all of them before it gives up.
public struct DiagnosticsError: Error, Sendable, Hashable {
  /// The complaints, at least one of them an error.
  public var diagnostics: [Diagnostic]

  /// An error of these complaints.
  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}

extension DiagnosticsError: CustomStringConvertible {
  /// The complaints as a good compiler prints them.
  public var description: String { diagnostics.map { $0.rendered() }.joined(separator: "\n") }
}

extension Sequence where Element == Diagnostic {
  /// Whether any of them is an error.
  public var hasErrors: Bool { contains { $0.severity == .error } }
}

extension Array where Element == Diagnostic {
  /// In the order of files (by path bytes), then of places, otherwise as they came.
  public var sortedByPlace: [Diagnostic] {
    let keyed = enumerated().map { index, diagnostic in
      let path = diagnostic.place?.file.path ?? ""
      let start = diagnostic.place?.start ?? SourcePosition(line: 0, column: 0)
      return (index: index, path: path, start: start, diagnostic: diagnostic)
    }
    return keyed.sorted { a, b in
      if !sameBytes(a.path, b.path) { return a.path.utf8.lexicographicallyPrecedes(b.path.utf8) }
      return a.start == b.start ? a.index < b.index : a.start < b.start
    }.map(\.diagnostic)
  }
}
