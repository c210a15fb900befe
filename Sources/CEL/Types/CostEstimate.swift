/// What an expression may cost, before anything is evaluated: the least and the most, in cel-go's units (one is about
/// 50 ns). What has no bound, because it depends on input of any size, is `UInt64.max` or near it.
///
/// ```swift
/// let environment = Environment(variables: [Variable("s", .string, size: SizeBounds(most: 100))])
/// let estimate = try environment.compile("s.startsWith('a') && s.contains('b')").costEstimate  // 2...13
/// ```
public struct CostEstimate: Hashable, Sendable, CustomStringConvertible {
  /// The least that an evaluation costs.
  public var min: UInt64
  /// The most that it costs.
  public var max: UInt64

  /// An estimate.
  public init(min: UInt64, max: UInt64) {
    self.min = min
    self.max = max
  }

  /// The two figures, as in `2...12`.
  public var description: String { "\(min)...\(max)" }
}

// Sizes are ranges as well, and are calculated with alike: sums and products stop at the greatest number.
extension CostEstimate {
  static let zero = CostEstimate(0)
  static let one = CostEstimate(1)
  static let unknownSize = CostEstimate(min: 0, max: .max)

  /// Exactly so much.
  init(_ exact: UInt64) { self.init(min: exact, max: exact) }

  static func + (a: CostEstimate, b: CostEstimate) -> CostEstimate {
    CostEstimate(min: a.min.plusSaturating(b.min), max: a.max.plusSaturating(b.max))
  }

  static func * (a: CostEstimate, b: CostEstimate) -> CostEstimate {
    CostEstimate(min: a.min.timesSaturating(b.min), max: a.max.timesSaturating(b.max))
  }

  /// So many times, rounded up; in doubles, as cel-go calculates, so that very large figures are its own.
  static func * (a: CostEstimate, factor: Double) -> CostEstimate {
    CostEstimate(min: scaled(a.min, factor), max: scaled(a.max, factor))
  }

  private static func scaled(_ number: UInt64, _ factor: Double) -> UInt64 {
    let product = (Double(number) * factor).rounded(.up)
    return product >= 0x1p64 ? .max : UInt64(product)
  }

  /// What covers both.
  func union(_ other: CostEstimate) -> CostEstimate {
    CostEstimate(min: Swift.min(min, other.min), max: Swift.max(max, other.max))
  }

  /// The same, but never nothing.
  var atLeastOne: CostEstimate { CostEstimate(min: min == 0 ? 1 : min, max: max == 0 ? 1 : max) }
}

extension UInt64 {
  /// The sum, or the greatest number where that is too small for it.
  func plusSaturating(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  /// The product, or the greatest number where that is too small for it.
  func timesSaturating(_ other: UInt64) -> UInt64 {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
