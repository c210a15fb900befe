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
    var validator = Validator(at: path, absences: absences)
    validator.check(node, self)
    return validator.diagnostics
  }
}

/// One pass over a document beside its schema.
private struct Validator {
  /// A file in which everything is wrong is told no more than this: nobody reads it, and it has to end.
  static let limit = 1000

  private(set) var diagnostics: [Diagnostic] = []
  private var trail: Trail
  private let absences: [Absence]
  private lazy var absent = Set(absences.lazy.compactMap { $0.factPath.map { Array($0.utf8) } })

  init(at path: AttributePath?, absences: [Absence]) {
    self.trail = Trail(from: path)
    self.absences = absences
  }

  private var isFull: Bool { diagnostics.count > Self.limit }

  private mutating func complain(_ diagnostic: (AttributePath?) -> Diagnostic) {
    if diagnostics.count < Self.limit {
      diagnostics.append(diagnostic(trail.path))
    } else if diagnostics.count == Self.limit {
      diagnostics.append(.furtherProblems(at: diagnostic(trail.path).place))
    }
  }

  mutating func check(_ node: Node, _ type: SchemaType) {
    if isFull { return }
    switch type.shape {
    case .object(let object):
      if case .map(let entries) = node.content { return check(entries, of: node, object) }
    case .map(let values):
      if case .map(let entries) = node.content { return check(entries, values) }
    case .list(let list):
      if case .list(let elements) = node.content { return check(elements, of: node, list) }
    case .free(let isMap):
      guard isMap else { return }
      if case .map = node.content { return }
    case .boolean, .integer, .number, .text: break
    }
    if case .refused(let refusal) = type.read(node) { complain { .refused(node, refusal, type, $0) } }
  }

  private mutating func check(_ entries: [Node.Entry], of node: Node, _ object: ObjectRules) {
    var next = 0
    for index in entries.indices {
      guard let field = object.index(of: entries[index].key, from: next) else {
        complain { .unknownField(entries[index], $0, known: object.properties.map(\.name)) }
        continue
      }
      next = field + 1
      let type = object.properties[field].type
      trail.enter(.field(entries[index].key))
      if type.isDeprecated { complain { .deprecatedField(entries[index], $0, type) } }
      check(entries[index].value, type)
      trail.leave()
    }
    for index in object.required where node[object.properties[index].name] == nil {
      let property = object.properties[index]
      let missing = AttributePath(.field(property.name), in: trail.path)
      if !absent.contains(Array(missing.description.utf8)) { complain { .missingField(property, of: node, $0) } }
    }
  }

  private mutating func check(_ entries: [Node.Entry], _ values: SchemaType) {
    for index in entries.indices {
      trail.enter(.key(entries[index].key))
      check(entries[index].value, values)
      trail.leave()
    }
  }

  private mutating func check(_ elements: [Node], of node: Node, _ list: ListRules) {
    if let problem = list.sizeProblem(elements.count) {
      complain { .listSize(node, elements.count, problem, $0) }
    }
    if let type = list.elements {
      for index in elements.indices {
        trail.enter(.index(index))
        check(elements[index], type)
        trail.leave()
      }
    }
    for (index, first) in list.repetitions(in: elements) {
      complain { .repeatedElement(elements[index], first: elements[first], $0) }
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

  /// The elements that have stood there before, each with the first one that it equals, where that is not allowed.
  func repetitions(in elements: [Node]) -> [(index: Int, first: Int)] {
    guard isUnique else { return [] }
    if case .text? = self.elements?.shape { return Schema.repetitions(in: elements, asText: true) }
    return Schema.repetitions(in: elements, asText: false)
  }
}
