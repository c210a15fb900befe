import Diagnostics
import Documents

/// A SeldonDeployment of Seldon Core 1: several predictors with shares of the traffic are a canary, one that only looks
/// on is a shadow.
struct SeldonDeployment {
  private let object: KubernetesObject
  private let predictors: [Node]

  init(_ object: KubernetesObject) {
    self.object = object
    predictors = Array((object.spec?["predictors"]?.elements ?? []).prefix(100))
  }

  func describe(_ facts: inout Facts) {
    guard let main = predictors.first else { return }
    setReplicas(main, &facts)
    facts.set("model_format", text: format(main["graph"]), at: main["graph"]?.range, limit: 100)
    if let uri = main["graph"]?["modelUri"], let text = uri.scalarText {
      facts.set("storage_uri", text: withoutCredentials(text), at: uri.range, limit: 1000)
    }
    let pods = predictors.flatMap { $0["componentSpecs"]?.elements ?? [] }.compactMap { $0["spec"] }
    PodFacts(containers: pods.flatMap { $0["containers"]?.elements ?? [] }, pod: pods.count == 1 ? pods[0] : nil)
      .describe(&facts)
    setCanary(&facts)
    facts.set("has_logger", flag: predictors.contains { hasLogger($0["graph"]) })
    facts.set(
      "has_explainer", flag: predictors.contains { !($0["explainer"]?["type"]?.scalarText ?? "").isEmpty })
  }

  private func setReplicas(_ main: Node, _ facts: inout Facts) {
    facts.set("replicas", countOf: main["replicas"] ?? object.spec?["replicas"])
    let scaler = main["componentSpecs"]?.elements.compactMap { $0["hpaSpec"] }.first
    facts.set("min_replicas", countOf: scaler?["minReplicas"])
    facts.set("max_replicas", countOf: scaler?["maxReplicas"])
    facts.set("has_autoscaler", flag: scaler != nil)
  }

  /// `SKLEARN_SERVER` → sklearn; a container of one's own has no such word.
  private func format(_ graph: Node?) -> String? {
    guard let word = graph?["implementation"]?.scalarText, word.endsWithBytes("_SERVER") else { return nil }
    return asciiLowercased(String(Substring(word.utf8.dropLast(7))))
  }

  private func hasLogger(_ graph: Node?, depth: Int = 0) -> Bool {
    guard let graph, depth < 20 else { return false }
    return graph["logger"] != nil
      || (graph["children"]?.elements ?? []).contains { hasLogger($0, depth: depth + 1) }
  }

  /// Which predictor is the new one is not said: it is taken to be the one with the smallest share.
  private func setCanary(_ facts: inout Facts) {
    let serving = predictors.filter { $0["shadow"]?.truth != true }
    guard serving.count > 1 else { return }
    facts.set("strategy", text: "canary", at: serving[1].range)
    let shares = serving.map { $0["traffic"]?.finiteNumber }
    // Shares that are not a hundred in all are refused, or mean something else.
    guard shares.allSatisfy({ $0 != nil }), shares.compactMap(\.self).reduce(0, +) == 100,
      let smallest = shares.compactMap(\.self).min(), smallest >= 0
    else { return }
    let place = serving.first { $0["traffic"]?.finiteNumber == smallest }?["traffic"]?.range
    facts.set("canary_percent", number: smallest, at: place)
    facts.set("first_weight_percent", number: smallest, at: place)
  }
}
