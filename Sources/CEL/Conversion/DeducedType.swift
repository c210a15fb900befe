extension Value {
  /// The most exact type that a constant of this value can be declared with: `list(int)` where all elements are ints,
  /// `list(dyn)` where they are of several types.
  ///
  /// ```swift
  /// let value: Value = ["a": [1, 2]]
  /// value.deducedType.description  // map(string, list(int))
  /// ```
  public var deducedType: CELType {
    switch self {
    case .list(let list): .list(Self.common(list.elements))
    case .map(let map): .map(Self.common(map.keys), Self.common(map.values))
    case .optional(let optional): .optional(optional.value?.deducedType ?? .dyn)
    case .type(let type): .type(type.type)
    default: runtimeType
    }
  }

  private static func common(_ values: [Value]) -> CELType {
    guard let first = values.first?.deducedType else { return .dyn }
    return values.allSatisfy { $0.deducedType == first } ? first : .dyn
  }
}
