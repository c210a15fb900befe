/// Keywords of a schema: those that one states, or those that have a meaning somewhere.
struct SchemaKeywords: OptionSet, Sendable {
  let rawValue: UInt32

  /// The values of `type` that describe plain documents. `null` is none of them: null is absence, never a value.
  enum Kind: String, CaseIterable {
    case boolean, integer, number, string, array, object
  }

  static let type = SchemaKeywords(rawValue: 1 << 0)
  static let description = SchemaKeywords(rawValue: 1 << 1)
  static let title = SchemaKeywords(rawValue: 1 << 2)
  static let examples = SchemaKeywords(rawValue: 1 << 3)
  static let defaultValue = SchemaKeywords(rawValue: 1 << 4)
  static let deprecated = SchemaKeywords(rawValue: 1 << 5)
  static let comment = SchemaKeywords(rawValue: 1 << 6)
  static let reference = SchemaKeywords(rawValue: 1 << 7)
  static let dialect = SchemaKeywords(rawValue: 1 << 8)
  static let id = SchemaKeywords(rawValue: 1 << 9)
  static let definitions = SchemaKeywords(rawValue: 1 << 10)
  static let const = SchemaKeywords(rawValue: 1 << 11)
  static let `enum` = SchemaKeywords(rawValue: 1 << 12)
  static let minimum = SchemaKeywords(rawValue: 1 << 13)
  static let maximum = SchemaKeywords(rawValue: 1 << 14)
  static let exclusiveMinimum = SchemaKeywords(rawValue: 1 << 15)
  static let exclusiveMaximum = SchemaKeywords(rawValue: 1 << 16)
  static let format = SchemaKeywords(rawValue: 1 << 17)
  static let pattern = SchemaKeywords(rawValue: 1 << 18)
  static let minLength = SchemaKeywords(rawValue: 1 << 19)
  static let maxLength = SchemaKeywords(rawValue: 1 << 20)
  static let items = SchemaKeywords(rawValue: 1 << 21)
  static let minItems = SchemaKeywords(rawValue: 1 << 22)
  static let maxItems = SchemaKeywords(rawValue: 1 << 23)
  static let uniqueItems = SchemaKeywords(rawValue: 1 << 24)
  static let empty = SchemaKeywords(rawValue: 1 << 25)
  static let properties = SchemaKeywords(rawValue: 1 << 26)
  static let required = SchemaKeywords(rawValue: 1 << 27)
  static let additionalProperties = SchemaKeywords(rawValue: 1 << 28)

  /// The names, each at the place of its bit.
  private static let names = [
    "type", "description", "title", "examples", "default", "deprecated", "$comment", "$ref", "$schema", "$id", "$defs",
    "const", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "format", "pattern", "minLength",
    "maxLength", "items", "minItems", "maxItems", "uniqueItems", "x-gonogo-empty", "properties", "required",
    "additionalProperties",
  ]

  static let annotations: SchemaKeywords = [.title, .description, .examples, .defaultValue, .deprecated, .comment]
  static let besideReference: SchemaKeywords = [.annotations, .reference, .empty]
  static let atRoot: SchemaKeywords = [.dialect, .id, .definitions]

  /// Those that have an effect beside a type, or where none is stated.
  static func effective(beside kind: Kind?, isRoot: Bool) -> SchemaKeywords {
    let special: SchemaKeywords =
      switch kind {
      case .boolean: [.type, .const]
      case .integer, .number: [.type, .const, .enum, .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum]
      case .string: [.type, .const, .enum, .format, .pattern, .minLength, .maxLength]
      case .array: [.type, .items, .minItems, .maxItems, .uniqueItems, .empty]
      case .object: [.type, .properties, .required, .additionalProperties]
      case nil: []
      }
    return isRoot ? [.annotations, special, .atRoot] : [.annotations, special]
  }
}

extension SchemaKeywords {
  /// Every keyword, in byte order, for 'did you mean'.
  static let allNames = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }

  /// What it is called, if it is one keyword.
  var name: String { SchemaKeywords.names[rawValue.trailingZeroBitCount] }

  /// A keyword by its name.
  init?(named name: String) {
    let length = name.utf8.count
    guard length < SchemaKeywords.byLength.count else { return nil }
    // Of the same length and equal to a name in ASCII is the same in its bytes.
    for keyword in SchemaKeywords.byLength[length] where keyword.name == name {
      self = keyword.keyword
      return
    }
    return nil
  }

  /// From the length of a name to the keywords of this length.
  private static let byLength = names.indices.reduce(
    into: [[(name: String, keyword: SchemaKeywords)]](repeating: [], count: (names.map(\.utf8.count).max() ?? 0) + 1)
  ) { table, index in
    table[names[index].utf8.count].append((names[index], SchemaKeywords(rawValue: 1 << UInt32(index))))
  }
}
