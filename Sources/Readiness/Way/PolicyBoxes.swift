import CEL

/// A box of sets of rules: of each kind of rule at least and at most so many; and whether a policy can come to a goal in
/// it. See `PolicySearch`.
struct PolicyBoxes {
  /// Rules that cost the same and change the same in what the policy reads.
  struct Kind {
    /// What weighs most first.
    var members: [Int]
    /// Cost, then count, then gain in score, as one number.
    var price: Int
    /// What one of them changes in the fields that are followed.
    let changes: [Int]
    let halfPoints: Int
    let area: Int?
  }

  /// More than any set costs.
  static let unlimited = Int.max / 4

  private(set) var kinds: [Kind] = []
  /// Of each kind, how many are taken at least.
  private(set) var low: [Int]
  /// Of each kind, how many are taken at most.
  private(set) var high: [Int]
  /// What those cost that are taken at least.
  private(set) var spent = 0

  private let rules: [RuleStanding]
  private let judge: RubricJudge
  private let goal: DecisionGoal
  private let conditions: Conditions
  /// The fields that are followed: what the floor asks of, and what the policy reads.
  private let fields: [SummaryField]
  /// Their values where the least is taken.
  private var values: [Int]
  private let weight: Int
  /// The kinds that raise or lower a field, those first that do so for the least.
  private var raising: [[Int]] = []
  private var lowering: [[Int]] = []
  private var areas: [(halfPoints: Int, weight: Int)] = []

  /// The policy's two conditions and what each of their attributes reads.
  private struct Conditions {
    var noGo: (bounds: ConditionBounds, readings: [SummaryReading])?
    var conditional: (bounds: ConditionBounds, readings: [SummaryReading])?

    var readings: [SummaryReading] { (noGo?.readings ?? []) + (conditional?.readings ?? []) }
  }

  private static let met = 0
  private static let errors = 1

  init(_ rules: [RuleStanding], candidates: [Int], judge: RubricJudge, goal: DecisionGoal) {
    self.rules = rules
    self.judge = judge
    self.goal = goal
    var fields: [SummaryField] = [.met, .errors]
    func condition(_ program: Program?) -> (ConditionBounds, [SummaryReading])? {
      guard let program else { return nil }
      let bounds = ConditionBounds(program)
      return (
        bounds,
        bounds.attributes.map { Self.reading($0, following: &fields, threshold: judge.threshold) }
      )
    }
    conditions = Conditions(noGo: condition(judge.policy.noGo), conditional: condition(judge.policy.conditional))
    let readsAreas = conditions.readings.contains { if case .weakestArea = $0 { true } else { false } }
    self.fields = fields
    func values(_ rules: [RuleStanding]) -> [Int] {
      let summary = DecisionSummary(of: rules, areaCount: 0, gate: judge.gate, threshold: judge.threshold)
      return fields.map { $0.value(in: summary) }
    }
    self.values = values(rules)
    weight = rules.reduce(0) { $0 + ($1.counts ? $1.weight : 0) }

    struct Key: Hashable {
      var cost: Int
      var halfPoints: Int
      var changes: [Int]
      var area: Int?
    }
    var known: [Key: Int] = [:]
    // Cost, count and gain in one number: each step of one is more than all that comes after it.
    let allGains = candidates.reduce(1) { $0 + max(0, rules[$1].price.halfPoints) }
    let allCounts = allGains * (candidates.count + 1)
    for index in candidates {
      let (now, then) = (values([rules[index]]), values([rules[index].fulfilled]))
      let price = rules[index].price
      let key = Key(
        cost: price.cost, halfPoints: price.halfPoints, changes: zip(now, then).map { $1 - $0 },
        area: readsAreas ? rules[index].area : nil)
      if let kind = known[key] {
        kinds[kind].members.append(index)
        continue
      }
      known[key] = kinds.count
      kinds.append(
        Kind(
          members: [index], price: price.cost * allCounts + allGains - price.halfPoints, changes: key.changes,
          halfPoints: price.halfPoints, area: key.area))
    }
    for kind in kinds.indices {
      kinds[kind].members.sort { rules[$0].weight != rules[$1].weight ? rules[$0].weight > rules[$1].weight : $0 < $1 }
    }
    low = [Int](repeating: 0, count: kinds.count)
    high = kinds.map(\.members.count)
    for field in fields.indices {
      func efficient(_ sign: Int) -> [Int] {
        kinds.indices.filter { sign * kinds[$0].changes[field] > 0 }.sorted { a, b in
          let (x, y) = (
            sign * kinds[a].changes[field] * kinds[b].price, sign * kinds[b].changes[field] * kinds[a].price
          )
          return x != y ? x > y : a < b
        }
      }
      raising.append(efficient(1))
      lowering.append(efficient(-1))
    }
    if readsAreas {
      areas = Array(repeating: (0, 0), count: judge.areaCount)
      for rule in rules where rule.counts {
        guard let area = rule.area, areas.indices.contains(area) else { continue }
        areas[area].halfPoints += rule.halfPoints
        areas[area].weight += rule.weight
      }
    }
    // What changes nothing that is read brings nothing; one may be needed where no rule is met.
    for kind in kinds.indices where !changesWhatIsRead(kind) {
      high[kind] = min(high[kind], max(0, 1 - self.values[Self.met]))
    }
  }

