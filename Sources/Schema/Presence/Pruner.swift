import CEL
import Diagnostics
import Documents

/// One pass over a document that takes out what is absent.
struct Pruner {
  /// What is left of a value.
  enum Remainder {
    /// All of it.
    case whole
    case part(Node)
    case nothing
  }

  private(set) var absences: [Absence] = []
  private(set) var diagnostics: [Diagnostic] = []
  private let presence: Presence
  private let absentDocument: (String) -> String?
  private var trail: Trail

  init(presence: Presence, absentDocument: @escaping (String) -> String?, from path: AttributePath?) {
    self.presence = presence
    self.absentDocument = absentDocument
    self.trail = Trail(from: path)
  }

  mutating func prune(_ node: Node, _ type: SchemaType, _ template: Node?) -> Remainder {
    switch node.content {
    case .map(let entries): return prune(entries, of: node, type, template)
    case .list(let elements): return prune(elements, of: node, type, template)
    default: return reason(why: node, type, template).map { absent(node, $0) } ?? .whole
    }
  }

  private mutating func absent(_ node: Node, _ reason: Absence.Reason) -> Remainder {
    // An empty document is no absence of its own: there is no path to name.
    if let written = trail.path, let fact = trail.factPath {
      absences.append(
        Absence(path: written.description, factPath: fact.description, place: node.range, reason: reason))
    }
    return .nothing
  }

  private mutating func prune(
    _ entries: [Node.Entry], of node: Node, _ type: SchemaType, _ template: Node?
  ) -> Remainder {
    if entries.isEmpty { return absent(node, .emptyMap) }
    // Made when the first entry changes: mostly none does.
    var left: [Node.Entry]?
    var next = 0
    for index in entries.indices {
      let entryType: SchemaType
      switch type.shape {
      case .object(let object):
        guard let field = object.index(of: entries[index].key, from: next) else {
          left?.append(entries[index])
          continue
        }
        next = field + 1
        entryType = object.properties[field].type
        trail.enter(.field(entries[index].key))
      case .map(let values):
        entryType = values
        trail.enter(.key(entries[index].key))
      case .free:
        entryType = type
        trail.enter(.key(entries[index].key))
      case .boolean, .integer, .number, .text, .list:
        // Not of its type, and not empty: that is for validation to say.
        return .whole
      }
      let remainder = prune(entries[index].value, entryType, template?[entries[index].key])
      trail.leave()
      if case .whole = remainder {
        left?.append(entries[index])
        continue
      }
      if left == nil { left = Array(entries[..<index]) }
      if case .part(let value) = remainder {
        left?.append(Node.Entry(key: entries[index].key, keyRange: entries[index].keyRange, value: value))
      }
    }
    guard let left else { return .whole }
    return left.isEmpty ? absent(node, .nothingInIt) : .part(Node(.map(left), at: node.range))
  }

  private mutating func prune(
    _ elements: [Node], of node: Node, _ type: SchemaType, _ template: Node?
  ) -> Remainder {
    if elements.isEmpty {
      return type.emptyStatesNone ? .whole : absent(node, .emptyList)
    }
    let elementType: SchemaType
    switch type.shape {
    case .list(let list): elementType = list.elements ?? .anything
    case .free: elementType = .anything
    case .boolean, .integer, .number, .text, .object, .map: return .whole
    }
    let templates = template?.elements ?? []
    let templateTexts = texts(in: templates, elementType)
    var left: [Node]?
    for index in elements.indices {
      let element = elements[index]
      let before = absences.count
      trail.enter(element: index, fact: left?.count ?? index)
      let remainder: Remainder
      if !templateTexts.isEmpty, let text = element.text, templateTexts.contains(foldedAnswer(text)) {
        remainder = absent(element, .template(text))
      } else {
        remainder = prune(element, elementType, index < templates.count ? templates[index] : nil)
      }
      trail.leave()
      if case .whole = remainder {
        left?.append(element)
        continue
      }
      if left == nil { left = Array(elements[..<index]) }
      if case .part(let value) = remainder {
        left?.append(value)
      } else {
        // The next element takes its index.
        for absence in before..<absences.count { absences[absence].factPath = nil }
      }
    }
    guard let left else { return .whole }
    return left.isEmpty ? absent(node, .nothingInIt) : .part(Node(.list(left), at: node.range))
  }

  private func texts(in templates: [Node], _ type: SchemaType) -> Set<[UInt8]> {
    guard !templates.isEmpty, case .text = type.shape, type.allowed.isEmpty else { return [] }
    return Set(templates.compactMap { $0.text.map { foldedAnswer($0) } })
  }

  // MARK: Scalars

  private mutating func reason(why node: Node, _ type: SchemaType, _ template: Node?) -> Absence.Reason? {
    if case .null = node.content { return .null }
    if let text = node.scalarText {
      switch presence.placeholders.standing(of: text) {
      case .blank: return .blank
      case .placeholder: return .placeholder(text)
      case .answer: break
      }
      if let template, isTemplate(text, template, type) { return .template(text) }
    }
    switch type.shape {
    case .integer(let bounds), .number(let bounds): return unusable(node, type, bounds)
    case .free:
      // NaN has no place in any comparison, in free-form parts as little as elsewhere.
      return unusable(node, type, nil)
    case .text(let rules) where rules.format == .documentPath:
      return node.scalarText.flatMap(absentDocument).map { .document($0) }
    default: return nil
    }
  }

  private func isTemplate(_ text: String, _ template: Node, _ type: SchemaType) -> Bool {
    guard let other = template.scalarText, foldedAnswer(other) == foldedAnswer(text), !type.isConstant else {
      return false
    }
    return presence.template?.statedByTemplate.contains(trail.path?.description ?? "") != true
  }

  private mutating func unusable(_ node: Node, _ type: SchemaType, _ bounds: NumberBounds?) -> Absence.Reason? {
    let problem: (String) -> String
    var fix: String?
    switch node.content {
    case .unrepresentable: problem = { "'\(excerpt($0))' is too large a number" }
    case .number(let number) where !number.isFinite: problem = { "'\(excerpt($0))' is no finite number" }
    case .text where bounds != nil:
      problem = { "'\(excerpt($0))' is not \(type.noun)" }
      fix = "such as \(type.example)"
    default:
      guard let bounds, node.number != nil, let refusal = bounds.refusal(of: node) else { return nil }
      problem = { refusal.bound(for: $0) }
    }
    let text = node.scalarText ?? ""
    diagnostics.append(.unusableNumber(node, trail.path?.description ?? "", problem(text), fix: fix))
    return .unusableNumber(text)
  }
}

extension SchemaType {
  /// What free-form lists hold.
  fileprivate static let anything = SchemaType(
    name: .named("anything"), shape: .free(isMap: false), celType: .dyn,
    schema: Node(.map([]), at: SourceFile(path: "", bytes: []).whole))
}

extension Refusal {
  fileprivate func bound(for text: String) -> String {
    switch self {
    case .tooLow(let bound, let isExclusive):
      "'\(excerpt(text))' is not \(isExclusive ? "more than" : "at least") \(bound.scalarText ?? "")"
    case .tooHigh(let bound, let isExclusive):
      "'\(excerpt(text))' is not \(isExclusive ? "less than" : "at most") \(bound.scalarText ?? "")"
    default: "'\(excerpt(text))' is no usable number"
    }
  }
}

extension Diagnostic {
  fileprivate static func unusableNumber(
    _ node: Node, _ path: String, _ problem: String, fix: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .warning, id: "schema.unusable-number", "'\(excerpt(path))' counts as absent: \(problem)", at: node.range,
      fix: fix)
  }
}
