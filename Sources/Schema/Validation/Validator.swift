public import CEL
public import Diagnostics
public import Documents

extension SchemaType {
  /// Everything that is wrong with a value, each with its place and with what would be right; warnings for what is
  /// deprecated.
  ///
  /// What is absent is no error (see `Presence`), and goes before this: a required field that is among `absences` is not
  /// complained of again.
  ///
  /// - Parameters:
  ///   - node: the value, after `Presence` has taken out what is absent.
  ///   - path: where the value stands in its document; nil for the document as a whole.
  ///   - absences: what was taken out.
  public func validate(_ node: Node, at path: AttributePath? = nil, absences: [Absence] = []) -> [Diagnostic] {
    var validator = Validator(absent: Set(absences.lazy.compactMap { $0.factPath.map { Array($0.utf8) } }))
    validator.check(node, self, path)
    return validator.diagnostics
  }
}

/// One pass over a document beside its schema.
private struct Validator {
  /// A file in which everything is wrong is told no more than this: nobody reads it, and it has to end.
  static let limit = 1000

  let absent: Set<[UInt8]>
  var diagnostics: [Diagnostic] = []
  var isFull: Bool { diagnostics.count > Self.limit }

  mutating func complain(_ diagnostic: @autoclosure () -> Diagnostic) {
    if diagnostics.count < Self.limit {
      diagnostics.append(diagnostic())
    } else if diagnostics.count == Self.limit {
      diagnostics.append(.furtherProblems(at: diagnostic().place))
    }
  }

  mutating func check(_ node: Node, _ type: SchemaType, _ path: AttributePath?) {
    if isFull { return }
    switch (type.shape, node.content) {
    case (.object(let object), .map(let entries)): check(entries, of: node, object, path)
    case (.map(let values), .map(let entries)):
      for entry in entries { check(entry.value, values, AttributePath(.key(entry.key), in: path)) }
    case (.list(let list), .list(let elements)): check(elements, of: node, list, path)
    case (.free(isMap: true), .map), (.free(isMap: false), _): break
    default:
      if case .refused(let refusal) = type.read(node) { complain(.refused(node, refusal, type, path)) }
    }
  }

  private mutating func check(
    _ entries: [Node.Entry], of node: Node, _ object: ObjectRules, _ path: AttributePath?
  ) {
    for entry in entries {
      guard let property = object[entry.key] else {
        complain(.unknownField(entry, path, known: object.properties.map(\.name)))
        continue
      }
      let path = AttributePath(.field(entry.key), in: path)
      if property.type.annotations.isDeprecated { complain(.deprecatedField(entry, path, property.type)) }
      check(entry.value, property.type, path)
    }
    for property in object.properties where property.isRequired && node.entry(property.name) == nil {
      let missing = AttributePath(.field(property.name), in: path)
      if !absent.contains(Array(missing.description.utf8)) { complain(.missingField(property, of: node, path)) }
    }
  }

  private mutating func check(_ elements: [Node], of node: Node, _ list: ListRules, _ path: AttributePath?) {
    if let problem = list.sizeProblem(elements.count) { complain(.listSize(node, elements.count, problem, path)) }
    if let type = list.elements {
      for (index, element) in elements.enumerated() { check(element, type, AttributePath(.index(index), in: path)) }
    }
    if list.isUnique {
      for (index, first) in list.repetitions(in: elements) {
        complain(.repeatedElement(elements[index], first: elements[first], path))
      }
    }
  }
}

/// A bound on the number of elements that a list does not keep.
enum ListSizeProblem {
  case tooFew(Int)
  case tooMany(Int)
}

extension ListRules {
  func sizeProblem(_ count: Int) -> ListSizeProblem? {
    if let minItems, count < minItems { return .tooFew(minItems) }
    if let maxItems, count > maxItems { return .tooMany(maxItems) }
    return nil
  }

  /// The elements that have stood there before, each with the first one that it equals.
  func repetitions(in elements: [Node]) -> [(index: Int, first: Int)] {
    var asText = false
    if case .text? = self.elements?.shape { asText = true }
    var seen: [[UInt8]: Int] = [:]
    var repetitions: [(index: Int, first: Int)] = []
    for (index, element) in elements.enumerated() {
      let identity = element.identity(asText: asText)
      if let first = seen[identity] { repetitions.append((index, first)) } else { seen[identity] = index }
    }
    return repetitions
  }
}
