/// Looks for what leads to GO, and tells what each step brings.
struct WayToGoSearch {
  let rules: [RuleStanding]
  let judge: RubricJudge

  func way(from decision: Decision) -> WayToGo {
    guard decision == .noGo || decision == .conditionalGo else {
      return WayToGo(toGo: decision == .go ? WayToGo.Route(steps: [], cost: 0) : nil)
    }
    guard let threshold = judge.threshold else { return WayToGo(obstacle: .gateNotDecided) }
    let search: any CheapestSetSearch =
      judge.policy.isDefault
      ? DefaultPolicySearch(rules: rules, threshold: threshold) : PolicySearch(rules: rules, judge: judge)
    let candidates = rules.indices.filter { rules[$0].isOpen }
    let forGo = search.cheapest(of: candidates, for: .go)
    let forConditional = decision == .noGo ? search.cheapest(of: candidates, for: .conditionalGo) : nil
    var way = WayToGo()
    way.toConditionalGo = forConditional.flatMap { route($0, needed: $0.rules ?? [], threshold) }
    way.toGo = route(forGo, needed: needed(in: forGo, forConditional, search), threshold)
    way.indispensable = indispensable(decision == .noGo ? .conditionalGo : .go, of: candidates, search)
    if forGo.rules == nil { way.obstacle = obstacle(candidates, isProved: forGo.isProved, threshold) }
    return way
  }

  /// What of a set for GO gives CONDITIONAL GO already.
  private func needed(
    in forGo: FoundSet, _ forConditional: FoundSet?, _ search: any CheapestSetSearch
  ) -> [Int] {
    guard let set = forGo.rules, let forConditional else { return [] }
    if let rules = forConditional.rules, Set(rules).isSubset(of: set) { return rules }
    return search.cheapest(of: set, for: .conditionalGo).rules ?? set
  }

  private func route(_ found: FoundSet, needed: [Int], _ threshold: Int) -> WayToGo.Route? {
    guard let set = found.rules else { return nil }
    let isNeeded = Set(needed)
    let order = set.sorted { a, b in
      isNeeded.contains(a) != isNeeded.contains(b) ? isNeeded.contains(a) : comesFirst(a, b)
    }
    var standing = rules
    var tally = DefaultPolicyTally(threshold: threshold, rules: rules)
    var steps: [WayToGo.Step] = []
    for index in order {
      let halfPoints = standing[index].price.halfPoints
      standing[index].fulfil()
      tally.replace(rules[index], by: standing[index])
      steps.append(
        WayToGo.Step(
          rule: index, isNeededForConditionalGo: isNeeded.contains(index), halfPoints: halfPoints,
          scoreAfter: tally.score,
          decisionAfter: judge.policy.isDefault ? tally.decision : judge.decision(on: standing)))
    }
    return WayToGo.Route(
      steps: steps, cost: set.reduce(0) { $0 + rules[$1].effort.cost }, isProvedCheapest: found.isProved)
  }

  /// Errors and blockers first, then what weighs more for less work.
  private func comesFirst(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (rules[a], rules[b])
    if (first.verdict == .error) != (second.verdict == .error) { return first.verdict == .error }
    if first.isWaived != second.isWaived { return second.isWaived }
    if first.severity != second.severity { return first.severity > second.severity }
    if first.effort != second.effort { return first.effort < second.effort }
    if first.weight != second.weight { return first.weight > second.weight }
    return a < b
  }

  private func indispensable(
    _ goal: DecisionGoal, of candidates: [Int], _ search: any CheapestSetSearch
  ) -> [WayToGo.Indispensable] {
    let unwaivable = candidates.filter { rules[$0].verdict == .error || !rules[$0].isWaivable }
    return search.indispensable(unwaivable, of: candidates, for: goal).map { index in
      WayToGo.Indispensable(rule: index, reason: rules[index].verdict == .error ? .error : .cannotBeWaived)
    }
  }

  /// Why not even fulfilling everything gives GO.
  private func obstacle(_ candidates: [Int], isProved: Bool, _ threshold: Int) -> WayToGo.Obstacle {
    guard judge.policy.isDefault else { return .policy(isProved: isProved) }
    var tally = DefaultPolicyTally(threshold: threshold, rules: rules)
    var thought = rules
    for index in candidates {
      thought[index].fulfil()
      tally.replace(rules[index], by: thought[index])
    }
    return .score(
      most: tally.score,
      unproved: thought.reduce(0) { $0 + ($1.counts && $1.verdict == .claimed && $1.hasVerify ? 1 : 0) })
  }
}
