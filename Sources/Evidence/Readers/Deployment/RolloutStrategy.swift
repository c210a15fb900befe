import Diagnostics
import Documents

/// The strategy of an Argo Rollout: a canary with its steps, or blue-green.
struct RolloutStrategy {
  private let strategy: Node?

  init(_ strategy: Node?) {
    self.strategy = strategy
  }

  func describe(_ facts: inout Facts, definedAnalyses: [String]) {
    if let canary = strategy?.entry("canary") {
      facts.set("strategy", text: "canary", at: canary.keyRange)
      let steps = (canary.value["steps"]?.elements ?? []).prefix(200)
      if !steps.isEmpty { facts.set("canary_steps", list: steps.map(step), at: canary.value["steps"]?.range) }
      if let first = steps.compactMap({ $0["setWeight"] }).first { facts.set("first_weight_percent", numberOf: first) }
      facts.set("manual_gates", count: steps.filter(isManual).count, at: canary.value["steps"]?.range)
      setAnalyses([canary.value["analysis"]] + steps.map { $0["analysis"] }, definedAnalyses, &facts)
    } else if let blueGreen = strategy?.entry("blueGreen") {
      facts.set("strategy", text: "blue_green", at: blueGreen.keyRange)
      // Argo promotes by itself unless told otherwise; not said is not known.
      facts.set("auto_promotion", flag: blueGreen.value["autoPromotionEnabled"]?.truth)
      setAnalyses(
        [blueGreen.value["prePromotionAnalysis"], blueGreen.value["postPromotionAnalysis"]], definedAnalyses, &facts)
    }
  }

  private func step(_ node: Node) -> Node {
    var facts = Facts(at: node.range)
    facts.set("weight_percent", numberOf: node["setWeight"])
    if let pause = node.entry("pause") {
      facts.set("pause", text: isManual(node) ? "manual" : "duration", at: pause.keyRange)
      facts.set("pause_seconds", number: kubernetesSeconds(pause.value["duration"]), at: pause.value.range)
    }
    facts.set("analysis", flag: isAnalysis(node["analysis"]))
    return facts.node
  }

  /// `pause: {}` waits until a person goes on.
  private func isManual(_ step: Node) -> Bool {
    guard let pause = step.entry("pause") else { return false }
    return pause.value["duration"] == nil
  }

  private func isAnalysis(_ node: Node?) -> Bool { !templates(node).isEmpty }

  private func templates(_ analysis: Node?) -> [Node] {
    (analysis?["templates"]?.elements ?? []).compactMap { $0["templateName"] }
  }

  private func setAnalyses(_ analyses: [Node?], _ defined: [String], _ facts: inout Facts) {
    let names = analyses.flatMap(templates)
    facts.set("has_analysis", flag: !names.isEmpty, at: names.first?.range ?? strategy?.range)
    var unique: [Node] = []
    for name in names where !unique.contains(where: { $0.scalarText ?? "" == name.scalarText ?? "" }) {
      if let text = name.scalarText { unique.append(Node(.text(text.shortened(to: 300)), at: name.range)) }
    }
    guard !unique.isEmpty else { return }
    facts.set("analysis_templates", list: Array(unique.prefix(100)))
    let allDefined = unique.allSatisfy { name in defined.contains { $0.hasBytes(name.text ?? "") } }
    facts.set("analysis_defined", flag: allDefined, at: unique[0].range)
  }
}
