// What Swift's containers are in the language.

extension Array: ValueConvertible where Element: ValueConvertible {
  /// A list of the elements' type; of `[UInt8]`, `bytes`.
  public static var celType: CELType { Element.self == UInt8.self ? .bytes : .list(Element.celType) }

  /// A list, or bytes.
  public var celValue: Value {
    // Asked of the type, not of the array alone: an empty array is an array of anything.
    if Element.self == UInt8.self, let bytes = self as? [UInt8] { return .bytes(BytesValue(bytes)) }
    return .list(ListValue(map(\.celValue)))
  }

  /// Reads a list, or bytes.
  public init(celValue value: Value) throws(ConversionError) {
    if Element.self == UInt8.self, case .bytes(let bytes) = value, let bytes = bytes.bytes as? Self {
      self = bytes
      return
    }
    guard case .list(let list) = value else {
      throw .mismatch(expected: Element.self == UInt8.self ? "bytes" : "list", found: value)
    }
    self = []
    reserveCapacity(list.elements.count)
    for (index, element) in list.elements.enumerated() {
      do throws(ConversionError) {
        append(try Element(celValue: element))
      } catch {
        throw error.below(index: index)
      }
    }
  }
}

extension Dictionary: ValueConvertible where Key: ValueKeyConvertible, Value: ValueConvertible {
  /// A map of the keys' and the values' types.
  public static var celType: CELType { .map(Key.celType, Value.celType) }

  /// A map, sorted by its keys: a dictionary has no order of its own, and results must not depend on chance.
  public var celValue: CEL.Value {
    let entries = map { (key: $0.celValue, value: $1.celValue) }.sorted { $0.key.comesBefore($1.key) }
    return .map(MapValue(keys: entries.map(\.key), values: entries.map(\.value)))
  }

  /// Reads a map, or the fields of an object that are there. Two keys that are one to Swift (texts that differ in
  /// normalisation only) are an error.
  public init(celValue value: CEL.Value) throws(ConversionError) {
    self = [:]
    for (key, value) in try value.entries() {
      let name = try Key(celValue: key)
      guard self[name] == nil else { throw .repeated(key) }
      do throws(ConversionError) {
        self[name] = try Value(celValue: value)
      } catch {
        throw error.below(key: key)
      }
    }
  }
}

extension Optional: ValueConvertible where Wrapped: ValueConvertible {
  /// The type of what is inside, or null.
  public static var celType: CELType {
    let type = Wrapped.celType
    return switch type {
    case .bool, .int, .uint, .double, .string, .bytes: .wrapper(type)
    case .enumeration: .wrapper(.string)
    // These take null as they are.
    case .null, .dyn, .timestamp, .duration, .wrapper, .object, .opaque, .optional: type
    case .list, .map, .type, .parameter: .dyn
    }
  }

  /// What is inside, or null.
  public var celValue: Value { self?.celValue ?? .null }

  /// Reads null and `optional.none()` as nil, anything else as what may be inside.
  public init(celValue value: Value) throws(ConversionError) {
    switch value {
    case .null: self = nil
    case .optional(let optional):
      self = try optional.value.map { value throws(ConversionError) in try Wrapped(celValue: value) }
    default: self = try Wrapped(celValue: value)
    }
  }
}

extension Value {
  /// The entries of a map, or the fields of an object that are there.
  func entries() throws(ConversionError) -> [(key: Value, value: Value)] {
    switch self {
    case .map(let map): return Array(zip(map.keys, map.values))
    case .object(let object):
      return object.type.fields.enumerated().compactMap { index, field in
        guard case .present(let value, _) = object.field(at: index) else { return nil }
        return (.string(field.name), value)
      }
    default: throw .mismatch(expected: "map", found: self)
    }
  }

  /// An order of keys: bools, whole numbers, then text by its bytes.
  func comesBefore(_ other: Value) -> Bool {
    switch (self, other) {
    case (.bool(let a), .bool(let b)): !a && b
    case (.int(let a), .int(let b)): a < b
    case (.uint(let a), .uint(let b)): a < b
    case (.string(let a), .string(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    default: false
    }
  }
}
