/// Why a value could not become what was asked for: the place inside the value, what was expected there, and what was
/// found instead.
///
/// ```swift
/// let value: Value = ["members": [["age": 36], ["age": "old"]]]
/// do {
///   _ = try value.converted(to: [String: [[String: Int]]].self)
/// } catch {
///   print(error)  // members[1].age: expected int, found string 'old'
/// }
/// ```
public struct ConversionError: Error, Hashable, Sendable {
  /// The way to the place from the value that was converted, such as `members[1].age`; empty for the value itself.
  public var path: String
  /// What is wrong there: one line, lower case.
  public var message: String

  /// An error at a place.
  public init(path: String = "", _ message: String) {
    self.path = path
    self.message = message
  }

  /// Another kind of value was expected than was found.
  public static func mismatch(expected: String, found: Value) -> ConversionError {
    ConversionError("expected \(expected), found \(found.told)")
  }

  /// A key of a map is, to Swift, the same as another.
  static func repeated(_ key: Value) -> ConversionError {
    ConversionError("expected different keys, found \(key.literal) again")
  }

  /// The same error, seen from a list that the value is an element of.
  func below(index: Int) -> ConversionError { below("[\(index)]") }

  /// The same error, seen from a map or an object that the value is in.
  func below(key: Value) -> ConversionError {
    guard case .string(let name) = key else { return below("[\(key.literal)]") }
    return below(key: name)
  }

  /// The same error, seen from a map or an object that the value is in.
  func below(key name: String) -> ConversionError {
    below(isPlainName(name) ? name : "[\(Value.string(name).literal)]")
  }

  private func below(_ step: String) -> ConversionError {
    let further = path.isEmpty || path.utf8.first == UInt8(ascii: "[") ? path : "." + path
    return ConversionError(path: step + further, message)
  }
}

extension ConversionError: CustomStringConvertible {
  /// The path and what is wrong there, as in `members[1].age: expected int, found string 'old'`.
  public var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

extension Value {
  /// The value as an error message names it: its kind and, shortly, itself.
  var told: String {
    switch self {
    case .null: "null"
    case .object, .opaque: kindName
    default: "\(kindName) \(literal(maxLength: 40))"
    }
  }
}

/// Whether a key can be written as a field: `a.b` and not `a['b']`.
private func isPlainName(_ name: String) -> Bool {
  for (index, byte) in name.utf8.enumerated() {
    let isLetter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
    guard isLetter || index > 0 && (0x30...0x39).contains(byte) else { return false }
  }
  return !name.isEmpty
}
