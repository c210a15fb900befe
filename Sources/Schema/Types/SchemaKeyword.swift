import Diagnostics
import Documents

/// The keywords that a schema may use, and with which types.
enum SchemaKeyword {
  /// The values of `type` that describe plain documents. `null` is none of them: null is absence, never a value.
  enum Kind: String, CaseIterable {
    case boolean, integer, number, string, array, object
  }

  static let annotations: Set<String> = [
    "title", "description", "examples", "default", "deprecated", "$comment",
  ]
  static let besideReference = annotations.union(["$ref", "x-gonogo-empty"])
  static let atRoot: Set<String> = ["$schema", "$id", "$defs"]

  static func special(to kind: Kind?) -> Set<String> {
    switch kind {
    case .boolean: ofBoolean
    case .integer, .number: ofNumber
    case .string: ofString
    case .array: ofArray
    case .object: ofObject
    case nil: []
    }
  }

  private static let ofBoolean: Set<String> = ["type", "const"]
  private static let ofNumber: Set<String> = [
    "type", "const", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
  ]
  private static let ofString: Set<String> = ["type", "const", "enum", "format", "pattern", "minLength", "maxLength"]
  private static let ofArray: Set<String> = ["type", "items", "minItems", "maxItems", "uniqueItems", "x-gonogo-empty"]
  private static let ofObject: Set<String> = ["type", "properties", "required", "additionalProperties"]

  /// Every keyword, in byte order, for 'did you mean'.
  static let all: [String] = Kind.allCases.reduce(into: annotations.union(atRoot).union(["$ref"])) {
    $0.formUnion(special(to: $1))
  }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

extension SchemaCompiler {
  /// The type that a schema names, `.some(nil)` where it names none, nil where it names one that there is not.
  mutating func kind(of node: Node) -> SchemaKeyword.Kind?? {
    guard let entry = node.entry("type") else { return .some(nil) }
    if let text = entry.value.text, let kind = SchemaKeyword.Kind(rawValue: text) { return kind }
    let names = SchemaKeyword.Kind.allCases.map(\.rawValue)
    complain(
      .unsupportedSchemaValue(
        entry, "one of " + listed(names), fix: entry.value.text.flatMap { didYouMean($0, among: names) }))
    return nil
  }

  mutating func checkKeywords(of node: Node, kind: SchemaKeyword.Kind?, isRoot: Bool) {
    let special = SchemaKeyword.special(to: kind)
    for entry in node.entries {
      if SchemaKeyword.annotations.contains(entry.key) || special.contains(entry.key) { continue }
      if isRoot, SchemaKeyword.atRoot.contains(entry.key) { continue }
      if SchemaKeyword.all.contains(entry.key) {
        complain(.keywordOutOfPlace(entry, type: kind?.rawValue))
      } else {
        complain(.unknownKeyword(entry))
      }
    }
  }

  mutating func annotations(of node: Node) -> SchemaAnnotations {
    var result = SchemaAnnotations()
    result.title = text("title", of: node)
    result.description = text("description", of: node)
    _ = text("$comment", of: node)
    if let entry = node.entry("examples") {
      if case .list(let elements) = entry.value.content {
        result.examples = elements
      } else {
        complain(.unsupportedSchemaValue(entry, "a list"))
      }
    }
    result.defaultValue = node["default"]
    result.isDeprecated = flag("deprecated", of: node)
    if let entry = node.entry("x-gonogo-empty") {
      result.emptyStatesNone = entry.value.text == "states-none"
      if !result.emptyStatesNone { complain(.unsupportedSchemaValue(entry, "'states-none'")) }
    }
    return result
  }

  mutating func text(_ keyword: String, of node: Node) -> String? {
    guard let entry = node.entry(keyword) else { return nil }
    if entry.value.text == nil { complain(.unsupportedSchemaValue(entry, "text")) }
    return entry.value.text
  }

  mutating func flag(_ keyword: String, of node: Node) -> Bool {
    guard let entry = node.entry(keyword) else { return false }
    if entry.value.bool == nil { complain(.unsupportedSchemaValue(entry, "true or false")) }
    return entry.value.bool ?? false
  }

  mutating func size(_ keyword: String, of node: Node) -> Int? {
    guard let entry = node.entry(keyword) else { return nil }
    guard let size = entry.value.integer, (0...0x7FFF_FFFF).contains(size) else {
      complain(.unsupportedSchemaValue(entry, "a whole number from 0"))
      return nil
    }
    return Int(size)
  }

  mutating func bounds(of node: Node) -> NumberBounds {
    NumberBounds(
      minimum: bound("minimum", of: node), exclusiveMinimum: bound("exclusiveMinimum", of: node),
      maximum: bound("maximum", of: node), exclusiveMaximum: bound("exclusiveMaximum", of: node))
  }

  private mutating func bound(_ keyword: String, of node: Node) -> Node? {
    guard let entry = node.entry(keyword) else { return nil }
    guard let number = entry.value.number, number.isFinite else {
      complain(.unsupportedSchemaValue(entry, "a number"))
      return nil
    }
    return entry.value
  }

  mutating func names(_ keyword: String, of node: Node) -> [String] {
    guard let entry = node.entry(keyword) else { return [] }
    let names = entry.value.elements.compactMap(\.text)
    guard case .list(let elements) = entry.value.content, names.count == elements.count else {
      complain(.unsupportedSchemaValue(entry, "a list of names"))
      return []
    }
    return names
  }

  /// What `enum` and `const` allow: values of the type itself, so that a list of possible values is never wrong by kind.
  mutating func allowed(in node: Node, shape: SchemaShape) -> [Node] {
    var values: [Node] = []
    if let entry = node.entry("enum") {
      values = entry.value.elements
      if values.isEmpty { complain(.unsupportedSchemaValue(entry, "a list of at least one value")) }
      if node.entry("const") != nil { complain(.unsupportedSchemaValue(entry, "either 'enum' or 'const'")) }
    } else if let constant = node["const"] {
      values = [constant]
    }
    var seen: Set<[UInt8]> = []
    for value in values {
      let isRight =
        switch (shape, value.content) {
        case (.boolean, .bool), (.integer, .integer), (.number, .integer), (.number, .number), (.text, .text): true
        default: false
        }
      if !isRight { complain(.wrongAllowedValue(value)) }
      if !seen.insert(value.identity(asText: false)).inserted { complain(.repeatedAllowedValue(value)) }
    }
    return values
  }
}

/// `'a', 'b' or 'c'`.
func listed(_ names: [String]) -> String {
  let quoted = names.map { "'\($0)'" }
  guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
  return quoted.dropLast().joined(separator: ", ") + " or " + last
}
