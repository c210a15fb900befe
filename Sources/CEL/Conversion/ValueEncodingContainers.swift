/// What a type's own `encode(to:)` is handed: it writes into a tree.
struct TreeEncoder: Encoder {
  let tree: EncodedTree
  let codingPath: [any CodingKey]
  let encoder: ValueEncoder

  var userInfo: [CodingUserInfoKey: Any] { encoder.userInfo }

  init(_ tree: EncodedTree, _ codingPath: [any CodingKey], _ encoder: ValueEncoder) {
    self.tree = tree
    self.codingPath = codingPath
    self.encoder = encoder
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    // A type may ask for its container more than once, as a class and its superclass do.
    if case .map = tree.content {} else { tree.content = .map(keys: [], children: []) }
    return KeyedEncodingContainer(KeyedTree(target: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .list = tree.content {} else { tree.content = .list([]) }
    return UnkeyedTree(target: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { SingleTree(target: self) }

  func encode(_ value: some Encodable, into tree: EncodedTree, below key: (any CodingKey)?) throws {
    try encoder.encode(value, into: tree, at: key.map { codingPath + [$0] } ?? codingPath)
  }

  func nested(_ tree: EncodedTree, _ key: any CodingKey) -> TreeEncoder {
    TreeEncoder(tree, codingPath + [key], encoder)
  }
}

private struct KeyedTree<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let target: TreeEncoder
  var codingPath: [any CodingKey] { target.codingPath }

  private func child(_ key: any CodingKey) -> EncodedTree { target.tree.child(forKey: .string(key.stringValue)) }

  mutating func encodeNil(forKey key: Key) { child(key).content = .value(.null) }

  mutating func encode(_ value: some Encodable, forKey key: Key) throws {
    try target.encode(value, into: child(key), below: key)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    target.nested(child(key), key).container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    target.nested(child(key), key).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { superEncoder(StepKey(stringValue: "super")) }
  mutating func superEncoder(forKey key: Key) -> any Encoder { superEncoder(key) }
  private func superEncoder(_ key: any CodingKey) -> any Encoder { target.nested(child(key), key) }
}

private struct UnkeyedTree: UnkeyedEncodingContainer {
  let target: TreeEncoder
  var codingPath: [any CodingKey] { target.codingPath }
  var count: Int { target.tree.count }

  private var key: StepKey { StepKey(index: count) }

  mutating func encodeNil() { target.tree.appendChild().content = .value(.null) }

  mutating func encode(_ value: some Encodable) throws {
    let key = key
    try target.encode(value, into: target.tree.appendChild(), below: key)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    nested.container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested.unkeyedContainer() }
  mutating func superEncoder() -> any Encoder { nested }

  private var nested: TreeEncoder {
    let key = key
    return target.nested(target.tree.appendChild(), key)
  }
}

private struct SingleTree: SingleValueEncodingContainer {
  let target: TreeEncoder
  var codingPath: [any CodingKey] { target.codingPath }

  mutating func encodeNil() { target.tree.content = .value(.null) }

  mutating func encode(_ value: some Encodable) throws { try target.encode(value, into: target.tree, below: nil) }
}
