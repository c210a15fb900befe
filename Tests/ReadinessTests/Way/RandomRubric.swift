import Diagnostics
import Testing

@testable import Readiness

/// Rubrics whose rules came to something at random, from a seed.
struct RandomRubric {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed + 1) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return range.lowerBound + Int((state >> 11) % UInt64(range.count))
  }

  mutating func one<Element>(of elements: [Element]) -> Element { elements[number(0...(elements.count - 1))] }

  /// Rules that stand as rules can: a verdict that goes with the rule's shape and a mark that goes with the verdict.
  mutating func standings(_ count: Int, weights: ClosedRange<Int> = 1...6, areas: Int = 3) -> [RuleStanding] {
    let place = SourceFile(path: "test.yaml", text: "").whole
    return (0..<count).map { index in
      var rule = Rule(
        id: "area\(number(0...(areas - 1))).rule\(index)", title: "", severity: one(of: RuleSeverity.allCases),
        place: place)
      rule.weight = number(weights)
      rule.effort = one(of: Effort.allCases)
      rule.isWaivable = number(0...3) > 0
      let shape = number(0...2)
      if shape != 0 { rule.claim = SourceFragment("true") }
      if shape != 1 { rule.verify = SourceFragment("true") }
      let required: Level = shape == 0 || shape == 2 && number(0...1) == 0 ? .verified : .claimed
      let verdicts: [Verdict] =
        switch shape {
        case 0: [.missing, .insufficient, .verified, .error, .missing, .insufficient]
        case 1: [.missing, .insufficient, .claimed, .notApplicable, .claimed, .missing]
        default: [.missing, .insufficient, .contradicted, .claimed, .verified, .upcoming]
        }
      let verdict = one(of: verdicts)
      let isMet = verdict.level.map { $0 >= required } ?? false
      var assessed = RuleAssessment(
        rule: rule, verdict: verdict, requiredLevel: required, isMet: isMet, marks: [], message: "", missing: [],
        notes: [], citations: [], traces: [], evidence: [])
      if !isMet, verdict.counts {
        let mark = number(0...9)
        if mark == 0 { assessed.marks.append(.announced("2030-01-01")) }
        if mark <= 2, verdict != .error { assessed.marks.append(.waived(0)) }
      }
      return RuleStanding(assessed, areas: (0..<areas).map { (id: "area\($0)", title: "") })
    }
  }
}

/// The best of all subsets, found by trying them all.
struct BruteForce {
  let rules: [RuleStanding]
  let judge: RubricJudge

  func cheapest(for goal: DecisionGoal, of candidates: [Int]? = nil) -> (rules: [Int], price: SetPrice)? {
    let open = candidates ?? rules.indices.filter { rules[$0].isOpen }
    var best: (rules: [Int], price: SetPrice)?
    for subset in 0..<(1 << open.count) {
      let chosen = open.indices.filter { subset >> $0 & 1 == 1 }.map { open[$0] }
      let price = chosen.reduce(SetPrice()) { $0 + rules[$1].price }
      if let best, best.price < price { continue }
      if let best, !(price < best.price), !chosen.lexicographicallyPrecedes(best.rules) { continue }
      var thought = rules
      for index in chosen { thought[index].fulfil() }
      if goal.isReached(by: judge.decision(on: thought)) { best = (chosen, price) }
    }
    return best
  }
}

extension Workbench {
  /// What decides by a policy, or by the default one.
  func judge(_ policy: String = "", threshold: Int?, areas: Int = 3) throws -> RubricJudge {
    let rubric = try rubric("rubric: test\ntitle: Test\nthresholds: {production: 50}\n\(policy)\nrules: []\n")
    return RubricJudge(
      policy: rubric.policy, vocabulary: vocabulary, gate: .production, threshold: threshold, areaCount: areas)
  }
}
