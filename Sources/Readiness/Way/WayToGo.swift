/// What leads to GO: the cheapest sets of unmet rules whose fulfilment turns the decision, as routes of steps.
///
/// Rules that are announced and not in force are left out of it, as they are of score and decision.
public struct WayToGo: Sendable, Hashable {
  /// One thing to do.
  public struct Step: Sendable, Hashable {
    /// The rule to fulfil, as its index among the rubric's rules.
    public var rule: Int
    /// Whether it is needed for CONDITIONAL GO already.
    public var isNeededForConditionalGo: Bool
    /// What it adds to the score, in half weights.
    public var halfPoints: Int
    /// The score after this step and those before it.
    public var scoreAfter: Score?
    /// The decision after this step and those before it.
    public var decisionAfter: Decision

    /// A step.
    public init(
      rule: Int, isNeededForConditionalGo: Bool, halfPoints: Int = 0, scoreAfter: Score? = nil,
      decisionAfter: Decision = .noGo
    ) {
      self.rule = rule
      self.isNeededForConditionalGo = isNeededForConditionalGo
      self.halfPoints = halfPoints
      self.scoreAfter = scoreAfter
      self.decisionAfter = decisionAfter
    }
  }

  /// A set of rules that turns the decision, in the order in which to fulfil them.
  public struct Route: Sendable, Hashable {
    /// The steps, those that CONDITIONAL GO needs first.
    public var steps: [Step]
    /// The sum of the steps' costs; see `Effort.cost`.
    public var cost: Int
    /// Whether it is proved that no other set costs less.
    public var isProvedCheapest: Bool

    /// A route.
    public init(steps: [Step], cost: Int, isProvedCheapest: Bool = true) {
      self.steps = steps
      self.cost = cost
      self.isProvedCheapest = isProvedCheapest
    }

    /// The score after all the steps.
    public var scoreAfter: Score? { steps.last?.scoreAfter }
  }

  /// A rule that every way has to fulfil, and for which no waiver can stand in.
  public struct Indispensable: Sendable, Hashable {
    /// Why no waiver stands in for it.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
      /// It could not be evaluated.
      case error
      /// The rubric says that it cannot be waived.
      case cannotBeWaived = "cannot_be_waived"
    }

    /// The rule, as its index among the rubric's rules.
    public var rule: Int
    /// Why no waiver stands in for it.
    public var reason: Reason

    /// A rule without which there is no way.
    public init(rule: Int, reason: Reason) {
      self.rule = rule
      self.reason = reason
    }
  }

  /// Why fulfilling rules does not lead to a decision.
  public enum Obstacle: Sendable, Hashable {
    /// With every unmet rule fulfilled, the score is still below the threshold: rules that are only stated count half, and
    /// so many of them are still to be proved.
    case score(most: Score?, unproved: Int)
    /// With every unmet rule fulfilled, the rubric's own policy still says no, or no set was found within the budget.
    case policy(isProved: Bool)
    /// The rubric does not decide this gate.
    case gateNotDecided
  }

  /// The cheapest set that gives CONDITIONAL GO; nil where the decision is that already, or where there is none.
  public var toConditionalGo: Route?
  /// The cheapest set that gives GO; without steps where the decision is GO already, nil where there is none.
  public var toGo: Route?
  /// The rules without which no way leads to a better decision, whatever is waived.
  public var indispensable: [Indispensable]
  /// Why there is no route to GO, where there is none.
  public var obstacle: Obstacle?

  /// A way.
  public init(
    toConditionalGo: Route? = nil, toGo: Route? = nil, indispensable: [Indispensable] = [], obstacle: Obstacle? = nil
  ) {
    self.toConditionalGo = toConditionalGo
    self.toGo = toGo
    self.indispensable = indispensable
    self.obstacle = obstacle
  }

  /// What to do: the route to GO or, where there is none, the one to CONDITIONAL GO.
  public var route: Route? { toGo ?? toConditionalGo }
  /// The steps of that route.
  public var steps: [Step] { route?.steps ?? [] }
  /// Whether there is a route to GO.
  public var reachesGo: Bool { toGo != nil }
  /// The score after all the steps.
  public var scoreAfter: Score? { route?.scoreAfter }

  /// Whether the cheapest way to CONDITIONAL GO is another one than the beginning of the route to GO.
  public var hasOwnRouteToConditionalGo: Bool {
    guard let toGo, let toConditionalGo else { return false }
    return toGo.steps.filter(\.isNeededForConditionalGo).map(\.rule).sorted()
      != toConditionalGo.steps.map(\.rule).sorted()
  }
}

/// What a decision hangs on.
public struct Robustness: Sendable, Hashable {
  /// An item of evidence that alone keeps the decision from being worse.
  public struct Hinge: Sendable, Hashable {
    /// Its index in the evidence register.
    public var entry: Int
    /// The verified rules whose proof rests on exactly this item, as indices among the rubric's rules.
    public var rules: [Int]
    /// What the rubric comes to without it.
    public var decisionWithout: Decision

    /// An item.
    public init(entry: Int, rules: [Int], decisionWithout: Decision) {
      self.entry = entry
      self.rules = rules
      self.decisionWithout = decisionWithout
    }
  }

  /// How many half weights the score has to spare before it falls below the threshold; negative where they are lacking,
  /// nil where there is no score or no threshold.
  public var halfPointsToSpare: Int?
  /// How many items of evidence are the only proof of a rule.
  public var soleProofs: Int
  /// Those of them that the decision hangs on, in the order of the register.
  public var hinges: [Hinge]

  /// What a decision hangs on.
  public init(halfPointsToSpare: Int? = nil, soleProofs: Int = 0, hinges: [Hinge] = []) {
    self.halfPointsToSpare = halfPointsToSpare
    self.soleProofs = soleProofs
    self.hinges = hinges
  }
}
