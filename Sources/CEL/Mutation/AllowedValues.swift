/// The values that comparisons with constants leave to a subject: a range of numbers, or some values, or all but some.
struct AllowedValues {
  /// A constant that can be compared. Numbers are compared as such, whatever their type.
  enum Point: Hashable {
    case number(Double)
    case text([UInt8])
    case truth(Bool)

    init?(_ value: Value) {
      // Beyond this, neighbouring whole numbers are the same double.
      let exact: Double = 9_007_199_254_740_992
      switch value {
      case .int(let int) where abs(Double(int)) < exact: self = .number(Double(int))
      case .uint(let uint) where Double(uint) < exact: self = .number(Double(uint))
      case .double(let double) where double.isFinite: self = .number(double)
      case .string(let text): self = .text(Array(text.utf8))
      case .bool(let bool): self = .truth(bool)
      default: return nil
      }
    }
  }

  /// One end of a range.
  private struct End {
    var value: Double
    var isIncluded: Bool
  }

  private var lower: End?
  private var upper: End?
  /// Nil where any value will do.
  private var chosen: Set<Point>?
  private var excluded: Set<Point> = []

  static let all = AllowedValues()

  static func oneOf(_ values: [Point]) -> AllowedValues {
    var allowed = AllowedValues()
    allowed.chosen = Set(values)
    return allowed
  }

  private init() {}

  /// What a comparison leaves, the subject on its left; nil for what is no comparison, and for an order of texts.
  init?(_ operation: Operator, _ point: Point) {
    switch operation {
    case .equal: chosen = [point]
    case .notEqual: excluded = [point]
    case .less, .lessOrEqual:
      guard case .number(let value) = point else { return nil }
      upper = End(value: value, isIncluded: operation == .lessOrEqual)
    case .greater, .greaterOrEqual:
      guard case .number(let value) = point else { return nil }
      lower = End(value: value, isIncluded: operation == .greaterOrEqual)
    default: return nil
    }
  }

  /// All other values. Only for what one comparison leaves.
  var opposite: AllowedValues {
    var other = AllowedValues()
    if let chosen {
      other.excluded = chosen
    } else if !excluded.isEmpty {
      other.chosen = excluded
    } else {
      other.upper = lower.map { End(value: $0.value, isIncluded: !$0.isIncluded) }
      other.lower = upper.map { End(value: $0.value, isIncluded: !$0.isIncluded) }
    }
    return other
  }

  /// Leaves only what another comparison leaves, too.
  mutating func narrow(to other: AllowedValues) {
    if let end = other.lower, lower.map({ end.value > $0.value || (end.value == $0.value && !end.isIncluded) }) ?? true
    {
      lower = end
    }
    if let end = other.upper, upper.map({ end.value < $0.value || (end.value == $0.value && !end.isIncluded) }) ?? true
    {
      upper = end
    }
    if let values = other.chosen { chosen = chosen?.intersection(values) ?? values }
    excluded.formUnion(other.excluded)
  }

  /// Whether nothing is left.
  var isEmpty: Bool {
    if let chosen { return !chosen.contains { isInRange($0) && !excluded.contains($0) } }
    guard let lower, let upper else { return false }
    if lower.value == upper.value {
      return !lower.isIncluded || !upper.isIncluded || excluded.contains(.number(lower.value))
    }
    return lower.value > upper.value
  }

  private func isInRange(_ point: Point) -> Bool {
    guard case .number(let value) = point else { return lower == nil && upper == nil }
    if let lower, value < lower.value || (value == lower.value && !lower.isIncluded) { return false }
    if let upper, value > upper.value || (value == upper.value && !upper.isIncluded) { return false }
    return true
  }
}
