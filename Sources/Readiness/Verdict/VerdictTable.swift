/// What a rule's claim came to.
public enum ClaimFinding: Sendable, Hashable, CaseIterable {
  /// The rule has no claim: it is decided by evidence alone.
  case none
  case holds
  case fails
  /// Something that it asks for is not stated.
  case unknown
  case error
}

/// What a rule's evidence came to.
public enum EvidenceFinding: Sendable, Hashable, CaseIterable {
  /// The rule has no `verify`.
  case notAsked
  /// Nothing was selected, or the selection is unknown.
  case none
  /// An artifact that the rule selects from cannot be read, or was declared and is not there.
  case unreadable
  /// `evidence` or `verify` could not be evaluated.
  case error
  /// There is fresh evidence, and over it and over all the evidence, `verify` is true.
  case provesFresh
  /// All of it is stale, or only the stale part makes it true: it cannot prove.
  case provesOnlyStale
  /// Over fresh and stale evidence together, `verify` is false.
  case denies
  /// `verify` is unknown, or the items speak of different commits or model versions.
  case unknown
}

extension Verdict {
  /// The verdict of a rule that has begun and applies: the first that applies, in the order of the design's table.
  ///
  /// An error anywhere comes first, so that evidence that went bad is never taken for evidence that is not there.
  public static func of(claim: ClaimFinding, evidence: EvidenceFinding) -> Verdict {
    if claim == .error || evidence == .error || evidence == .unreadable { return .error }
    switch claim {
    case .none:
      switch evidence {
      case .provesFresh: return .verified
      case .denies: return .insufficient
      case .notAsked, .none, .provesOnlyStale, .unknown, .unreadable, .error: return .missing
      }
    case .unknown: return .missing
    case .fails: return .insufficient
    case .holds:
      switch evidence {
      case .denies: return .contradicted
      case .provesFresh: return .verified
      case .notAsked, .none, .provesOnlyStale, .unknown, .unreadable, .error: return .claimed
      }
    case .error: return .error
    }
  }
}

extension Verdict {
  /// The credit in half points: 2 for `verified`, 1 for `claimed`, or 2 where the rule cannot be verified at all.
  ///
  /// The ½ and 1 are those of Google's ML Test Score (Breck et al., 2017): documented and run by hand, against automated.
  public func credit(hasVerify: Bool) -> Int {
    switch self {
    case .verified: 2
    case .claimed: hasVerify ? 1 : 2
    default: 0
    }
  }
}
