import Diagnostics
import Documents

/// What the readers of DVC's files have in common: the remotes that are configured, and entries that are a path or a map
/// with one.
enum DVCProject {
  /// A configured place for data.
  struct Remote {
    var name: String
    var scheme: String?
    var isLocal: Bool
    var isDefault: Bool
    var place: SourceRange
  }

  /// The remotes of the DVC project that a folder belongs to: the nearest `.dvc/config` at it or above it. Never
  /// `config.local`, which is one person's.
  static func remotes(for folder: String, in tree: ProjectTree, limits: Limits) -> [Remote] {
    var parts = pathParts(folder)
    while true {
      let path = (parts + [".dvc", "config"]).joined(separator: "/")
      if tree.contains(path) {
        guard let file = try? tree.read(path, limits: limits) else { return [] }
        return remotes(in: file)
      }
      if parts.isEmpty { return [] }
      parts.removeLast()
    }
  }

  /// Whether data can be had from somewhere else than this machine.
  static func hasRemote(_ remotes: [Remote]) -> Bool { remotes.contains { !$0.isLocal } }

  /// Every `dvc.yaml`.
  static func pipelines(in tree: ProjectTree) -> [String] {
    tree.conventionalFiles.filter { $0.name.hasBytes("dvc.yaml") && $0.path.endsWithBytes("dvc.yaml") }.map(\.path)
  }

  /// The files that any `dvc.yaml` names under metrics, and that are there.
  static func metricsFiles(in tree: ProjectTree) -> [String] {
    pipelines(in: tree).flatMap { path -> [String] in
      guard let file = try? tree.read(path) else { return [] }
      let document = tree.yaml(file, limits: .standard)
      guard !document.diagnostics.hasErrors, let root = document.root else { return [] }
      return metricsPaths(root, in: parentFolder(path)).filter(tree.contains)
    }
  }

  /// The metrics of a `dvc.yaml`, those of its stages included, as paths below the root.
  static func metricsPaths(_ root: Node, in folder: String) -> [String] {
    var paths = outputs(root["metrics"]).compactMap { joinedPath(folder, $0.text) }
    for stage in root["stages"]?.entries ?? [] {
      let definition = stage.value["do"] ?? stage.value
      let home = definition["wdir"]?.scalarText.flatMap { joinedPath(folder, $0) } ?? folder
      paths += outputs(definition["metrics"]).compactMap { joinedPath(home, $0.text) }
    }
    var unique: [String] = []
    for path in paths where !unique.contains(where: { $0.hasBytes(path) }) { unique.append(path) }
    return unique
  }

  /// Entries of `deps`, `outs`, `metrics`, `plots`: a path, or a map of one path to its settings; a list, or a map.
  static func outputs(_ node: Node?) -> [(text: String, place: SourceRange)] {
    guard let node else { return [] }
    switch node.content {
    case .list(let elements): return elements.flatMap(outputs)
    case .map(let entries): return entries.map { (slashed($0.key), $0.keyRange) }
    default: return node.scalarText.map { [(slashed($0), node.range)] } ?? []
    }
  }

  /// With slashes, and without one at the end.
  static func slashed(_ path: String) -> String {
    var bytes = path.utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func remotes(in file: SourceFile) -> [Remote] {
    var remotes: [Remote] = []
    var section = ""
    var defaultName = ""
    var number = 0
    for bytes in file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let line = String(decoding: bytes, as: UTF8.self).trimmed
      if line.startsWithBytes("["), line.endsWithBytes("]") {
        section = String(Substring(line.utf8.dropFirst().dropLast())).trimmed
        continue
      }
      guard let equals = line.utf8.firstIndex(of: UInt8(ascii: "=")), !line.startsWithBytes("#") else { continue }
      let key = asciiLowercased(String(line[..<equals]).trimmed)
      let value = String(Substring(line.utf8[line.utf8.index(after: equals)...])).trimmed
      if section.hasBytes("core"), key.hasBytes("remote") { defaultName = value }
      guard key.hasBytes("url"), let name = remoteName(section) else { continue }
      let scheme = scheme(of: value)
      remotes.append(
        Remote(
          name: name, scheme: scheme, isLocal: scheme == nil || scheme?.hasBytes("file") == true, isDefault: false,
          place: SourceRange(file: file, line: number)))
    }
    for index in remotes.indices { remotes[index].isDefault = remotes[index].name.hasBytes(defaultName) }
    return remotes
  }

  /// `'remote "storage"'`, quotes and all.
  private static func remoteName(_ section: String) -> String? {
    let plain = section.utf8.filter { $0 != UInt8(ascii: "'") }
    guard plain.starts(with: "remote \"".utf8), plain.last == UInt8(ascii: "\"") else { return nil }
    return String(decoding: plain.dropFirst(8).dropLast(), as: UTF8.self)
  }

  private static func scheme(of url: String) -> String? {
    let scheme = url.utf8.prefix { $0 != UInt8(ascii: ":") }
    guard url.utf8.dropFirst(scheme.count).starts(with: "://".utf8) else { return nil }
    return asciiLowercased(String(Substring(scheme)))
  }
}
