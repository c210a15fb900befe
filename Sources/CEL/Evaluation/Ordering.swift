/// How two values stand to each other.
enum Order: Sendable {
  case less
  case same
  case greater

  init<T: Comparable>(_ a: T, _ b: T) {
    self = a < b ? .less : b < a ? .greater : .same
  }
}

/// `<` of the language: numbers on one line whatever their type, text and bytes by bytes (for UTF-8 that is the order of
/// code points), false before true, times. Nothing else has an order.
extension Value {
  /// How this value stands to another; nil where the two cannot be compared. NaN has no place on the line: an error,
  /// as in cel-go, because a `false` would become `true` under a negation.
  func order(to other: Value) throws(EvaluationError) -> Order? {
    switch (self, other) {
    case (.int(let a), .int(let b)): return Order(a, b)
    case (.string(let a), .string(let b)): return Order(utf8: a, b)
    case (.timestamp(let a), .timestamp(let b)): return Order(a, b)
    case (.duration(let a), .duration(let b)): return Order(a, b)
    case (.uint(let a), .uint(let b)): return Order(a, b)
    case (.bool(let a), .bool(let b)): return Order(a ? 1 : 0, b ? 1 : 0)
    case (.bytes(let a), .bytes(let b)): return Order(bytes: a.bytes, b.bytes)
    case (.int, .uint), (.uint, .int): return numericOrder(to: other)
    case (.double(let a), .double(let b)): return try Self.order(a, b)
    // An integer is rounded to a double before it is compared with one: the conformance suite wants it so
    // (`dyn(9223372036854775807) >= 9223372036854775808.0`). Equality is exact all the same.
    case (.int(let a), .double(let b)): return try Self.order(Double(a), b)
    case (.double(let a), .int(let b)): return try Self.order(a, Double(b))
    case (.uint(let a), .double(let b)): return try Self.order(Double(a), b)
    case (.double(let a), .uint(let b)): return try Self.order(a, Double(b))
    default: return nil
    }
  }

  private static func order(_ a: Double, _ b: Double) throws(EvaluationError) -> Order {
    guard !a.isNaN, !b.isNaN else { throw EvaluationError(.invalidArgument, "NaN values cannot be ordered") }
    return Order(a, b)
  }

  /// How two numbers stand to each other, exactly (2^63-1 is less than 2^63 as a double); nil for NaN and for what is
  /// no number.
  func numericOrder(to other: Value) -> Order? {
    switch (self, other) {
    case (.int(let a), .int(let b)): Order(a, b)
    case (.uint(let a), .uint(let b)): Order(a, b)
    case (.double(let a), .double(let b)): a.isNaN || b.isNaN ? nil : Order(a, b)
    case (.int(let a), .uint(let b)): a < 0 ? .less : Order(UInt64(a), b)
    case (.uint(let a), .int(let b)): b < 0 ? .greater : Order(a, UInt64(b))
    case (.int(let a), .double(let b)): Order(a, exactly: b)
    case (.double(let a), .int(let b)): Order(b, exactly: a)?.reversed
    case (.uint(let a), .double(let b)): Order(a, exactly: b)
    case (.double(let a), .uint(let b)): Order(b, exactly: a)?.reversed
    default: nil
    }
  }
}

extension Order {
  var reversed: Order {
    switch self {
    case .less: .greater
    case .same: .same
    case .greater: .less
    }
  }

  /// Text by its UTF-8 bytes, which is the order of code points.
  init(utf8 a: String, _ b: String) {
    let left = a.utf8.span
    let right = b.utf8.span
    let shared = min(left.count, right.count)
    for index in 0..<shared where left[index] != right[index] {
      self = left[index] < right[index] ? .less : .greater
      return
    }
    self.init(left.count, right.count)
  }

  init(bytes a: [UInt8], _ b: [UInt8]) {
    for (x, y) in zip(a, b) where x != y {
      self = x < y ? .less : .greater
      return
    }
    self.init(a.count, b.count)
  }

  /// An integer against a double, without rounding the integer; nil for NaN.
  fileprivate init?<T: FixedWidthInteger>(_ integer: T, exactly double: Double) {
    guard !double.isNaN else { return nil }
    let whole = double.rounded(.towardZero)
    guard let other = T(exactly: whole) else {
      // Out of the integer's range, so that the sign decides.
      self = double > 0 ? .less : .greater
      return
    }
    // What has a fraction is small enough for the difference to be exact. A fraction between -1 and 0 next to an
    // unsigned 0 is a case of it.
    self = integer == other ? Order(0, double - whole) : Order(integer, other)
  }
}
