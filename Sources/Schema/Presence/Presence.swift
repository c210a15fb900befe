public import CEL
public import Diagnostics
public import Documents

/// Takes out of a document whatever counts as absent, before it is validated: nobody's `TBD` is a schema error, and
/// nobody's `TBD` is an answer.
///
/// ```swift
/// let presence = Presence(placeholders: words)
/// let stated = presence.stated(in: manifest, under: schema.root) { path in whyAbsent(path) }
/// stated.node        // what is left, to be validated and shown to rules
/// stated.absences    // what was taken out, each with path, place and reason
/// ```
///
/// Absent are null, `{}`, `[]` (unless the schema says that an empty list is an answer), blank texts, placeholders,
/// documents that are not there, numbers that cannot be used, and lists and maps of which nothing is left. A list that
/// only became empty is absent in any case: `[TBD]` does not state 'none'. A field that the schema does not know is left
/// as it is, whatever stands in it, so that validation finds it.
public struct Presence: Sendable {
  /// The template that was handed out. A scalar that still says what the template says at the same path is a placeholder.
  ///
  /// Not so where the schema allows one value only (`gonogo: 1`), and under the paths that are named: those the template
  /// states on the team's behalf. Everything else counts, choices and numbers too: a template has no business to answer
  /// them. Maps in lists are compared at the same index; a text in a list with each of the template's list, so that it does
  /// not become an answer by a line that is put in before it.
  public struct Template: Sendable {
    /// What the template says.
    public var node: Node
    /// The paths (`project.gate`) at which the template's value is an answer.
    public var statedByTemplate: Set<String>

    /// A template.
    public init(node: Node, statedByTemplate: Set<String> = []) {
      self.node = node
      self.statedByTemplate = statedByTemplate
    }
  }

  /// What is left of a document, and what is not.
  public struct Stated: Sendable {
    /// The document without what is absent; an empty map where nothing is left.
    public var node: Node
    /// What was taken out, in the order of the document, lists and maps after what was in them.
    public var absences: [Absence]
    /// Warnings about numbers that cannot be used.
    public var diagnostics: [Diagnostic]
  }

  /// The words that are no answer.
  public var placeholders: Placeholders
  /// The template that was handed out, if there is one.
  public var template: Template?

  /// A pass with these placeholders.
  public init(placeholders: Placeholders, template: Template? = nil) {
    self.placeholders = placeholders
    self.template = template
  }

  /// Takes out what is absent, in time linear to the document.
  ///
  /// - Parameters:
  ///   - node: the document.
  ///   - type: what its schema says.
  ///   - path: where it stands, if it is a part of something.
  ///   - absentDocument: for the text of a `document-path`, the reason why the document counts as absent; nil where it
  ///     is there.
  public func stated(
    in node: Node, under type: SchemaType, at path: AttributePath? = nil,
    absentDocument: (String) -> String? = { _ in nil }
  ) -> Stated {
    withoutActuallyEscaping(absentDocument) { absentDocument in
      var pruner = Pruner(presence: self, absentDocument: absentDocument)
      let place = Pruner.Position(written: path)
      let left = pruner.prune(node, type, place, template?.node)
      return Stated(
        node: left ?? Node(.map([]), at: node.range), absences: pruner.absences, diagnostics: pruner.diagnostics)
    }
  }
}

/// The pass itself.
private struct Pruner {
  let presence: Presence
  let absentDocument: (String) -> String?
  var absences: [Absence] = []
  var diagnostics: [Diagnostic] = []

  /// Where a value stands in the document, and where rules will find it.
  struct Position {
    var written: AttributePath?
    /// Only where it is another: behind elements of a list that were taken out.
    var moved: AttributePath?

    var fact: AttributePath? { moved ?? written }

    func step(_ step: AttributePath.Step) -> Position {
      Position(written: AttributePath(step, in: written), moved: moved.map { AttributePath(step, in: $0) })
    }

    func element(_ index: Int, fact factIndex: Int) -> Position {
      if moved == nil, index == factIndex { return step(.index(index)) }
      return Position(
        written: AttributePath(.index(index), in: written), moved: AttributePath(.index(factIndex), in: fact))
    }
  }

  /// What is left of a value, or nil.
  mutating func prune(_ node: Node, _ type: SchemaType, _ position: Position, _ template: Node?) -> Node? {
    switch node.content {
    case .map(let entries): prune(entries, of: node, type, position, template)
    case .list(let elements): prune(elements, of: node, type, position, template)
    default: reason(why: node, type, position, template).map { absent(node, position, $0) } ?? node
    }
  }

  private mutating func absent(_ node: Node, _ position: Position, _ reason: Absence.Reason) -> Node? {
    // An empty document is no absence of its own: there is no path to name.
    guard let written = position.written?.description else { return nil }
    absences.append(
      Absence(
        path: written, factPath: position.moved?.description ?? written, place: node.range, reason: reason))
    return nil
  }

