import Diagnostics
import Documents

/// One schema of a file: a map of keywords, each held against what it may say.
struct SchemaNode {
  let node: Node
  /// The keywords that it states.
  private(set) var stated: SchemaKeywords = []
  /// Those of them with a value that they cannot have.
  private(set) var misstated: SchemaKeywords = []
  /// Whether it states something besides that is no keyword.
  private(set) var hasOthers = false
  /// The type that it names, if there is such a type.
  private(set) var kind: SchemaKeywords.Kind?
  private(set) var isDeprecated = false

  /// Nil for what is no map.
  init?(_ node: Node) {
    guard case .map(let entries) = node.content else { return nil }
    self.node = node
    for index in entries.indices {
      guard let keyword = SchemaKeywords(named: entries[index].key) else {
        hasOthers = true
        continue
      }
      stated.insert(keyword)
      let value = entries[index].value.content
      if !keyword.accepts(value) { misstated.insert(keyword) }
      if keyword == .type, case .text(let name) = value { kind = SchemaKeywords.Kind(named: name) }
      if keyword == .deprecated, case .bool(let bool) = value { isDeprecated = bool }
    }
  }

  var emptyStatesNone: Bool { stated.contains(.empty) }

  func entry(_ keyword: SchemaKeywords) -> Node.Entry? {
    stated.contains(keyword) ? node.entry(keyword.name) : nil
  }

  func value(_ keyword: SchemaKeywords) -> Node? {
    stated.contains(keyword) ? node[keyword.name] : nil
  }

  func size(_ keyword: SchemaKeywords) -> Int? { value(keyword)?.integer.map { Int($0) } }

  var bounds: NumberBounds {
    if stated.isDisjoint(with: [.minimum, .exclusiveMinimum, .maximum, .exclusiveMaximum]) { return .none }
    return NumberBounds(
      minimum: value(.minimum), exclusiveMinimum: value(.exclusiveMinimum), maximum: value(.maximum),
      exclusiveMaximum: value(.exclusiveMaximum))
  }
}

extension SchemaKeywords.Kind {
  /// A kind by its name, the most frequent ones first.
  init?(named name: String) {
    switch name {
    case "string": self = .string
    case "object": self = .object
    case "array": self = .array
    case "number": self = .number
    case "boolean": self = .boolean
    case "integer": self = .integer
    default: return nil
    }
  }
}

extension SchemaKeywords {
  private static let texts: SchemaKeywords = [.title, .description, .comment, .id, .pattern]
  private static let flags: SchemaKeywords = [.deprecated, .uniqueItems]
  private static let sizes: SchemaKeywords = [.minLength, .maxLength, .minItems, .maxItems]
  private static let numbers: SchemaKeywords = [.minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum]

  /// Whether a value is one that the keyword can have, as far as that can be said of the value alone.
  fileprivate func accepts(_ value: Node.Content) -> Bool {
    switch value {
    case .text(let text):
      if self == .empty { return text == SchemaAnnotations.statesNone }
      if self == .dialect { return text == SchemaCompiler.dialect }
      return isDisjoint(with: [.flags, .sizes, .numbers, .examples, .required, .definitions])
    case .bool:
      return isDisjoint(with: [.texts, .sizes, .numbers, .examples, .required, .definitions, .empty, .dialect])
    case .integer(let integer):
      if SchemaKeywords.sizes.contains(self) { return (0...0x7FFF_FFFF).contains(integer) }
      return isDisjoint(with: [.texts, .flags, .examples, .required, .definitions, .empty, .dialect])
    case .number(let number):
      if SchemaKeywords.numbers.contains(self) { return number.isFinite }
      return isDisjoint(with: [.texts, .flags, .sizes, .examples, .required, .definitions, .empty, .dialect])
    case .list(let elements):
      if self == .required { return elements.allSatisfy { $0.text != nil } }
      return isDisjoint(with: [.texts, .flags, .sizes, .numbers, .definitions, .empty, .dialect])
    case .map: return isDisjoint(with: [.texts, .flags, .sizes, .numbers, .examples, .required, .empty, .dialect])
    case .null, .unrepresentable:
      return isDisjoint(
        with: [.texts, .flags, .sizes, .numbers, .examples, .required, .definitions, .empty, .dialect])
    }
  }

  /// What a value of the keyword has to be.
  fileprivate var expected: String {
    switch self {
    case .examples: "a list"
    case .required: "a list of names"
    case .definitions: "a map"
    case .empty: "'\(SchemaAnnotations.statesNone)'"
    case .dialect: "'\(SchemaCompiler.dialect)'"
    case _ where SchemaKeywords.flags.contains(self): "true or false"
    case _ where SchemaKeywords.sizes.contains(self): "a whole number from 0"
    case _ where SchemaKeywords.numbers.contains(self): "a number"
    default: "text"
    }
  }
}

extension SchemaCompiler {
  /// Complains of what has no effect, is not known, or says what it cannot say.
  mutating func check(_ schema: SchemaNode, effective: SchemaKeywords) {
    guard schema.hasOthers || !schema.misstated.isEmpty || !effective.isSuperset(of: schema.stated) else { return }
    for entry in schema.node.entries {
      guard let keyword = SchemaKeywords(named: entry.key) else {
        complain(.unknownKeyword(entry))
        continue
      }
      if !effective.contains(keyword) {
        complain(.keywordOutOfPlace(entry, type: schema.kind?.rawValue))
      } else if schema.misstated.contains(keyword) {
        complain(.unsupportedSchemaValue(entry, keyword.expected))
      }
    }
  }

  /// What `enum` and `const` allow: values of the type itself, so that a list of possible values is never wrong by kind.
  mutating func allowed(in schema: SchemaNode) -> [Node] {
    guard let entry = schema.entry(.enum) ?? schema.entry(.const) else { return [] }
    var values = [entry.value]
    if schema.stated.contains(.enum) {
      values = entry.value.elements
      if values.isEmpty { complain(.unsupportedSchemaValue(entry, "a list of at least one value")) }
      if schema.stated.contains(.const) { complain(.unsupportedSchemaValue(entry, "either 'enum' or 'const'")) }
    }
    for index in values.indices {
      let isRight =
        switch (schema.kind, values[index].content) {
        case (.boolean, .bool), (.integer, .integer), (.number, .integer), (.number, .number), (.string, .text): true
        default: false
        }
      if !isRight { complain(.wrongAllowedValue(values[index])) }
    }
    for (index, _) in repetitions(in: values, asText: false) { complain(.repeatedAllowedValue(values[index])) }
    return values
  }
}
