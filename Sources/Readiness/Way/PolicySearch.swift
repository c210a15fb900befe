/// The cheapest set of rules under a policy of the rubric's own: branch and bound.
///
/// Rules that cost the same and change the same in what the policy reads are of one kind, and a set is how many of each kind
/// it takes. A box of sets, in which each kind is taken at least and at most so many times, is left out where the policy
/// cannot come to the goal in it: `PolicyBoxes` bounds every number that the policy reads, also by what the rest may still
/// cost to be cheaper than the best set that is known. So it asks nothing of a policy, not even that more fulfilled rules
/// are never worse; and what is left when all boxes are left out is the cheapest set.
///
/// That takes a few hundred boxes where a policy reads counts and scores, and may take any number: after `budget` boxes the
/// best set so far is given, and said not to be proved the cheapest. Cost, count and gain in score are compared; of sets
/// that are equal in these, the one that is met first is kept, which is always the same.
struct PolicySearch: CheapestSetSearch {
  /// How many boxes are looked at for one goal.
  static let standardBudget = 10_000

  let rules: [RuleStanding]
  let judge: RubricJudge
  var budget = PolicySearch.standardBudget

  func cheapest(of candidates: [Int], for goal: DecisionGoal) -> FoundSet {
    var boxes = PolicyBoxes(rules, candidates: candidates, judge: judge, goal: goal)
    guard boxes.mayReach(within: PolicyBoxes.unlimited) else { return FoundSet(rules: nil, isProved: true) }
    boxes.tighten()
    var best = boxes.firstSet()
    var bestPrice = best == nil ? PolicyBoxes.unlimited : boxes.price(of: best ?? [])
    let order = boxes.order
    var looked = 0
    var next = [Int](repeating: 0, count: order.count)
    var depth = 0
    let root = boxes

    /// The most of a kind that could be cheaper than what is known.
    func most(of kind: Int) -> Int {
      let affordable = (bestPrice - 1 - boxes.spent) / boxes.kinds[kind].price
      return min(root.high[kind], root.low[kind] + max(0, affordable))
    }
    guard !order.isEmpty else {
      return FoundSet(rules: boxes.isReached() ? boxes.rules(of: boxes.low) : nil, isProved: true)
    }
    next[0] = most(of: order[0])
    while depth >= 0 {
      let kind = order[depth]
      guard next[depth] >= root.low[kind] else {
        boxes.restrict(kind, to: root.low[kind]...root.high[kind])
        depth -= 1
        continue
      }
      looked += 1
      if looked > budget { return FoundSet(rules: best.map { boxes.rules(of: $0) }, isProved: false) }
      boxes.restrict(kind, to: next[depth]...next[depth])
      next[depth] -= 1
      guard boxes.spent < bestPrice, boxes.mayReach(within: bestPrice - 1 - boxes.spent) else { continue }
      if depth + 1 < order.count {
        depth += 1
        next[depth] = most(of: order[depth])
      } else if boxes.isReached() {
        best = boxes.low
        bestPrice = boxes.spent
      }
    }
    return FoundSet(rules: best.map { boxes.rules(of: $0) }, isProved: true)
  }

  func indispensable(_ some: [Int], of candidates: [Int], for goal: DecisionGoal) -> [Int] {
    guard !some.isEmpty else { return [] }
    let boxes = PolicyBoxes(rules, candidates: candidates, judge: judge, goal: goal)
    return some.filter { rule in
      guard let kind = boxes.kinds.firstIndex(where: { $0.members.contains(rule) }) else { return false }
      var without = boxes
      without.restrict(kind, to: 0...(boxes.kinds[kind].members.count - 1))
      return !without.mayReach(within: PolicyBoxes.unlimited)
    }
  }
}