  private mutating func prune(
    _ entries: [Node.Entry], of node: Node, _ type: SchemaType, _ position: Position, _ template: Node?
  ) -> Node? {
    if entries.isEmpty { return absent(node, position, .emptyMap) }
    var left: [Node.Entry] = []
    left.reserveCapacity(entries.count)
    for var entry in entries {
      let kept: Node?
      switch type.shape {
      case .object(let object):
        guard let property = object[entry.key] else {
          left.append(entry)
          continue
        }
        kept = prune(entry.value, property.type, position.step(.field(entry.key)), template?[entry.key])
      case .map(let values):
        kept = prune(entry.value, values, position.step(.key(entry.key)), template?[entry.key])
      case .free:
        kept = prune(entry.value, type, position.step(.key(entry.key)), template?[entry.key])
      case .boolean, .integer, .number, .text, .list:
        // Not of its type, and not empty: that is for validation to say.
        return node
      }
      guard let kept else { continue }
      entry.value = kept
      left.append(entry)
    }
    return left.isEmpty ? absent(node, position, .nothingInIt) : Node(.map(left), at: node.range)
  }

  private mutating func prune(
    _ elements: [Node], of node: Node, _ type: SchemaType, _ position: Position, _ template: Node?
  ) -> Node? {
    if elements.isEmpty {
      return type.annotations.emptyStatesNone ? node : absent(node, position, .emptyList)
    }
    let elementType: SchemaType
    switch type.shape {
    case .list(let list): elementType = list.elements ?? .anything
    case .free: elementType = .anything
    case .boolean, .integer, .number, .text, .object, .map: return node
    }
    let templates = template?.elements ?? []
    let templateTexts = texts(in: templates, elementType)
    var left: [Node] = []
    left.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      let position = position.element(index, fact: left.count)
      let before = absences.count
      let kept: Node?
      if !templateTexts.isEmpty, let text = element.text, templateTexts.contains(foldedAnswer(text)) {
        kept = absent(element, position, .template(text))
      } else {
        kept = prune(element, elementType, position, index < templates.count ? templates[index] : nil)
      }
      if let kept {
        left.append(kept)
      } else {
        // The next element takes its index.
        for absence in before..<absences.count { absences[absence].factPath = nil }
      }
    }
    return left.isEmpty ? absent(node, position, .nothingInIt) : Node(.list(left), at: node.range)
  }

  private func texts(in templates: [Node], _ type: SchemaType) -> Set<[UInt8]> {
    guard case .text = type.shape, type.allowed.isEmpty else { return [] }
    return Set(templates.compactMap { $0.text.map { foldedAnswer($0) } })
  }

  // MARK: Scalars

  private mutating func reason(
    why node: Node, _ type: SchemaType, _ position: Position, _ template: Node?
  ) -> Absence.Reason? {
    if case .null = node.content { return .null }
    if let text = node.scalarText {
      let folded = foldedAnswer(text)
      if folded.isEmpty { return .blank }
      if presence.placeholders.contains(folded: folded) { return .placeholder(text) }
      if let template, isTemplate(folded, template, type, position) { return .template(text) }
    }
    switch type.shape {
    case .integer(let bounds), .number(let bounds): return unusable(node, type, bounds, position)
    case .free:
      // NaN has no place in any comparison, in free-form parts as little as elsewhere.
      return unusable(node, type, nil, position)
    case .text(let rules) where rules.format == .documentPath:
      return node.scalarText.flatMap(absentDocument).map { .document($0) }
    default: return nil
    }
  }

  private func isTemplate(_ folded: [UInt8], _ template: Node, _ type: SchemaType, _ position: Position) -> Bool {
    guard let text = template.scalarText, foldedAnswer(text) == folded, !type.isConstant else { return false }
    let path = position.written?.description ?? ""
    return presence.template?.statedByTemplate.contains(path) != true
  }

  private mutating func unusable(
    _ node: Node, _ type: SchemaType, _ bounds: NumberBounds?, _ position: Position
  ) -> Absence.Reason? {
    let text = node.scalarText ?? ""
    let path = position.written?.description ?? ""
    switch node.content {
    case .unrepresentable:
      diagnostics.append(.unusableNumber(node, path, "'\(excerpt(text))' is too large a number"))
    case .number(let number) where !number.isFinite:
      diagnostics.append(.unusableNumber(node, path, "'\(excerpt(text))' is no finite number"))
    case .text where bounds != nil:
      diagnostics.append(
        .unusableNumber(node, path, "'\(excerpt(text))' is not \(type.noun)", fix: "such as \(type.example)"))
    default:
      guard let bounds, node.number != nil, let refusal = bounds.refusal(of: node) else { return nil }
      diagnostics.append(.unusableNumber(node, path, refusal.bound(for: text)))
    }
    return .unusableNumber(text)
  }
}

extension SchemaType {
  /// What free-form lists hold.
  fileprivate static let anything = SchemaType(
    name: "anything", annotations: SchemaAnnotations(), shape: .free(isMap: false), allowed: [], celType: .dyn,
    place: SourceFile(path: "", bytes: []).whole)
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
