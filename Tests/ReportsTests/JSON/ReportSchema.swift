import Documents

/// The part of JSON Schema that `templates/schemas/report.json` uses, just enough to hold reports to it: the schema is
/// for other people's validators, and the room Schema compiles only what manifests and evidence need.
struct ReportSchema {
  let root: Node

  /// What is wrong with a value, by path.
  func problems(_ value: Node) -> [String] { problems(value, root, "$") }

  private func problems(_ value: Node, _ schema: Node, _ path: String) -> [String] {
    if let name = schema["$ref"]?.text {
      guard let target = root["$defs"]?[String(name.dropFirst("#/$defs/".count))] else {
        return ["\(path): no \(name)"]
      }
      return problems(value, target, path)
    }
    if let choices = schema["anyOf"]?.elements {
      let tried = choices.map { problems(value, $0, path) }
      return tried.contains { $0.isEmpty } ? [] : tried.last ?? []
    }
    var found: [String] = []
    if let type = schema["type"] {
      let types = type.text.map { [$0] } ?? type.elements.compactMap(\.text)
      if !types.contains(where: { value.is($0) }) { return ["\(path): is no \(types)"] }
    }
    let allowed = (schema["enum"]?.elements ?? []) + (schema["const"].map { [$0] } ?? [])
    if !allowed.isEmpty, !allowed.contains(where: { $0.scalarText == value.scalarText }) {
      found.append("\(path): \(value.scalarText ?? "?") is not allowed")
    }
    if let least = schema["minimum"]?.number, let number = value.number, number < least {
      found.append("\(path): below")
    }
    if let most = schema["maximum"]?.number, let number = value.number, number > most { found.append("\(path): above") }
    for name in schema["required"]?.elements.compactMap(\.text) ?? [] where value.entry(name) == nil {
      found.append("\(path): lacks \(name)")
    }
    for entry in value.entries {
      if let names = schema["propertyNames"] {
        found += problems(Node(.text(entry.key), at: entry.keyRange), names, "\(path).\(entry.key) (name)")
      }
      if let property = schema["properties"]?[entry.key]
        ?? schema["additionalProperties"].flatMap({ $0.bool == nil ? $0 : nil })
      {
        found += problems(entry.value, property, "\(path).\(entry.key)")
      } else if schema["additionalProperties"]?.bool == false {
        found.append("\(path): \(entry.key) is unknown")
      }
    }
    if let items = schema["items"] {
      for (index, element) in value.elements.enumerated() { found += problems(element, items, "\(path)[\(index)]") }
    }
    return found
  }
}

extension Node {
  fileprivate func `is`(_ type: String) -> Bool {
    switch (content, type) {
    case (.null, "null"), (.bool, "boolean"), (.integer, "integer"), (.integer, "number"), (.number, "number"),
      (.text, "string"), (.list, "array"), (.map, "object"):
      true
    default: false
    }
  }
}
