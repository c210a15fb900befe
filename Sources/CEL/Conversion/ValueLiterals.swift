// Values written as Swift literals, compared, looked into and printed.

extension Value: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A bool.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// An int; a uint is written `.uint(3)`.
  public init(integerLiteral value: Int64) { self = .int(value) }

  /// A double.
  public init(floatLiteral value: Double) { self = .double(value) }

  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }

  /// A list.
  public init(arrayLiteral elements: Value...) { self = .list(ListValue(elements)) }

  /// A map. As in a dictionary literal of Swift, a repeated key is a mistake of the program, and so is a key that is
  /// neither a bool, a whole number nor a string.
  public init(dictionaryLiteral elements: (Value, Value)...) {
    let keys = elements.map(\.0)
    let isSound = keys.allSatisfy { if case .double = $0 { false } else { true } }
    precondition(
      isSound && Set(keys.compactMap { MapKey($0) }).count == keys.count,
      "a key of the map is repeated, or cannot be one")
    self = .map(MapValue(keys: keys, values: elements.map(\.1)))
  }
}

extension Value: Equatable {
  /// The language's own equality: numbers by what they are worth, whatever their type, text by its bytes, and NaN equal
  /// to nothing.
  ///
  /// ```swift
  /// Value.int(1) == Value.double(1)  // true
  /// Value.string("1") == Value.int(1)  // false
  /// ```
  public static func == (a: Value, b: Value) -> Bool { a.isEqual(to: b) }
}

extension Value {
  /// The value under a key of a map, or a field of an object that is there; nil otherwise.
  ///
  /// ```swift
  /// let team: Value = ["name": "search", "members": ["Ada", "Grace"]]
  /// team["members"]?[1]  // 'Grace'
  /// team["owner"]  // nil
  /// ```
  public subscript(key: String) -> Value? {
    switch self {
    case .map(let map): return map.value(forKey: .string(key))
    case .object(let object):
      guard let index = object.type.index(of: key), case .present(let value, _) = object.field(at: index) else {
        return nil
      }
      return value
    default: return nil
    }
  }

  /// An element of a list, or the value under a whole number of a map; nil where there is none.
  public subscript(index: Int) -> Value? {
    switch self {
    case .list(let list): list.elements.indices.contains(index) ? list.elements[index] : nil
    case .map(let map): map.value(forKey: .int(Int64(index)))
    default: nil
    }
  }
}

extension Value: CustomStringConvertible {
  /// The value as source of the language writes it, see `literal`.
  public var description: String { literal }
}
