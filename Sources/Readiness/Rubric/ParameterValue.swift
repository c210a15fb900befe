public import CEL
import Documents

/// The value of a rubric's parameter. Its type is fixed by the rubric that states it first.
public enum ParameterValue: Sendable, Hashable {
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)

  /// The value of a scalar, or nil for what no parameter can be.
  init?(_ node: Node) {
    switch node.content {
    case .bool(let bool): self = .bool(bool)
    case .integer(let integer): self = .integer(integer)
    case .number(let number):
      guard number.isFinite else { return nil }
      self = .number(number)
    case .text(let text): self = .text(text)
    case .null, .unrepresentable, .list, .map: return nil
    }
  }

  /// The type that expressions see.
  public var type: CELType {
    switch self {
    case .bool: .bool
    case .integer: .int
    case .number: .double
    case .text: .string
    }
  }

  /// The value that expressions see.
  public var value: Value {
    switch self {
    case .bool(let bool): .bool(bool)
    case .integer(let integer): .int(integer)
    case .number(let number): .double(number)
    case .text(let text): .string(text)
    }
  }

  /// This value as the type of another, where a whole number stands for a number; nil where the types differ.
  func converted(toTypeOf other: ParameterValue) -> ParameterValue? {
    switch (self, other) {
    case (.bool, .bool), (.integer, .integer), (.number, .number), (.text, .text): self
    case (.integer(let integer), .number): .number(Double(integer))
    default: nil
    }
  }
}

extension ParameterValue: CustomStringConvertible {
  /// The value as a report shows it.
  public var description: String {
    switch self {
    case .bool(let bool): String(bool)
    case .integer(let integer): String(integer)
    case .number(let number): String(number)
    case .text(let text): "'\(text)'"
    }
  }
}
