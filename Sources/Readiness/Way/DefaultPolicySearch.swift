/// The cheapest set of rules under the default policy, exactly.
///
/// That policy forces some rules into every set: errors and unwaived blockers, and for GO every blocker and major. Of the
/// rest it only asks that they lift the score over the threshold, which is a knapsack: the least cost whose gain reaches
/// a demand. Efforts have three costs, and that makes it easy: a set that takes so many rules of each effort gains most,
/// at the same cost, by taking those that gain most. So the best set is among those that take the first so many of each
/// effort, sorted by gain, and these can all be looked at: for each number of two efforts the least number of the third,
/// found by two pointers. For n rules this takes n²/4 additions at most, and no memory but the sums.
struct DefaultPolicySearch: CheapestSetSearch {
  let rules: [RuleStanding]
  let threshold: Int

  func cheapest(of candidates: [Int], for goal: DecisionGoal) -> FoundSet {
    FoundSet(rules: set(of: candidates, for: goal), isProved: true)
  }

  func indispensable(_ some: [Int], of candidates: [Int], for goal: DecisionGoal) -> [Int] {
    var best = DefaultPolicyTally(threshold: threshold, rules: rules)
    for index in candidates { best.replace(rules[index], by: rules[index].fulfilled) }
    return some.filter { index in
      var without = best
      without.replace(rules[index].fulfilled, by: rules[index])
      return !goal.isReached(by: without.decision)
    }
  }

  private func set(of candidates: [Int], for goal: DecisionGoal) -> [Int]? {
    var tally = DefaultPolicyTally(threshold: threshold, rules: rules)
    var forced: [Int] = []
    var free: [Int] = []
    for index in candidates {
      guard isForced(rules[index], for: goal) else {
        free.append(index)
        continue
      }
      forced.append(index)
      tally.replace(rules[index], by: rules[index].fulfilled)
    }
    // What stands in the way and is no candidate stays there.
    if tally.errors > 0 || tally.unmetBlockers > 0 { return nil }
    if goal == .go, tally.unmetMajors > 0 || tally.waivedBlockers > 0 { return nil }
    guard tally.weight > 0 else { return nil }
    let needed = Score.halfPoints(reaching: threshold, weight: tally.weight) - tally.halfPoints
    guard let chosen = cover(needed, least: tally.met > 0 ? 0 : 1, of: free) else { return nil }
    return (forced + chosen).sorted()
  }

  private func isForced(_ rule: RuleStanding, for goal: DecisionGoal) -> Bool {
    if rule.verdict == .error { return true }
    switch (rule.severity, goal) {
    case (.blocker, .go), (.major, .go): return true
    case (.blocker, .conditionalGo): return !rule.isWaived
    case (.major, .conditionalGo), (.minor, _), (.advice, _): return false
    }
  }

  /// Rules of one effort, what gains most first, with the sums of what the first so many gain and weigh.
  private struct Pile {
    var rules: [Int]
    var gains: [Int] = [0]
    var weights: [Int] = [0]
    let cost: Int

    init(_ effort: Effort, of candidates: [Int], _ all: [RuleStanding]) {
      cost = effort.cost
      let sorted = candidates.filter { all[$0].effort == effort }.map { (rule: $0, price: all[$0].price) }
        .sorted { a, b in
          if a.price.halfPoints != b.price.halfPoints { return a.price.halfPoints > b.price.halfPoints }
          if a.price.weight != b.price.weight { return a.price.weight > b.price.weight }
          return a.rule < b.rule
        }
      rules = sorted.map(\.rule)
      for (_, price) in sorted {
        gains.append(gains[gains.count - 1] + price.halfPoints)
        weights.append(weights[weights.count - 1] + price.weight)
      }
    }
  }

  /// The cheapest rules that gain at least so many half points, and are at least so many.
  private func cover(_ needed: Int, least: Int, of free: [Int]) -> [Int]? {
    if needed <= 0, least == 0 { return [] }
    let piles = Effort.allCases.map { Pile($0, of: free, rules) }
    let (small, medium, large) = (piles[0], piles[1], piles[2])
    var best: (price: SetPrice, counts: (Int, Int, Int))?
    for a in small.gains.indices {
      if let best, a * small.cost > best.price.cost { break }
      var c = large.rules.count
      for b in medium.gains.indices {
        if let best, a * small.cost + b * medium.cost > best.price.cost { break }
        // The more medium ones, the fewer large ones are needed.
        func reaches(_ c: Int) -> Bool {
          a + b + c >= least && small.gains[a] + medium.gains[b] + large.gains[c] >= needed
        }
        guard reaches(c) else { continue }
        while c > 0, reaches(c - 1) { c -= 1 }
        let price = SetPrice(
          cost: a * small.cost + b * medium.cost + c * large.cost, count: a + b + c,
          halfPoints: small.gains[a] + medium.gains[b] + large.gains[c],
          weight: small.weights[a] + medium.weights[b] + large.weights[c])
        if let known = best {
          if known.price < price { continue }
          if !(price < known.price), !comesFirst((a, b, c), before: known.counts, piles) { continue }
        }
        best = (price, (a, b, c))
        // More medium ones at no large one only cost more.
        if c == 0 { break }
      }
      // Nor do more small ones help, once they are enough.
      if a >= least, small.gains[a] >= needed { break }
    }
    return best.map { set($0.counts, piles) }
  }

  private func set(_ counts: (Int, Int, Int), _ piles: [Pile]) -> [Int] {
    (piles[0].rules.prefix(counts.0) + piles[1].rules.prefix(counts.1) + piles[2].rules.prefix(counts.2)).sorted()
  }

  private func comesFirst(_ a: (Int, Int, Int), before b: (Int, Int, Int), _ piles: [Pile]) -> Bool {
    set(a, piles).lexicographicallyPrecedes(set(b, piles))
  }
}
