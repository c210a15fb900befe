extension Library {
  /// Lists taken as sets, as cel-go's `ext/sets.go` has them: order and repetitions do not count.
  ///
  /// ```cel
  /// sets.contains([1, 2], [2])   // true
  /// ```
  public static var sets: Library {
    let list = CELType.list(.parameter("T"))
    func function(_ name: String, _ test: @escaping @Sendable ([Value], [Value]) -> Bool) -> Function {
      let implementation: @Sendable (Value, Value) throws(EvaluationError) -> Value = { a, b throws(EvaluationError) in
        guard case .list(let first) = a, case .list(let second) = b else { throw .noSuchOverload("sets." + name, a, b) }
        return .bool(test(first.elements, second.elements))
      }
      return Function(
        "sets." + name, [Overload("list_sets_\(name)_list", [list, list], .bool, .binary(implementation))])
    }
    return Library(
      name: "sets",
      functions: [
        function("contains") { all, some in isContained(some, in: all) },
        function("equivalent") { a, b in isContained(a, in: b) && isContained(b, in: a) },
        function("intersects") { a, b in
          let set = ValueSet(b)
          return a.contains(where: set.contains)
        },
      ])
  }

  private static func isContained(_ some: [Value], in all: [Value]) -> Bool {
    let set = ValueSet(all)
    return some.allSatisfy(set.contains)
  }
}
