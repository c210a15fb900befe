import Diagnostics
import Documents

/// A model card in the JSON of Google's Model Card Toolkit (schema 0.0.1 and 0.0.2) or of its fork VerifyML (0.0.3 and
/// 0.0.4, with parts on fairness and explainability). What it has corresponds to the sections of a card in Markdown: one
/// is filled where a text or number that is no placeholder stands in it.
struct ModelCardToolkit {
  private let root: Node

  init?(_ root: Node) {
    guard case .map? = root["model_details"]?.content,
      ["considerations", "quantitative_analysis", "schema_version", "model_parameters"].contains(where: {
        root[$0] != nil
      })
    else { return nil }
    self.root = root
  }

  private var details: Node? { root["model_details"] }

  func item(_ kind: String, at place: SourceRange) -> EvidenceItem {
    var facts = Facts(at: root.range)
    facts.set("name", textOf: real(details?["name"]))
    let licenses = (details?["licenses"] ?? details?["license"]).map { $0.elements.isEmpty ? [$0] : $0.elements } ?? []
    if let license = licenses.first {
      facts.set("license", textOf: real(license["identifier"] ?? license["custom_text"] ?? license), limit: 200)
    }
    let data = (root["model_parameters"]?["data"]).map { $0.elements.isEmpty ? [$0] : $0.elements } ?? []
    let names = data.compactMap { real($0["name"]) }
    if !names.isEmpty { facts.set("datasets", list: names.prefix(100).map { text($0, 300) }) }
    let version = real(details?["version"]?["name"])
    facts.set("version", textOf: version, limit: 100)
    let date = details?["version"]?["date"]
    let time = date?.text.flatMap(StatedTime.init)
    facts.set("date", text: time?.day, at: date?.range)
    let owners = (details?["owners"]?.elements ?? []).compactMap { real($0["name"]) }
    if !owners.isEmpty { facts.set("owners", list: owners.prefix(100).map { text($0, 300) }) }
    facts.set("results", list: results)
    let sections = CardSections(states(of: data), at: root.range)
    facts.set("sections", sections.node)
    facts.set("filled_sections", count: sections.filledCount)
    facts.set("placeholders", count: placeholders(in: root))
    var item = EvidenceItem(kind: kind, format: format, range: place, facts: facts.node)
    item.tool = EvidenceItem.Tool(name: isFork ? "VerifyML" : "Model Card Toolkit")
    if let time, let date { item.producedAt = Node(.text(time.text), at: date.range) }
    item.modelVersion = version.flatMap { node in node.scalarText.map { Node(.text($0), at: node.range) } }
    return item
  }

  private var format: String { isFork ? "verifyml" : "model-card-toolkit" }

  private var isFork: Bool {
    let version = root["schema_version"]?.scalarText ?? ""
    return ["0.0.3", "0.0.4"].contains { version.hasBytes($0) } || root["fairness_analysis"] != nil
      || root["explainability_analysis"] != nil
  }

  private var results: [Node] {
    (root["quantitative_analysis"]?["performance_metrics"]?.elements ?? []).prefix(1000).map { metric in
      var facts = Facts(at: metric.range)
      facts.set("metric", textOf: metric["type"], limit: 200)
      facts.set("split", textOf: metric["slice"], limit: 200)
      // A number, text, or in 0.0.1 a map that says which.
      facts.set("value", numberOf: metric["value"]?["float_value"] ?? metric["value"])
      return facts.node
    }
  }

  private func states(of data: [Node]) -> [(key: String, state: CardSections.State, place: SourceRange)] {
    let considerations = root["considerations"]
    let metrics = root["quantitative_analysis"]?["performance_metrics"]
    let contacts = (details?["owners"]?.elements ?? []).compactMap { $0["contact"] }
    let heldOut = data.filter(isHeldOut)
    let parts: [String: [Node?]] = [
      "model_details": [details?["overview"], details?["documentation"]],
      "intended_use": [considerations?["use_cases"], considerations?["users"]],
      "limitations": [considerations?["limitations"], considerations?["tradeoffs"]],
      "bias": [considerations?["fairness_assessment"], root["fairness_analysis"]?["fairness_reports"]],
      "training_data": data.filter { !isHeldOut($0) },
      "evaluation_data": heldOut,
      "metrics": results.contains { $0["value"] != nil } ? [metrics] : [],
      "explainability": [root["explainability_analysis"]?["explainability_reports"]],
      "ethical_considerations": [considerations?["ethical_considerations"]],
      "contact": contacts,
    ]
    return CardSections.ofModels.map { key, _ in
      let nodes = (parts[key] ?? []).compactMap { $0 }
      let filled = nodes.first(where: isFilled)
      let state: CardSections.State = filled != nil ? .filled : nodes.isEmpty ? .missing : .blank
      return (key, state, (filled ?? nodes.first ?? root).range)
    }
  }

  private func isHeldOut(_ data: Node) -> Bool {
    let name = asciiLowercased(data["name"]?.text ?? "")
    return ["test", "eval", "valid", "holdout", "hold-out"].contains { name.containsBytes($0) }
  }

  /// Whether something is said in it; pictures say nothing that could be read.
  private func isFilled(_ node: Node) -> Bool {
    switch node.content {
    case .text(let text): !text.trimmed.isEmpty && !PlaceholderText.isPlaceholder(Array(text.trimmed.utf8)[...])
    case .integer: true
    case .number(let number): number.isFinite
    case .bool, .null, .unrepresentable: false
    case .list(let elements): elements.contains(where: isFilled)
    case .map(let entries):
      entries.contains { !["graphics", "link", "name", "type"].contains($0.key) && isFilled($0.value) }
        || entries.contains { ["name", "type"].contains($0.key) && isFilled($0.value) && entries.count == 1 }
    }
  }

  private func placeholders(in node: Node) -> Int {
    switch node.content {
    case .text(let text): !text.isEmpty && PlaceholderText.isPlaceholder(Array(text.trimmed.utf8)[...]) ? 1 : 0
    case .list(let elements): elements.reduce(0) { $0 + placeholders(in: $1) }
    case .map(let entries): entries.reduce(0) { $0 + placeholders(in: $1.value) }
    default: 0
    }
  }

  /// A scalar that is no placeholder.
  private func real(_ node: Node?) -> Node? {
    guard let node, node.scalarText != nil, isFilled(node) else { return nil }
    return node
  }

  private func text(_ node: Node, _ limit: Int) -> Node {
    Node(.text((node.scalarText ?? "").shortened(to: limit)), at: node.range)
  }
}
