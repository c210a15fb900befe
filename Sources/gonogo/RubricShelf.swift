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
  /// Rubrics that were resolved when the shelf was opened.
  private let resolved: [String: Rubric]

  /// The schemas that the tool brings along, and what rules may speak of by them.
  private static let schemas = Builtins.schemas
  private static let sharedVocabulary = Result { () throws(DiagnosticsError) in try Vocabulary(schemas) }

  /// What counts as present, by the placeholders that the tool brings along.
  private static let sharedPresence = Result { () throws(DiagnosticsError) in
    var words: [String] = []
    if let file = Builtins.file("rubrics/placeholders.yaml") {
      words = (try Document.yaml(file).valid().root?.elements ?? []).compactMap(\.scalarText)
    }
    return Presence(placeholders: Placeholders(words))
  }

  /// Reads what nearly every command needs, on another thread, while the command line is still being parsed.
  static func prepare() {
    Workers.shared.begin { _ = sharedVocabulary }
  }

  /// What a project is understood by: its part of the shelf, for whoever need not wait for the rubrics.
  static func projectTerms() throws(DiagnosticsError) -> (Vocabulary, Presence) {
    (try sharedVocabulary.get(), try sharedPresence.get())
  }

  /// Opens the shelf.
  ///
  /// - Parameter names: rubrics that are going to be compiled. Those that the tool brings along are resolved beside the
  ///   reading of the schemas; what is wrong with any is told when it is compiled.
  init(limits: Limits = .standard, naming names: [String] = []) throws(DiagnosticsError) {
    self.limits = limits
    schemas = RubricShelf.schemas
    let (schemas, catalogue) = (schemas, Builtins.catalogue)
    let (resolved, vocabulary) = concurrently {
      RubricShelf.resolved(names, catalogue: catalogue, schemas: schemas, limits: limits)
    } _: {
      RubricShelf.sharedVocabulary
    }
    self.catalogue = catalogue
    self.vocabulary = try vocabulary.get()
    self.resolved = resolved
    presence = try RubricShelf.sharedPresence.get()
  }

  private static func resolved(
    _ names: [String], catalogue: Catalogue, schemas: SchemaStore, limits: Limits
  ) -> [String: Rubric] {
    let brought = names.filter { catalogue.rubrics[$0] != nil }
    guard !brought.isEmpty, let schema = try? schemas.schema(named: "rubric") else { return [:] }
    let resolver = RubricResolver(catalogue: catalogue, schema: schema, limits: limits)
    return Dictionary(
      brought.compactMap { name in (try? resolver.rubric(named: name)).map { (name, $0) } }, uniquingKeysWith: { $1 })
  }

  /// What finds the rubrics of the catalogue, and the rules that there are.
  var resolver: RubricResolver {
    RubricResolver(catalogue: catalogue, schema: vocabulary.rubricSchema, limits: limits)
  }

  /// A rubric by its name, or a file where it looks like a path.
  mutating func compiled(_ name: String) throws(DiagnosticsError) -> CompiledRubric {
    let key = try known(name)
    let rubric: Rubric
    if let known = resolved[key] {
      rubric = known
    } else {
      rubric = try resolver.rubric(named: key)
    }
    return try CompiledRubric(rubric, vocabulary: vocabulary, division: .acrossCores)
  }

  /// Puts a rubric that is named as a file into the catalogue; gives the name under which it stands there.
  mutating func known(_ name: String) throws(DiagnosticsError) -> String {
    guard RubricShelf.isPath(name) else { return name }
    let file = try readFile(name, limits: limits)
    catalogue.rubrics[name] = file
    return name
  }

  /// Whether a word is meant for a file, and not for a name.
  static func isPath(_ word: String) -> Bool {
    word.utf8.contains(UInt8(ascii: "/")) || word.hasSuffix(".yaml") || word.hasSuffix(".yml")
  }
}
