import Testing

@testable import Readiness

@Suite("The cheapest set of rules")
struct CheapestSetTests {
  private static let parts = 0..<8

  @Test("under the default policy none of all subsets is better, and one is found where there is one", arguments: parts)
  func defaultPolicy(part: Int) throws {
    let bench = try Workbench()
    var found = 0
    for seed in 0..<40 {
      var random = RandomRubric(seed: part * 1_000 + seed)
      let rules = random.standings(random.number(1...10))
      let judge = try bench.judge(threshold: random.one(of: [0, 30, 50, 65, 70, 80, 100]))
      for goal in DecisionGoal.allCases {
        let wanted = BruteForce(rules: rules, judge: judge).cheapest(for: goal)
        let search = DefaultPolicySearch(rules: rules, threshold: try #require(judge.threshold))
        let set = search.cheapest(of: rules.indices.filter { rules[$0].isOpen }, for: goal)
        #expect(set.rules == wanted?.rules, "seed \(part * 1_000 + seed), \(goal)")
        #expect(set.isProved)
        if wanted?.rules.isEmpty == false { found += 1 }
      }
    }
    #expect(found > 10, "the rubrics must have something to find")
  }

  /// Counts, shares, areas, choices; more fulfilled rules being worse; what no bounds are given for.
  private static let policies = [
    "decision: {no_go: 'summary.unmet_blockers > 0 || summary.score < summary.threshold'}",
    "decision: {conditional: 'summary.unmet_majors > 1 || summary.waived > 0'}",
    "decision: {no_go: 'summary.weakest_area_score < 60.0 || summary.proved < 40.0', conditional: summary.unmet > 1}",
    "decision: {no_go: 'summary.verified > 2 && summary.score > 60.0', conditional: summary.claimed == 1}",
    "decision: {no_go: summary.stated - summary.proved > 50.0, conditional: 'summary.missing * 2 > summary.met'}",
    "decision: {no_go: summary.met % 2 == 0, conditional: summary.unmet_minors > 1}",
    "decision: {no_go: \"summary.gate == 'production' ? summary.unmet > 2 : summary.unmet > 0\", conditional: 'false'}",
    "decision: {no_go: '!(summary.met >= summary.applicable - 1)', conditional: summary.insufficient != 0}",
  ]

  @Test("under a policy of the rubric's own none of all subsets costs less", arguments: policies)
  func ownPolicy(policy: String) throws {
    let bench = try Workbench()
    var found = 0
    for seed in 0..<25 {
      var random = RandomRubric(seed: 50_000 + seed)
      let rules = random.standings(random.number(1...9))
      let judge = try bench.judge(policy, threshold: random.one(of: [0, 50, 70, 90]))
      #expect(!judge.policy.isDefault)
      for goal in DecisionGoal.allCases {
        let wanted = BruteForce(rules: rules, judge: judge).cheapest(for: goal)
        let search = PolicySearch(rules: rules, judge: judge)
        let set = search.cheapest(of: rules.indices.filter { rules[$0].isOpen }, for: goal)
        let price = set.rules?.reduce(SetPrice()) { $0 + rules[$1].price }
        #expect(price?.cost == wanted?.price.cost, "seed \(seed), \(goal)")
        #expect(price?.count == wanted?.price.count, "seed \(seed), \(goal)")
        #expect(price?.halfPoints == wanted?.price.halfPoints, "seed \(seed), \(goal)")
        #expect(set.isProved)
        if let chosen = set.rules {
          var thought = rules
          for index in chosen { thought[index].fulfil() }
          #expect(goal.isReached(by: judge.decision(on: thought)))
        }
        if wanted?.rules.isEmpty == false { found += 1 }
      }
    }
    #expect(found > 0, "the rubrics must have something to find")
  }

  @Test("both searches agree on the default policy, on rubrics that no one can try all subsets of", arguments: parts)
  func searchesAgree(part: Int) throws {
    let bench = try Workbench()
    for seed in 0..<6 {
      var random = RandomRubric(seed: 90_000 + part * 100 + seed)
      let rules = random.standings(random.number(30...120))
      let threshold = random.one(of: [30, 50, 60, 70])
      let judge = try bench.judge(threshold: threshold)
      let open = rules.indices.filter { rules[$0].isOpen }
      for goal in DecisionGoal.allCases {
        let exact = DefaultPolicySearch(rules: rules, threshold: threshold).cheapest(of: open, for: goal)
        let searched = PolicySearch(rules: rules, judge: judge).cheapest(of: open, for: goal)
        func price(_ set: FoundSet) -> SetPrice? { set.rules?.reduce(SetPrice()) { $0 + rules[$1].price } }
        #expect(price(searched)?.cost == price(exact)?.cost, "seed \(seed), \(goal), \(rules.count) rules")
        #expect(price(searched)?.count == price(exact)?.count)
        #expect(price(searched)?.halfPoints == price(exact)?.halfPoints)
        #expect(searched.isProved, "seed \(seed), \(goal), \(rules.count) rules")
      }
    }
  }

  @Test("whole numbers decide as the policy's expression does, also while rules are replaced", arguments: parts)
  func tally(part: Int) throws {
    let bench = try Workbench()
    var decisions: Set<Decision> = []
    for seed in 0..<60 {
      var random = RandomRubric(seed: 20_000 + part * 100 + seed)
      var rules = random.standings(random.number(1...12))
      let judge = try bench.judge(threshold: random.one(of: [0, 20, 40, 50, 60]))
      var tally = DefaultPolicyTally(threshold: try #require(judge.threshold), rules: rules)
      for _ in 0...rules.count {
        let wanted = judge.decision(on: rules)
        if wanted != .nothingToDecide { #expect(tally.decision == wanted, "seed \(seed)") }
        decisions.insert(wanted)
        let index = random.number(0...(rules.count - 1))
        if rules[index].isOpen {
          let old = rules[index]
          rules[index].fulfil()
          tally.replace(old, by: rules[index])
        }
      }
    }
    #expect(decisions.isSuperset(of: [.go, .conditionalGo, .noGo]))
  }

  @Test(
    "after each step the decision and the score are those that the step is said to bring", arguments: [""] + policies)
  func steps(policy: String) throws {
    let bench = try Workbench()
    var told = 0
    for seed in 0..<25 {
      var random = RandomRubric(seed: 60_000 + seed)
      let rules = random.standings(random.number(1...9))
      let judge = try bench.judge(policy, threshold: random.one(of: [0, 50, 70, 90]))
      let decision = judge.decision(on: rules)
      let way = WayToGoSearch(rules: rules, judge: judge).way(from: decision)
      for route in [way.toGo, way.toConditionalGo].compactMap(\.self) {
        var thought = rules
        for step in route.steps {
          let before = DefaultPolicyTally(threshold: 0, rules: thought).halfPoints
          thought[step.rule].fulfil()
          let after = DefaultPolicyTally(threshold: 0, rules: thought)
          #expect(step.decisionAfter == judge.decision(on: thought), "seed \(seed)")
          #expect(step.halfPoints == after.halfPoints - before)
          #expect(step.scoreAfter == after.score)
          told += 1
        }
        #expect(route.cost == route.steps.reduce(0) { $0 + rules[$1.rule].effort.cost })
        // What is marked as needed for CONDITIONAL GO gives it, and stands first.
        guard decision == .noGo else { continue }
        let needed = route.steps.prefix { $0.isNeededForConditionalGo }
        let further = route.steps.filter(\.isNeededForConditionalGo).count - needed.count
        #expect(further == 0)
        let reached = needed.last?.decisionAfter ?? .noGo
        #expect(reached != .noGo, "seed \(seed)")
      }
    }
    #expect(told > 0)
  }

  @Test("where the budget ends, the set that is given leads there, and is not said to be the cheapest")
  func budget() throws {
    let bench = try Workbench()
    var random = RandomRubric(seed: 7)
    let rules = random.standings(60)
    let judge = try bench.judge("decision: {no_go: 'summary.score < 60.0 && summary.met % 100 != 99'}", threshold: 50)
    let open = rules.indices.filter { rules[$0].isOpen }
    let set = PolicySearch(rules: rules, judge: judge, budget: 3).cheapest(of: open, for: .go)
    #expect(!set.isProved)
    var thought = rules
    for index in try #require(set.rules) { thought[index].fulfil() }
    #expect(judge.decision(on: thought) == .go)
  }

  @Test("two thousand rules of any weight are searched in no more time than a test may take")
  func manyRules() {
    var random = RandomRubric(seed: 11)
    let rules = random.standings(2_000, weights: 1...100)
    let open = rules.indices.filter { rules[$0].isOpen }
    let clock = ContinuousClock()
    let spent = clock.measure {
      for goal in DecisionGoal.allCases {
        let set = DefaultPolicySearch(rules: rules, threshold: 60).cheapest(of: open, for: goal)
        #expect((set.rules ?? []).count > 100)
      }
    }
    #expect(spent < .seconds(20), "\(spent), and that without optimisation")
  }

  @Test("a rule is indispensable exactly if all others together do not do without it", arguments: parts)
  func indispensable(part: Int) throws {
    let bench = try Workbench()
    for seed in 0..<30 {
      var random = RandomRubric(seed: 70_000 + part * 100 + seed)
      let rules = random.standings(random.number(1...9))
      let open = rules.indices.filter { rules[$0].isOpen }
      let judge = try bench.judge(threshold: 60)
      for goal in DecisionGoal.allCases {
        let wanted = open.filter { index in
          BruteForce(rules: rules, judge: judge).cheapest(for: goal, of: open.filter { $0 != index }) == nil
        }
        let exact = DefaultPolicySearch(rules: rules, threshold: 60).indispensable(open, of: open, for: goal)
        #expect(exact == wanted, "seed \(seed), \(goal)")
        let bounded = PolicySearch(rules: rules, judge: judge).indispensable(open, of: open, for: goal)
        #expect(Set(bounded).isSubset(of: wanted), "seed \(seed), \(goal)")
      }
    }
  }
}
