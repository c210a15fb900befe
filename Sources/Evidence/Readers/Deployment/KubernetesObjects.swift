import Diagnostics
import Documents

/// One object of a Kubernetes manifest: what deployments and autoscalers are read from.
struct KubernetesObject {
  var node: Node
  var apiVersion: String
  var kind: String
  var path: String

  var name: String? { node["metadata"]?["name"]?.scalarText }
  var namespace: String? { node["metadata"]?["namespace"]?.scalarText }
  var spec: Node? { node["spec"] }

  /// The group of the API, without its version: empty for the core.
  var group: String {
    guard let slash = apiVersion.utf8.firstIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(apiVersion[..<slash])
  }

  func label(_ key: String) -> Node? { node["metadata"]?["labels"]?[key] }
  func annotation(_ key: String) -> Node? { node["metadata"]?["annotations"]?[key] }

  /// Whether it is a Deployment of Kubernetes, a Rollout of Argo …, not something else of that name.
  func isOf(_ kind: String, group: String...) -> Bool {
    self.kind.hasBytes(kind) && group.contains { self.group.hasBytes($0) }
  }
}

/// A YAML file that may hold Kubernetes objects, read once for all that is wanted from it.
enum KubernetesFile {
  case objects(SourceFile, [KubernetesObject], [Diagnostic])
  case broken(SourceFile, [Diagnostic])
  case chartTemplate(ChartTemplate)
  case notKubernetes

  static func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { $0.name.endsWithBytes(".yaml") || $0.name.endsWithBytes(".yml") }
  }

  /// Reads a file if one of these kinds is named in it; the text is searched first, because most YAML is something else.
  init(_ path: String, naming kinds: [String], in tree: ProjectTree, limits: Limits) throws(ReadFailure) {
    let file = try tree.read(path, limits: limits)
    guard file.bytes.containsBytes("apiVersion:"), KubernetesFile.names(kinds, in: file.bytes) else {
      self = .notKubernetes
      return
    }
    if let template = ChartTemplate(file, in: tree) {
      self = .chartTemplate(template)
      return
    }
    let document = tree.yaml(file, limits: limits)
    guard !document.diagnostics.hasErrors else {
      self = .broken(file, ChartTemplate.explained(document.diagnostics))
      return
    }
    var objects: [KubernetesObject] = []
    for root in document.roots { KubernetesFile.add(root, path, &objects, depth: 0) }
    self = .objects(file, objects, document.diagnostics)
  }

  /// Whether a line says `kind: …` of one of these kinds, wherever it stands.
  private static func names(_ kinds: [String], in bytes: [UInt8]) -> Bool {
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      if let word = kindNamed(in: bytes[start..<end]), kinds.contains(where: { $0.hasBytes(word) }) { return true }
      start = end + 1
    }
    return false
  }

  private static func kindNamed(in line: ArraySlice<UInt8>) -> String? {
    let text = line.drop {
      $0 == 0x20 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "\"")
    }
    guard text.starts(with: "kind") else { return nil }
    let value = text.dropFirst(4).drop { $0 == UInt8(ascii: "\"") || $0 == 0x20 }
    guard value.first == UInt8(ascii: ":") else { return nil }
    return String(decoding: value.dropFirst().drop { !isWord($0) }.prefix(while: isWord), as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }

  private static func add(_ node: Node, _ path: String, _ objects: inout [KubernetesObject], depth: Int) {
    guard let kind = node["kind"]?.text, let apiVersion = node["apiVersion"]?.scalarText else { return }
    if kind.endsWithBytes("List"), let items = node["items"], depth < 4 {
      for item in items.elements { add(item, path, &objects, depth: depth + 1) }
      return
    }
    objects.append(KubernetesObject(node: node, apiVersion: apiVersion, kind: kind, path: path))
  }
}

/// Durations as Kubernetes tools write them: `90`, `40s`, `10m`, `1h30m`, in seconds.
func kubernetesSeconds(_ node: Node?) -> Double? {
  guard let node else { return nil }
  if let number = node.number { return number.isFinite && number >= 0 ? number : nil }
  guard let text = node.text?.trimmed, !text.isEmpty, text.utf8.count < 40 else { return nil }
  if let plain = plainNumber(text) { return plain >= 0 ? plain : nil }
  var total = 0.0
  var digits: [UInt8] = []
  var unit: [UInt8] = []
  func close(_ total: inout Double) -> Bool {
    guard let amount = plainNumber(String(decoding: digits, as: UTF8.self)) else { return false }
    let factors = ["h": 3600.0, "m": 60, "s": 1, "ms": 0.001]
    guard let factor = factors[String(decoding: unit, as: UTF8.self)] else { return false }
    total += amount * factor
    return true
  }
  for byte in text.utf8 {
    if (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") {
      if !unit.isEmpty {
        guard close(&total) else { return nil }
        digits = []
        unit = []
      }
      digits.append(byte)
    } else {
      unit.append(byte)
    }
  }
  return close(&total) ? total : nil
}

/// `production` for `prod`, and so on; nil for a word that names no environment.
func environmentName(_ word: String) -> String? {
  switch asciiLowercased(word) {
  case "prod", "production", "prd", "live": "production"
  case "stage", "staging", "stg", "preprod", "pre-production", "preproduction": "staging"
  case "test", "testing", "qa", "uat": "test"
  case "dev", "development", "sandbox": "development"
  default: nil
  }
}
