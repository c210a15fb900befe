import Builtins
import Diagnostics
import Documents
import Readiness
import Schema

/// Everything that the tool brings along, opened: vocabulary, catalogue, placeholders, templates.
struct RubricShelf: Sendable {
  let schemas: SchemaStore
  let vocabulary: Vocabulary
  var catalogue: Catalogue
  let presence: Presence
  let limits: Limits

  init(limits: Limits = .standard) throws(DiagnosticsError) {
    self.limits = limits
    schemas = Builtins.schemas
    vocabulary = try Vocabulary(schemas)
    catalogue = Builtins.catalogue
    presence = try RubricShelf.presence()
  }

  /// A rubric by its name, or a file where it looks like a path.
  mutating func compiled(_ name: String) throws(DiagnosticsError) -> CompiledRubric {
    let key = try known(name)
    let resolver = RubricResolver(catalogue: catalogue, schema: vocabulary.rubricSchema, limits: limits)
    return try CompiledRubric(try resolver.rubric(named: key), vocabulary: vocabulary, division: .acrossCores)
  }

  /// Puts a rubric that is named as a file into the catalogue; gives the name under which it stands there.
  mutating func known(_ name: String) throws(DiagnosticsError) -> String {
    guard name.utf8.contains(UInt8(ascii: "/")) || name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
      return name
    }
    let file = try readFile(name, limits: limits)
    catalogue.rubrics[name] = file
    return name
  }

  private static func presence() throws(DiagnosticsError) -> Presence {
    var words: [String] = []
    if let file = Builtins.file("rubrics/placeholders.yaml") {
      words = (try Document.yaml(file).valid().root?.elements ?? []).compactMap(\.scalarText)
    }
    return Presence(placeholders: Placeholders(words))
  }
}
