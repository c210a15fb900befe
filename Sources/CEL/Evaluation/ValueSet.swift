/// Values that can be asked for in one look-up: scalars are hashed in agreement with `==`, so that
/// `x in ['a', 'b', …]` takes the same time however long a constant list is. What is no scalar is compared one by one.
struct ValueSet: Sendable {
  private var scalars: Set<ScalarKey> = []
  private var others: [Value] = []

  /// A set of these values.
  init(_ values: [Value] = []) {
    for value in values { insert(value) }
  }

  /// Whether one of the values equals this one.
  func contains(_ value: Value) -> Bool {
    if let key = ScalarKey(value) { return scalars.contains(key) }
    for other in others where other.isEqual(to: value) { return true }
    return false
  }

  /// Adds a value; false where an equal one was there already.
  @discardableResult mutating func insert(_ value: Value) -> Bool {
    if let key = ScalarKey(value) { return scalars.insert(key).inserted }
    // NaN equals nothing, so that nobody will ever find it.
    if case .double = value { return true }
    guard !contains(value) else { return false }
    others.append(value)
    return true
  }
}

/// A scalar in a form whose `==` and hash agree with the language's `==`.
private enum ScalarKey: Hashable, Sendable {
  case null
  /// Text, truth values, and numbers that are whole, whatever their type.
  case key(MapKey)
  case fraction(Double)
  case bytes([UInt8])
  case timestamp(Timestamp)
  case duration(Duration)

  /// Nil for NaN and for what is no scalar.
  init?(_ value: Value) {
    if let key = MapKey(value) {
      self = .key(key)
      return
    }
    switch value {
    case .null: self = .null
    case .bytes(let bytes): self = .bytes(bytes.bytes)
    case .timestamp(let timestamp): self = .timestamp(timestamp)
    case .duration(let duration): self = .duration(duration)
    case .double(let double) where !double.isNaN: self = .fraction(double)
    default: return nil
    }
  }
}
