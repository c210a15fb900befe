extension Library {
  /// The functions that are named after types: `int('1')`, `string(1.5)`, `type(x)`, `dyn(x)`. There are no implicit
  /// conversions, and none that would lose what it is given without saying so, but for a double's fraction.
  static var conversionFunctions: [Function] {
    let a = CELType.parameter("A")
    func function(
      _ name: String, _ result: CELType, _ ids: [(id: String, type: CELType)],
      _ convert: @escaping @Sendable (Value) throws(EvaluationError) -> Value
    ) -> Function {
      Function(name, ids.map { Overload($0.id, [$0.type], result, .unary(convert)) })
    }
    return [
      function(
        "int", .int,
        [
          ("int64_to_int64", .int), ("uint64_to_int64", .uint), ("double_to_int64", .double),
          ("string_to_int64", .string), ("timestamp_to_int64", .timestamp),
        ], int),
      function(
        "uint", .uint,
        [
          ("uint64_to_uint64", .uint), ("int64_to_uint64", .int), ("double_to_uint64", .double),
          ("string_to_uint64", .string),
        ], uint),
      function(
        "double", .double,
        [
          ("double_to_double", .double), ("int64_to_double", .int), ("uint64_to_double", .uint),
          ("string_to_double", .string),
        ], double),
      function("bool", .bool, [("bool_to_bool", .bool), ("string_to_bool", .string)], bool),
      function(
        "string", .string,
        [
          ("string_to_string", .string), ("bool_to_string", .bool), ("int64_to_string", .int),
          ("uint64_to_string", .uint), ("double_to_string", .double), ("bytes_to_string", .bytes),
          ("timestamp_to_string", .timestamp), ("duration_to_string", .duration),
        ], string),
      function("bytes", .bytes, [("bytes_to_bytes", .bytes), ("string_to_bytes", .string)], bytes),
      function(
        "timestamp", .timestamp,
        [("timestamp_to_timestamp", .timestamp), ("string_to_timestamp", .string), ("int64_to_timestamp", .int)],
        timestamp),
      function(
        "duration", .duration, [("duration_to_duration", .duration), ("string_to_duration", .string)], duration),
      function("type", .type(a), [("type", a)]) { .type(TypeValue($0.runtimeType)) },
      function("dyn", .dyn, [("to_dyn", a)]) { $0 },
    ]
  }

  private static func int(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .int: return value
    case .uint(let uint):
      guard let int = Int64(exactly: uint) else { throw overflow("int", "\(uint)") }
      return .int(int)
    case .double(let double):
      // -2^63 would fit, but is refused by both reference implementations: it may be a rounded number below it.
      guard double > -0x1p63, double < 0x1p63 else { throw overflow("int", DoubleText.general(double)) }
      return .int(Int64(double))
    case .string(let text):
      guard let int = NumberText.int(text) else { throw unreadable(text, "int") }
      return .int(int)
    case .timestamp(let timestamp): return .int(timestamp.seconds)
    default: throw .noSuchOverload("int", value)
    }
  }

  private static func uint(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .uint: return value
    case .int(let int):
      guard let uint = UInt64(exactly: int) else { throw overflow("uint", "\(int)") }
      return .uint(uint)
    case .double(let double):
      guard double >= 0, double < 0x1p64 else { throw overflow("uint", DoubleText.general(double)) }
      return .uint(UInt64(double))
    case .string(let text):
      guard let uint = NumberText.uint(text) else { throw unreadable(text, "uint") }
      return .uint(uint)
    default: throw .noSuchOverload("uint", value)
    }
  }

  private static func double(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .double: return value
    case .int(let int): return .double(Double(int))
    case .uint(let uint): return .double(Double(uint))
    case .string(let text):
      guard let double = NumberText.double(text) else { throw unreadable(text, "double") }
      return .double(double)
    default: throw .noSuchOverload("double", value)
    }
  }

  private static func bool(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .bool: return value
    case .string(let text):
      switch text {
      case "1", "t", "true", "TRUE", "True": return .bool(true)
      case "0", "f", "false", "FALSE", "False": return .bool(false)
      default: throw unreadable(text, "bool")
      }
    default: throw .noSuchOverload("bool", value)
    }
  }

  static func string(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .string: return value
    case .bool(let bool): return .string(bool ? "true" : "false")
    case .int(let int): return .string(String(int))
    case .uint(let uint): return .string(String(uint))
    case .double(let double): return .string(DoubleText.general(double))
    case .bytes(let bytes):
      guard let text = String(validating: bytes.bytes, as: UTF8.self) else {
        throw EvaluationError(.invalidConversion, "the bytes are not valid UTF-8, and cannot become a string")
      }
      return .string(text)
    case .timestamp(let timestamp): return .string(timestamp.description)
    case .duration(let duration): return .string(duration.description)
    default: throw .noSuchOverload("string", value)
    }
  }

  private static func bytes(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .bytes: value
    case .string(let text): .bytes(BytesValue(Array(text.utf8)))
    default: throw .noSuchOverload("bytes", value)
    }
  }

  private static func timestamp(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .timestamp: return value
    case .string(let text): return .timestamp(try Timestamp.parse(text))
    case .int(let seconds):
      guard let timestamp = Timestamp(seconds: seconds) else {
        throw EvaluationError(.overflow, "timestamp out of range: outside the years 1 to 9999")
      }
      return .timestamp(timestamp)
    default: throw .noSuchOverload("timestamp", value)
    }
  }

  private static func duration(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .duration: value
    case .string(let text): .duration(try Duration.parse(text))
    default: throw .noSuchOverload("duration", value)
    }
  }

  private static func overflow(_ type: String, _ number: String) -> EvaluationError {
    EvaluationError(.overflow, "\(number) is out of the range of \(type)")
  }

  private static func unreadable(_ text: String, _ type: String) -> EvaluationError {
    EvaluationError(.invalidConversion, "\(quotedExcerpt(text)) cannot be read as \(type)")
  }
}
