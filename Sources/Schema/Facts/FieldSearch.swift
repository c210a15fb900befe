public import CEL
public import Diagnostics
public import Documents

/// A text of some format that a document states, with its path and place.
public struct StatedText: Sendable, Hashable {
  /// Where it stands: `tests.plan`.
  public let path: String
  /// What it says.
  public let text: String
  /// Its place.
  public let place: SourceRange
}

extension SchemaType {
  /// Everything of a format that a document states, in its order: the paths of all documents, for instance, which the
  /// executable looks up.
  public func texts(of format: TextFormat, in node: Node, at path: AttributePath? = nil) -> [StatedText] {
    var found: [StatedText] = []
    collect(format, in: node, path, into: &found)
    return found
  }

  private func collect(
    _ format: TextFormat, in node: Node, _ path: AttributePath?, into found: inout [StatedText]
  ) {
    switch (shape, node.content) {
    case (.object(let object), .map(let entries)):
      for entry in entries {
        let path = AttributePath(.field(entry.key), in: path)
        object[entry.key]?.type.collect(format, in: entry.value, path, into: &found)
      }
    case (.map(let values), .map(let entries)):
      for entry in entries {
        values.collect(format, in: entry.value, AttributePath(.key(entry.key), in: path), into: &found)
      }
    case (.list(let list), .list(let elements)):
      for (index, element) in elements.enumerated() {
        list.elements?.collect(format, in: element, AttributePath(.index(index), in: path), into: &found)
      }
    case (.text(let rules), _) where rules.format == format:
      guard let text = node.scalarText else { return }
      found.append(StatedText(path: path?.description ?? "", text: text, place: node.range))
    default: break
    }
  }
}
