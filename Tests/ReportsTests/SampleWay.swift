import Readiness

extension WayToGo {
  /// A way made by hand: its steps, those for CONDITIONAL GO first, and what doing all of them gives.
  init(steps: [Step], reachesGo: Bool, scoreAfter: Score?) {
    var steps = steps
    for index in steps.indices {
      steps[index].halfPoints = 6
      steps[index].decisionAfter = steps[index].isNeededForConditionalGo ? .noGo : .conditionalGo
    }
    if let last = steps.indices.last {
      steps[last].scoreAfter = scoreAfter
      steps[last].decisionAfter = reachesGo ? .go : .conditionalGo
    }
    let needed = steps.filter(\.isNeededForConditionalGo)
    self.init(
      toConditionalGo: needed.isEmpty ? nil : Route(steps: needed, cost: needed.count * 3),
      toGo: reachesGo ? Route(steps: steps, cost: steps.count * 3) : nil,
      obstacle: reachesGo ? nil : .policy(isProved: true))
  }
}
