/// How much an unmet rule weighs in the decision.
public enum RuleSeverity: String, Sendable, Hashable, CaseIterable, Comparable {
  case advice
  case minor
  case major
  case blocker

  /// What weighs less comes first.
  public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .advice: 0
    case .minor: 1
    case .major: 2
    case .blocker: 3
    }
  }

  /// The weight of a rule that states none.
  public var weight: Int {
    switch self {
    case .advice: 1
    case .minor: 2
    case .major: 3
    case .blocker: 5
    }
  }
}

/// How far a rule has to be fulfilled: stated, or shown.
public enum Level: String, Sendable, Hashable, CaseIterable, Comparable {
  case claimed
  case verified

  /// Stated is less than shown.
  public static func < (a: Self, b: Self) -> Bool { a == .claimed && b == .verified }
}

/// How much work a remedy is.
public enum Effort: String, Sendable, Hashable, CaseIterable, Comparable {
  case small
  case medium
  case large

  /// Less work comes first.
  public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .small: 0
    case .medium: 1
    case .large: 2
    }
  }
}
