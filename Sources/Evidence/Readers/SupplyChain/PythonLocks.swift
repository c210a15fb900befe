import Diagnostics
import Documents

/// Locks: everything that is installed, each with one version and mostly with digests. Five tools, five layouts. Nil where
/// a file is none of the tool that it is named after.
enum PythonLocks {
  static func poetry(_ root: Node) -> DependencyList? {
    guard root["metadata"]?["lock-version"] != nil || root["metadata"]?["content-hash"] != nil else { return nil }
    var list = DependencyList(format: "poetry-lock", isLock: true)
    list.pythonVersion = root["metadata"]?["python-versions"]
    let files = root["metadata"]?["files"]
    for node in root["package"]?.elements ?? [] {
      guard var package = package(node) else { continue }
      // Until 1.4 the digests stood apart from the packages.
      package.isHashed = hashes(node["files"] ?? files?[package.name])
      let source = node["source"]
      switch source?["type"]?.text {
      case "git":
        package.source = .versionControl
        package.isPinned = source?["resolved_reference"]?.text.map(Requirement.isWholeCommit) ?? false
      case "url": package.source = .address
      case "directory", "file": package.source = .local
      default: if let address = source?["url"]?.text { list.addIndex(address) }
      }
      package.isEditable = node["develop"]?.bool ?? false
      list.add(package)
    }
    return list
  }

  static func uv(_ root: Node) -> DependencyList? {
    guard root["version"]?.integer != nil else { return nil }
    var list = DependencyList(format: "uv-lock", isLock: true)
    list.pythonVersion = root["requires-python"]
    for node in root["package"]?.elements ?? [] {
      let source = node["source"]
      // The project itself.
      if source?["virtual"] != nil || source?["editable"]?.text?.hasBytes(".") == true { continue }
      guard var package = package(node) else { continue }
      package.isHashed = hashes(node["wheels"]) || node["sdist"]?["hash"] != nil
      if let address = source?["git"]?.text {
        package.source = .versionControl
        let revision = address.utf8.split(separator: UInt8(ascii: "#")).last
        package.isPinned = revision.map { Requirement.isWholeCommit(String(Substring($0))) } ?? false
      } else if source?["url"] != nil {
        package.source = .address
      } else if ["path", "directory", "editable"].contains(where: { source?[$0] != nil }) {
        package.source = .local
        package.isEditable = source?["editable"] != nil
      } else if let address = source?["registry"]?.text {
        list.addIndex(address)
      }
      list.add(package)
    }
    return list
  }

  static func pdm(_ root: Node) -> DependencyList? {
    guard root["metadata"]?["lock_version"] != nil else { return nil }
    var list = DependencyList(format: "pdm-lock", isLock: true)
    list.pythonVersion =
      root["metadata"]?["targets"]?.elements.first?["requires_python"] ?? root["metadata"]?["requires_python"]
    for node in root["package"]?.elements ?? [] {
      guard var package = package(node) else { continue }
      package.isHashed = hashes(node["files"])
      if node["git"] != nil {
        package.source = .versionControl
        package.isPinned = node["revision"]?.text.map(Requirement.isWholeCommit) ?? false
      } else if node["url"] != nil {
        package.source = .address
      } else if node["path"] != nil {
        package.source = .local
      }
      package.isEditable = node["editable"]?.bool ?? false
      list.add(package)
    }
    return list
  }

  /// PEP 751.
  static func pylock(_ root: Node) -> DependencyList? {
    guard root["lock-version"] != nil else { return nil }
    var list = DependencyList(format: "pylock", isLock: true)
    list.pythonVersion = root["requires-python"]
    list.tool = root["created-by"]?.text.map { EvidenceItem.Tool(name: $0.shortened(to: 200)) }
    for node in root["packages"]?.elements ?? [] {
      guard var package = package(node) else { continue }
      let files = (node["wheels"]?.elements ?? []) + [node["sdist"], node["archive"]].compactMap { $0 }
      package.isHashed = !files.isEmpty && files.allSatisfy { !($0["hashes"]?.entries.isEmpty ?? true) }
      if let control = node["vcs"] {
        package.source = .versionControl
        package.isPinned = control["commit-id"]?.text.map(Requirement.isWholeCommit) ?? false
      } else if let archive = node["archive"] {
        package.source = archive["url"] == nil ? .local : .address
        package.isPinned = package.isHashed
      } else if let folder = node["directory"] {
        package.source = .local
        package.isEditable = folder["editable"]?.bool ?? false
      }
      if let address = node["index"]?.text { list.addIndex(address) }
      list.add(package)
    }
    return list
  }

  static func pipfile(_ root: Node) -> DependencyList? {
    guard let meta = root["_meta"] else { return nil }
    var list = DependencyList(format: "pipfile-lock", isLock: true)
    let requires = meta["requires"]
    list.pythonVersion = requires?["python_full_version"] ?? requires?["python_version"]
    for source in meta["sources"]?.elements ?? [] {
      if let address = source["url"]?.text { list.addIndex(address) }
    }
    for section in root.entries where !section.key.hasBytes("_meta") {
      for entry in section.value.entries {
        let version = Array((entry.value["version"]?.text ?? "").utf8)
        var package = DependencyList.Package(
          name: entry.key, isPinned: Requirement.pins(version[...]), place: entry.keyRange)
        package.isHashed = !(entry.value["hashes"]?.elements.isEmpty ?? true)
        if entry.value["git"] != nil {
          package.source = .versionControl
          package.isPinned = entry.value["ref"]?.text.map(Requirement.isWholeCommit) ?? false
        } else if entry.value["file"] != nil {
          package.source = .address
        } else if entry.value["path"] != nil {
          package.source = .local
        }
        package.isEditable = entry.value["editable"]?.bool ?? false
        list.add(package)
      }
    }
    return list
  }

  private static func package(_ node: Node) -> DependencyList.Package? {
    guard let name = node["name"]?.text else { return nil }
    let hasVersion = !(node["version"]?.text?.trimmed.isEmpty ?? true)
    return DependencyList.Package(name: name, isPinned: hasVersion, place: node["name"]?.range ?? node.range)
  }

  /// Whether every file that is listed has a digest.
  private static func hashes(_ files: Node?) -> Bool {
    guard let files = files?.elements, !files.isEmpty else { return false }
    return files.allSatisfy { $0["hash"]?.text?.containsBytes(":") == true }
  }
}
