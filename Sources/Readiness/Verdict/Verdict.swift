/// What a rule comes to, for one project at one gate. See `design: Verdicts`; the table is the engine's first test.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// Before the rule's first gate; not evaluated.
  case upcoming
  /// An expression could not be evaluated, or evidence that the rule selects from cannot be read.
  case error
  /// `when` is false.
  case notApplicable = "not_applicable"
  /// What the rule asks for is not stated, or, where it is decided by evidence alone, not shown.
  case missing
  /// It is stated, or shown, and not enough.
  case insufficient
  /// It is stated, and the pipeline says otherwise.
  case contradicted
  /// It is shown by fresh evidence.
  case verified
  /// It is stated, and nothing proves it.
  case claimed

  /// Whether the rule counts in the score at all.
  public var counts: Bool { self != .upcoming && self != .notApplicable }

  /// Whether the rule came to a decision in substance, for better or worse.
  public var isDecided: Bool {
    switch self {
    case .verified, .claimed, .insufficient, .contradicted: true
    case .upcoming, .error, .notApplicable, .missing: false
    }
  }

  /// The level that the verdict reaches, if any.
  public var level: Level? {
    switch self {
    case .verified: .verified
    case .claimed: .claimed
    default: nil
    }
  }
}

/// What is laid over an unmet rule without changing its verdict.
public enum Mark: Sendable, Hashable {
  /// A waiver in force covers it: its index among the assessment's waivers.
  case waived(Int)
  /// The rule is shown before it counts: the day from which it does, as an ISO date.
  case announced(String)
}

/// What a rubric comes to.
public enum Decision: String, Sendable, Hashable, CaseIterable {
  case go = "GO"
  case conditionalGo = "CONDITIONAL GO"
  case noGo = "NO-GO"
  /// No rule of the rubric applies at this gate.
  case nothingToDecide = "NOTHING TO DECIDE"

  /// Whether something was decided, and it is less than GO.
  public var isShortOfGo: Bool { self == .noGo || self == .conditionalGo }
}

/// What a run comes to, strictness applied: the exit status and every report read only this.
public enum Outcome: String, Sendable, Hashable, CaseIterable {
  case passed
  case notPassed = "not_passed"
  /// An input or a rule could not be evaluated.
  case broken
}
