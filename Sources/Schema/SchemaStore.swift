public import Diagnostics
import Documents
import Synchronization

/// The schemas of a run, by name: the executable hands the files in, each is read when it is first asked for, and once.
///
/// ```swift
/// let store = SchemaStore(sources: [("manifest", file), ("evidence/test_reports", other)])
/// let manifest = try store.manifest()
/// let item = try store.itemSchema(kind: "test_reports")
/// ```
public struct SchemaStore: Sendable {
  /// Once read, a schema is shared: object types are equal only if they are the same instance. Whoever asks for one does
  /// not wait for the reading of another.
  private final class Entry: Sendable {
    let file: SourceFile
    let read = Mutex<SchemaDocument?>(nil)

    init(_ file: SourceFile) { self.file = file }
  }

  /// The names of all schemas, in byte order: `manifest`, `evidence/<kind>`, and what else was handed in.
  public let names: [String]
  private let entries: [String: Entry]

  /// A store of these files; of a name that stands there twice the last counts.
  public init(sources: [(name: String, file: SourceFile)]) {
    entries = Dictionary(sources.map { ($0.name, Entry($0.file)) }, uniquingKeysWith: { _, last in last })
    names = entries.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The kinds of evidence that there are schemas for, in byte order.
  public var kinds: [String] {
    names.filter { $0.utf8.starts(with: Self.evidence.utf8) }
      .map { String(decoding: $0.utf8.dropFirst(Self.evidence.utf8.count), as: UTF8.self) }
  }

  /// The schema of the manifest.
  public func manifest() throws(DiagnosticsError) -> SchemaDocument { try schema(named: "manifest") }

  /// The schema of one item of a kind of evidence: the facts of the kind, and the fields that every item has
  /// (`EvidenceFields`).
  public func itemSchema(kind: String) throws(DiagnosticsError) -> SchemaDocument {
    try schema(named: Self.evidence + kind)
  }

  /// A schema by its name.
  public func schema(named name: String) throws(DiagnosticsError) -> SchemaDocument {
    guard let entry = entries[name] else { throw DiagnosticsError([.unknownSchema(name, known: names)]) }
    return try entry.read.withLock { (read) throws(DiagnosticsError) -> SchemaDocument in
      if let schema = read { return schema }
      let schema = try Self.read(entry.file, named: name)
      read = schema
      return schema
    }
  }

  private static let evidence = "evidence/"

  private static func read(_ file: SourceFile, named name: String) throws(DiagnosticsError) -> SchemaDocument {
    guard let root = try Document.json(file).valid().root else {
      throw DiagnosticsError([
        Diagnostic(.error, id: "schema.not-a-schema", "the file has no schema in it", at: file.whole)
      ])
    }
    guard name.utf8.starts(with: evidence.utf8) else { return try SchemaDocument(node: root) }
    let kind = String(decoding: name.utf8.dropFirst(evidence.utf8.count), as: UTF8.self)
    return try SchemaDocument(node: root, name: kind, adding: EvidenceFields.properties)
  }
}

extension Diagnostic {
  fileprivate static func unknownSchema(_ name: String, known: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.unknown-schema", "there is no schema '\(excerpt(name))'",
      fix: didYouMean(name, among: known))
  }
}
