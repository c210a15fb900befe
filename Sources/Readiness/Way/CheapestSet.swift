/// What is better among sets of rules that all turn the decision: what costs less; then fewer rules; then the greater gain
/// in score, which is weight by credit; then the greater weight; then what comes first in the rubric.
struct SetPrice: Comparable {
  var cost = 0
  var count = 0
  var halfPoints = 0
  var weight = 0

  /// Cheaper is less.
  static func < (a: SetPrice, b: SetPrice) -> Bool {
    if a.cost != b.cost { return a.cost < b.cost }
    if a.count != b.count { return a.count < b.count }
    if a.halfPoints != b.halfPoints { return a.halfPoints > b.halfPoints }
    return a.weight > b.weight
  }

  static func + (a: SetPrice, b: SetPrice) -> SetPrice {
    SetPrice(
      cost: a.cost + b.cost, count: a.count + b.count, halfPoints: a.halfPoints + b.halfPoints,
      weight: a.weight + b.weight)
  }
}

extension RuleStanding {
  /// What fulfilling it adds to a set.
  var price: SetPrice {
    SetPrice(cost: effort.cost, count: 1, halfPoints: halfPointsWhenMet - halfPoints, weight: weight)
  }
}

/// What a set of rules is looked for to give.
enum DecisionGoal: CaseIterable {
  case conditionalGo
  case go

  func isReached(by decision: Decision) -> Bool {
    switch self {
    case .conditionalGo: decision == .conditionalGo || decision == .go
    case .go: decision == .go
    }
  }
}

extension RuleStanding {
  /// The rule, thought of as met.
  var fulfilled: RuleStanding {
    var rule = self
    rule.fulfil()
    return rule
  }
}

/// A set of rules that was looked for.
struct FoundSet {
  /// The rules, in the rubric's order; nil where no set was found.
  var rules: [Int]?
  /// Whether it is proved that none is better or, where none was found, that there is none.
  var isProved: Bool
}

/// Looks for the cheapest set of rules whose fulfilment reaches a goal.
protocol CheapestSetSearch {
  /// The cheapest set of some of the rubric's rules.
  func cheapest(of candidates: [Int], for goal: DecisionGoal) -> FoundSet

  /// Those of some candidates without which the goal is not reached, whatever other candidates are fulfilled.
  func indispensable(_ some: [Int], of candidates: [Int], for goal: DecisionGoal) -> [Int]
}
