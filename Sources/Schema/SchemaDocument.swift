public import CEL
public import Diagnostics
public import Documents

/// A JSON Schema (2020-12) that was read and understood to the last word, ready to judge documents.
///
/// ```swift
/// let schema = try SchemaDocument(node: json)
/// schema.validate(manifest)                     // everything that is wrong with it, each with its place
/// schema.type(at: ["release", "rollback"])      // what may stand there
/// ```
///
/// It is the part of JSON Schema that describes plain documents: one type for each value, objects with the fields that
/// they list and no others, lists of one kind, maps of one kind. A keyword that is not known, or that has no effect where
/// it stands, is an error: a misspelled schema must not let everything pass.
public struct SchemaDocument: Sendable {
  /// The type of the document as a whole.
  public let root: SchemaType
  /// What `$defs` defines, in its order, under the names that `$ref` uses.
  public let definitions: [SchemaProperty]

  /// Reads a schema.
  ///
  /// - Parameters:
  ///   - node: the parsed JSON.
  ///   - name: what the document is called in the names of types (`test_reports.suites[]`); a manifest's fields go by
  ///     their own names.
  ///   - fields: further fields that the document has besides those that the schema lists.
  public init(
    node: Node, name: String? = nil, adding fields: [SchemaProperty] = []
  ) throws(DiagnosticsError) {
    var compiler = SchemaCompiler(root: node)
    let root = compiler.compileRoot(name: name, adding: fields)
    guard let root, !compiler.diagnostics.hasErrors else { throw DiagnosticsError(compiler.diagnostics) }
    self.root = root
    self.definitions = compiler.definitions
  }

  /// The type at some steps below the root: a field's name, a map's key, `[]` for the elements of a list.
  public func type(at steps: [String]) -> SchemaType? { root.type(at: steps) }

  /// Everything that is wrong with a document; see `SchemaType.validate`.
  public func validate(_ node: Node, absences: [Absence] = []) -> [Diagnostic] {
    root.validate(node, absences: absences)
  }

  /// The type of a value as rules see it. Objects of one place in the schema are one type, however often it is asked.
  public func celType(of type: SchemaType) -> CELType { type.celType }
}
