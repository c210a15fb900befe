import Diagnostics
import Documents

/// `alert_rules`: what wakes somebody up. Rule files of Prometheus (Loki and Mimir write the same), the PrometheusRule of
/// its operator, and alerts that Grafana is provisioned with. A rule that records is no alert; one that needs no metric
/// always fires, which is a test of the wiring.
struct AlertRules: ArtifactReader {
  let kind = "alert_rules"
  let fileEndings = [".yaml", ".yml", ".rules"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] { MonitoringFile.candidates(in: tree) }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    MonitoringFile.read(
      candidate, naming: ["alert:", "record:", "PrometheusRule", "condition:"], in: tree, limits: limits, item: item)
  }

  private func item(_ root: Node) -> EvidenceItem? {
    let isCustomResource = root["kind"]?.text?.hasBytes("PrometheusRule") == true
    guard let groups = isCustomResource ? root["spec"]?["groups"] : root["groups"], case .list = groups.content else {
      return nil
    }
    let rules = groups.elements.flatMap { $0["rules"]?.elements ?? [] }
    // An empty file of rules is one; something else that has groups is not.
    guard isCustomResource || rules.contains(where: AlertRule.isRule) else { return nil }
    let alerts = rules.compactMap(AlertRule.init)
    var facts = Facts(at: root.range)
    facts.set("name", textOf: root["metadata"]?["name"], limit: 300)
    facts.set("groups", count: groups.elements.count)
    facts.set("alerts", list: alerts.prefix(1000).map(\.facts), at: groups.range)
    facts.set("alerts_left_out", count: max(0, alerts.count - 1000))
    facts.set("recordings", count: rules.filter { $0["record"] != nil }.count)
    // One that always fires watches nothing.
    let watching = alerts.filter { !$0.alwaysFires }
    let concerns = AlertConcern.allCases.filter { concern in watching.contains { $0.concern == concern } }
    facts.set("concerns", texts: concerns.map(\.rawValue))
    let isGrafana = !isCustomResource && root["apiVersion"] != nil
    return EvidenceItem(
      kind: kind, format: isCustomResource ? "prometheus-operator" : isGrafana ? "grafana" : "prometheus",
      range: root.range, facts: facts.node)
  }
}

/// An alert, in the form of Prometheus or of Grafana.
private struct AlertRule {
  private let node: Node
  private let name: Node
  private let expression: Node?
  let concern: AlertConcern
  let alwaysFires: Bool

  static func isRule(_ node: Node) -> Bool {
    node["alert"] != nil || node["record"] != nil || (node["title"] != nil && node["data"] != nil)
  }

  init?(_ node: Node) {
    guard let name = node["alert"] ?? (node["data"] != nil ? node["title"] : nil), node["record"] == nil,
      let text = name.scalarText
    else { return nil }
    self.node = node
    self.name = name
    // Grafana's stages of an alert: the first that asks a data source.
    expression = node["expr"] ?? node["data"]?.elements.compactMap { $0["model"]?["expr"] }.first
    let metrics = AlertRule.metrics(in: expression?.scalarText ?? "")
    concern = AlertConcern(alert: text, expression: expression?.scalarText ?? "", metrics: metrics)
    // Without an expression it is not known what it watches.
    alwaysFires = expression != nil && metrics.isEmpty
  }

  var facts: Node {
    var facts = Facts(at: node.range)
    facts.set("name", textOf: name, limit: 300)
    facts.set("expression", textOf: expression, limit: 2000)
    facts.set("for_seconds", number: node["for"] == nil ? nil : prometheusSeconds(node["for"]), at: node["for"]?.range)
    facts.set("severity", textOf: node["labels"]?["severity"] ?? node["labels"]?["priority"], limit: 100)
    let annotations = node["annotations"]
    let runbook = annotations?["runbook_url"] ?? annotations?["runbook"]
    facts.set("runbook", text: runbook?.scalarText.map(withoutCredentials), at: runbook?.range, limit: 1000)
    let metrics = AlertRule.metrics(in: expression?.scalarText ?? "")
    facts.set("metrics", texts: metrics, limit: 200, most: 50)
    facts.set("concern", text: concern.rawValue)
    facts.set("always_fires", flag: expression == nil ? nil : alwaysFires)
    return facts.node
  }

  private static let words: Set<String> = [
    "and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "group_right", "bool", "offset", "inf",
    "nan",
    "start", "end",
    // Aggregations, which may be followed by `by (…)` before their argument.
    "sum", "min", "max", "avg", "group", "stddev", "stdvar", "count", "count_values", "bottomk", "topk", "quantile",
  ]

