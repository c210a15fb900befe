import Diagnostics
import Documents

/// `pyproject.toml`: PEP 621's `[project]`, PEP 735's groups, and what Poetry and PDM have of their own.
enum PythonProject {
  static func read(_ root: Node) -> DependencyList? {
    let project = root["project"]
    let poetry = root["tool"]?["poetry"]
    let groups = root["dependency-groups"]
    let hasPoetry = poetry?["dependencies"] != nil || poetry?["group"] != nil
    // Only the settings of tools: it says nothing of what the project is built of.
    guard project != nil || hasPoetry || groups != nil else { return nil }
    var list = DependencyList(format: "pyproject", isLock: false)
    list.pythonVersion = project?["requires-python"]
    list.isDynamic = project?["dynamic"]?.elements.contains { $0.text?.hasBytes("dependencies") == true } ?? false
    add(project?["dependencies"]?.elements ?? [], to: &list)
    for extra in project?["optional-dependencies"]?.entries ?? [] { add(extra.value.elements, to: &list) }
    for group in groups?.entries ?? [] { add(group.value.elements, to: &list) }
    for group in root["tool"]?["pdm"]?["dev-dependencies"]?.entries ?? [] { add(group.value.elements, to: &list) }
    // Poetry 2 may say more there of what `[project]` lists already.
    if project?["dependencies"] == nil { addPoetry(poetry?["dependencies"], to: &list) }
    addPoetry(poetry?["dev-dependencies"], to: &list)
    for group in poetry?["group"]?.entries ?? [] { addPoetry(group.value["dependencies"], to: &list) }
    let sources = (poetry?["source"]?.elements ?? []) + (root["tool"]?["uv"]?["index"]?.elements ?? [])
    for source in sources + (root["tool"]?["pdm"]?["source"]?.elements ?? []) {
      if let address = source["url"]?.text { list.addIndex(address) }
    }
    return list
  }

  private static func add(_ requirements: [Node], to list: inout DependencyList) {
    // Groups may also include others, as maps.
    for node in requirements {
      guard let text = node.text else { continue }
      if let requirement = Requirement(text) {
        list.lookForCredentials(in: text)
        list.add(requirement.package(at: node.range))
      } else {
        list.add(.init(name: "(no requirement)", isPinned: false, place: node.range))
      }
    }
  }

  /// `name = "^1.2"`, or a table with a version, an address or a path.
  private static func addPoetry(_ table: Node?, to list: inout DependencyList) {
    for entry in table?.entries ?? [] {
      if entry.key.hasBytes("python") {
        list.pythonVersion = list.pythonVersion ?? entry.value["version"] ?? entry.value
        continue
      }
      // A list of several, for different platforms, counts as one.
      let value = entry.value.elements.first ?? entry.value
      let version = Array((value.text ?? value["version"]?.text ?? "").utf8)[...].trimmed
      var package = DependencyList.Package(name: entry.key, isPinned: pins(version), place: entry.keyRange)
      if value["git"] != nil {
        package.source = .versionControl
        package.isPinned = value["rev"]?.text.map(Requirement.isWholeCommit) ?? false
      } else if value["url"] != nil {
        package.source = .address
      } else if value["path"] != nil {
        package.source = .local
        package.isEditable = value["develop"]?.bool ?? false
      }
      list.add(package)
    }
  }

  /// In Poetry a version alone means exactly that one.
  private static func pins(_ version: ArraySlice<UInt8>) -> Bool {
    guard let first = version.first else { return false }
    if (0x30...0x39).contains(first) { return !version.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: ",") } }
    return Requirement.pins(version)
  }
}
