extension CELType: CustomStringConvertible {
  /// The type as cel-go writes it, such as `list(string)` or `map(string, dyn)`.
  public var description: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string, .enumeration: "string"
    case .bytes: "bytes"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .dyn: "dyn"
    case .list(let element): "list(\(element))"
    case .map(let key, let value): "map(\(key), \(value))"
    case .type(let inner): "type(\(inner))"
    case .optional(let inner): "optional(\(inner))"
    case .wrapper(let inner): "wrapper(\(inner))"
    case .parameter(let name): name
    case .opaque(let name, let inner):
      inner.isEmpty ? name : "\(name)(\(inner.map(\.description).joined(separator: ", ")))"
    case .object(let object): object.name
    }
  }
}
