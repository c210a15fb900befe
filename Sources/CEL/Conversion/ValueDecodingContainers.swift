/// What a type's own `init(from:)` is handed: it reads a value.
struct ValueReader: Decoder {
  /// The value, which is no optional.
  let value: Value
  let codingPath: [any CodingKey]
  let decoder: ValueDecoder

  var userInfo: [CodingUserInfoKey: Any] { decoder.userInfo }

  init(_ value: Value, _ codingPath: [any CodingKey], _ decoder: ValueDecoder) {
    self.value = value
    self.codingPath = codingPath
    self.decoder = decoder
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    switch value {
    case .map, .object: KeyedDecodingContainer(KeyedReader(source: self))
    default: throw ConversionError.mismatch(expected: "map", found: value).below(codingPath)
    }
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .list(let list) = value else {
      throw ConversionError.mismatch(expected: "list", found: value).below(codingPath)
    }
    return UnkeyedReader(source: self, elements: list.elements)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { SingleReader(source: self) }

  func decode<T: Decodable>(_ type: T.Type, _ value: Value, _ key: any CodingKey) throws -> T {
    try decoder.decode(type, from: value, at: codingPath + [key])
  }

  func nested(_ value: Value, _ key: any CodingKey) -> ValueReader {
    ValueReader(value.unwrapped, codingPath + [key], decoder)
  }
}

extension Value {
  /// What is inside an optional, null where that is nothing; any other value itself.
  var unwrapped: Value {
    var value = self
    while case .optional(let optional) = value { value = optional.value ?? .null }
    return value
  }

  /// Null, or an optional that holds nothing.
  fileprivate var isNothing: Bool {
    if case .null = unwrapped { true } else { false }
  }
}

private struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let source: ValueReader
  var codingPath: [any CodingKey] { source.codingPath }

  var allKeys: [Key] {
    let entries = (try? source.value.entries()) ?? []
    return entries.compactMap { entry in
      switch entry.key {
      case .string(let text): Key(stringValue: text)
      case .int(let int): Key(intValue: Int(int))
      default: nil
      }
    }
  }

  func contains(_ key: Key) -> Bool { value(key) != nil }

  private func value(_ key: any CodingKey) -> Value? {
    if let value = source.value[key.stringValue] { return value }
    guard let index = key.intValue, case .map(let map) = source.value else { return nil }
    return map.value(forKey: .int(Int64(index)))
  }

  /// The value under a key.
  private func present(_ key: any CodingKey, _ expected: @autoclosure () -> String) throws(ConversionError) -> Value {
    if let value = value(key) { return value }
    throw ConversionError("expected \(expected()), found nothing").below(codingPath + [key])
  }

  func decodeNil(forKey key: Key) throws -> Bool { value(key)?.isNothing ?? true }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try source.decode(type, try present(key, expectation(of: type)), key)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try source.nested(try present(key, "map"), key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try source.nested(try present(key, "list"), key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { superDecoder(StepKey(stringValue: "super")) }
  func superDecoder(forKey key: Key) throws -> any Decoder { superDecoder(key) }

  private func superDecoder(_ key: any CodingKey) -> any Decoder { source.nested(value(key) ?? .null, key) }
}

/// What a type is read from, as an error says it.
private func expectation(of type: any Decodable.Type) -> String {
  (type as? any ValueConvertible.Type).map { "\($0.celType)" } ?? "\(type)"
}

private struct UnkeyedReader: UnkeyedDecodingContainer {
  let source: ValueReader
  let elements: [Value]
  var currentIndex = 0

  init(source: ValueReader, elements: [Value]) {
    self.source = source
    self.elements = elements
  }

  var codingPath: [any CodingKey] { source.codingPath }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  /// The element at hand, and its step of the path.
  private func current() throws(ConversionError) -> (value: Value, key: StepKey) {
    let key = StepKey(index: currentIndex)
    guard !isAtEnd else {
      throw ConversionError("expected another element, found the end of the list").below(codingPath + [key])
    }
    return (elements[currentIndex], key)
  }

  mutating func decodeNil() throws -> Bool {
    guard try current().value.isNothing else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let (value, key) = try current()
    let result = try source.decode(type, value, key)
    currentIndex += 1
    return result
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try nested().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try nested().unkeyedContainer() }
  mutating func superDecoder() throws -> any Decoder { try nested() }

  private mutating func nested() throws(ConversionError) -> ValueReader {
    let (value, key) = try current()
    currentIndex += 1
    return source.nested(value, key)
  }
}

private struct SingleReader: SingleValueDecodingContainer {
  let source: ValueReader
  var codingPath: [any CodingKey] { source.codingPath }

  func decodeNil() -> Bool { source.value.isNothing }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    try source.decoder.decode(type, from: source.value, at: codingPath)
  }
}
