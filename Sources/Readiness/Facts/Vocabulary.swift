import CEL
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
  /// The type of an item of each kind of evidence, in byte order of the kinds.
  let kinds: [(name: String, item: SchemaType)]
  /// What a rubric looks like.
  public let rubricSchema: SchemaDocument
  /// What decision policies see.
  let summary: SchemaType
  /// The type of `artifacts`: a list for each kind.
  let artifactsType: ObjectType
  private let factEnvironment: Environment
  private let policyEnvironment: Environment

  /// A vocabulary of the schemas in a store.
  ///
  /// - Throws: what is wrong with a schema; with those that the tool brings, nothing is.
  public init(_ schemas: SchemaStore) throws(DiagnosticsError) {
    manifestSchema = try schemas.manifest()
    manifest = manifestSchema.root
    rubricSchema = try schemas.schema(named: "rubric")
    summary = try schemas.schema(named: "summary").root
    var kinds: [(name: String, item: SchemaType)] = []
    for kind in schemas.kinds { kinds.append((kind, try schemas.itemSchema(kind: kind).root)) }
    self.kinds = kinds
    artifactsType = ObjectType(
      name: "artifacts",
      fields: kinds.map { ObjectType.Field(name: $0.name, type: .list($0.item.celType)) })
    let sections = Vocabulary.sections.compactMap { [manifest] section in
      manifest.type(at: [section]).map { Variable(section, $0.celType) }
    }
    let functions = Environment(variables: [], libraries: [.standard, .strings, .optionals])
    factEnvironment = functions.adding(
      sections + [Variable("gate", .enumeration(Vocabulary.gates)), Variable("now", .timestamp)])
    policyEnvironment = functions.adding([Variable("summary", summary.celType)])
  }

  /// The type of an item of evidence.
  func item(_ kind: String) -> SchemaType? {
    kinds.first { sameBytes($0.name, kind) }?.item
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

  /// What decision policies see.
  var decisionEnvironment: Environment { policyEnvironment }

  private func environment(_ parameters: ObjectType, _ further: [Variable]) -> Environment {
    factEnvironment.adding([Variable("params", .object(parameters))] + further)
  }

  private static let gates = Enumeration(name: "gate", values: Gate.allCases.map(\.rawValue))
}
