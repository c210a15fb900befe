/// The names that types have at run time: `type([1])` and `type(['a'])` are both `list`, whatever the checker knows
/// of their elements. Type values are equal where these names are.
extension CELType {
  /// What `type(x)` is called for a value of this type, and what an error message calls it.
  var runtimeName: String {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string, .enumeration: "string"
    case .bytes: "bytes"
    case .timestamp: "google.protobuf.Timestamp"
    case .duration: "google.protobuf.Duration"
    case .dyn: "dyn"
    case .list: "list"
    case .map: "map"
    case .type: "type"
    case .optional: "optional_type"
    case .wrapper(let primitive): primitive.runtimeName
    case .parameter(let name): name
    case .opaque(let name, _): name
    case .object(let type): type.name
    }
  }
}

extension Value {
  /// The type that `type(x)` gives: elements and parameters are not looked at.
  var runtimeType: CELType {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    case .timestamp: .timestamp
    case .duration: .duration
    case .list: .list(.dyn)
    case .map: .map(.dyn, .dyn)
    case .object(let object): .object(object.type)
    case .type: .type(.dyn)
    case .optional: .optional(.dyn)
    case .opaque(let opaque): .opaque(opaque.typeName, [])
    }
  }
}

extension EvaluationError {
  /// No overload of a function takes values of these types.
  static func noSuchOverload(_ function: String, _ arguments: Value...) -> EvaluationError {
    noSuchOverload(function, arguments)
  }

  /// No overload of a function takes values of these types.
  static func noSuchOverload(_ function: String, _ arguments: [Value]) -> EvaluationError {
    let types = arguments.map(\.runtimeType.runtimeName).joined(separator: ", ")
    return EvaluationError(.noSuchOverload, "no such overload: \(function)(\(types))")
  }
}
