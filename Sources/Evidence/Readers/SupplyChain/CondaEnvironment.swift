import Diagnostics
import Documents

/// Environments of conda, conda-lock's locks, and the `python_env.yaml` that MLflow writes beside a model.
enum CondaEnvironment {
  static func read(_ root: Node?) -> DependencyList? {
    guard let root, case .list(let dependencies)? = root["dependencies"]?.content,
      root["channels"] != nil || root["name"] != nil || root["prefix"] != nil
    else { return nil }
    var list = DependencyList(format: "conda", isLock: false)
    for channel in root["channels"]?.elements ?? [] {
      if let address = channel.text { list.addIndex(address) }
    }
    for node in dependencies {
      if let text = node.scalarText {
        add(text, node.range, to: &list)
      } else {
        for requirement in node["pip"]?.elements ?? [] { addRequirement(requirement, to: &list) }
      }
    }
    return list
  }

  /// `channel::name`, then `=1.2` (any version that begins so), `==1.2`, `=1.2=build` or `>=1,<2`.
  private static func add(_ text: String, _ place: SourceRange, to list: inout DependencyList) {
    var spec = Array(text.utf8)[...].trimmed
    if let colon = spec.lastIndex(of: UInt8(ascii: ":")) { spec = spec[(colon + 1)...] }
    let name = spec.prefix {
      isLetterOrDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
    let rest = spec.dropFirst(name.count).trimmed
    if asciiLowercased(String(decoding: name, as: UTF8.self)).hasBytes("python") {
      let version = rest.drop { $0 == UInt8(ascii: "=") }
      if !version.isEmpty { list.pythonVersion = Node(.text(String(decoding: version, as: UTF8.self)), at: place) }
      return
    }
    let equals = rest.filter { $0 == UInt8(ascii: "=") }.count
    let isExact = rest.first == UInt8(ascii: "=") && equals == 2 && !rest.contains(UInt8(ascii: "*"))
    list.add(.init(name: String(decoding: name, as: UTF8.self), isPinned: isExact, place: place))
  }

  private static func addRequirement(_ node: Node, to list: inout DependencyList) {
    guard let text = node.scalarText?.trimmed, !text.isEmpty else { return }
    if !RequirementsFile.add(text, to: &list, at: node.range) {
      list.add(.init(name: "(no requirement)", isPinned: false, place: node.range))
    }
  }

  static func lock(_ root: Node?) -> DependencyList? {
    guard let root, case .list(let packages)? = root["package"]?.content, root["metadata"] != nil else { return nil }
    var list = DependencyList(format: "conda-lock", isLock: true)
    for node in packages {
      guard let name = node["name"]?.scalarText, let version = node["version"]?.scalarText else { continue }
      if name.hasBytes("python") {
        list.pythonVersion = list.pythonVersion ?? Node(.text(version), at: node["version"]?.range ?? node.range)
        continue
      }
      let isHashed = node["hash"]?["sha256"] != nil || node["hash"]?["md5"] != nil
      list.add(.init(name: name, isPinned: true, isHashed: isHashed, place: node.range))
    }
    return list
  }

  static func mlflow(_ root: Node?) -> DependencyList? {
    guard let root, root["python"] != nil || root["dependencies"] != nil else { return nil }
    var list = DependencyList(format: "python-env", isLock: false)
    list.pythonVersion = root["python"]
    for requirement in root["dependencies"]?.elements ?? [] { addRequirement(requirement, to: &list) }
    return list
  }
}
