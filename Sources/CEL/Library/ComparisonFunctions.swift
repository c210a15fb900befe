extension Library {
  /// `== != < <= > >=`.
  static var comparisonFunctions: [Function] {
    let anything = CELType.parameter("A")
    return [
      Function("_==_", [Overload("equals", [anything, anything], .bool, .binary { a, b in .bool(a.isEqual(to: b)) })]),
      Function(
        "_!=_", [Overload("not_equals", [anything, anything], .bool, .binary { a, b in .bool(!a.isEqual(to: b)) })]),
      ordering("_<_", id: "less") { $0 == .less },
      ordering("_<=_", id: "less_equals") { $0 != .greater },
      ordering("_>_", id: "greater") { $0 == .greater },
      ordering("_>=_", id: "greater_equals") { $0 != .less },
    ]
  }

  /// The types that have an order, under the names that overload ids use.
  private static let ordered: [(name: String, type: CELType)] = [
    ("bool", .bool), ("int64", .int), ("uint64", .uint), ("double", .double), ("string", .string), ("bytes", .bytes),
    ("timestamp", .timestamp), ("duration", .duration),
  ]

  private static func ordering(
    _ name: String, id: String, _ holds: @escaping @Sendable (Order) -> Bool
  ) -> Function {
    let compare: @Sendable (Value, Value) throws(EvaluationError) -> Value = { a, b throws(EvaluationError) in
      guard let order = try a.order(to: b) else { throw .noSuchOverload(name, a, b) }
      return .bool(holds(order))
    }
    return Function(name, ordered.map { Overload("\(id)_\($0.name)", [$0.type, $0.type], .bool, .binary(compare)) })
  }
}