  /// The names of metrics in an expression of PromQL: words that are no function, no label and no word of the language.
  static func metrics(in expression: String) -> [String] {
    let bytes = Array(expression.utf8.prefix(20_000))
    var metrics: [String] = []
    var at = 0
    /// Whether a list of labels is open: after `by (`, `on (` and the like.
    var labelList = false
    var last = ""
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "{"): at = end(of: UInt8(ascii: "}"), in: bytes, from: at)
      case UInt8(ascii: "["): at = end(of: UInt8(ascii: "]"), in: bytes, from: at)
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): at = end(of: bytes[at], in: bytes, from: at)
      case UInt8(ascii: "("):
        labelList = ["by", "without", "on", "ignoring", "group_left", "group_right"].contains(last)
        last = ""
        at += 1
      case UInt8(ascii: ")"):
        labelList = false
        last = ""
        at += 1
      case let byte where isNameStart(byte):
        let start = at
        while at < bytes.count, isNameStart(bytes[at]) || isLetterOrDigit(bytes[at]) { at += 1 }
        let name = String(decoding: bytes[start..<at], as: UTF8.self)
        var next = at
        while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
        let isCall = next < bytes.count && bytes[next] == UInt8(ascii: "(")
        last = asciiLowercased(name)
        if !isCall, !labelList, !words.contains(last), metrics.count < 50,
          !metrics.contains(where: { $0.hasBytes(name) })
        {
          metrics.append(name)
        }
      case 0x30...0x39:
        // A number, with its unit or exponent.
        while at < bytes.count, isLetterOrDigit(bytes[at]) || bytes[at] == UInt8(ascii: ".") { at += 1 }
      default: at += 1
      }
    }
    return metrics
  }

  private static func isNameStart(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ":")
  }

  private static func end(of close: UInt8, in bytes: [UInt8], from start: Int) -> Int {
    var at = start + 1
    while at < bytes.count, bytes[at] != close {
      if bytes[at] == UInt8(ascii: "\""), close != bytes[at] {
        at += 1
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
      }
      at += bytes.indices.contains(at) && bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(at + 1, bytes.count)
  }
}

/// What an alert is about, by its name and then by the metrics that it watches. The names are those of the facts.
enum AlertConcern: String, CaseIterable {
  case drift
  case fairness
  case modelQuality = "model_quality"
  case dataFreshness = "data_freshness"
  case dataQuality = "data_quality"
  case latency
  case errors
  case availability
  case resources
  case predictions
  case traffic
  case cost
  case other

  init(alert: String, expression: String, metrics: [String]) {
    let name = nameWords(alert)
    let watched = metrics.flatMap(nameWords)
    self =
      AlertConcern.named(name) ?? (asciiLowercased(expression).containsBytes("=~\"5") ? .errors : nil)
      ?? AlertConcern.named(watched) ?? .other
  }

  private static func named(_ words: [String]) -> AlertConcern? {
    allCases.first { concern in words.contains { concern.words.contains($0) } }
  }

  private var words: Set<String> {
    switch self {
    case .drift: ["drift", "drifted", "psi", "wasserstein", "ks", "skew", "divergence"]
    case .fairness: ["fairness", "parity", "bias", "disparity", "disparate"]
    case .modelQuality:
      ["accuracy", "recall", "precision", "auc", "f1", "rmse", "mae", "mape", "calibration", "degradation", "quality"]
    case .dataFreshness: ["freshness", "stale", "staleness", "outdated", "lag"]
    case .dataQuality:
      [
        "null", "nulls", "missing", "nan", "schema", "outlier", "outliers", "validation", "expectation", "expectations",
        "invalid",
      ]
    case .latency: ["latency", "slow", "duration", "seconds", "milliseconds", "ms", "timeout", "timeouts", "latencies"]
    case .errors:
      ["error", "errors", "failure", "failures", "failed", "fails", "failing", "exception", "exceptions", "5xx"]
    case .availability: ["down", "up", "unavailable", "availability", "absent", "unreachable", "unhealthy", "success"]
    case .resources:
      [
        "cpu", "memory", "disk", "gpu", "oom", "throttling", "saturation", "filesystem", "replicas", "restarts",
        "crash", "looping", "queue", "bytes",
      ]
    case .predictions: ["prediction", "predictions", "score", "scores", "inference", "confidence"]
    case .traffic: ["traffic", "requests", "throughput", "rps", "qps"]
    case .cost: ["cost", "costs", "budget", "spend", "tokens"]
    case .other: []
    }
  }
}

/// Durations as Prometheus writes them: `5m`, `1h30m`, `1d`, `2w`, in seconds.
func prometheusSeconds(_ node: Node?) -> Double? {
  guard let text = node?.scalarText?.trimmed, text.utf8.count < 40 else { return nil }
  let units = ["ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800, "y": 31_536_000]
  var total = 0.0
  var rest = text.utf8[...]
  while !rest.isEmpty {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    let unit = rest.dropFirst(digits.count).prefix { !(0x30...0x39).contains($0) }
    guard let amount = plainNumber(String(Substring(digits))) else { return nil }
    if unit.isEmpty, total == 0, digits.count == rest.count { return amount }
    guard let factor = units[String(Substring(unit))] else { return nil }
    total += amount * factor
    rest = rest.dropFirst(digits.count + unit.count)
  }
  return text.isEmpty ? nil : total
}
