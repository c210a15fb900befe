import Diagnostics
import Documents
import TestSupport
import Testing

/// A node in one line, for tables of tests: kinds are told apart (`5`, `5.0`, `"5"`), and nothing else is shown.
func shape(_ node: Node?) -> String {
  guard let node else { return "nothing" }
  switch node.content {
  case .null: return "null"
  case .bool(let bool): return "\(bool)"
  case .integer(let integer): return "\(integer)"
  case .number(let number): return "\(number)"
  case .unrepresentable: return "unrepresentable"
  case .text(let text): return "\"\(text)\""
  case .list(let elements): return "[" + elements.map { shape($0) }.joined(separator: ", ") + "]"
  case .map(let entries):
    return "{" + entries.map { "\($0.key): \(shape($0.value))" }.joined(separator: ", ") + "}"
  }
}

func yaml(_ text: String, _ limits: Limits = .standard) -> Document {
  .yaml(SourceFile(path: "test.yaml", text: text), limits: limits)
}

func json(_ text: String, _ limits: Limits = .standard, acceptingNonFinite: Bool = false) -> Document {
  .json(SourceFile(path: "test.json", text: text), limits: limits, acceptingNonFinite: acceptingNonFinite)
}

extension Document {
  /// The ids of what was wrong.
  var ids: [String] { diagnostics.map(\.id) }
}
