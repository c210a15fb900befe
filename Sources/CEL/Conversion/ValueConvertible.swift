/// A Swift type whose values are values of the language, too: what variables are bound to, and what functions written in
/// Swift take and give.
///
/// `Bool`, all integers, `Double`, `Float`, `String`, `[UInt8]` (bytes), `Timestamp`, both `Duration`s and `Value` itself
/// are, and so are arrays, dictionaries and optionals of them:
///
/// | Swift | the language |
/// |---|---|
/// | `Int`, `Int8` … `Int64` | `int`; read from any whole number that fits |
/// | `UInt`, `UInt8` … `UInt64` | `uint`; read from any whole number that fits |
/// | `Double`, `Float` | `double`; read from a double alone |
/// | `[UInt8]` | `bytes` |
/// | `[Element]` | `list` |
/// | `[Key: Value]` | `map`, sorted by its keys |
/// | `Wrapped?` | the value or `null`; read from an optional, too |
///
/// An enumeration with raw values only has to say that it is convertible, and then a misspelt case is found when an
/// expression is compiled:
///
/// ```swift
/// enum Stage: String, CaseIterable, ValueConvertible { case draft, live }
///
/// let environment = Environment(variables: [Variable("stage", Stage.self)])
/// let program = try environment.compile("stage == 'live'")
/// try program.evaluate(["stage": Stage.live], as: Bool.self)  // true
/// ```
///
/// For types of your own that have no counterpart in the language, see `OpaqueConvertible`; for any `Codable` type,
/// `ValueEncoder` and `ValueDecoder`.
public protocol ValueConvertible: Sendable {
  /// The type that expressions see.
  static var celType: CELType { get }

  /// The value that expressions see.
  var celValue: Value { get }

  /// Reads a value of the language.
  ///
  /// - Throws: what was expected and what was found instead.
  init(celValue value: Value) throws(ConversionError)
}

/// A type whose values can be the keys of a map: `Bool`, integers, `String`, and enumerations of them that say so.
public protocol ValueKeyConvertible: ValueConvertible, Hashable {}

extension Value {
  /// The value of the language that a Swift value is.
  ///
  /// ```swift
  /// Value(["a": 1])  // {'a': 1}
  /// ```
  public init(_ value: some ValueConvertible) { self = value.celValue }

  /// The Swift value that this is.
  ///
  /// ```swift
  /// let value = Value.list(ListValue([.int(1), .int(2)]))
  /// try value.converted(to: [Int].self)  // [1, 2]
  /// ```
  ///
  /// - Throws: the place inside the value, what was expected there, and what was found.
  public func converted<T: ValueConvertible>(to type: T.Type = T.self) throws(ConversionError) -> T {
    try T(celValue: self)
  }
}

extension ValueConvertible where Self: RawRepresentable, RawValue: ValueConvertible {
  /// The type of the raw values.
  public static var celType: CELType { RawValue.celType }

  /// The raw value.
  public var celValue: Value { rawValue.celValue }

  /// The case that has this raw value.
  public init(celValue value: Value) throws(ConversionError) {
    guard let result = Self(rawValue: try RawValue(celValue: value)) else {
      throw .mismatch(expected: "a \(Self.self)", found: value)
    }
    self = result
  }
}

extension ValueConvertible where Self: RawRepresentable & CaseIterable, RawValue == String {
  /// A string that is one of the raw values, so that another literal beside it is a mistake.
  public static var celType: CELType {
    .enumeration(Enumeration(name: "\(Self.self)", values: allCases.map(\.rawValue)))
  }

  /// The case that has this raw value.
  public init(celValue value: Value) throws(ConversionError) {
    guard let result = Self(rawValue: try String(celValue: value)) else {
      throw .mismatch(expected: "one of \(Self.allCasesText)", found: value)
    }
    self = result
  }

  private static var allCasesText: String { allCases.map { Value.string($0.rawValue).literal }.joined(separator: ", ") }
}
