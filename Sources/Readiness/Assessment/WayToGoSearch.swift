/// Looks for what leads to GO: a set of unmet rules whose fulfilment turns the decision, from which nothing can be left
/// out. Cheap and heavy rules first; each step is tried on the rubric's own policy.
struct WayToGoSearch {
  let rules: [RuleStanding]
  let decide: ([RuleStanding]) -> Decision

  func way() -> WayToGo {
    guard decide(rules) != .go else { return WayToGo(steps: [], reachesGo: true, scoreAfter: nil) }
    let candidates = rules.indices.filter { rules[$0].isOpen }
    let ordered = candidates.sorted(by: isBetter)
    let forConditional = smallest(ordered, basis: []) { $0 == .go || $0 == .conditionalGo }
    guard let forConditional else { return WayToGo(steps: [], reachesGo: false, scoreAfter: nil) }
    let rest = ordered.filter { !forConditional.contains($0) }
    let forGo = smallest(rest, basis: forConditional) { $0 == .go }
    let steps = forConditional + (forGo ?? [])
    return WayToGo(
      steps: steps.map { WayToGo.Step(rule: $0, isNeededForConditionalGo: forConditional.contains($0)) },
      reachesGo: forGo != nil, scoreAfter: RubricTally(of: fulfilled(steps), areaCount: 0).overall.scores.score)
  }

  /// Errors and blockers first, then what weighs more for less work.
  private func isBetter(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (rules[a], rules[b])
    if (first.verdict == .error) != (second.verdict == .error) { return first.verdict == .error }
    if first.isWaived != second.isWaived { return second.isWaived }
    if first.severity != second.severity { return first.severity > second.severity }
    if first.effort != second.effort { return first.effort < second.effort }
    if first.weight != second.weight { return first.weight > second.weight }
    return a < b
  }

  /// The shortest prefix of the candidates that satisfies the goal on top of a basis, thinned out from its end.
  private func smallest(_ candidates: [Int], basis: [Int], _ goal: (Decision) -> Bool) -> [Int]? {
    func holds(_ chosen: [Int]) -> Bool { goal(decide(fulfilled(basis + chosen))) }
    if holds([]) { return [] }
    guard holds(candidates) else { return nil }
    // Fulfilling more never makes the default decision worse, so the shortest prefix is found by halving.
    var (low, high) = (0, candidates.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if holds(Array(candidates.prefix(middle))) { high = middle } else { low = middle }
    }
    var chosen = Array(candidates.prefix(high))
    for candidate in chosen.reversed() {
      let without = chosen.filter { $0 != candidate }
      if holds(without) { chosen = without }
    }
    return chosen
  }

  private func fulfilled(_ steps: [Int]) -> [RuleStanding] {
    var rules = rules
    for index in steps { rules[index].fulfil() }
    return rules
  }
}
