import Diagnostics
import Documents

/// What the front matter of a card states, where one value may stand for a list of them.
struct CardFields {
  private let map: Node?

  init(_ map: Node?) { self.map = map }

  /// The texts under the first of several names that is there: one text, or a list of them.
  func texts(_ names: [String]) -> [Node] {
    guard let node = names.lazy.compactMap({ map?[$0] }).first else { return [] }
    let all = node.elements.isEmpty ? [node] : node.elements
    return all.compactMap { element in
      // Owners may be maps with a name.
      let scalar = element["name"] ?? element
      guard let text = scalar.scalarText?.trimmed, !text.isEmpty else { return nil }
      return Node(.text(text), at: scalar.range)
    }
  }

  /// The licences. 'unknown' is how the Hub says that there is none, and 'other' says nothing by itself: the name or the
  /// address beside it counts.
  func licenses(_ names: String...) -> [Node] {
    texts(names).compactMap { license in
      switch asciiLowercased(license.text ?? "") {
      case "unknown": nil
      case "other": texts(["license_name"]).first ?? texts(["license_link"]).first
      default: license
      }
    }
  }

  /// Sets a list, where there is something to list.
  func set(_ key: String, from names: String..., limit: Int, _ facts: inout Facts) {
    let nodes = texts(names)
    guard !nodes.isEmpty else { return }
    facts.set(key, list: nodes.prefix(100).map { Node(.text(($0.text ?? "").shortened(to: limit)), at: $0.range) })
  }
}