  private static func reading(
    _ name: String, following fields: inout [SummaryField], threshold: Int?
  ) -> SummaryReading {
    func position(_ field: SummaryField) -> Int {
      if let known = fields.firstIndex(of: field) { return known }
      fields.append(field)
      return fields.count - 1
    }
    let prefix = "summary."
    guard name.utf8.starts(with: prefix.utf8) else { return .unbounded }
    switch String(name.dropFirst(prefix.count)) {
    case "score": return .share(position(.halfPoints))
    case "proved": return .share(position(.provedHalfPoints))
    case "stated": return .share(position(.statedHalfPoints))
    case "threshold": return threshold.map { .fixed(Double($0)) } ?? .unbounded
    case "weakest_area_score": return .weakestArea
    case let field: return SummaryField(rawValue: field).map { .count(position($0)) } ?? .unbounded
    }
  }

  /// Apart from the number of rules met, which every rule raises, and unless the policy reads that.
  private func changesWhatIsRead(_ kind: Int) -> Bool {
    if kinds[kind].area != nil, kinds[kind].halfPoints != 0 { return true }
    let readsMet = conditions.readings.contains { if case .count(Self.met) = $0 { true } else { false } }
    return kinds[kind].changes.indices.contains { ($0 != Self.met || readsMet) && kinds[kind].changes[$0] != 0 }
  }

  // MARK: Boxes

  /// Bounds how many of a kind are taken.
  mutating func restrict(_ kind: Int, to counts: ClosedRange<Int>) {
    let more = counts.lowerBound - low[kind]
    (low[kind], high[kind]) = (counts.lowerBound, counts.upperBound)
    guard more != 0 else { return }
    spent += more * kinds[kind].price
    for field in values.indices { values[field] += more * kinds[kind].changes[field] }
    if let area = kinds[kind].area, areas.indices.contains(area) {
      areas[area].halfPoints += more * kinds[kind].halfPoints
    }
  }

  /// Raises the least of each kind to what every set in the box has to take of it.
  mutating func tighten() {
    for kind in kinds.indices where high[kind] > 0 {
      let most = high[kind]
      var (fails, may) = (-1, most)
      while may - fails > 1 {
        let middle = (fails + may) / 2
        var box = self
        box.restrict(kind, to: 0...middle)
        if box.mayReach(within: Self.unlimited) { may = middle } else { fails = middle }
      }
      restrict(kind, to: may...most)
    }
  }

  /// The kinds that are not settled, those first that lift the score for the least.
  var order: [Int] {
    kinds.indices.filter { low[$0] < high[$0] }.sorted { a, b in
      let (x, y) = (kinds[a].halfPoints * kinds[b].price, kinds[b].halfPoints * kinds[a].price)
      return x != y ? x > y : a < b
    }
  }

  /// A set to begin with: all that may be taken, thinned out from what lifts the score least for its price.
  func firstSet() -> [Int]? {
    var box = self
    for kind in kinds.indices { box.restrict(kind, to: high[kind]...high[kind]) }
    guard box.isReached() else { return nil }
    for kind in order.reversed() {
      var (fails, holds) = (low[kind] - 1, high[kind])
      while holds - fails > 1 {
        let middle = (fails + holds) / 2
        box.restrict(kind, to: middle...middle)
        if box.isReached() { holds = middle } else { fails = middle }
      }
      box.restrict(kind, to: holds...holds)
    }
    return box.isReached() ? box.low : nil
  }

  func price(of counts: [Int]) -> Int { zip(counts, kinds).reduce(0) { $0 + $1.0 * $1.1.price } }

  func rules(of counts: [Int]) -> [Int] { zip(counts, kinds).flatMap { $1.members.prefix($0) }.sorted() }

