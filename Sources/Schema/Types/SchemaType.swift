public import CEL
public import Diagnostics
public import Documents

/// What a schema says about one value: the resolved form of a schema object, with every `$ref` followed.
///
/// Everything further is derived from it: complaints (`validate`), what counts as absent (`Presence`), the types that
/// rules are checked against (`celType`), the values that rules see (`value(of:)`), and the reference pages.
public final class SchemaType: Sendable {
  /// What a value of it looks like.
  public let shape: SchemaShape
  /// The only values allowed (`enum`, `const`), or none where any is.
  public let allowed: [Node]
  /// The type that rules see. An object's type is one shared instance.
  public let celType: CELType
  /// Whether it should no longer be used.
  public let isDeprecated: Bool
  /// Whether an empty list is an answer (`x-gonogo-empty: states-none`).
  public let emptyStatesNone: Bool

  private let typeName: TypeName
  /// The schema that it was read from, and the one with the `$ref` that led there.
  private let schema: Node
  private let reference: Node?

  init(
    name: TypeName, shape: SchemaShape, allowed: [Node] = [], celType: CELType, schema: Node, reference: Node? = nil,
    isDeprecated: Bool = false, emptyStatesNone: Bool = false
  ) {
    self.typeName = name
    self.shape = shape
    self.allowed = allowed
    self.celType = celType
    self.schema = schema
    self.reference = reference
    self.isDeprecated = isDeprecated
    self.emptyStatesNone = emptyStatesNone
  }

  /// The same type, as another place describes it: what stands beside a `$ref`.
  func described(by reference: Node, isDeprecated: Bool, emptyStatesNone: Bool) -> SchemaType {
    SchemaType(
      name: typeName, shape: shape, allowed: allowed, celType: celType, schema: schema, reference: reference,
      isDeprecated: isDeprecated || self.isDeprecated, emptyStatesNone: emptyStatesNone || self.emptyStatesNone)
  }

  /// What the type is called: the path of its field (`release.rollback`), `data.sources[]` for the elements of a list,
  /// `metrics.*` for the values of a map, and the definition's own name (`money`) for what is shared by `$ref`.
  public var name: String { typeName.text.isEmpty ? "document" : typeName.text }

  /// What people are told about it.
  public var annotations: SchemaAnnotations {
    let own = SchemaAnnotations(of: schema)
    return reference.map { SchemaAnnotations(of: $0).over(own) } ?? own
  }

  /// Where the schema says all this.
  public var place: SourceRange { (reference ?? schema).range }

  /// Whether there is only one value that it can have, so that stating it is no answer to anything: `gonogo: 1`.
  public var isConstant: Bool { allowed.count == 1 }

  /// The texts that an enumeration allows, in the schema's order; empty where it is none.
  public var enumeration: [String] { allowed.compactMap(\.scalarText) }

  /// How large values can be that keep to the schema: code points of a text, elements of a list and what is in them.
  /// Of an enumeration the type says as much itself.
  public var sizeBounds: SizeBounds {
    switch shape {
    case .list(let list):
      SizeBounds(
        least: list.minItems ?? 0, most: list.maxItems, elements: list.elements?.sizeBounds ?? .unknown)
    case .text(let text):
      allowed.isEmpty && text.format == nil ? SizeBounds(least: text.minLength ?? 0, most: text.maxLength) : .unknown
    case .map(let values): SizeBounds(keys: .unknown, values: values.sizeBounds)
    case .boolean, .integer, .number, .object, .free: .unknown
    }
  }

  /// The type some steps further down: a field's name, a map's key, `[]` or an index for the elements of a list.
  public func type(at steps: some Sequence<String>) -> SchemaType? {
    var type = self
    for step in steps {
      switch type.shape {
      case .object(let object):
        guard let property = object[step] else { return nil }
        type = property.type
      case .map(let values): type = values
      case .list(let list):
        guard let elements = list.elements, step == "[]" || Int(step) != nil else { return nil }
        type = elements
      case .boolean, .integer, .number, .text, .free: return nil
      }
    }
    return type
  }
}

/// What a type is called. It is put together when somebody asks: most types are never spoken of.
enum TypeName: Sendable {
  case named(String)
  case field(String, of: String)
  case elements(of: String)
  case values(of: String)

  var text: String {
    switch self {
    case .named(let name): name
    case .field(let name, let owner): owner.isEmpty ? name : owner + "." + name
    case .elements(let owner): owner + "[]"
    case .values(let owner): owner + ".*"
    }
  }
}

/// What a schema tells people about a value; nothing is checked by it, but for `x-gonogo-empty` and `deprecated`.
public struct SchemaAnnotations: Sendable {
  /// A short name.
  public var title: String?
  /// One or two sentences.
  public var description: String?
  /// Values as somebody might state them.
  public var examples: [Node]
  /// What holds where nothing is stated. It is told and never used: an absent value stays absent.
  public var defaultValue: Node?

  /// The value of `x-gonogo-empty`.
  static let statesNone = "states-none"

  init(of schema: Node) {
    title = schema[SchemaKeywords.title.name]?.text
    description = schema[SchemaKeywords.description.name]?.text
    examples = schema[SchemaKeywords.examples.name]?.elements ?? []
    defaultValue = schema[SchemaKeywords.defaultValue.name]
  }

  /// What stands beside a `$ref` goes before what the definition says.
  func over(_ definition: SchemaAnnotations) -> SchemaAnnotations {
    var result = definition
    result.title = title ?? definition.title
    result.description = description ?? definition.description
    if !examples.isEmpty { result.examples = examples }
    result.defaultValue = defaultValue ?? definition.defaultValue
    return result
  }
}
