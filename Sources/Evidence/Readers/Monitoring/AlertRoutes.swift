import Diagnostics
import Documents

/// `alert_routes`: whom alerts reach. Alertmanager's configuration, and the AlertmanagerConfig of Prometheus' operator.
/// Receivers are told by type: addresses, channels and tokens stay where they are.
struct AlertRoutes: ArtifactReader {
  let kind = "alert_routes"
  let fileEndings = [".yaml", ".yml"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] { MonitoringFile.candidates(in: tree) }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    MonitoringFile.read(candidate, naming: ["receivers:"], in: tree, limits: limits, item: item)
  }

  private func item(_ root: Node) -> EvidenceItem? {
    let isCustomResource = root["kind"]?.text?.hasBytes("AlertmanagerConfig") == true
    let config = isCustomResource ? root["spec"] : root
    guard let config, let route = config["route"], case .map = route.content, let receivers = config["receivers"],
      case .list = receivers.content
    else { return nil }
    let all = receivers.elements.prefix(500).map(AlertReceiver.init)
    var routes = Routes()
    routes.add(route, depth: 0)
    let used = all.filter { receiver in routes.receivers.contains { $0.hasBytes(receiver.name) } }
    var facts = Facts(at: root.range)
    facts.set("receivers", list: all.map(\.facts), at: receivers.range)
    facts.set(
      "default_receiver", text: route["receiver"]?.scalarText.map(AlertReceiver.shown), at: route["receiver"]?.range,
      limit: 300)
    facts.set("routes", count: routes.count)
    facts.set("reaches_somebody", flag: reaches(used))
    let fallback = all.first { receiver in route["receiver"]?.scalarText?.hasBytes(receiver.name) == true }
    facts.set("default_reaches_somebody", flag: fallback.flatMap { reaches([$0]) })
    let unknown = routes.receivers.filter { name in !all.contains { $0.name.hasBytes(name) } }
    facts.set("undefined_receivers", texts: unknown.map(AlertReceiver.shown), limit: 300, most: 100)
    return EvidenceItem(
      kind: kind, format: isCustomResource ? "prometheus-operator" : "alertmanager", range: root.range,
      facts: facts.node)
  }

  /// Yes where one of them is a way to people, no where none leads anywhere; what a hook of ours calls is not known.
  private func reaches(_ receivers: [AlertReceiver]) -> Bool? {
    if receivers.contains(where: { $0.reach == .people }) { return true }
    return receivers.contains { $0.reach == .notKnown } ? nil : false
  }

  private struct Routes {
    var receivers: [String] = []
    var count = 0

    mutating func add(_ route: Node, depth: Int) {
      guard depth < 32, count < 5000 else { return }
      count += 1
      if let name = route["receiver"]?.scalarText, !receivers.contains(where: { $0.hasBytes(name) }) {
        receivers.append(name)
      }
      for child in route["routes"]?.elements ?? [] { add(child, depth: depth + 1) }
    }
  }
}

/// A receiver of Alertmanager: a name, and lists of settings under `email_configs`, `slackConfigs` and the like.
private struct AlertReceiver {
  enum Reach {
    case people, notKnown, nobody
  }

  let name: String
  let reach: Reach
  private let types: [String]
  private let place: SourceRange

  init(_ node: Node) {
    name = node["name"]?.scalarText ?? ""
    place = node.range
    var types: [String] = []
    var reach = Reach.nobody
    for entry in node.entries where !entry.value.elements.isEmpty {
      guard let type = AlertReceiver.type(entry.key) else { continue }
      types.append(type)
      if !type.hasBytes("webhook") {
        reach = .people
      } else if reach == .nobody, !entry.value.elements.allSatisfy(AlertReceiver.isLocal) {
        reach = .notKnown
      }
    }
    self.types = types
    self.reach = reach
  }

  var facts: Node {
    var facts = Facts(at: place)
    facts.set("name", text: AlertReceiver.shown(name), limit: 300)
    facts.set("types", texts: types, limit: 100, most: 50)
    return facts.node
  }

  /// Some name a receiver after its address.
  static func shown(_ name: String) -> String {
    name.utf8.contains(UInt8(ascii: "@")) ? "(an e-mail address)" : name
  }

  private static func type(_ key: String) -> String? {
    if key.endsWithBytes("_configs") { return String(Substring(key.utf8.dropLast(8))) }
    if key.endsWithBytes("Configs") { return asciiLowercased(String(Substring(key.utf8.dropLast(7)))) }
    return nil
  }

  /// A hook on the machine itself, as examples have it.
  private static func isLocal(_ hook: Node) -> Bool {
    let url = hook["url"]?.scalarText ?? ""
    return ["://localhost", "://127.", "://0.0.0.0", "://[::1]", "://example.", "://host.docker.internal"]
      .contains { url.containsBytes($0) } || (url.isEmpty && hook["url_file"] == nil && hook["urlSecret"] == nil)
  }
}
