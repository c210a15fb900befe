public import Diagnostics
import Synchronization

/// Bytes.
///
/// ```swift
/// Value([1, 2] as [UInt8]).literal  // b'\x01\x02'
/// ```
public final class BytesValue: Sendable {
  /// The bytes themselves.
  public let bytes: [UInt8]

  /// A value of these bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }
}

/// A list. Its elements may carry the places that they came from, which is how a verdict finds back to a file.
///
/// ```swift
/// Value.list(ListValue([1, "a"])).literal  // [1, 'a']
/// ```
public final class ListValue: Sendable {
  /// The elements.
  public let elements: [Value]
  /// The place of each element, or none at all.
  public let origins: [SourceRange]?
  /// Where the list stands in the input (`data.sources`), if it comes from there.
  public let path: AttributePath?

  /// A list, with or without the places of its elements (as many as there are elements).
  public init(_ elements: [Value], origins: [SourceRange]? = nil, path: AttributePath? = nil) {
    self.elements = elements
    self.origins = origins
    self.path = path
  }
}

/// A map. Keys are int, uint, bool or string; entries keep the order in which they were written.
///
/// ```swift
/// let map = MapValue(keys: [1, "a"], values: ["one", 2])
/// map.value(forKey: .double(1))  // 'one'
/// ```
public final class MapValue: Sendable {
  /// The keys, in order.
  public let keys: [Value]
  /// The values, in the order of the keys.
  public let values: [Value]
  /// The place of each value, or none at all.
  public let origins: [SourceRange]?
  /// Where the map stands in the input, if it comes from there.
  public let path: AttributePath?
  /// Whether a key that it does not have is unknown, as an absent field of an object is, rather than known not to be
  /// there: so for facts, where absence must not decide anything. Whether a key is `in` it is known all the same: keys
  /// are what a map holds, as elements are what a list holds.
  public let isPartial: Bool
  /// From a normalised key to its index, where there are more keys than are sooner walked than hashed. Numbers that are
  /// equal are the same key.
  private let index: [MapKey: Int]

  /// A map of entries whose keys are known to be distinct (`MapKey` tells); of repeated keys the first counts.
  public init(
    keys: [Value], values: [Value], origins: [SourceRange]? = nil, path: AttributePath? = nil, isPartial: Bool = false
  ) {
    self.isPartial = isPartial
    self.keys = keys
    self.values = values
    self.origins = origins
    self.path = path
    guard keys.count > Self.mostWalkedKeys else {
      index = [:]
      return
    }
    var index: [MapKey: Int] = [:]
    index.reserveCapacity(keys.count)
    for (position, key) in keys.enumerated() {
      guard let key = MapKey(key), index[key] == nil else { continue }
      index[key] = position
    }
    self.index = index
  }

  private static let mostWalkedKeys = 8

  /// Where a text stands among the keys, or nil where it does not.
  func position(of text: KnownText) -> Int? {
    guard keys.count <= Self.mostWalkedKeys else { return index[.text(MapKey.Text(string: text.string))] }
    for position in 0..<keys.count {
      if case .string(let key) = keys[position], text.isSame(as: key) { return position }
    }
    return nil
  }

  /// Where a key stands among the entries, or nil where it is not.
  func position(of key: MapKey) -> Int? {
    guard keys.count <= Self.mostWalkedKeys else { return index[key] }
    for (position, known) in keys.enumerated() where key.stands(for: known) { return position }
    return nil
  }
}

/// A key of a map in the form in which keys are compared: integers on one number line, text by its bytes.
enum MapKey: Hashable, Sendable {
  case bool(Bool)
  case int(Int64)
  /// Only above `Int64.max`.
  case uint(UInt64)
  case text(Text)

  /// A string whose equality and hash are those of its UTF-8, not of canonical equivalence.
  struct Text: Hashable, Sendable {
    var string: String

    static func == (a: Text, b: Text) -> Bool { sameBytes(a.string, b.string) }

