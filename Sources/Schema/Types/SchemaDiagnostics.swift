import Diagnostics
import Documents

/// What is wrong with a schema itself. Whoever writes one sees these; a user of gonogo only with a schema of their own.
extension Diagnostic {
  static func notASchema(_ node: Node) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.not-a-schema", "a schema is expected here, a map of keywords, not \(node.kindName)",
      at: node.range)
  }

  static func unknownKeyword(_ entry: Node.Entry) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.unknown-keyword", "'\(excerpt(entry.key))' is not a keyword that is understood here",
      at: entry.keyRange, fix: didYouMean(entry.key, among: SchemaKeywords.allNames))
  }

  static func keywordOutOfPlace(_ entry: Node.Entry, type: String?) -> Diagnostic {
    let place = type.map { "beside 'type: \($0)'" } ?? "where no 'type' is stated"
    return Diagnostic(
      .error, id: "schema.keyword-without-effect", "'\(entry.key)' has no effect \(place)", at: entry.keyRange)
  }

  static func besideReference(_ entry: Node.Entry) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.beside-reference",
      "'\(excerpt(entry.key))' is not understood beside '$ref'; only descriptions are", at: entry.keyRange)
  }

  static func unsupportedSchemaValue(
    _ entry: Node.Entry, _ expected: String, because reason: String? = nil, fix: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.unsupported-value",
      "'\(entry.key)' is not understood with this value; \(expected) is expected", at: entry.value.range,
      notes: reason.map { [Note($0)] } ?? [], fix: fix)
  }

  static func openObject(_ properties: Node.Entry, others: Node.Entry?) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.open-object",
      "an object with 'properties' has no others: it says so by 'additionalProperties: false'",
      at: others?.value.range ?? properties.keyRange)
  }

  static func requiredNotListed(_ required: Node.Entry) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.required-unknown", "'required' names fields, but no 'properties' are listed",
      at: required.keyRange)
  }

  static func requiredUnknown(_ element: Node, _ name: String, known: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.required-unknown", "'\(excerpt(name))' is required, but not listed under 'properties'",
      at: element.range, fix: didYouMean(name, among: known))
  }

  static func fieldOfEveryArtifact(_ entry: Node.Entry) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.reserved-field",
      "'\(entry.key)' is a field that every artifact has; a schema of a kind does not list it", at: entry.keyRange)
  }

  static func unknownDefinition(_ name: String, at place: SourceRange, known: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.unknown-definition", "'\(excerpt(name))' is not defined under '$defs'", at: place,
      fix: didYouMean(name, among: known))
  }

  static func cycle(_ names: some Sequence<String>, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.cycle",
      "a definition must not contain itself: " + names.map { excerpt($0) }.joined(separator: " → "), at: place)
  }

  static func tooDeep(at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "schema.too-deep", "too many definitions are inside each other", at: place)
  }

  static func wrongAllowedValue(_ value: Node) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.unsupported-value", "\(value.kindName) cannot be a value of this type", at: value.range)
  }

  static func repeatedAllowedValue(_ value: Node) -> Diagnostic {
    Diagnostic(.error, id: "schema.unsupported-value", "this value is listed twice", at: value.range)
  }
}

/// Text from outside in a message, cut where it is long.
func excerpt(_ text: String) -> String {
  guard text.utf8.count > 60 else { return text }
  var cut = String.UnicodeScalarView()
  cut.append(contentsOf: text.unicodeScalars.prefix(60))
  return text.unicodeScalars.count > 60 ? String(cut) + "…" : text
}
