/// A rule that is spoken of where two reports are compared.
public struct RuleReference: Sendable, Hashable {
  /// The rubric's name.
  public var rubric: String
  /// The rule's id.
  public var id: String
  /// The demand in plain words.
  public var title: String
  /// How much it weighs in the decision.
  public var severity: RuleSeverity
  /// Where it stands in the later report; nil where it is only in the earlier one.
  public var position: Position?

  /// The index of a rubric, and of a rule in it.
  public struct Position: Sendable, Hashable {
    /// The rubric's index.
    public var rubric: Int
    /// The rule's index.
    public var rule: Int
  }
}

/// Whether a change is for the better.
public enum ChangeDirection: String, Sendable, Hashable, CaseIterable {
  case worse
  case better
  /// Neither: a rule that applies now or does not any more, a demand that is new and met.
  case neither
}

/// A rule that came to something else than before.
public struct RuleChange: Sendable, Hashable {
  /// Why a rule came to something else.
  public enum Cause: String, Sendable, Hashable, CaseIterable {
    /// The manifest, its documents or the evidence.
    case project
    /// Another gate was assessed, which asks for something else.
    case gate
    /// The rule asks for something else.
    case rubric
    /// The same inputs under the same rule, at a later date.
    case date
    /// Nothing but the version of the tool is another.
    case tool
  }

  /// What a rule came to in one report.
  public struct Result: Sendable, Hashable {
    /// The verdict.
    public var verdict: Verdict
    /// The level that was required.
    public var requiredLevel: Level?
    /// Whether the verdict reached it.
    public var isMet: Bool
  }

  /// The rule.
  public var rule: RuleReference
  /// What it came to before.
  public var before: Result
  /// What it comes to now.
  public var after: Result
  /// Why.
  public var cause: Cause
  /// Whether nothing else changed that could be the cause, too.
  public var isCauseCertain: Bool
  /// What was found now.
  public var message: String

  /// Whether it is for the better.
  public var direction: ChangeDirection {
    let (wasOpen, isOpen) = (before.isOpen, after.isOpen)
    if isOpen != wasOpen {
      if isOpen { return .worse }
      return after.verdict.counts ? .better : .neither
    }
    guard let old = before.verdict.standing, let new = after.verdict.standing, old != new else { return .neither }
    return new < old ? .worse : .better
  }
}

extension RuleChange.Result {
  init(_ rule: RuleSnapshot) {
    self.init(verdict: rule.verdict, requiredLevel: rule.requiredLevel, isMet: rule.isMet)
  }

  fileprivate var isOpen: Bool { verdict.counts && !isMet }
}

extension Verdict {
  /// How far a rule has come; nil where it does not count.
  fileprivate var standing: Int? {
    switch self {
    case .upcoming, .notApplicable: nil
    case .error, .contradicted: 0
    case .missing, .insufficient: 1
    case .claimed: 2
    case .verified: 3
    }
  }
}

/// Evidence that decided a rule before and is no longer there, so that nothing proves the claim any more, or nothing
/// contradicts it: losing evidence must not pay.
public struct Withdrawal: Sendable, Hashable {
  /// What the evidence did.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// It proved the rule.
    case proof
    /// It said otherwise than the manifest.
    case denial
  }

  /// What became of an item.
  public enum Fate: String, Sendable, Hashable, CaseIterable {
    /// The file is gone.
    case gone
    /// The file has other content now, in which the rule finds nothing.
    case replaced
    /// The file cannot be read any more, or is declared and not there.
    case unreadable
  }

  /// An item and what became of it.
  public struct Item: Sendable, Hashable {
    /// The item, as it was.
    public var evidence: EvidenceSnapshot
    /// What became of it.
    public var fate: Fate
  }

  /// What the evidence did.
  public var kind: Kind
  /// The rule, and what it comes to without.
  public var change: RuleChange
  /// The items that are no longer there.
  public var items: [Item]
}
