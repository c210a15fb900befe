import CEL
import Diagnostics
import Documents

/// Turns a schema's JSON into resolved types, and complains of everything in it that it does not understand.
///
/// It goes top down; a definition is compiled when it is first referred to, and all are in the end, so that an unused one
/// is checked as well.
struct SchemaCompiler {
  private(set) var diagnostics: [Diagnostic] = []
  /// The compiled definitions, in the order of `$defs`.
  private(set) var definitions: [SchemaProperty] = []

  private let root: Node
  private var resolved: [String: SchemaType] = [:]
  private var failed: Set<String> = []
  /// The definitions that are being compiled: to meet one of them again is a cycle.
  private var underWay: [String] = []

  init(root: Node) { self.root = root }

  mutating func compileRoot(name: String?, adding fields: [SchemaProperty]) -> SchemaType? {
    if let dialect = root.entry("$schema"), dialect.value.text != Self.dialect {
      complain(.unsupportedSchemaValue(dialect, "'\(Self.dialect)'"))
    }
    for keyword in ["$schema", "$id"] {
      if let entry = root.entry(keyword), entry.value.text == nil { complain(.unsupportedSchemaValue(entry, "text")) }
    }
    if let entry = root.entry("$defs"), !isMap(entry.value) { complain(.unsupportedSchemaValue(entry, "a map")) }
    let type = compile(root, name: name ?? "", isRoot: true, adding: fields)
    for entry in root["$defs"]?.entries ?? [] {
      guard let type = definition(entry.key, from: entry.keyRange) else { continue }
      definitions.append(SchemaProperty(name: entry.key, type: type, isRequired: false))
    }
    return type
  }

  /// How many definitions may be inside each other.
  private static let deepestDefinition = 32
  static let dialect = "https://json-schema.org/draft/2020-12/schema"

