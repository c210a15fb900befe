import Diagnostics
import Documents
public import Evidence

/// The evidence of a project for people at a terminal: kind by kind what each artifact says, shortly, then what was not
/// read and why. Everything in full is in `EvidenceJSON`.
public struct EvidenceConsole: Sendable {
  private let color: Bool
  private let width: Int

  /// A writer that uses colour only where the caller knows that it is wanted, in lines of about this width.
  public init(color: Bool = false, width: Int = 100) {
    self.color = color
    self.width = max(40, width)
  }

  /// The evidence as UTF-8.
  public func report(_ evidence: EvidenceCollection) -> [UInt8] {
    var page = ConsolePage(color: color, width: width)
    items(evidence.items, &page)
    unreadable(evidence, &page)
    if !evidence.passedOver.isEmpty {
      page.text(page.styled("passed over", .bold))
      for path in evidence.passedOver { page.text("\(shown(path.path)): \(shown(path.reason))", indent: 2, hanging: 2) }
      page.line()
    }
    let kinds = evidence.items.indices.filter { index in
      index == 0 || !sameBytes(evidence.items[index - 1].kind, evidence.items[index].kind)
    }
    page.text(
      "\(counted(evidence.items.count, "item")) of \(counted(kinds.count, "kind")), "
        + "\(counted(evidence.unreadable.count, "file")) not readable")
    return page.bytes
  }

  private func items(_ items: [EvidenceItem], _ page: inout ConsolePage) {
    for index in items.indices {
      let item = items[index]
      if index == 0 || !sameBytes(items[index - 1].kind, item.kind) {
        if index > 0 { page.line() }
        page.text(page.styled(shown(item.kind), .bold))
      }
      var head = [shown(item.range.description), shown(item.format)]
      if let tool = item.tool {
        head.append(shown([tool.name, tool.version].compactMap { $0 }.joined(separator: " ")))
      }
      for (name, node) in [
        ("produced", item.producedAt), ("commit", item.commit), ("model version", item.modelVersion),
        ("data set", item.datasetDigest),
      ] {
        if let text = node?.scalarText { head.append("\(name) \(shown(text))") }
      }
      page.text(head.joined(separator: ", "), indent: 2, hanging: 2)
      let facts = item.facts.entries.prefix(EvidenceConsole.mostFacts).map { entry in
        page.styled(shown(entry.key), .dim) + " " + brief(entry.value)
      }
      let rest = item.facts.entries.count - facts.count
      if !facts.isEmpty {
        page.text((facts + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "; "), indent: 4)
      }
      complaints(item.diagnostics, at: 4, &page)
    }
    if !items.isEmpty { page.line() }
  }

  private func unreadable(_ evidence: EvidenceCollection, _ page: inout ConsolePage) {
    let absent = evidence.declarations.filter(\.matches.isEmpty)
    guard !evidence.unreadable.isEmpty || !absent.isEmpty else { return }
    page.text(page.styled("not read", .bad))
    for file in evidence.unreadable {
      page.text("\(shown(file.file.path)), taken for \(shown(file.kind))", indent: 2, hanging: 2)
      complaints(file.diagnostics, at: 4, &page)
    }
    for declaration in absent {
      page.text(
        "\(shown(declaration.pattern)), declared under \(shown(declaration.kind)) at "
          + "\(shown(declaration.place.description)): nothing of that kind is there", indent: 2, hanging: 2)
    }
    page.line()
  }

  private func complaints(_ diagnostics: [Diagnostic], at indent: Int, _ page: inout ConsolePage) {
    for diagnostic in diagnostics.prefix(EvidenceConsole.mostComplaints) {
      let place = diagnostic.place.map { shown($0.description) + ": " } ?? ""
      let fix = diagnostic.fix.map { "; " + shown($0) } ?? ""
      let severity = page.styled(diagnostic.severity.rawValue, diagnostic.severity == .error ? .bad : .careful)
      page.text("\(severity): \(place)\(shown(diagnostic.message))\(fix)", indent: indent, hanging: 2)
    }
    let rest = diagnostics.count - EvidenceConsole.mostComplaints
    if rest > 0 { page.text("and \(rest) more", indent: indent) }
  }

  // MARK: - Short forms

  private static let mostFacts = 24
  private static let mostElements = 6
  private static let mostComplaints = 5

  /// A fact in a few words: scalars as they are, lists and maps by their first elements, lists of maps by their number.
  private func brief(_ node: Node) -> String {
    switch node.content {
    case .list(let elements):
      if elements.isEmpty { return "none" }
      if elements.contains(where: { !$0.isScalar }) { return String(elements.count) }
      return shortened(elements.map { shown($0.briefText) }, of: elements.count)
    case .map(let entries):
      if entries.isEmpty { return "none" }
      if entries.contains(where: { !$0.value.isScalar }) {
        return shortened(entries.map { shown($0.key) }, of: entries.count)
      }
      return shortened(entries.map { "\(shown($0.key)) \(shown($0.value.briefText))" }, of: entries.count)
    default: return shown(node.briefText)
    }
  }

  private func shortened(_ parts: [String], of count: Int) -> String {
    let shown = parts.prefix(EvidenceConsole.mostElements).joined(separator: ", ")
    return
      "[\(shown)\(count > EvidenceConsole.mostElements ? ", and \(count - EvidenceConsole.mostElements) more" : "")]"
  }

  /// Text from outside, harmless and not too long.
  private func shown(_ text: String) -> String { inert(excerpt(text, 120)) }
}

extension Node {
  fileprivate var isScalar: Bool {
    switch content {
    case .list, .map: false
    case .null, .bool, .integer, .number, .unrepresentable, .text: true
    }
  }

  /// What a fact says: readers compute most numbers, so that the text at their place is another one.
  fileprivate var briefText: String {
    switch content {
    case .null: "null"
    case .bool(let value): value ? "yes" : "no"
    case .integer(let value): String(value)
    case .number(let value): value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : fourDigits(value)
    case .unrepresentable: "no number"
    case .text(let text): text
    case .list, .map: "…"
    }
  }

  /// At most four digits after the point; small numbers as they are.
  private func fourDigits(_ value: Double) -> String {
    guard abs(value) >= 0.001, abs(value) < 1e9 else { return String(value) }
    return String((value * 10_000).rounded() / 10_000)
  }
}
