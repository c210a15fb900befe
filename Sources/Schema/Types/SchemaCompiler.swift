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
    let type = compile(root, name: .named(name ?? ""), isRoot: true, adding: fields)
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
    _ node: Node, name: TypeName, isRoot: Bool = false, adding fields: [SchemaProperty] = []
  ) -> SchemaType? {
    guard let schema = SchemaNode(node) else {
      complain(.notASchema(node))
      return nil
    }
    if let reference = schema.entry(.reference) { return follow(reference, in: schema) }
    if schema.kind == nil, let entry = schema.entry(.type) {
      let names = SchemaKeywords.Kind.allCases.map(\.rawValue)
      complain(
        .unsupportedSchemaValue(
          entry, "one of " + listed(names), fix: entry.value.text.flatMap { didYouMean($0, among: names) }))
      return nil
    }
    check(schema, effective: .effective(beside: schema.kind, isRoot: isRoot))
    guard let (shape, celType) = shape(of: schema, name: name, adding: fields) else { return nil }
    let allowed = allowed(in: schema)
    return SchemaType(
      name: name, shape: shape, allowed: allowed, celType: celType ?? textType(name, shape, allowed, in: schema),
      schema: node, isDeprecated: schema.isDeprecated, emptyStatesNone: schema.emptyStatesNone)
  }

  /// What values look like, and the type that rules see; of a text that depends on what is allowed.
  private mutating func shape(
    of schema: SchemaNode, name: TypeName, adding fields: [SchemaProperty]
  ) -> (SchemaShape, CELType?)? {
    switch schema.kind {
    case .boolean: return (.boolean, .bool)
    case .integer: return (.integer(schema.bounds), .int)
    case .number: return (.number(schema.bounds), .double)
    case .string: return (.text(textRules(schema)), nil)
    case .array:
      let list = list(schema, name: name)
      return (.list(list), .list(list.elements?.celType ?? .dyn))
    case .object: return object(schema, name: name.text, adding: fields)
    case nil: return (.free(isMap: false), .dyn)
    }
  }

  private mutating func textRules(_ schema: SchemaNode) -> TextRules {
    if schema.stated.isDisjoint(with: [.minLength, .maxLength, .format, .pattern]) { return .any }
    var format: TextFormat?
    if let entry = schema.entry(.format) {
      format = entry.value.text.flatMap { TextFormat(rawValue: $0) }
      if format == nil {
        complain(
          .unsupportedSchemaValue(
            entry, "one of " + listed(TextFormat.allCases.map(\.rawValue)),
            fix: entry.value.text.flatMap { didYouMean($0, among: TextFormat.allCases.map(\.rawValue)) }))
      }
    }
    var expression: RegularExpression?
    if let entry = schema.entry(.pattern) {
      do throws(EvaluationError) {
        expression = try entry.value.text.map { (text) throws(EvaluationError) in try RegularExpression(text) }
      } catch {
        complain(.unsupportedSchemaValue(entry, "a regular expression", because: error.message))
      }
    }
    return TextRules(
      format: format, pattern: schema.value(.pattern)?.text, expression: expression,
      minLength: schema.size(.minLength), maxLength: schema.size(.maxLength))
  }

  private mutating func textType(
    _ name: TypeName, _ shape: SchemaShape, _ allowed: [Node], in schema: SchemaNode
  ) -> CELType {
    guard case .text(let rules) = shape else { return .dyn }
    if allowed.isEmpty { return rules.format?.celType ?? .string }
    if rules.format != nil, let entry = schema.entry(.format) {
      complain(.unsupportedSchemaValue(entry, "no 'format' beside 'enum' or 'const'"))
    }
    return .enumeration(Enumeration(name: name.text, values: allowed.compactMap(\.scalarText)))
  }

  private mutating func list(_ schema: SchemaNode, name: TypeName) -> ListRules {
    let elements = schema.value(.items).flatMap { compile($0, name: .elements(of: name.text)) }
    return ListRules(
      elements: elements, minItems: schema.size(.minItems), maxItems: schema.size(.maxItems),
      isUnique: schema.value(.uniqueItems)?.bool ?? false)
  }

  private mutating func object(
    _ schema: SchemaNode, name: String, adding fields: [SchemaProperty]
  ) -> (SchemaShape, CELType?)? {
    guard let stated = schema.entry(.properties) else { return map(schema, name: name) }
    let others = schema.entry(.additionalProperties)
    if others?.value.bool != false { complain(.openObject(stated, others: others)) }
    guard case .map(let entries) = stated.value.content else {
      complain(.unsupportedSchemaValue(stated, "a map"))
      return nil
    }
    let required = schema.value(.required)?.elements ?? []
    var properties = fields
    properties.reserveCapacity(fields.count + entries.count)
    for index in entries.indices {
      let key = entries[index].key
      if fields.contains(where: { sameBytes($0.name, key) }) {
        complain(.fieldOfEveryArtifact(entries[index]))
        continue
      }
      guard let type = compile(entries[index].value, name: .field(key, of: name)) else { continue }
      let isRequired = required.contains { $0.text.map { sameBytes($0, key) } ?? false }
      properties.append(SchemaProperty(name: key, type: type, isRequired: isRequired))
    }
    for element in required {
      if let name = element.text, stated.value.entry(name) == nil {
        complain(.requiredUnknown(element, name, known: entries.map(\.key)))
      }
    }
    let objectType = ObjectType(
      name: name.isEmpty ? "document" : name,
      fields: properties.map { ObjectType.Field(name: $0.name, type: $0.type.celType, size: $0.type.sizeBounds) })
    return (.object(ObjectRules(properties: properties, objectType: objectType)), .object(objectType))
  }

  /// An object without listed fields: any keys.
  private mutating func map(_ schema: SchemaNode, name: String) -> (SchemaShape, CELType?)? {
    if let required = schema.entry(.required) { complain(.requiredNotListed(required)) }
    guard let others = schema.entry(.additionalProperties) else { return (.free(isMap: true), .map(.string, .dyn)) }
    switch others.value.content {
    case .bool(true): return (.free(isMap: true), .map(.string, .dyn))
    case .map:
      guard let values = compile(others.value, name: .values(of: name)) else { return nil }
      return (.map(values), .map(.string, values.celType))
    default:
      complain(.unsupportedSchemaValue(others, "'true' or a schema, where no 'properties' are listed"))
      return nil
    }
  }

  // MARK: References

  private mutating func follow(_ reference: Node.Entry, in schema: SchemaNode) -> SchemaType? {
    if schema.hasOthers || !SchemaKeywords.besideReference.isSuperset(of: schema.stated) {
      for entry in schema.node.entries {
        if let keyword = SchemaKeywords(named: entry.key), SchemaKeywords.besideReference.contains(keyword) { continue }
        complain(.besideReference(entry))
      }
    } else {
      check(schema, effective: .besideReference)
    }
    let prefix = "#/$defs/"
    guard let target = reference.value.text, target.utf8.starts(with: prefix.utf8) else {
      complain(.unsupportedSchemaValue(reference, "a definition of this file, such as '\(prefix)money'"))
      return nil
    }
    let name = String(decoding: target.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    guard let type = definition(name, from: reference.value.range) else { return nil }
    return type.described(
      by: schema.node, isDeprecated: schema.isDeprecated, emptyStatesNone: schema.emptyStatesNone)
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
    let type = compile(node, name: .named(name))
    if let type { resolved[name] = type } else { failed.insert(name) }
    return type
  }
}

/// `'a', 'b' or 'c'`.
private func listed(_ names: [String]) -> String {
  let quoted = names.map { "'\($0)'" }
  guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
  return quoted.dropLast().joined(separator: ", ") + " or " + last
}
