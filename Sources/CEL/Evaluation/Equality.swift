import Diagnostics

/// `==` of the language: total, so that comparing values of different types is false and not an error.
///
/// Numbers stand on one line whatever their type, compared exactly; text is compared by its UTF-8 bytes and never by
/// canonical equivalence; NaN equals nothing, also inside a list.
extension Value {
  /// Whether two values are equal.
  public func isEqual(to other: Value) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.string(let a), .string(let b)): sameBytes(a, b)
    case (.int(let a), .int(let b)): a == b
    case (.uint(let a), .uint(let b)): a == b
    case (.double(let a), .double(let b)): a == b
    case (.int, .uint), (.int, .double), (.uint, .int), (.uint, .double), (.double, .int), (.double, .uint):
      numericOrder(to: other) == .same
    case (.bytes(let a), .bytes(let b)): a.bytes == b.bytes
    case (.timestamp(let a), .timestamp(let b)): a == b
    case (.duration(let a), .duration(let b)): a == b
    case (.list(let a), .list(let b)): a.isEqual(to: b)
    case (.map(let a), .map(let b)): a.isEqual(to: b)
    case (.object(let a), .object(let b)): a.isEqual(to: b)
    case (.type(let a), .type(let b)): a.isEqual(to: b)
    case (.optional(let a), .optional(let b)): a.isEqual(to: b)
    case (.opaque(let a), .opaque(let b)):
      sameBytes(a.typeName, b.typeName) && a.isEqual(to: b)
    default: false
    }
  }
}

extension ListValue {
  fileprivate func isEqual(to other: ListValue) -> Bool {
    guard elements.count == other.elements.count else { return false }
    for index in elements.indices where !elements[index].isEqual(to: other.elements[index]) { return false }
    return true
  }

  /// Whether one of the elements equals a value.
  func contains(_ value: Value) -> Bool {
    for element in elements where element.isEqual(to: value) { return true }
    return false
  }
}

extension MapValue {
  fileprivate func isEqual(to other: MapValue) -> Bool {
    guard distinctCount == other.distinctCount else { return false }
    for (position, value) in keys.enumerated() {
      guard let key = MapKey(value), self.position(of: key) == position else { continue }
      guard let there = other.position(of: key), values[position].isEqual(to: other.values[there]) else { return false }
    }
    return true
  }

  /// The value under a key, or nil where there is none. Numbers that are equal are the same key.
  public func value(forKey key: Value) -> Value? {
    position(ofKey: key).map { values[$0] }
  }

  /// How many different keys there are.
  private var distinctCount: Int {
    keys.enumerated().count { position, value in
      MapKey(value).map { self.position(of: $0) == position } ?? false
    }
  }

  /// Where a key stands among the entries, or nil where it is not.
  func position(ofKey key: Value) -> Int? {
    MapKey(key).flatMap { position(of: $0) }
  }
}

extension ObjectValue {
  /// Field by field; a field that is absent on both sides is equal, on one side is not.
  fileprivate func isEqual(to other: ObjectValue) -> Bool {
    guard type == other.type else { return false }
    if self === other, type.fields.isEmpty { return true }
    for index in type.fields.indices {
      switch (field(at: index), other.field(at: index)) {
      case (.present(let a, _), .present(let b, _)): if !a.isEqual(to: b) { return false }
      case (.absent, .absent): continue
      default: return false
      }
    }
    return true
  }
}

extension TypeValue {
  fileprivate func isEqual(to other: TypeValue) -> Bool {
    if case .object(let a) = type, case .object(let b) = other.type { return a == b }
    return sameBytes(type.runtimeName, other.type.runtimeName)
  }
}

extension OptionalValue {
  fileprivate func isEqual(to other: OptionalValue) -> Bool {
    switch (value, other.value) {
    case (nil, nil): true
    case (let a?, let b?): a.isEqual(to: b)
    default: false
    }
  }
}
