import Diagnostics
import Documents

/// An InferenceService of KServe, in its three forms: `predictor.canaryTrafficPercent` (v1beta1), the list
/// `spec.canary` (v1beta1, standard mode), and `default`/`canary` with the percentage beside them (v1alpha2).
struct InferenceService {
  private let object: KubernetesObject

  /// The keys under which a predictor of the old form names its framework.
  private static let frameworks = [
    "sklearn", "tensorflow", "pytorch", "xgboost", "lightgbm", "onnx", "triton", "pmml", "paddle", "huggingface",
    "mlflow", "tensorrt",
  ]

  init(_ object: KubernetesObject) {
    self.object = object
  }

  private var spec: Node? { object.spec }
  private var predictor: Node? { spec?["predictor"] ?? spec?["default"]?["predictor"] }

  /// The part that names the model: `model`, or the framework's own key.
  private var model: Node? {
    predictor?["model"] ?? predictor?.entries.first { InferenceService.isFramework($0.key) }?.value
  }

  func describe(_ facts: inout Facts) {
    setReplicas(&facts)
    setModel(&facts)
    let containers = predictor?["containers"]?.elements ?? []
    if containers.isEmpty {
      setModelContainer(&facts)
    } else {
      PodFacts(containers: containers, pod: predictor).describe(&facts)
    }
    setCanary(&facts)
    facts.set("has_logger", flag: predictor == nil ? nil : predictor?["logger"] != nil)
    facts.set("has_explainer", flag: spec == nil ? nil : spec?["explainer"] != nil)
  }

  private func setReplicas(_ facts: inout Facts) {
    let minimum = predictor?["minReplicas"] ?? annotation("autoscaling.knative.dev/", "min-scale", "minScale")
    let maximum = predictor?["maxReplicas"] ?? annotation("autoscaling.knative.dev/", "max-scale", "maxScale")
    facts.set("min_replicas", countOf: minimum)
    facts.set("max_replicas", countOf: maximum)
    let scaler = annotation("serving.kserve.io/", "autoscalerClass")?.scalarText
    facts.set("has_autoscaler", flag: maximum != nil || scaler.map { !$0.hasBytes("none") } ?? false)
    facts.set(
      "scale_metric",
      textOf: predictor?["scaleMetric"] ?? annotation("serving.kserve.io/", "metrics")
        ?? annotation("autoscaling.knative.dev/", "metric"), limit: 200)
    facts.set(
      "scale_target",
      numberOf: predictor?["scaleTarget"] ?? annotation("serving.kserve.io/", "targetUtilizationPercentage")
        ?? annotation("autoscaling.knative.dev/", "target"))
  }

  private func annotation(_ prefix: String, _ names: String...) -> Node? {
    names.compactMap { object.annotation(prefix + $0) }.first
  }

  private func setModel(_ facts: inout Facts) {
    if let format = predictor?["model"]?["modelFormat"]?["name"] {
      facts.set("model_format", textOf: format, limit: 100)
    } else if let entry = predictor?.entries.first(where: { InferenceService.isFramework($0.key) }) {
      facts.set("model_format", text: entry.key, at: entry.keyRange)
    }
    if let uri = model?["storageUri"] ?? model?["storage"]?["path"], let text = uri.scalarText {
      facts.set("storage_uri", text: withoutCredentials(text), at: uri.range, limit: 1000)
    }
    facts.set("runtime", textOf: model?["runtime"], limit: 200)
  }

  /// A model without a container of its own: the runtime brings image and probes, so what is not stated is not known.
  private func setModelContainer(_ facts: inout Facts) {
    guard let model else { return }
    if model["readinessProbe"] != nil { facts.set("readiness_probe", flag: true, at: model["readinessProbe"]?.range) }
    if model["livenessProbe"] != nil { facts.set("liveness_probe", flag: true, at: model["livenessProbe"]?.range) }
    if let resources = model["resources"] {
      facts.set("resource_requests", flag: !(resources["requests"]?.entries.isEmpty ?? true), at: resources.range)
      facts.set("resource_limits", flag: !(resources["limits"]?.entries.isEmpty ?? true), at: resources.range)
    }
  }

  private func setCanary(_ facts: inout Facts) {
    if let percent = predictor?["canaryTrafficPercent"] ?? spec?["canaryTrafficPercent"] {
      setPercent(percent.finiteNumber, at: percent.range, &facts)
    } else if let canaries = spec?["canary"], !canaries.elements.isEmpty {
      let shares = canaries.elements.map { $0["trafficPercent"]?.finiteNumber }
      // One without a share: the sum is not known.
      let sum = shares.contains { $0 == nil } ? nil : shares.compactMap { $0 }.reduce(0, +)
      setPercent(sum, at: canaries.range, &facts)
    } else if spec?["canary"] != nil {
      facts.set("strategy", text: "canary", at: spec?["canary"]?.range)
    }
  }

  private func setPercent(_ percent: Double?, at place: SourceRange, _ facts: inout Facts) {
    facts.set("strategy", text: "canary", at: place)
    guard let percent, (0...100).contains(percent) else { return }
    facts.set("canary_percent", number: percent, at: place)
    facts.set("first_weight_percent", number: percent, at: place)
  }

  private static func isFramework(_ key: String) -> Bool { frameworks.contains { $0.hasBytes(key) } }
}

/// An address without user name, password, query and fragment.
func withoutCredentials(_ address: String) -> String {
  let bytes = Array(address.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
  let scheme = bytes.prefix { $0 != UInt8(ascii: ":") }.count
  guard bytes[scheme...].starts(with: "://".utf8) else { return String(decoding: bytes, as: UTF8.self) }
  let start = scheme + 3
  let authority = bytes[start...].prefix { $0 != UInt8(ascii: "/") }
  guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return String(decoding: bytes, as: UTF8.self) }
  return String(decoding: bytes[..<start] + bytes[(at + 1)...], as: UTF8.self)
}
