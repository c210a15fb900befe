extension Library {
  /// `&&`, `||`, `?:` and what comprehensions are made of: declared here, decided by the planner, because their
  /// arguments may be errors and unknowns. `!` alone is an ordinary function.
  static var logicFunctions: [Function] {
    [
      Function("_&&_", [Overload("logical_and", [.bool, .bool], .bool, .planned)]),
      Function("_||_", [Overload("logical_or", [.bool, .bool], .bool, .planned)]),
      Function(
        "_?_:_",
        [Overload("conditional", [.bool, .parameter("A"), .parameter("A")], .parameter("A"), .planned)]),
      Function("@not_strictly_false", [Overload("not_strictly_false", [.bool], .bool, .planned)]),
      Function("!_", [Overload("logical_not", [.bool], .bool, .unary(not))]),
    ]
  }

  private static func not(_ value: Value) throws(EvaluationError) -> Value {
    guard case .bool(let bool) = value else { throw .noSuchOverload("!_", value) }
    return .bool(!bool)
  }
}
