import CEL
import Diagnostics
import Documents

/// What is wrong with a document, in words for those who wrote it.
extension Diagnostic {
  static func unknownField(_ entry: Node.Entry, _ path: AttributePath?, known: [String]) -> Diagnostic {
    let suggestion = didYouMean(entry.key, among: known)
    // Without a near name, all names help, where they are few.
    let list = suggestion == nil && known.count <= 12 && !known.isEmpty
    return Diagnostic(
      .error, id: "schema.unknown-field", "'\(excerpt(entry.key))' is not a field of \(whole(path))",
      at: entry.keyRange, notes: list ? [Note("its fields are " + enumerated(known))] : [], fix: suggestion)
  }

  static func missingField(_ property: SchemaProperty, of node: Node, _ path: AttributePath?) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.missing-field", "\(whole(path)) has no '\(property.name)', which must be there",
      at: node.range, notes: property.type.annotations.description.map { [Note("\(property.name): \($0)")] } ?? [],
      fix: "\(property.name): \(property.type.example)")
  }

  static func deprecatedField(_ entry: Node.Entry, _ path: AttributePath?, _ type: SchemaType) -> Diagnostic {
    Diagnostic(
      .warning, id: "schema.deprecated", "'\(path?.description ?? entry.key)' is deprecated", at: entry.keyRange,
      notes: type.annotations.description.map { [Note($0)] } ?? [])
  }

  static func listSize(
    _ node: Node, _ count: Int, _ problem: ListSizeProblem, _ path: AttributePath?
  ) -> Diagnostic {
    switch problem {
    case .tooFew(let least):
      Diagnostic(
        .error, id: "schema.too-few", "\(whole(path)) has \(counted(count, "element")), it must have at least \(least)",
        at: node.range)
    case .tooMany(let most):
      Diagnostic(
        .error, id: "schema.too-many", "\(whole(path)) has \(counted(count, "element")), it may have at most \(most)",
        at: node.range)
    }
  }

  static func repeatedElement(_ element: Node, first: Node, _ path: AttributePath?) -> Diagnostic {
    let what = element.scalarText.map { "'\(excerpt($0))'" } ?? "an element"
    return Diagnostic(
      .error, id: "schema.repeated-element", "\(what) stands in \(whole(path)) more than once", at: element.range,
      notes: [Note("it first stands here", place: first.range)])
  }

  static func furtherProblems(at place: SourceRange?) -> Diagnostic {
    Diagnostic(
      .error, id: "schema.further-problems", "there are more problems, from here on they are not told", at: place)
  }

  static func refused(_ node: Node, _ refusal: Refusal, _ type: SchemaType, _ path: AttributePath?) -> Diagnostic {
    let subject = whole(path)
    let value = node.scalarText.map { "'\(excerpt($0))'" } ?? node.kindName
    func complaint(_ id: String, _ message: String, _ fix: String?, notes: [Note] = []) -> Diagnostic {
      Diagnostic(.error, id: id, message, at: node.range, notes: notes, fix: fix)
    }
    switch refusal {
    case .wrongType:
      let found = node.scalarText == nil ? ", not \(node.kindName)" : ": \(value) is \(node.kindName)"
      return complaint(
        "schema.wrong-type", "\(subject) must be \(type.noun)\(found)",
        node.fix(for: type) ?? "such as \(type.example)")
    case .notAllowed where type.isConstant:
      return complaint("schema.wrong-constant", "\(subject) must be \(type.example), not \(value)", nil)
    case .notAllowed:
      return complaint(
        "schema.not-in-enumeration", "\(value) is not a value of \(subject)",
        node.scalarText.flatMap { didYouMean($0, among: type.enumeration) },
        notes: [Note("its values are " + enumerated(type.enumeration))])
    case .tooLow(let bound, let isExclusive):
      return complaint(
        "schema.out-of-range",
        "\(subject) must be \(isExclusive ? "more than" : "at least") \(bound.scalarText ?? ""), not \(value)", nil)
    case .tooHigh(let bound, let isExclusive):
      return complaint(
        "schema.out-of-range",
        "\(subject) must be \(isExclusive ? "less than" : "at most") \(bound.scalarText ?? ""), not \(value)", nil)
    case .badFormat(let format):
      return complaint(
        "schema.bad-format", "\(subject) must be \(format.noun), which \(value) is not", "such as \(format.example)",
        notes: format == .date && node.looksLikeDate ? [Note("there is no such day")] : [])
    case .pattern(let pattern):
      return complaint(
        "schema.pattern", "\(value) is not how \(subject) is written",
        type.annotations.examples.isEmpty ? nil : "such as \(type.example)", notes: [Note("it must match \(pattern)")])
    case .tooShort(let least):
      return complaint("schema.too-short", "\(subject) must have at least \(counted(least, "character"))", nil)
    case .tooLong(let most):
      let length = node.scalarText?.unicodeScalars.count ?? 0
      return complaint(
        "schema.too-long", "\(subject) may have at most \(counted(most, "character")), it has \(length)", nil)
    }
  }

  /// A place in the document as the subject of a sentence.
  private static func whole(_ path: AttributePath?) -> String {
    path.map { "'\(excerpt($0.description))'" } ?? "the document"
  }
}

private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// Names in a row, of many only the first.
private func enumerated(_ names: [String]) -> String {
  names.prefix(20).map { excerpt($0) }.joined(separator: ", ") + (names.count > 20 ? ", …" : "")
}

extension SchemaType {
  /// What a value of it is called.
  var noun: String {
    switch shape {
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .text(let rules): rules.format?.noun ?? "text"
    case .list: "a list"
    case .object, .map, .free: "a map"
    }
  }

  /// A value that would be right: the first that it allows, or the schema's own example, or a typical one.
  var example: String {
    if let value = allowed.first ?? annotations.examples.first { return value.inline() }
    switch shape {
    case .boolean: return "true"
    case .integer: return "5"
    case .number: return "0.5"
    case .text(let rules): return rules.format?.example ?? "text"
    case .list(let list): return "[\(list.elements?.example ?? "…")]"
    case .object(let object): return "{\(object.properties.first.map { $0.name + ": …" } ?? "")}"
    case .map, .free: return "{name: …}"
    }
  }
}

extension Node {
  /// The value on one line, as YAML, cut where it is long.
  fileprivate func inline(depth: Int = 0) -> String {
    switch content {
    case .list(let elements):
      if depth > 2 { return "[…]" }
      return "[" + elements.prefix(3).map { $0.inline(depth: depth + 1) }.joined(separator: ", ") + "]"
    case .map(let entries):
      if depth > 2 { return "{…}" }
      return "{" + entries.prefix(3).map { "\($0.key): \($0.value.inline(depth: depth + 1))" }.joined(separator: ", ")
        + "}"
    default: return excerpt(scalarText ?? "null")
    }
  }

  /// For the slips that are most common: a truth value or a number in quotes, a YAML 1.1 truth value.
  fileprivate func fix(for type: SchemaType) -> String? {
    guard let text else { return nil }
    switch type.shape {
    case .boolean:
      switch text.lowercased() {
      case "yes", "y", "on", "true": return "write true, without quotes"
      case "no", "n", "off", "false": return "write false, without quotes"
      default: return nil
      }
    case .list: return "write it as a list: [\(excerpt(text))]"
    default: return nil
    }
  }

  fileprivate var looksLikeDate: Bool {
    guard let bytes = scalarText.map({ Array($0.utf8) }), bytes.count == 10 else { return false }
    return bytes.enumerated().allSatisfy { index, byte in
      index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte)
    }
  }
}
