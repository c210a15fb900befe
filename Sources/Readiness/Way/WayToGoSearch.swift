/// Looks for what leads to GO, and tells what each step brings.
struct WayToGoSearch {
  let rules: [RuleStanding]
  let judge: RubricJudge

  func way(from decision: Decision) -> WayToGo {
    guard decision.isShortOfGo else {
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
    if let some = forConditional.rules {
      let isInSet = marks(of: set)
      if some.allSatisfy({ isInSet[$0] }) { return some }
    }
    return search.cheapest(of: set, for: .conditionalGo).rules ?? set
  }

  private func route(_ found: FoundSet, needed: [Int], _ threshold: Int) -> WayToGo.Route? {
    guard let set = found.rules else { return nil }
    let isNeeded = marks(of: needed)
    let order = set.map { (rank: rank(rules[$0], isNeeded: isNeeded[$0]), rule: $0) }.sorted(by: <).map(\.rule)
    let decisions =
      judge.policy.isDefault
      ? nil : PolicyBoxes(rules, candidates: set, judge: judge, goal: .go).decisions(after: order)
    var tally = DefaultPolicyTally(threshold: threshold, rules: rules)
    var steps: [WayToGo.Step] = []
    for (position, index) in order.enumerated() {
      let halfPoints = rules[index].price.halfPoints
      tally.replace(rules[index], by: rules[index].fulfilled)
      steps.append(
        WayToGo.Step(
          rule: index, isNeededForConditionalGo: isNeeded[index], halfPoints: halfPoints,
          scoreAfter: tally.score,
          decisionAfter: decisions?[position] ?? tally.decision))
    }
    return WayToGo.Route(
      steps: steps, cost: set.reduce(0) { $0 + rules[$1].effort.cost }, isProvedCheapest: found.isProved)
  }

  /// What comes first is less: what CONDITIONAL GO needs, then errors, what is not waived, what is gravest, and what weighs
  /// more for less work. One number, since some hundred rules are sorted by it for every report.
  private func rank(_ rule: RuleStanding, isNeeded: Bool) -> Int {
    var rank = isNeeded ? 0 : 1
    rank = rank * 2 + (rule.verdict == .error ? 0 : 1)
    rank = rank * 2 + (rule.isWaived ? 1 : 0)
    rank = rank * 8 + (7 - rule.severity.weight)
    rank = rank * 16 + rule.effort.cost
    return (rank << 32) - rule.weight
  }

  private func marks(of some: [Int]) -> [Bool] {
    var marks = [Bool](repeating: false, count: rules.count)
    for index in some { marks[index] = true }
    return marks
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
