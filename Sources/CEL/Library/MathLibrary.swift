extension Library {
  /// `math.greatest math.least math.ceil math.abs math.bitAnd …`, as cel-go's `ext/math.go` has them.
  ///
  /// `math.greatest(a, b, …)` is an ordinary function here, for up to ten numbers; `math.@max`, which cel-go's macro of
  /// that name becomes, is there too.
  ///
  /// ```cel
  /// math.greatest(1, 5)   // 5
  /// ```
  public static var math: Library {
    Library(
      name: "math",
      functions: extremes("math.greatest", id: "max", keeps: .greater)
        + extremes("math.@max", id: "max", keeps: .greater)
        + extremes("math.least", id: "min", keeps: .less) + extremes("math.@min", id: "min", keeps: .less)
        + roundings + signs + bits)
  }

  // MARK: The greatest and the least

  private static func extremes(_ name: String, id: String, keeps order: Order) -> [Function] {
    let numbers: [(name: String, type: CELType)] = [("double", .double), ("int", .int), ("uint", .uint)]
    let pick: @Sendable ([Value]) throws(EvaluationError) -> Value = { values throws(EvaluationError) in
      guard var best = values.first else {
        throw EvaluationError(.invalidArgument, "\(name)() of no numbers at all")
      }
      guard best.isNumber else { throw .noSuchOverload(name, values) }
      for value in values.dropFirst() {
        guard value.isNumber, let comparison = try value.order(to: best) else { throw .noSuchOverload(name, values) }
        if comparison == order { best = value }
      }
      return best
    }
    let ofOne: @Sendable (Value) throws(EvaluationError) -> Value = { value throws(EvaluationError) in
      guard case .list(let list) = value else { return try pick([value]) }
      return try pick(list.elements)
    }
    let ofTwo: @Sendable (Value, Value) throws(EvaluationError) -> Value = { a, b throws(EvaluationError) in
      try pick([a, b])
    }
    var overloads: [Overload] = []
    for (kind, type) in numbers {
      overloads.append(Overload("math_@\(id)_\(kind)", [type], type, .unary(ofOne)))
      overloads.append(Overload("math_@\(id)_list_\(kind)", [.list(type)], type, .unary(ofOne)))
      for (other, otherType) in numbers {
        let result = type == otherType ? type : .dyn
        overloads.append(Overload("math_@\(id)_\(kind)_\(other)", [type, otherType], result, .binary(ofTwo)))
      }
    }
    if !name.contains("@") {
      for count in 3...10 {
        let types = [CELType](repeating: .dyn, count: count)
        let implementation: Overload.Implementation =
          count == 3 ? .ternary { a, b, c throws(EvaluationError) in try pick([a, b, c]) } : .variadic(pick)
        overloads.append(Overload("math_@\(id)_\(count)", types, .dyn, implementation))
      }
    }
    return [Function(name, overloads)]
  }

  // MARK: Of one number

  private static var roundings: [Function] {
    func function(_ name: String, _ round: @escaping @Sendable (Double) -> Value) -> Function {
      let implementation: @Sendable (Value) throws(EvaluationError) -> Value = { value throws(EvaluationError) in
        guard case .double(let double) = value else { throw .noSuchOverload("math." + name, value) }
        return round(double)
      }
      let result: CELType = name.utf8.starts(with: "is".utf8) ? .bool : .double
      return Function("math." + name, [Overload("math_\(name)_double", [.double], result, .unary(implementation))])
    }
    return [
      function("ceil") { .double($0.rounded(.up)) },
      function("floor") { .double($0.rounded(.down)) },
      function("round") { .double($0.rounded(.toNearestOrAwayFromZero)) },
      function("trunc") { .double($0.rounded(.towardZero)) },
      function("isInf") { .bool($0.isInfinite) },
      function("isNaN") { .bool($0.isNaN) },
      function("isFinite") { .bool($0.isFinite) },
    ]
  }

  private static var signs: [Function] {
    func function(
      _ name: String, result: CELType? = nil,
      _ implementation: @escaping @Sendable (Value) throws(EvaluationError) -> Value
    ) -> Function {
      Function(
        "math." + name,
        [("double", CELType.double), ("int", .int), ("uint", .uint)].map { kind, type in
          Overload("math_\(name)_\(kind)", [type], result ?? type, .unary(implementation))
        })
    }
    return [function("abs", abs), function("sign", sign), function("sqrt", result: .double, squareRoot)]
  }

  private static func abs(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .double(let double): return .double(double.magnitude)
    case .uint: return value
    case .int(let int):
      guard int != .min else { throw EvaluationError(.overflow, "integer overflow") }
      return .int(int < 0 ? -int : int)
    default: throw .noSuchOverload("math.abs", value)
    }
  }

  private static func sign(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .double(let double): .double(double.isNaN ? double : double > 0 ? 1 : double < 0 ? -1 : 0)
    case .int(let int): .int(int.signum())
    case .uint(let uint): .uint(uint == 0 ? 0 : 1)
    default: throw .noSuchOverload("math.sign", value)
    }
  }

  private static func squareRoot(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .double(let double): .double(double.squareRoot())
    case .int(let int): .double(Double(int).squareRoot())
    case .uint(let uint): .double(Double(uint).squareRoot())
    default: throw .noSuchOverload("math.sqrt", value)
    }
  }

  // MARK: Bits

  private static var bits: [Function] {
    func function(
      _ name: String, _ ofInts: @escaping @Sendable (Int64, Int64) -> Int64,
      _ ofUInts: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> Function {
      let implementation: @Sendable (Value, Value) throws(EvaluationError) -> Value = { a, b throws(EvaluationError) in
        switch (a, b) {
        case (.int(let x), .int(let y)): return .int(ofInts(x, y))
        case (.uint(let x), .uint(let y)): return .uint(ofUInts(x, y))
        default: throw .noSuchOverload("math." + name, a, b)
        }
      }
      return Function(
        "math." + name,
        [
          Overload("math_\(name)_int_int", [.int, .int], .int, .binary(implementation)),
          Overload("math_\(name)_uint_uint", [.uint, .uint], .uint, .binary(implementation)),
        ])
    }
    func shift(_ name: String, _ move: @escaping @Sendable (UInt64, Int64) -> UInt64) -> Function {
      let implementation: @Sendable (Value, Value) throws(EvaluationError) -> Value = { a, b throws(EvaluationError) in
        guard case .int(let count) = b else { throw .noSuchOverload("math." + name, a, b) }
        guard count >= 0 else {
          throw EvaluationError(.invalidArgument, "math.\(name)() by a negative offset: \(count)")
        }
        switch a {
        // The sign moves like any other bit.
        case .int(let int): return .int(Int64(bitPattern: move(UInt64(bitPattern: int), count)))
        case .uint(let uint): return .uint(move(uint, count))
        default: throw .noSuchOverload("math." + name, a, b)
        }
      }
      return Function(
        "math." + name,
        [
          Overload("math_\(name)_int_int", [.int, .int], .int, .binary(implementation)),
          Overload("math_\(name)_uint_int", [.uint, .int], .uint, .binary(implementation)),
        ])
    }
    return [
      function("bitAnd", { $0 & $1 }, { $0 & $1 }), function("bitOr", { $0 | $1 }, { $0 | $1 }),
      function("bitXor", { $0 ^ $1 }, { $0 ^ $1 }),
      Function(
        "math.bitNot",
        [
          Overload("math_bitNot_int_int", [.int], .int, .unary(complement)),
          Overload("math_bitNot_uint_uint", [.uint], .uint, .unary(complement)),
        ]),
      shift("bitShiftLeft") { $0 << $1 }, shift("bitShiftRight") { $0 >> $1 },
    ]
  }

  private static func complement(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .int(let int): .int(~int)
    case .uint(let uint): .uint(~uint)
    default: throw .noSuchOverload("math.bitNot", value)
    }
  }
}

extension Value {
  /// Whether it is an int, a uint or a double.
  fileprivate var isNumber: Bool {
    switch self {
    case .int, .uint, .double: true
    default: false
    }
  }
}
