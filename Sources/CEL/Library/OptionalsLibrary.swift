extension Library {
  /// Values that may be there or not: `optional.of(x)`, `x.orValue(y)`, `list.first()`. Their operators (`.?`, `[?]`) and
  /// the chaining of `.` and `[]` through them are declared here and evaluated by the planner.
  ///
  /// ```cel
  /// {'a': 1}[?'b'].orValue(0)   // 0
  /// ```
  public static var optionals: Library {
    let v = CELType.parameter("V")
    let k = CELType.parameter("K")
    let optional = CELType.optional(v)
    let unwrapped: Overload.Implementation = .unary(unwrap)
    return Library(
      name: "optionals",
      functions: [
        Function("optional.of", [Overload("optional_of", [v], optional, .unary { .optional(OptionalValue($0)) })]),
        Function(
          "optional.ofNonZeroValue",
          [
            Overload(
              "optional_ofNonZeroValue", [v], optional, .unary { .optional(OptionalValue($0.isZero ? nil : $0)) })
          ]),
        Function(
          "optional.none", [Overload("optional_none", [], optional, .variadic { _ in .optional(OptionalValue(nil)) })]),
        Function("value", [Overload("optional_value", [optional], v, isMember: true, .unary(value))]),
        Function("hasValue", [Overload("optional_hasValue", [optional], .bool, isMember: true, .unary(hasValue))]),
        Function(
          "or", [Overload("optional_or_optional", [optional, optional], optional, isMember: true, .binary(or))]),
        Function("orValue", [Overload("optional_orValue_value", [optional, v], v, isMember: true, .binary(orValue))]),
        Function("first", [Overload("list_first", [.list(v)], optional, isMember: true, .unary(first))]),
        Function("last", [Overload("list_last", [.list(v)], optional, isMember: true, .unary(last))]),
        Function("optional.unwrap", [Overload("optional_unwrap", [.list(optional)], .list(v), unwrapped)]),
        Function(
          "unwrapOpt", [Overload("optional_unwrapOpt", [.list(optional)], .list(v), isMember: true, unwrapped)]),
        Function("_?._", [Overload("select_optional_field", [.dyn, .string], optional, .planned)]),
        Function(
          "_[?_]",
          [
            Overload("list_optindex_optional_int", [.list(v), .int], optional, .planned),
            Overload("optional_list_optindex_optional_int", [.optional(.list(v)), .int], optional, .planned),
            Overload("map_optindex_optional_value", [.map(k, v), k], optional, .planned),
            Overload("optional_map_optindex_optional_value", [.optional(.map(k, v)), k], optional, .planned),
          ]),
        Function(
          "_[_]",
          [
            Overload("optional_list_index_int", [.optional(.list(v)), .int], optional, .planned),
            Overload("optional_map_index_value", [.optional(.map(k, v)), k], optional, .planned),
          ]),
      ])
  }

  private static func value(_ optional: Value) throws(EvaluationError) -> Value {
    guard case .optional(let optional) = optional else { throw .noSuchOverload("value", optional) }
    guard let value = optional.value else {
      throw EvaluationError(.emptyOptional, "value() of an optional that has none")
    }
    return value
  }

  private static func hasValue(_ optional: Value) throws(EvaluationError) -> Value {
    guard case .optional(let optional) = optional else { throw .noSuchOverload("hasValue", optional) }
    return .bool(optional.value != nil)
  }

  private static func or(_ a: Value, _ b: Value) throws(EvaluationError) -> Value {
    guard case .optional(let first) = a, case .optional = b else { throw .noSuchOverload("or", a, b) }
    return first.value == nil ? b : a
  }

  private static func orValue(_ a: Value, _ b: Value) throws(EvaluationError) -> Value {
    guard case .optional(let first) = a else { throw .noSuchOverload("orValue", a, b) }
    return first.value ?? b
  }

  private static func first(_ list: Value) throws(EvaluationError) -> Value {
    guard case .list(let elements) = list else { throw .noSuchOverload("first", list) }
    return .optional(OptionalValue(elements.elements.first))
  }

  private static func last(_ list: Value) throws(EvaluationError) -> Value {
    guard case .list(let elements) = list else { throw .noSuchOverload("last", list) }
    return .optional(OptionalValue(elements.elements.last))
  }

  private static func unwrap(_ list: Value) throws(EvaluationError) -> Value {
    guard case .list(let optionals) = list else { throw .noSuchOverload("optional.unwrap", list) }
    var values: [Value] = []
    for element in optionals.elements {
      guard case .optional(let optional) = element else { throw .noSuchOverload("optional.unwrap", list) }
      if let value = optional.value { values.append(value) }
    }
    return .list(ListValue(values))
  }
}

extension Value {
  /// Whether it is its type's zero: what `optional.ofNonZeroValue` takes for nothing.
  var isZero: Bool {
    switch self {
    case .null: true
    case .bool(let bool): !bool
    case .int(let int): int == 0
    case .uint(let uint): uint == 0
    case .double(let double): double == 0
    case .string(let text): text.utf8.isEmpty
    case .bytes(let bytes): bytes.bytes.isEmpty
    case .timestamp(let timestamp): timestamp.seconds == 0 && timestamp.nanoseconds == 0
    case .duration(let duration): duration.nanoseconds == 0
    case .list(let list): list.elements.isEmpty
    case .map(let map): map.keys.isEmpty
    case .optional(let optional): optional.value == nil
    case .object(let object):
      object.type.fields.indices.allSatisfy { if case .absent = object.field(at: $0) { true } else { false } }
    case .type, .opaque: false
    }
  }
}
