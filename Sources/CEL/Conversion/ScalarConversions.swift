// What Swift's scalars are in the language.

extension Value: ValueConvertible {
  /// Anything.
  public static var celType: CELType { .dyn }
  /// The value itself.
  public var celValue: Value { self }
  /// The value itself.
  public init(celValue value: Value) { self = value }
}

extension Bool: ValueKeyConvertible {
  /// `bool`.
  public static var celType: CELType { .bool }
  /// A bool.
  public var celValue: Value { .bool(self) }
  /// Reads a bool.
  public init(celValue value: Value) throws(ConversionError) {
    guard case .bool(let bool) = value else { throw .mismatch(expected: "bool", found: value) }
    self = bool
  }
}

extension String: ValueKeyConvertible {
  /// `string`.
  public static var celType: CELType { .string }
  /// A string.
  public var celValue: Value { .string(self) }
  /// Reads a string.
  public init(celValue value: Value) throws(ConversionError) {
    guard case .string(let text) = value else { throw .mismatch(expected: "string", found: value) }
    self = text
  }
}

extension Double: ValueConvertible {
  /// `double`.
  public static var celType: CELType { .double }
  /// A double.
  public var celValue: Value { .double(self) }
  /// Reads a double; the language turns no integer into one unasked, and neither does this.
  public init(celValue value: Value) throws(ConversionError) {
    guard case .double(let double) = value else { throw .mismatch(expected: "double", found: value) }
    self = double
  }
}

extension Float: ValueConvertible {
  /// `double`.
  public static var celType: CELType { .double }
  /// A double.
  public var celValue: Value { .double(Double(self)) }
  /// Reads a double, rounded.
  public init(celValue value: Value) throws(ConversionError) { self = Float(try Double(celValue: value)) }
}

extension ValueConvertible where Self: FixedWidthInteger & SignedInteger {
  /// `int`.
  public static var celType: CELType { .int }
  /// An int.
  public var celValue: Value { .int(Int64(self)) }
  /// Reads a whole number that fits.
  public init(celValue value: Value) throws(ConversionError) { self = try wholeNumber(value, "int") }
}

extension ValueConvertible where Self: FixedWidthInteger & UnsignedInteger {
  /// `uint`.
  public static var celType: CELType { .uint }
  /// A uint.
  public var celValue: Value { .uint(UInt64(self)) }
  /// Reads a whole number that fits.
  public init(celValue value: Value) throws(ConversionError) { self = try wholeNumber(value, "uint") }
}

/// An int or a uint as an integer of Swift; which of the two it is says little, as `size(x)` is an int.
private func wholeNumber<T: FixedWidthInteger>(_ value: Value, _ expected: String) throws(ConversionError) -> T {
  let result: T? =
    switch value {
    case .int(let int): T(exactly: int)
    case .uint(let uint): T(exactly: uint)
    default: throw .mismatch(expected: expected, found: value)
    }
  guard let result else { throw .mismatch(expected: "\(expected) from \(T.min) to \(T.max)", found: value) }
  return result
}

extension Int: ValueKeyConvertible {}
extension Int8: ValueKeyConvertible {}
extension Int16: ValueKeyConvertible {}
extension Int32: ValueKeyConvertible {}
extension Int64: ValueKeyConvertible {}
extension UInt: ValueKeyConvertible {}
extension UInt8: ValueKeyConvertible {}
extension UInt16: ValueKeyConvertible {}
extension UInt32: ValueKeyConvertible {}
extension UInt64: ValueKeyConvertible {}