    func hash(into hasher: inout Hasher) {
      var string = string
      string.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  /// Whether a value is this key.
  func stands(for value: Value) -> Bool {
    if case .text(let text) = self, case .string(let string) = value { return sameBytes(text.string, string) }
    return MapKey(value) == self
  }

  /// The normalised key, or nil for a value that cannot be one. A double is a key where it is integral (look-ups only).
  init?(_ value: Value) {
    switch value {
    case .bool(let bool): self = .bool(bool)
    case .int(let int): self = .int(int)
    case .uint(let uint): self = Int64(exactly: uint).map { .int($0) } ?? .uint(uint)
    case .double(let double):
      if let int = Int64(exactly: double) {
        self = .int(int)
      } else if let uint = UInt64(exactly: double) {
        self = .uint(uint)
      } else {
        return nil
      }
    case .string(let string): self = .text(Text(string: string))
    default: return nil
    }
  }
}

/// A value with named fields, as described by its `ObjectType`. Fields come into being when they are first asked for,
/// and a field may be absent, which is neither null nor an error: it makes what depends on it unknown.
///
/// ```swift
/// let type = ObjectType(name: "file", fields: [.init(name: "path", type: .string), .init(name: "lines", type: .int)])
/// let file = ObjectValue(type: type) { index in
///   index == 0 ? .present("README.md", origin: nil) : .absent(place: nil)
/// }
/// let environment = Environment(variables: [Variable("file", .object(type))])
/// let program = try environment.compile("file.path == 'README.md' && file.lines > 0")
/// program.evaluate(["file": Value.object(file)])  // unknown: file.lines
/// ```
public final class ObjectValue: Sendable {
  /// A field's state.
  public enum Field: Sendable {
    /// It is there, and perhaps known where.
    case present(Value, origin: SourceRange?)
    /// It is not there; `place` is where it would belong.
    case absent(place: SourceRange?)
  }

  /// The declaration of the fields.
  public let type: ObjectType
  /// Where the object stands in the input, if it comes from there.
  public let path: AttributePath?
  private let loader: (@Sendable (Int) -> Field)?
  private let slots: Mutex<[Field?]>

  /// An object whose fields are loaded one by one, by their index in the type, each at most once or nearly so
  /// (the loader has to give the same answer each time).
  public init(type: ObjectType, path: AttributePath? = nil, loader: @escaping @Sendable (Int) -> Field) {
    self.type = type
    self.path = path
    self.loader = loader
    self.slots = Mutex([Field?](type.fields.count, of: nil))
  }

  /// An object whose fields are all known, in the order of the type's fields.
  public init(type: ObjectType, path: AttributePath? = nil, fields: [Field]) {
    self.type = type
    self.path = path
    self.loader = nil
    self.slots = Mutex(fields)
  }

  /// A field by its index in the type.
  public func field(at index: Int) -> Field {
    if let known = slots.withLock({ $0.indices.contains(index) ? $0[index] : nil }) { return known }
    guard let loader else { return .absent(place: nil) }
    // Outside the lock: a loader may build whole subtrees.
    let loaded = loader(index)
    slots.withLock { $0[index] = loaded }
    return loaded
  }
}

/// A type as a value: what `type(x)` gives, and what `int` names.
///
/// ```swift
/// try Environment(variables: []).compile("type(1)").evaluate().get()  // int
/// ```
public final class TypeValue: Sendable {
  /// The type.
  public let type: CELType

  /// The value of a type.
  public init(_ type: CELType) { self.type = type }
}

/// A value that may be there or not.
///
/// ```swift
/// Value.optional(OptionalValue(1)).literal  // optional.of(1)
/// Value.optional(OptionalValue(nil)).literal  // optional.none()
/// ```
public final class OptionalValue: Sendable {
  /// The value, if there is one.
  public let value: Value?

  /// `optional.of(value)` or `optional.none()`.
  public init(_ value: Value?) { self.value = value }
}

/// A value of a type that an extension library declares, such as an IP address. For a Swift type that exists already,
/// `OpaqueConvertible` is the shorter way.
///
/// ```swift
/// final class Color: OpaqueValue, @unchecked Sendable {
///   let rgb: Int
///   init(rgb: Int) {
///     self.rgb = rgb
///     super.init(typeName: "acme.Color")
///   }
///   override func isEqual(to other: OpaqueValue) -> Bool { (other as? Color)?.rgb == rgb }
/// }
/// Value.opaque(Color(rgb: 1)) == Value.opaque(Color(rgb: 1))  // true
/// ```
open class OpaqueValue: @unchecked Sendable {
  /// The name of its type.
  public let typeName: String

  /// For subclasses, which must be immutable.
  public init(typeName: String) { self.typeName = typeName }

  /// Whether two values of the same type are equal; subclasses say so.
  open func isEqual(to other: OpaqueValue) -> Bool { self === other }
}
