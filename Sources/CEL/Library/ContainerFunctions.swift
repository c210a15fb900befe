extension Library {
  /// `size`, `in` and `x[i]`.
  static var containerFunctions: [Function] {
    let a = CELType.parameter("A")
    let b = CELType.parameter("B")
    let sized: [(name: String, type: CELType)] = [
      ("string", .string), ("bytes", .bytes), ("list", .list(a)), ("map", .map(a, b)),
    ]
    return [
      Function(
        "size",
        sized.map { Overload("size_\($0.name)", [$0.type], .int, .unary(size)) }
          + sized.map { Overload("\($0.name)_size", [$0.type], .int, isMember: true, .unary(size)) }),
      Function(
        "@in",
        [
          Overload("in_list", [a, .list(a)], .bool, .binary(isIn)),
          Overload("in_map", [a, .map(a, b)], .bool, .binary(isIn)),
        ]),
      Function(
        "_[_]",
        [
          Overload("index_list", [.list(a), .int], a, .binary(element)),
          Overload("index_map", [.map(a, b), a], b, .binary(element)),
        ]),
    ]
  }

  private static func size(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .list(let list): .int(Int64(list.elements.count))
    case .string(let text): .int(Int64(text.scalarCount))
    case .map(let map): .int(Int64(map.keys.count))
    case .bytes(let bytes): .int(Int64(bytes.bytes.count))
    default: throw .noSuchOverload("size", value)
    }
  }

  private static func isIn(_ value: Value, _ container: Value) throws(EvaluationError) -> Value {
    switch container {
    case .list(let list): .bool(list.contains(value))
    case .map(let map): .bool(map.position(ofKey: value) != nil)
    default: throw .noSuchOverload("@in", value, container)
    }
  }

  static func element(_ container: Value, _ key: Value) throws(EvaluationError) -> Value {
    switch container {
    case .list(let list):
      let index = try index(key, in: list)
      guard list.elements.indices.contains(index) else {
        throw EvaluationError(.indexOutOfRange, "index out of range: \(index) of \(list.elements.count) elements")
      }
      return list.elements[index]
    case .map(let map):
      guard let value = map.value(forKey: key) else {
        throw EvaluationError(.noSuchKey, "no such key: \(describedKey(key))")
      }
      return value
    default: throw .noSuchOverload("_[_]", container, key)
    }
  }

  /// An index as a number: an int, or another number that is whole. Beyond `Int` it is out of any list's range.
  static func index(_ key: Value, in list: ListValue) throws(EvaluationError) -> Int {
    switch key {
    case .int(let int): return Int(int)
    case .uint(let uint): return Int(clamping: uint)
    case .double(let double):
      guard let int = Int(exactly: double) else {
        throw EvaluationError(.invalidArgument, "a list has no index \(DoubleText.general(double))")
      }
      return int
    default: throw .noSuchOverload("_[_]", .list(list), key)
    }
  }

  /// A key in a message, as the expression would write it.
  static func describedKey(_ key: Value) -> String {
    switch key {
    case .bool(let bool): "\(bool)"
    case .int(let int): "\(int)"
    case .uint(let uint): "\(uint)"
    case .double(let double): DoubleText.general(double)
    case .string(let text): quotedExcerpt(text)
    default: "(a \(key.runtimeType.runtimeName))"
    }
  }
}
