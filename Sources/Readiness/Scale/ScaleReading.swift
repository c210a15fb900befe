import Diagnostics
import Documents

extension Scale {
  /// A scale from a node that the schema has passed.
  ///
  /// - Parameter diagnostics: takes what belongs to the other method.
  static func read(_ node: Node, _ diagnostics: inout [Diagnostic]) -> Scale {
    let isOfLevels = node["method"]?.text.map { sameBytes($0, "levels") } ?? false
    for entry in node.entries {
      switch entry.key {
      case "sections", "bands": if isOfLevels { diagnostics.append(.otherMethod(entry, "sections")) }
      case "dimensions", "levels", "ways_back": if !isOfLevels { diagnostics.append(.otherMethod(entry, "levels")) }
      default: break
      }
    }
    var scale = Scale(
      title: node["title"]?.text ?? "", source: node["source"]?.scalarText, method: .sections(bands: []), groups: [],
      items: [], place: node.range)
    for group in node[isOfLevels ? "dimensions" : "sections"]?.elements ?? [] {
      scale.groups.append(
        Group(id: group["id"]?.scalarText ?? "", title: group["title"]?.scalarText ?? "", place: group.range))
    }
    scale.method = isOfLevels ? levels(node) : .sections(bands: bands(node))
    for item in node["items"]?.elements ?? [] { scale.items.append(Item(item)) }
    return scale
  }

  private static func bands(_ node: Node) -> [Band] {
    var bands: [Band] = []
    for band in node["bands"]?.elements ?? [] {
      bands.append(
        Band(above: band["above"].flatMap(Rule.count), sentence: band["sentence"]?.scalarText ?? "", place: band.range))
    }
    return bands
  }

  private static func levels(_ node: Node) -> Method {
    var levels: [Level] = []
    for level in node["levels"]?.elements ?? [] {
      levels.append(
        Level(
          number: level["level"].flatMap(Rule.count) ?? 0, title: level["title"]?.scalarText ?? "",
          stated: level["stated"]?.fragment, place: level.range))
    }
    guard let written = node["ways_back"] else { return .levels(levels, waysBack: nil) }
    var ways: [WayBack] = []
    for way in written.elements {
      ways.append(
        WayBack(
          from: way["from"].flatMap(Rule.count) ?? 0, to: way["to"].flatMap(Rule.count) ?? 0,
          items: (way["items"]?.elements ?? []).compactMap { RubricFile.Mention($0) },
          because: way["because"]?.scalarText ?? "", place: way.range))
    }
    return .levels(levels, waysBack: ways)
  }
}

extension Scale.Item {
  fileprivate init(_ node: Node) {
    self.init(
      id: node["id"]?.scalarText ?? "", title: node["title"]?.scalarText ?? "",
      group: RubricFile.Mention(node["section"] ?? node["dimension"]), level: node["level"].flatMap(Rule.count),
      rules: (node["rules"]?.elements ?? []).compactMap { RubricFile.Mention($0) }, note: node["note"]?.scalarText,
      place: node["id"]?.range ?? node.range)
  }
}

extension Diagnostic {
  static func otherMethod(_ entry: Node.Entry, _ method: String) -> Diagnostic {
    Diagnostic(
      .error, id: "scale.other-method", "'\(entry.key)' belongs to scales of the method '\(method)'",
      at: entry.keyRange)
  }
}
