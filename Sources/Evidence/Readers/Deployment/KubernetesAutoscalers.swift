import Diagnostics
import Documents

/// `autoscalers`: HorizontalPodAutoscalers, and ScaledObjects of KEDA.
struct KubernetesAutoscalers: ArtifactReader {
  let kind = "autoscalers"
  let fileEndings = [".yaml", ".yml"]

  static let kinds = ["HorizontalPodAutoscaler", "ScaledObject"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] { KubernetesFile.candidates(in: tree) }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    do {
      switch try KubernetesFile(candidate.path, naming: KubernetesAutoscalers.kinds, in: tree, limits: limits) {
      case .notKubernetes: return .notThisKind
      case .broken(let file, let diagnostics): return .unreadable(file, diagnostics)
      case .chartTemplate(let template): return template.reading(isDeclared: candidate.isDeclared)
      case .objects(_, let objects, let diagnostics):
        var items = objects.compactMap(item)
        if items.isEmpty { return .notThisKind }
        items[0].diagnostics += diagnostics
        return .items(items)
      }
    } catch {
      return candidate.isDeclared ? .unreadable(candidate.path, error) : .notThisKind
    }
  }

  private func item(_ object: KubernetesObject) -> EvidenceItem? {
    guard let scaler = Autoscaler(object) else { return nil }
    var facts = Facts(at: object.node.range)
    facts.set("scaler", text: scaler.isScaledObject ? "scaled_object" : "horizontal_pod_autoscaler")
    facts.set("name", textOf: object.node["metadata"]?["name"], limit: 300)
    facts.set("namespace", textOf: object.node["metadata"]?["namespace"], limit: 300)
    facts.set("target_kind", textOf: scaler.target?["kind"], limit: 100)
    facts.set("target_name", textOf: scaler.target?["name"], limit: 300)
    facts.set("min_replicas", countOf: scaler.minimum)
    facts.set("max_replicas", countOf: scaler.maximum)
    let metrics = scaler.metrics.prefix(100).map { metric in
      var entry = Facts(at: metric.place)
      entry.set("type", text: metric.type, limit: 100)
      entry.set("name", text: metric.name, limit: 300)
      entry.set("target", number: metric.target)
      return entry.node
    }
    if !metrics.isEmpty { facts.set("metrics", list: metrics) }
    return EvidenceItem(kind: kind, format: "kubernetes", range: object.node.range, facts: facts.node)
  }
}

/// What an autoscaler says, in both of its forms: what it scales, between which numbers, by what.
struct Autoscaler {
  var object: KubernetesObject
  var isScaledObject: Bool
  var target: Node?
  var minimum: Node?
  var maximum: Node?
  var metrics: [Metric] = []

  struct Metric {
    var type: String?
    var name: String?
    var target: Double?
    var place: SourceRange
  }

  init?(_ object: KubernetesObject) {
    self.object = object
    let spec = object.spec
    if object.isOf("HorizontalPodAutoscaler", group: "autoscaling") {
      isScaledObject = false
      target = spec?["scaleTargetRef"]
      minimum = spec?["minReplicas"]
      maximum = spec?["maxReplicas"]
      // autoscaling/v1 has one field for the only metric it knows.
      if let cpu = spec?["targetCPUUtilizationPercentage"] {
        metrics = [Metric(type: "Resource", name: "cpu", target: cpu.finiteNumber, place: cpu.range)]
      }
      metrics += (spec?["metrics"]?.elements ?? []).map(Autoscaler.metric)
    } else if object.isOf("ScaledObject", group: "keda.sh") {
      isScaledObject = true
      target = spec?["scaleTargetRef"]
      minimum = spec?["minReplicaCount"]
      maximum = spec?["maxReplicaCount"]
      metrics = (spec?["triggers"]?.elements ?? []).map { trigger in
        Metric(
          type: trigger["type"]?.scalarText, name: trigger["metadata"]?["metricName"]?.scalarText,
          target: (trigger["metadata"]?["threshold"] ?? trigger["metadata"]?["value"])?.finiteNumber,
          place: trigger.range)
      }
    } else {
      return nil
    }
  }

  /// Whether it scales a workload. KEDA scales a Deployment where it names no kind.
  func targets(_ workload: KubernetesObject) -> Bool {
    guard let name = target?["name"]?.scalarText, let its = workload.name, name.hasBytes(its) else { return false }
    let kind = target?["kind"]?.scalarText ?? (isScaledObject ? "Deployment" : "")
    if !kind.hasBytes(workload.kind) { return false }
    guard let mine = object.namespace, let other = workload.namespace else { return true }
    return mine.hasBytes(other)
  }

  private static func metric(_ node: Node) -> Metric {
    let type = node["type"]?.scalarText
    // The details stand under the type's name: `type: Resource`, `resource: {…}`.
    let details = node.entries.first { !$0.key.hasBytes("type") }?.value
    let target = details?["target"]
    let value = target?["averageUtilization"] ?? target?["averageValue"] ?? target?["value"]
    return Metric(
      type: type, name: (details?["name"] ?? details?["metric"]?["name"])?.scalarText, target: value?.finiteNumber,
      place: node.range)
  }
}
