import Diagnostics
import Documents

/// Holds a stage of `dvc.yaml` against what `dvc.lock` recorded when it was last run: command, inputs, outputs, and the
/// values of parameters. The contents of files are not compared.
struct LockComparison {
  var lock: Node?
  var folder: String
  var tree: ProjectTree
  var limits: Limits

  enum Verdict {
    case same, stale, missing
    /// It is in the lock; what it is there cannot be told without rendering the stage.
    case templated
  }

  /// A parameter that a stage depends on; an empty key is the whole file.
  struct Parameter {
    var file: String
    var key: String
    var place: SourceRange
  }

  func compare(_ name: String, _ stage: Node) -> Verdict {
    // Before schema 2.0 the stages stood at the top.
    let stages = lock?["stages"] ?? lock
    if stage["foreach"] != nil || stage["matrix"] != nil {
      return isLocked(name, stage, stages) ? .templated : .missing
    }
    guard let locked = stages?[name], case .map = locked.content else { return .missing }
    if isTemplated(stage) { return .templated }
    let isSame =
      sameText(LockComparison.command(stage["cmd"]), LockComparison.command(locked["cmd"]))
      && sameSet(DVCProject.outputs(stage["deps"]).map(\.text), lockedPaths(locked["deps"]))
      && sameSet(
        ["outs", "metrics", "plots"].flatMap { DVCProject.outputs(stage[$0]) }.map(\.text), lockedPaths(locked["outs"]))
      && sameParameters(stage, locked["params"])
    return isSame ? .same : .stale
  }

  /// Stages made in a loop are called `name@key`; where the keys are written out, each must be there.
  private func isLocked(_ name: String, _ stage: Node, _ stages: Node?) -> Bool {
    let names = (stages?.entries ?? []).map(\.key)
    var keys: [String] = []
    if let loop = stage["foreach"] {
      keys = loop.entries.isEmpty ? loop.elements.compactMap(\.scalarText) : loop.entries.map(\.key)
    }
    if keys.isEmpty { return names.contains { $0.startsWithBytes(name + "@") } }
    return keys.allSatisfy { key in names.contains { $0.hasBytes(name + "@" + key) } }
  }

  private func isTemplated(_ node: Node) -> Bool {
    switch node.content {
    case .text(let text): text.containsBytes("${")
    case .list(let elements): elements.contains(where: isTemplated)
    case .map(let entries): entries.contains { $0.key.containsBytes("${") || isTemplated($0.value) }
    default: false
    }
  }

  /// A command, or several, with single blanks: YAML folds long ones over lines.
  static func command(_ node: Node?) -> String {
    guard let node else { return "" }
    if case .list(let parts) = node.content { return parts.map { command($0) }.joined(separator: "\n") }
    let words = (node.scalarText ?? "").utf8.split { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    return words.map { String(Substring($0)) }.joined(separator: " ")
  }

  /// What a stage depends on: `train.seed` in `params.yaml`, or `{file: [keys]}`.
  static func params(_ node: Node?) -> [Parameter] {
    (node?.elements ?? []).flatMap { element -> [Parameter] in
      if let key = element.scalarText { return [Parameter(file: "params.yaml", key: key, place: element.range)] }
      return element.entries.flatMap { entry -> [Parameter] in
        let keys = entry.value.elements
        if keys.isEmpty { return [Parameter(file: entry.key, key: "", place: entry.keyRange)] }
        return keys.map { Parameter(file: entry.key, key: $0.scalarText ?? "", place: $0.range) }
      }
    }
  }

  private func lockedPaths(_ node: Node?) -> [String] {
    (node?.elements ?? []).compactMap { $0["path"]?.scalarText }.map(DVCProject.slashed)
  }

  private func sameText(_ a: String, _ b: String) -> Bool { a.hasBytes(b) }

  private func sameSet(_ a: [String], _ b: [String]) -> Bool {
    a.allSatisfy { one in b.contains { $0.hasBytes(one) } } && b.allSatisfy { one in a.contains { $0.hasBytes(one) } }
  }

  /// The same names, and where the file is there and can be read, the same values as now.
  private func sameParameters(_ stage: Node, _ locked: Node?) -> Bool {
    let wanted = LockComparison.params(stage["params"])
    let home = stage["wdir"]?.scalarText.flatMap { joinedPath(folder, $0) } ?? folder
    for parameter in wanted {
      guard
        let file = locked?.entries.first(where: {
          DVCProject.slashed($0.key).hasBytes(DVCProject.slashed(parameter.file))
        })
      else { return false }
      let current = values(parameter.file, in: home)
      if parameter.key.isEmpty {
        if let current, !same(current, file.value) { return false }
        continue
      }
      guard let recorded = file.value[parameter.key] else { return false }
      guard let current else { continue }
      guard let now = value(parameter.key, in: current), same(now, recorded) else { return false }
    }
    let names = wanted.map(\.key)
    return names.contains("")
      || (locked?.entries ?? []).flatMap(\.value.entries).allSatisfy { entry in
        names.contains { $0.hasBytes(entry.key) }
      }
  }

  private func values(_ file: String, in home: String) -> Node? {
    guard let path = joinedPath(home, file), tree.contains(path) else { return nil }
    let name = asciiLowercased(path)
    guard let source = try? tree.read(path, limits: limits) else { return nil }
    if name.endsWithBytes(".json") { return Document.json(source, limits: limits).root }
    guard name.endsWithBytes(".yaml") || name.endsWithBytes(".yml") else { return nil }
    return tree.yaml(source, limits: limits).root
  }

  private func value(_ key: String, in root: Node) -> Node? {
    key.utf8.split(separator: UInt8(ascii: ".")).reduce(root) { node, part in node?[String(Substring(part))] }
  }

  private func same(_ a: Node, _ b: Node) -> Bool {
    switch (a.content, b.content) {
    case (.list(let x), .list(let y)):
      return x.count == y.count && zip(x, y).allSatisfy { same($0, $1) }
    case (.map(let x), .map(let y)):
      return x.count == y.count && x.allSatisfy { entry in b[entry.key].map { same(entry.value, $0) } ?? false }
    case (.null, .null): return true
    default:
      if let x = a.number, let y = b.number { return x == y }
      guard let x = a.scalarText, let y = b.scalarText else { return false }
      return x.hasBytes(y)
    }
  }
}
