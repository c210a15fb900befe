/// Looks for what leads to GO: a set of unmet rules whose fulfilment turns the decision, from which nothing can be left
/// out. Cheap and heavy rules first; each step is tried on the rubric's own policy.
struct WayToGoSearch {
  let rules: [RuleAssessment]
  let decide: ([RuleAssessment]) -> Decision

  func way() -> WayToGo {
    guard decide(rules) != .go else { return WayToGo(steps: [], reachesGo: true, scoreAfter: nil) }
    let candidates = rules.indices.filter { index in
      rules[index].verdict.counts && rules[index].announcedFor == nil && !rules[index].isMet
    }
    let ordered = candidates.sorted(by: isBetter)
    let forConditional = smallest(ordered, basis: []) { $0 == .go || $0 == .conditionalGo }
    guard let forConditional else { return WayToGo(steps: [], reachesGo: false, scoreAfter: nil) }
    let rest = ordered.filter { !forConditional.contains($0) }
    let forGo = smallest(rest, basis: forConditional) { $0 == .go }
    let steps = forConditional + (forGo ?? [])
    let after = fulfilled(steps)
    return WayToGo(
      steps: steps.map { WayToGo.Step(rule: $0, isNeededForConditionalGo: forConditional.contains($0)) },
      reachesGo: forGo != nil, scoreAfter: ScoreSet(of: after).score)
  }

  /// Errors and blockers first, then what weighs more for less work.
  private func isBetter(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (rules[a], rules[b])
    if (first.verdict == .error) != (second.verdict == .error) { return first.verdict == .error }
    if first.isWaived != second.isWaived { return second.isWaived }
    if first.rule.severity != second.rule.severity { return first.rule.severity > second.rule.severity }
    if first.rule.effort != second.rule.effort { return first.rule.effort < second.rule.effort }
    if first.rule.weight != second.rule.weight { return first.rule.weight > second.rule.weight }
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

  private func fulfilled(_ steps: [Int]) -> [RuleAssessment] {
    var rules = rules
    for index in steps {
      rules[index].verdict =
        rules[index].requiredLevel == .claimed && rules[index].rule.claim != nil ? .claimed : .verified
      rules[index].isMet = true
      rules[index].marks = []
    }
    return rules
  }
}