  // MARK: The policy

  /// Whether the goal is reached where the least of each kind is taken.
  func isReached() -> Bool { goal.isReached(by: decision) }

  /// The decision where the least of each kind is taken.
  var decision: Decision {
    guard values[Self.errors] == 0, values[Self.met] > 0, let noGo = conditions.noGo,
      let conditional = conditions.conditional
    else { return .noGo }
    switch (outcomes(noGo, within: 0), outcomes(conditional, within: 0)) {
    case (.isTrue, _): return .noGo
    case (.isFalse, .isFalse): return .go
    case (.isFalse, .isTrue): return .conditionalGo
    default:
      // What no bounds can be given for is evaluated.
      var thought = rules
      for index in rules(of: low) { thought[index].fulfil() }
      return judge.decision(on: thought)
    }
  }

  /// The decision after each of some candidates, fulfilled one after the other.
  func decisions(after order: [Int]) -> [Decision] {
    var kindOf: [Int: Int] = [:]
    for kind in kinds.indices { for member in kinds[kind].members { kindOf[member] = kind } }
    var box = self
    return order.map { rule in
      if let kind = kindOf[rule] {
        let taken = box.low[kind] + 1
        box.restrict(kind, to: taken...max(taken, box.high[kind]))
      }
      return box.decision
    }
  }

  /// Whether the goal may be reached in the box by taking more of what may be taken, for so much.
  func mayReach(within price: Int) -> Bool {
    guard range(Self.errors, within: price).lowerBound <= 0, range(Self.met, within: price).upperBound >= 1,
      let noGo = conditions.noGo, let conditional = conditions.conditional,
      outcomes(noGo, within: price).contains(.isFalse)
    else { return false }
    let other = outcomes(conditional, within: price)
    return other.contains(.isFalse) || goal == .conditionalGo && other.contains(.isTrue)
  }

  private func outcomes(
    _ condition: (bounds: ConditionBounds, readings: [SummaryReading]), within price: Int
  ) -> ConditionBounds.Outcomes {
    condition.bounds.outcomes(
      condition.readings.map { reading in
        switch reading {
        case .count(let field): return range(field, within: price)
        case .share(let field):
          guard weight > 0 else { return nil }
          let range = range(field, within: price)
          return share(Int(range.lowerBound), of: weight)...share(Int(range.upperBound), of: weight)
        case .weakestArea: return weakestArea(within: price)
        case .fixed(let number): return number...number
        case .unbounded: return nil
        }
      })
  }

  /// As `Score.value` has it, so that bounds and policy round alike.
  private func share(_ halfPoints: Int, of weight: Int) -> Double { Double(halfPoints * 50) / Double(weight) }

  /// What a field may come to. As in a knapsack whose things can be cut, what changes it most for its price is taken first.
  private func range(_ field: Int, within price: Int) -> ClosedRange<Double> {
    let value = Double(values[field])
    let more = change(of: field, by: raising[field], within: price)
    let less = change(of: field, by: lowering[field], within: price)
    // Sums are whole; what is lost in cutting must not lose one.
    return (value + (less - 1e-6).rounded(.up))...(value + (more + 1e-6).rounded(.down))
  }

  private func change(of field: Int, by order: [Int], within price: Int) -> Double {
    var left = price
    var sum = 0.0
    for kind in order where low[kind] < high[kind] {
      let free = high[kind] - low[kind]
      let change = Double(kinds[kind].changes[field])
      guard free * kinds[kind].price > left else {
        left -= free * kinds[kind].price
        sum += Double(free) * change
        continue
      }
      return sum + change * Double(left) / Double(kinds[kind].price)
    }
    return sum
  }

  /// The score of the weakest area: as it stands at the worst, and with all that may be taken at the best.
  private func weakestArea(within price: Int) -> ClosedRange<Double>? {
    var best = areas.map(\.halfPoints)
    for kind in kinds.indices where low[kind] < high[kind] {
      guard price >= kinds[kind].price, let area = kinds[kind].area, areas.indices.contains(area) else { continue }
      best[area] += (high[kind] - low[kind]) * kinds[kind].halfPoints
    }
    let counting = areas.indices.filter { areas[$0].weight > 0 }
    guard let least = counting.map({ share(areas[$0].halfPoints, of: areas[$0].weight) }).min(),
      let most = counting.map({ share(best[$0], of: areas[$0].weight) }).min(), least <= most
    else { return nil }
    return least...most
  }
}