  mutating func complain(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  // MARK: One schema

  private mutating func compile(
    _ node: Node, name: String, isRoot: Bool = false, adding fields: [SchemaProperty] = []
  ) -> SchemaType? {
    guard isMap(node) else {
      complain(.notASchema(node))
      return nil
    }
    if let reference = node.entry("$ref") { return follow(reference, in: node) }
    guard let kind = kind(of: node) else { return nil }
    checkKeywords(of: node, kind: kind, isRoot: isRoot)
    let annotations = annotations(of: node)
    let typeName = name.isEmpty ? "document" : name
    switch kind {
    case .boolean:
      return type(node, typeName, annotations, .boolean, .bool)
    case .integer:
      return type(node, typeName, annotations, .integer(bounds(of: node)), .int)
    case .number:
      return type(node, typeName, annotations, .number(bounds(of: node)), .double)
    case .string:
      return text(node, typeName, annotations)
    case .array:
      let list = list(node, name: name)
      return type(node, typeName, annotations, .list(list), .list(list.elements?.celType ?? .dyn))
    case .object:
      return object(node, name: name, annotations, adding: fields)
    case nil:
      return type(node, typeName, annotations, .free(isMap: false), .dyn)
    }
  }

  private mutating func type(
    _ node: Node, _ name: String, _ annotations: SchemaAnnotations, _ shape: SchemaShape, _ celType: CELType
  ) -> SchemaType {
    SchemaType(
      name: name, annotations: annotations, shape: shape, allowed: allowed(in: node, shape: shape), celType: celType,
      place: node.range)
  }

  private mutating func text(_ node: Node, _ name: String, _ annotations: SchemaAnnotations) -> SchemaType {
    var rules = TextRules(minLength: size("minLength", of: node), maxLength: size("maxLength", of: node))
    if let entry = node.entry("format") {
      rules.format = entry.value.text.flatMap { TextFormat(rawValue: $0) }
      if rules.format == nil {
        complain(
          .unsupportedSchemaValue(
            entry, "one of " + listed(TextFormat.allCases.map(\.rawValue)),
            fix: entry.value.text.flatMap { didYouMean($0, among: TextFormat.allCases.map(\.rawValue)) }))
      }
    }
    if let entry = node.entry("pattern") {
      rules.pattern = entry.value.text
      do throws(EvaluationError) {
        rules.expression = try entry.value.text.map { (text) throws(EvaluationError) in try RegularExpression(text) }
        if rules.expression == nil { complain(.unsupportedSchemaValue(entry, "text")) }
      } catch {
        complain(.unsupportedSchemaValue(entry, "a regular expression", because: error.message))
      }
    }
    let allowed = allowed(in: node, shape: .text(rules))
    if !allowed.isEmpty, rules.format != nil, let entry = node.entry("format") {
      complain(.unsupportedSchemaValue(entry, "no 'format' beside 'enum' or 'const'"))
    }
    let celType =
      allowed.isEmpty
      ? rules.format?.celType ?? .string
      : .enumeration(Enumeration(name: name, values: allowed.compactMap(\.scalarText)))
    return SchemaType(
      name: name, annotations: annotations, shape: .text(rules), allowed: allowed, celType: celType, place: node.range)
  }

  private mutating func list(_ node: Node, name: String) -> ListRules {
    var rules = ListRules(minItems: size("minItems", of: node), maxItems: size("maxItems", of: node))
    rules.isUnique = flag("uniqueItems", of: node)
    if let items = node["items"] { rules.elements = compile(items, name: name + "[]") }
    return rules
  }

  private mutating func object(
    _ node: Node, name: String, _ annotations: SchemaAnnotations, adding fields: [SchemaProperty]
  ) -> SchemaType? {
    let typeName = name.isEmpty ? "document" : name
    let others = node.entry("additionalProperties")
    guard let stated = node.entry("properties") else {
      if let required = node.entry("required") { complain(.requiredNotListed(required)) }
      switch others?.value.content {
      case nil, .bool(true):
        return type(node, typeName, annotations, .free(isMap: true), .map(.string, .dyn))
      case .map:
        guard let values = others.flatMap({ compile($0.value, name: name + ".*") }) else { return nil }
        return type(node, typeName, annotations, .map(values), .map(.string, values.celType))
      default:
        if let others {
          complain(.unsupportedSchemaValue(others, "'true' or a schema, where no 'properties' are listed"))
        }
        return nil
      }
    }
    if others?.value.bool != false { complain(.openObject(stated, others: others)) }
    guard isMap(stated.value) else {
      complain(.unsupportedSchemaValue(stated, "a map"))
      return nil
    }
    let required = names("required", of: node)
    var properties = fields
    for entry in stated.value.entries {
      if fields.contains(where: { sameBytes($0.name, entry.key) }) {
        complain(.fieldOfEveryArtifact(entry))
        continue
      }
      guard let type = compile(entry.value, name: name.isEmpty ? entry.key : name + "." + entry.key) else { continue }
      let isRequired = required.contains { sameBytes($0, entry.key) }
      properties.append(SchemaProperty(name: entry.key, type: type, isRequired: isRequired))
    }
    let known = stated.value.entries.map(\.key)
    for element in node["required"]?.elements ?? [] {
      if let name = element.text, !known.contains(where: { sameBytes($0, name) }) {
        complain(.requiredUnknown(element, name, known: known))
      }
    }
    let objectType = ObjectType(
      name: typeName,
      fields: properties.map { ObjectType.Field(name: $0.name, type: $0.type.celType, maxSize: $0.type.maxSize) })
    return type(
      node, typeName, annotations, .object(ObjectRules(properties: properties, objectType: objectType)),
      .object(objectType))
  }

  // MARK: References

  private mutating func follow(_ reference: Node.Entry, in node: Node) -> SchemaType? {
    for entry in node.entries where !SchemaKeyword.besideReference.contains(entry.key) {
      complain(.besideReference(entry))
    }
    let prefix = "#/$defs/"
    guard let target = reference.value.text, target.utf8.starts(with: prefix.utf8) else {
      complain(.unsupportedSchemaValue(reference, "a definition of this file, such as '\(prefix)money'"))
      return nil
    }
    let name = String(decoding: target.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    guard let type = definition(name, from: reference.value.range) else { return nil }
    return type.described(by: annotations(of: node).over(type.annotations), at: node.range)
  }

  private mutating func definition(_ name: String, from place: SourceRange) -> SchemaType? {
    if let type = resolved[name] { return type }
    // It was complained of when it was first referred to.
    if failed.contains(name) { return nil }
    guard let node = root["$defs"]?[name] else {
      complain(.unknownDefinition(name, at: place, known: root["$defs"]?.entries.map(\.key) ?? []))
      return nil
    }
    if let start = underWay.firstIndex(of: name) {
      complain(.cycle(underWay[start...] + [name], at: place))
      return nil
    }
    guard underWay.count < Self.deepestDefinition else {
      complain(.tooDeep(at: place))
      return nil
    }
    underWay.append(name)
    defer { underWay.removeLast() }
    let type = compile(node, name: name)
    if let type { resolved[name] = type } else { failed.insert(name) }
    return type
  }
}

extension SchemaCompiler {
  func isMap(_ node: Node) -> Bool {
    if case .map = node.content { true } else { false }
  }
}
