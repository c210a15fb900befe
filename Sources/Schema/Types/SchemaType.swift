public import CEL
public import Diagnostics
public import Documents

/// What a schema says about one value: the resolved form of a schema object, with every `$ref` followed.
///
/// Everything further is derived from it: complaints (`validate`), what counts as absent (`Presence`), the types that
/// rules are checked against (`celType`), the values that rules see (`value(of:)`), and the reference pages.
public final class SchemaType: Sendable {
  /// What the type is called: the path of its field (`release.rollback`), `data.sources[]` for the elements of a list,
  /// `metrics.*` for the values of a map, and the definition's own name (`money`) for what is shared by `$ref`.
  public let name: String
  /// What people are told about it.
  public let annotations: SchemaAnnotations
  /// What a value of it looks like.
  public let shape: SchemaShape
  /// The only values allowed (`enum`, `const`), or none where any is.
  public let allowed: [Node]
  /// The type that rules see. An object's type is one shared instance.
  public let celType: CELType
  /// Where the schema says all this.
  public let place: SourceRange

  init(
    name: String, annotations: SchemaAnnotations, shape: SchemaShape, allowed: [Node], celType: CELType,
    place: SourceRange
  ) {
    self.name = name
    self.annotations = annotations
    self.shape = shape
    self.allowed = allowed
    self.celType = celType
    self.place = place
  }

  /// The same type, as another place describes it: what stands beside a `$ref`.
  func described(by annotations: SchemaAnnotations, at place: SourceRange) -> SchemaType {
    SchemaType(
      name: name, annotations: annotations, shape: shape, allowed: allowed, celType: celType, place: place)
  }

  /// Whether there is only one value that it can have, so that stating it is no answer to anything: `gonogo: 1`.
  public var isConstant: Bool { allowed.count == 1 }

  /// The texts that an enumeration allows, in the schema's order; empty where it is none.
  public var enumeration: [String] { allowed.compactMap(\.scalarText) }

  /// The most elements of a list or code points of a text, where that is bounded.
  public var maxSize: Int? {
    switch shape {
    case .list(let list): list.maxItems
    case .text(let text):
      allowed.isEmpty ? text.maxLength : enumeration.map { $0.unicodeScalars.count }.max()
    case .boolean, .integer, .number, .object, .map, .free: nil
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

/// What a schema tells people about a value; nothing is checked by it, but for `x-gonogo-empty` and `deprecated`.
public struct SchemaAnnotations: Sendable {
  /// A short name.
  public var title: String?
  /// One or two sentences.
  public var description: String?
  /// Values as somebody might state them.
  public var examples: [Node] = []
  /// What holds where nothing is stated. It is told and never used: an absent value stays absent.
  public var defaultValue: Node?
  /// Whether it should no longer be used.
  public var isDeprecated = false
  /// Whether an empty list is an answer (`x-gonogo-empty: states-none`).
  public var emptyStatesNone = false

  /// What stands beside a `$ref` goes before what the definition says.
  func over(_ definition: SchemaAnnotations) -> SchemaAnnotations {
    var result = definition
    result.title = title ?? definition.title
    result.description = description ?? definition.description
    if !examples.isEmpty { result.examples = examples }
    result.defaultValue = defaultValue ?? definition.defaultValue
    result.isDeprecated = isDeprecated || definition.isDeprecated
    result.emptyStatesNone = emptyStatesNone || definition.emptyStatesNone
    return result
  }
}

/// What values look like.
public enum SchemaShape: Sendable {
  case boolean
  case integer(NumberBounds)
  case number(NumberBounds)
  case text(TextRules)
  case list(ListRules)
  /// Named fields, and no others.
  case object(ObjectRules)
  /// Any keys, values of one type.
  case map(SchemaType)
  /// Anything at all, or any map.
  case free(isMap: Bool)
}

/// The range of a number.
public struct NumberBounds: Sendable {
  /// The least value (`minimum`).
  public var minimum: Node?
  /// What it must be above (`exclusiveMinimum`).
  public var exclusiveMinimum: Node?
  /// The greatest value (`maximum`).
  public var maximum: Node?
  /// What it must be below (`exclusiveMaximum`).
  public var exclusiveMaximum: Node?
}

/// What a text must be like.
public struct TextRules: Sendable {
  /// What it stands for.
  public var format: TextFormat?
  /// The pattern as the schema writes it; it may match anywhere in the text.
  public var pattern: String?
  /// The fewest code points.
  public var minLength: Int?
  /// The most code points.
  public var maxLength: Int?
  /// `pattern`, compiled.
  var expression: RegularExpression?
}

/// What a list must be like.
public struct ListRules: Sendable {
  /// The type of the elements; nil where they may be anything.
  public var elements: SchemaType?
  /// The fewest elements.
  public var minItems: Int?
  /// The most elements.
  public var maxItems: Int?
  /// Whether no two elements may be equal.
  public var isUnique = false
}

/// The fields of an object.
public final class ObjectRules: Sendable {
  /// The fields, in the schema's order.
  public let properties: [SchemaProperty]
  /// The type that rules see, with the same fields in the same order.
  public let objectType: ObjectType

  init(properties: [SchemaProperty], objectType: ObjectType) {
    self.properties = properties
    self.objectType = objectType
  }

  /// A field by its name.
  public subscript(name: String) -> SchemaProperty? {
    // The dictionary compares by canonical equivalence, names are the same only by their bytes.
    guard let index = objectType.index(of: name), sameBytes(properties[index].name, name) else {
      return nil
    }
    return properties[index]
  }
}

/// A field of an object.
public struct SchemaProperty: Sendable {
  /// Its name.
  public var name: String
  /// What it holds.
  public var type: SchemaType
  /// Whether it must be there.
  public var isRequired: Bool
}
