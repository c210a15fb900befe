public import CEL
import Diagnostics
public import Documents

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
public final class NumberBounds: Sendable {
  /// The least value (`minimum`).
  public let minimum: Node?
  /// What it must be above (`exclusiveMinimum`).
  public let exclusiveMinimum: Node?
  /// The greatest value (`maximum`).
  public let maximum: Node?
  /// What it must be below (`exclusiveMaximum`).
  public let exclusiveMaximum: Node?

  /// No bounds.
  static let none = NumberBounds(minimum: nil, exclusiveMinimum: nil, maximum: nil, exclusiveMaximum: nil)

  init(minimum: Node?, exclusiveMinimum: Node?, maximum: Node?, exclusiveMaximum: Node?) {
    self.minimum = minimum
    self.exclusiveMinimum = exclusiveMinimum
    self.maximum = maximum
    self.exclusiveMaximum = exclusiveMaximum
  }
}

/// What a text must be like.
public final class TextRules: Sendable {
  /// What it stands for.
  public let format: TextFormat?
  /// The pattern as the schema writes it; it may match anywhere in the text.
  public let pattern: String?
  /// The fewest code points.
  public let minLength: Int?
  /// The most code points.
  public let maxLength: Int?
  /// `pattern`, compiled.
  let expression: RegularExpression?

  /// Any text.
  static let any = TextRules()

  init(
    format: TextFormat? = nil, pattern: String? = nil, expression: RegularExpression? = nil, minLength: Int? = nil,
    maxLength: Int? = nil
  ) {
    self.format = format
    self.pattern = pattern
    self.expression = expression
    self.minLength = minLength
    self.maxLength = maxLength
  }
}

/// What a list must be like.
public final class ListRules: Sendable {
  /// The type of the elements; nil where they may be anything.
  public let elements: SchemaType?
  /// The fewest elements.
  public let minItems: Int?
  /// The most elements.
  public let maxItems: Int?
  /// Whether no two elements may be equal.
  public let isUnique: Bool

  /// Any list.
  static let any = ListRules()

  init(elements: SchemaType? = nil, minItems: Int? = nil, maxItems: Int? = nil, isUnique: Bool = false) {
    self.elements = elements
    self.minItems = minItems
    self.maxItems = maxItems
    self.isUnique = isUnique
  }
}

/// The fields of an object.
public final class ObjectRules: Sendable {
  /// The fields, in the schema's order.
  public let properties: [SchemaProperty]
  /// The type that rules see, with the same fields in the same order.
  public let objectType: ObjectType
  /// The fields that must be there, by their indices.
  let required: [Int]

  init(properties: [SchemaProperty], objectType: ObjectType) {
    self.properties = properties
    self.objectType = objectType
    self.required = properties.indices.filter { properties[$0].isRequired }
  }

  /// A field by its name.
  public subscript(name: String) -> SchemaProperty? {
    index(of: name, from: 0).map { properties[$0] }
  }

  /// The index of a field. Most documents have their fields in the schema's order, so that the search goes on where the
  /// one before ended.
  func index(of name: String, from start: Int) -> Int? {
    for index in start..<properties.count where sameBytes(properties[index].name, name) { return index }
    for index in 0..<start where sameBytes(properties[index].name, name) { return index }
    return nil
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
