/// A Swift type that expressions can hold, compare with `==` and hand to functions, while all else about it stays with
/// those functions: a version, a currency, a place on a map.
///
/// A type name is all that it takes:
///
/// ```swift
/// struct Version: OpaqueConvertible {
///   static let celTypeName = "acme.Version"
///   var parts: [Int]
/// }
///
/// let versions = [
///   Function("version") { (text: String) in Version(parts: text.split(separator: ".").compactMap { Int($0) }) },
///   Function(member: "isBefore") { (a: Version, b: Version) in a.parts.lexicographicallyPrecedes(b.parts) },
/// ]
/// let environment = Environment(variables: [Variable("running", Version.self)], functions: versions)
/// let program = try environment.compile("running.isBefore(version('1.10'))")
/// try program.evaluate(["running": Version(parts: [1, 9])], as: Bool.self)  // true
/// ```
public protocol OpaqueConvertible: ValueConvertible, Equatable {
  /// The name of the type, as expressions and messages write it.
  static var celTypeName: String { get }
}

extension OpaqueConvertible {
  /// The declared type of this name.
  public static var celType: CELType { .opaque(celTypeName, []) }

  /// The value, boxed.
  public var celValue: Value { .opaque(OpaqueBox(self)) }

  /// Takes the value out of its box.
  public init(celValue value: Value) throws(ConversionError) {
    guard case .opaque(let opaque) = value, let box = opaque as? OpaqueBox<Self> else {
      throw .mismatch(expected: Self.celTypeName, found: value)
    }
    self = box.content
  }
}

/// A Swift value as the language carries it around.
private final class OpaqueBox<Content: OpaqueConvertible>: OpaqueValue, @unchecked Sendable {
  let content: Content

  init(_ content: Content) {
    self.content = content
    super.init(typeName: Content.celTypeName)
  }

  override func isEqual(to other: OpaqueValue) -> Bool { (other as? OpaqueBox<Content>)?.content == content }
}
