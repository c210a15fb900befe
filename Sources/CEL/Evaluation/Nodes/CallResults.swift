// What calls come to: results that are not too large, errors with their place, and what both cost.

extension PlannedNode {
  /// That the evaluation has spent what it may.
  final func exceeded(_ state: EvaluationState) -> Evaluated {
    fail(.costExceeded, state.room < 0 ? "the expression takes too much memory" : "the expression costs too much")
  }

  /// A function's result, unless it is larger than an evaluation may make.
  final func bounded(_ value: Value, _ price: CallPrice, _ state: inout EvaluationState) -> Evaluated {
    if Cost.isTooLarge(value) { return fail(.costExceeded, "the result is too large") }
    if price.allocates {
      state.charge(price.afterwards(value))
      state.take(value)
    }
    return .value(value)
  }

  /// An error that a function has thrown.
  final func fail(_ error: EvaluationError, _ price: CallPrice, _ state: inout EvaluationState) -> Evaluated {
    state.charge(price.afterwards(nil))
    return fail(error)
  }

  /// Charges for a call that fails because an argument does; cel-go does the same.
  final func charge(_ price: CallPrice, _ first: Value, _ second: Value, _ state: inout EvaluationState) {
    state.charge(price.beforehand(first, second, budget: state.budget))
    state.charge(price.afterwards(nil))
  }

  /// The values of a call's arguments; else what those come to together that are none. All are evaluated either way.
  final func values(
    of arguments: [PlannedNode], _ state: inout EvaluationState
  ) -> (values: [Value], unresolved: Evaluated?) {
    var values: [Value] = []
    values.reserveCapacity(arguments.count)
    var unresolved: [Evaluated] = []
    for argument in arguments {
      let result = argument.evaluate(&state)
      if case .value(let value) = result { values.append(value) } else { unresolved.append(result) }
    }
    return (values, unresolved.isEmpty ? nil : merged(unresolved))
  }

  /// What arguments come to that are not all values: the first error, else all unknowns together.
  final func merged(_ results: [Evaluated]) -> Evaluated {
    var unknown: UnknownSet?
    for result in results {
      switch result {
      case .failure: return result
      case .unknown(let set): unknown = unknown?.union(set) ?? set
      case .value: break
      }
    }
    return unknown.map { .unknown($0) } ?? fail(.invalidArgument, "nothing is unknown")
  }

  final func noOverload(_ name: String, _ values: [Value], _ state: inout EvaluationState) -> Evaluated {
    state.budget -= Cost.call
    return fail(.noSuchOverload, "'\(name)' does not take (\(values.map(\.kindName).joined(separator: ", ")))")
  }
}

extension Evaluated {
  /// The value, or null for what came to none: that is how prices see it.
  var valueOrNull: Value { if case .value(let value) = self { value } else { .null } }
}

extension Value {
  /// What kind of value it is, as error messages say it.
  var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .list: "list"
    case .map: "map"
    case .object(let object): object.type.name
    case .type: "type"
    case .optional: "optional"
    case .opaque(let opaque): opaque.typeName
    }
  }
}
