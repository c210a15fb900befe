/// A share of the points that could be had, exact: sums are integers, so that nothing rounds its way over a threshold.
public struct Score: Sendable, Hashable {
  /// Points reached, in half weights (a credit is 0, ½ or 1).
  public var halfPoints: Int
  /// The weight of the rules that count.
  public var weight: Int

  /// A share; `weight` must be positive for it to be one.
  public init?(halfPoints: Int, weight: Int) {
    guard weight > 0 else { return nil }
    self.halfPoints = halfPoints
    self.weight = weight
  }

  /// The score from 0 to 100 as it is shown: rounded down.
  public var shown: Int { halfPoints * 50 / weight }

  /// The score from 0 to 100, unrounded, for policies.
  public var value: Double { Double(halfPoints * 50) / Double(weight) }

  /// The half points that reach a threshold from 0 to 100 over this weight: the least whole number of them.
  public static func halfPoints(reaching threshold: Int, weight: Int) -> Int { (threshold * weight + 49) / 50 }

  /// Whether the score reaches a threshold from 0 to 100, unrounded.
  public func reaches(_ threshold: Int) -> Bool { halfPoints * 50 >= threshold * weight }
}

/// The three scores of a set of rules: proved ≤ score ≤ stated.
public struct ScoreSet: Sendable, Hashable {
  /// Σ weight × credit ÷ Σ weight.
  public var score: Score?
  /// Only `verified` counts, as 1.
  public var proved: Score?
  /// Every rule whose claim holds counts 1.
  public var stated: Score?

  /// Three scores over the same weight.
  public init(score: Score?, proved: Score?, stated: Score?) {
    self.score = score
    self.proved = proved
    self.stated = stated
  }
}
