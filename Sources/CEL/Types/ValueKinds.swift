/// A set of kinds of values: what a parameter takes, decided when a program runs. Element types of containers are not
/// looked at; the checker has done that.
struct ValueKinds: OptionSet, Sendable {
  let rawValue: UInt16

  static let null = ValueKinds(rawValue: 1 << 0)
  static let bool = ValueKinds(rawValue: 1 << 1)
  static let int = ValueKinds(rawValue: 1 << 2)
  static let uint = ValueKinds(rawValue: 1 << 3)
  static let double = ValueKinds(rawValue: 1 << 4)
  static let string = ValueKinds(rawValue: 1 << 5)
  static let bytes = ValueKinds(rawValue: 1 << 6)
  static let timestamp = ValueKinds(rawValue: 1 << 7)
  static let duration = ValueKinds(rawValue: 1 << 8)
  static let list = ValueKinds(rawValue: 1 << 9)
  static let map = ValueKinds(rawValue: 1 << 10)
  static let object = ValueKinds(rawValue: 1 << 11)
  static let type = ValueKinds(rawValue: 1 << 12)
  static let optional = ValueKinds(rawValue: 1 << 13)
  static let opaque = ValueKinds(rawValue: 1 << 14)
  static let all = ValueKinds(rawValue: 0x7FFF)

  init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The kinds that a parameter of this type takes.
  init(taking type: CELType) {
    switch type {
    case .null: self = .null
    case .bool: self = .bool
    case .int: self = .int
    case .uint: self = .uint
    case .double: self = .double
    case .string, .enumeration: self = .string
    case .bytes: self = .bytes
    case .timestamp: self = .timestamp
    case .duration: self = .duration
    case .dyn, .parameter: self = .all
    case .list: self = .list
    case .map: self = .map
    case .type: self = .type
    case .optional: self = .optional
    case .wrapper(let inner): self = ValueKinds(taking: inner).union(.null)
    case .opaque: self = .opaque
    case .object: self = .object
    }
  }

  /// The kind of a value.
  init(of value: Value) {
    switch value {
    case .null: self = .null
    case .bool: self = .bool
    case .int: self = .int
    case .uint: self = .uint
    case .double: self = .double
    case .string: self = .string
    case .bytes: self = .bytes
    case .timestamp: self = .timestamp
    case .duration: self = .duration
    case .list: self = .list
    case .map: self = .map
    case .object: self = .object
    case .type: self = .type
    case .optional: self = .optional
    case .opaque: self = .opaque
    }
  }
}
