extension Library {
  /// `slice flatten distinct sort sortBy reverse lists.range`, as cel-go's `ext/lists.go` has them.
  ///
  /// ```cel
  /// [3, 1, 2].sort()                        // [1, 2, 3]
  /// ['ccc', 'a', 'bb'].sortBy(t, size(t))   // ['a', 'bb', 'ccc']
  /// ```
  public static var lists: Library {
    let t = CELType.parameter("T")
    let list = CELType.list(t)
    let sortable: [CELType] = [.int, .uint, .double, .bool, .duration, .timestamp, .string, .bytes]
    return Library(
      name: "lists",
      functions: [
        Function("slice", [Overload("list_slice", [list, .int, .int], list, isMember: true, .ternary(slice))]),
        Function(
          "flatten",
          [
            Overload("list_flatten", [.list(list)], list, isMember: true, .unary(flatten)),
            Overload("list_flatten_int", [.list(.dyn), .int], .list(.dyn), isMember: true, .binary(flattenTo)),
          ]),
        Function("distinct", [Overload("list_distinct", [list], list, isMember: true, .unary(distinct))]),
        Function(
          "sort",
          sortable.map { type in
            Overload("list_\(type.runtimeName)_sort", [.list(type)], .list(type), isMember: true, .unary(sort))
          }),
        // What the macro `sortBy` is in cel-go; here it asks for the same work to be done.
        Function(
          sortByKeysName,
          sortable.map { type in
            Overload(
              "list_\(type.runtimeName)_sortByAssociatedKeys", [list, .list(type)], list, isMember: true,
              .binary(sortByKeys))
          }),
        Function("reverse", [Overload("list_reverse", [list], list, isMember: true, .unary(reverseList))]),
        Function("lists.range", [Overload("lists_range", [.int], .list(.int), .unary(range))]),
      ])
  }

  static let sortByKeysName = "@sortByAssociatedKeys"

  private static func slice(_ list: Value, _ start: Value, _ end: Value) throws(EvaluationError) -> Value {
    guard case .list(let whole) = list, case .int(let from) = start, case .int(let to) = end else {
      throw .noSuchOverload("slice", list, start, end)
    }
    guard from >= 0, from <= to, to <= whole.elements.count else {
      throw EvaluationError(
        .indexOutOfRange, "slice(\(from), \(to)) out of range of \(whole.elements.count) elements")
    }
    return .list(picked(from: whole, at: Int(from)..<Int(to)))
  }

  /// Some elements of a list, with their places.
  private static func picked(from list: ListValue, at indices: some Sequence<Int>) -> ListValue {
    let indices = Array(indices)
    return ListValue(indices.map { list.elements[$0] }, origins: list.origins.map { all in indices.map { all[$0] } })
  }

  private static func flatten(_ list: Value) throws(EvaluationError) -> Value { try flattenTo(list, .int(1)) }

  private static func flattenTo(_ list: Value, _ depth: Value) throws(EvaluationError) -> Value {
    guard case .list(let whole) = list, case .int(let depth) = depth else {
      throw .noSuchOverload("flatten", list, depth)
    }
    guard depth >= 0 else { throw EvaluationError(.invalidArgument, "flatten(\(depth)): the depth is negative") }
    var elements: [Value] = []
    try flatten(whole, depth: depth, into: &elements)
    return .list(ListValue(elements))
  }

  private static func flatten(_ list: ListValue, depth: Int64, into output: inout [Value]) throws(EvaluationError) {
    for element in list.elements {
      if depth > 0, case .list(let inner) = element {
        try flatten(inner, depth: depth - 1, into: &output)
      } else {
        output.append(element)
        try ResultLimit.check(elements: output.count)
      }
    }
  }

  private static func distinct(_ list: Value) throws(EvaluationError) -> Value {
    guard case .list(let whole) = list else { throw .noSuchOverload("distinct", list) }
    var seen = ValueSet()
    return .list(picked(from: whole, at: whole.elements.indices.filter { seen.insert(whole.elements[$0]) }))
  }

  private static func sort(_ list: Value) throws(EvaluationError) -> Value { try sortByKeys(list, list) }

  /// The elements in the order of other values, those of equal ones as they were.
  static func sortByKeys(_ list: Value, _ keys: Value) throws(EvaluationError) -> Value {
    guard case .list(let whole) = list, case .list(let keys) = keys else {
      throw .noSuchOverload("sort", list, keys)
    }
    guard whole.elements.count == keys.elements.count else {
      throw EvaluationError(.invalidArgument, "sort: \(whole.elements.count) elements, \(keys.elements.count) keys")
    }
    guard let sample = keys.elements.first else { return list }
    // Each key is tried against the first, so that nothing can fail in the middle of the sort.
    for key in keys.elements {
      guard key.runtimeType == sample.runtimeType, try key.order(to: sample) != nil else {
        throw EvaluationError(
          .noSuchOverload,
          "sort: a \(key.runtimeType.runtimeName) has no place among values of type \(sample.runtimeType.runtimeName)")
      }
    }
    let order = whole.elements.indices.sorted { a, b in
      switch try? keys.elements[a].order(to: keys.elements[b]) {
      case .less: true
      case .greater: false
      case .same, nil: a < b
      }
    }
    return .list(picked(from: whole, at: order))
  }

  private static func reverseList(_ list: Value) throws(EvaluationError) -> Value {
    guard case .list(let whole) = list else { throw .noSuchOverload("reverse", list) }
    return .list(picked(from: whole, at: whole.elements.indices.reversed()))
  }

  private static func range(_ count: Value) throws(EvaluationError) -> Value {
    guard case .int(let count) = count else { throw .noSuchOverload("lists.range", count) }
    try ResultLimit.check(elements: Int(count))
    return .list(ListValue((0..<max(0, count)).map { .int($0) }))
  }
}
