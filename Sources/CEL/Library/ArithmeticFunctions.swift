extension Library {
  /// `+ - * / %` and the minus sign. Whole numbers never wrap: a result that does not fit is an error. `+` also joins
  /// text, bytes and lists, and `+` and `-` calculate with times.
  static var arithmeticFunctions: [Function] {
    let list = CELType.list(.parameter("A"))
    return [
      Function(
        "_+_",
        [
          Overload("add_int64", [.int, .int], .int, .binary(add)),
          Overload("add_uint64", [.uint, .uint], .uint, .binary(add)),
          Overload("add_double", [.double, .double], .double, .binary(add)),
          Overload("add_string", [.string, .string], .string, .binary(add)),
          Overload("add_bytes", [.bytes, .bytes], .bytes, .binary(add)),
          Overload("add_list", [list, list], list, .binary(add)),
          Overload("add_timestamp_duration", [.timestamp, .duration], .timestamp, .binary(add)),
          Overload("add_duration_timestamp", [.duration, .timestamp], .timestamp, .binary(add)),
          Overload("add_duration_duration", [.duration, .duration], .duration, .binary(add)),
        ]),
      Function(
        "_-_",
        [
          Overload("subtract_int64", [.int, .int], .int, .binary(subtract)),
          Overload("subtract_uint64", [.uint, .uint], .uint, .binary(subtract)),
          Overload("subtract_double", [.double, .double], .double, .binary(subtract)),
          Overload("subtract_timestamp_timestamp", [.timestamp, .timestamp], .duration, .binary(subtract)),
          Overload("subtract_timestamp_duration", [.timestamp, .duration], .timestamp, .binary(subtract)),
          Overload("subtract_duration_duration", [.duration, .duration], .duration, .binary(subtract)),
        ]),
      Function(
        "_*_",
        [
          Overload("multiply_int64", [.int, .int], .int, .binary(multiply)),
          Overload("multiply_uint64", [.uint, .uint], .uint, .binary(multiply)),
          Overload("multiply_double", [.double, .double], .double, .binary(multiply)),
        ]),
      Function(
        "_/_",
        [
          Overload("divide_int64", [.int, .int], .int, .binary(divide)),
          Overload("divide_uint64", [.uint, .uint], .uint, .binary(divide)),
          Overload("divide_double", [.double, .double], .double, .binary(divide)),
        ]),
      Function(
        "_%_",
        [
          Overload("modulo_int64", [.int, .int], .int, .binary(modulo)),
          Overload("modulo_uint64", [.uint, .uint], .uint, .binary(modulo)),
        ]),
      Function(
        "-_",
        [
          Overload("negate_int64", [.int], .int, .unary(negate)),
          Overload("negate_double", [.double], .double, .unary(negate)),
        ]),
    ]
  }

  private static func add(_ a: Value, _ b: Value) throws(EvaluationError) -> Value {
    switch (a, b) {
    case (.int(let x), .int(let y)): return .int(try exact(x.addingReportingOverflow(y)))
    case (.double(let x), .double(let y)): return .double(x + y)
    case (.string(let x), .string(let y)):
      try ResultLimit.check(bytes: x.utf8.count + y.utf8.count)
      return .string(x + y)
    case (.uint(let x), .uint(let y)): return .uint(try exact(x.addingReportingOverflow(y)))
    case (.list(let x), .list(let y)): return .list(try joined(x, y))
    case (.bytes(let x), .bytes(let y)):
      try ResultLimit.check(bytes: x.bytes.count + y.bytes.count)
      return .bytes(BytesValue(x.bytes + y.bytes))
    case (.timestamp(let x), .duration(let y)): return .timestamp(try x.adding(y))
    case (.duration(let x), .timestamp(let y)): return .timestamp(try y.adding(x))
    case (.duration(let x), .duration(let y)): return .duration(try x.adding(y))
    default: throw .noSuchOverload("_+_", a, b)
    }
  }

  /// One list after another. The places of the elements are kept where both have them, or one is empty.
  private static func joined(_ a: ListValue, _ b: ListValue) throws(EvaluationError) -> ListValue {
    if b.elements.isEmpty { return a }
    if a.elements.isEmpty { return b }
    try ResultLimit.check(elements: a.elements.count + b.elements.count)
    var origins = a.origins
    if let more = b.origins { origins?.append(contentsOf: more) } else { origins = nil }
    return ListValue(a.elements + b.elements, origins: origins)
  }

  private static func subtract(_ a: Value, _ b: Value) throws(EvaluationError) -> Value {
    switch (a, b) {
    case (.int(let x), .int(let y)): return .int(try exact(x.subtractingReportingOverflow(y)))
    case (.uint(let x), .uint(let y)): return .uint(try exact(x.subtractingReportingOverflow(y)))
    case (.double(let x), .double(let y)): return .double(x - y)
    case (.timestamp(let x), .timestamp(let y)): return .duration(try x.since(y))
    case (.timestamp(let x), .duration(let y)): return .timestamp(try x.subtracting(y))
    case (.duration(let x), .duration(let y)): return .duration(try x.subtracting(y))
    default: throw .noSuchOverload("_-_", a, b)
    }
  }

  private static func multiply(_ a: Value, _ b: Value) throws(EvaluationError) -> Value {
    switch (a, b) {
    case (.int(let x), .int(let y)): return .int(try exact(x.multipliedReportingOverflow(by: y)))
    case (.uint(let x), .uint(let y)): return .uint(try exact(x.multipliedReportingOverflow(by: y)))
    case (.double(let x), .double(let y)): return .double(x * y)
    default: throw .noSuchOverload("_*_", a, b)
    }
  }

  private static func divide(_ a: Value, _ b: Value) throws(EvaluationError) -> Value {
    switch (a, b) {
    case (.int(_), .int(0)), (.uint(_), .uint(0)): throw EvaluationError(.divisionByZero, "division by zero")
    case (.int(let x), .int(let y)): return .int(try exact(x.dividedReportingOverflow(by: y)))
    case (.uint(let x), .uint(let y)): return .uint(x / y)
    case (.double(let x), .double(let y)): return .double(x / y)
    default: throw .noSuchOverload("_/_", a, b)
    }
  }

  private static func modulo(_ a: Value, _ b: Value) throws(EvaluationError) -> Value {
    switch (a, b) {
    case (.int(_), .int(0)), (.uint(_), .uint(0)): throw EvaluationError(.divisionByZero, "modulus by zero")
    case (.int(let x), .int(let y)): return .int(try exact(x.remainderReportingOverflow(dividingBy: y)))
    case (.uint(let x), .uint(let y)): return .uint(x % y)
    default: throw .noSuchOverload("_%_", a, b)
    }
  }

  private static func negate(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .int(let int): return .int(try exact(Int64(0).subtractingReportingOverflow(int)))
    case .double(let double): return .double(-double)
    default: throw .noSuchOverload("-_", value)
    }
  }

  private static func exact<T: FixedWidthInteger>(
    _ result: (partialValue: T, overflow: Bool)
  ) throws(EvaluationError) -> T {
    guard !result.overflow else {
      throw EvaluationError(.overflow, T.isSigned ? "integer overflow" : "unsigned integer overflow")
    }
    return result.partialValue
  }
}
