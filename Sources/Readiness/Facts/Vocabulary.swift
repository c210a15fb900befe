public import CEL
public import Diagnostics
public import Schema

/// Everything that rules may speak of, typed from the published schemas: the manifest's sections, the kinds of evidence,
/// the gate and the time. Made once for a run, shared by all rules.
public struct Vocabulary: Sendable {
  /// The sections of the manifest that rules see. `artifacts` and `waivers` are read by the engine alone.
  static let sections = [
    "project", "business", "team", "plan", "data", "model", "tests", "release", "operations", "process", "security",
    "compliance", "signoffs", "extensions",
  ]

  /// What a manifest looks like.
  public let manifestSchema: SchemaDocument
  /// The manifest's type.
  let manifest: SchemaType
  /// The kinds of evidence, in byte order.
  let kinds: [String]
  /// What a rubric looks like.
  public let rubricSchema: SchemaDocument
  /// What decision policies see.
  let summary: SchemaType
  /// The type of `artifacts`: a list for each kind.
  let artifactsType: ObjectType
  private let schemas: SchemaStore
  /// The functions that expressions may use, and no variables.
  private let functions: Environment
  private let factEnvironment: Environment
  private let policyEnvironment: Environment

  /// A vocabulary of the schemas in a store.
  ///
  /// - Throws: what is wrong with a schema; with those that the tool brings, nothing is. Those of kinds of evidence are
  ///   read later.
  public init(_ schemas: SchemaStore) throws(DiagnosticsError) {
    manifestSchema = try schemas.manifest()
    manifest = manifestSchema.root
    rubricSchema = try schemas.schema(named: "rubric")
    summary = try schemas.schema(named: "summary").root
    self.schemas = schemas
    kinds = schemas.kinds
    artifactsType = ObjectType(
      name: "artifacts",
      fields: kinds.map { kind in
        ObjectType.Field(name: kind) { .list(Vocabulary.item(kind, in: schemas)?.celType ?? .null) }
      })
    let sections = Vocabulary.sections.compactMap { [manifest] section in
      manifest.type(at: [section]).map { Variable(section, $0.celType) }
    }
    functions = Environment(variables: [], libraries: [.standard, .strings, .optionals])
    factEnvironment = functions.adding(
      sections + [Variable("gate", .enumeration(Vocabulary.gates)), Variable("now", .timestamp)])
    policyEnvironment = functions.adding([Variable("summary", summary.celType)])
  }

  /// What a framework's file looks like. Read when it is first asked for: the frameworks that the tool brings are held to
  /// it by a test.
  public var frameworkSchema: SchemaDocument {
    get throws(DiagnosticsError) { try schemas.schema(named: "framework") }
  }

  /// The type of an item of evidence; nil for a kind that there is not.
  func item(_ kind: String) -> SchemaType? { Vocabulary.item(kind, in: schemas) }

  /// The schema of a kind is read when an artifact or a rule first asks for it. Of one that cannot be used there are no
  /// items, and no rule that selects them passes the check.
  private static func item(_ kind: String, in schemas: SchemaStore) -> SchemaType? {
    try? schemas.itemSchema(kind: kind).root
  }

  /// What `when`, `claim` and `message` see: the manifest, parameters, gate and time.
  func claimEnvironment(_ parameters: ObjectType) -> Environment {
    environment(parameters, [])
  }

  /// What `evidence` sees: the artifacts as well.
  func selectionEnvironment(_ parameters: ObjectType) -> Environment {
    environment(parameters, [Variable("artifacts", .object(artifactsType))])
  }

  /// What `verify` sees: the selected items, and no other.
  func verificationEnvironment(_ parameters: ObjectType, item: CELType) -> Environment {
    environment(parameters, [Variable("evidence", .list(item))])
  }

  /// What an expression outside of any rule sees, at a prompt: the manifest, the artifacts, gate and time, typed as they
  /// are for rules. Parameters belong to a rubric, so that there are none.
  ///
  /// - Parameter further: variables of the caller, which go before facts of the same name.
  public func promptEnvironment(adding further: [Variable] = []) -> Environment {
    // Of a name that is declared twice, the first counts.
    functions.adding(further + factEnvironment.variables + [Variable("artifacts", .object(artifactsType))])
  }

  /// What decision policies see.
  var decisionEnvironment: Environment { policyEnvironment }

  private func environment(_ parameters: ObjectType, _ further: [Variable]) -> Environment {
    factEnvironment.adding([Variable("params", .object(parameters))] + further)
  }

  private static let gates = Enumeration(name: "gate", values: Gate.allCases.map(\.rawValue))
}
