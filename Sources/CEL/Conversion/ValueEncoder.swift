/// Turns `Encodable` values into values of the language: a structure becomes a map by its coding keys, an array a list.
///
/// ```swift
/// struct Member: Codable { var name: String, roles: [String] }
/// struct Team: Codable { var name: String, members: [Member], founded: Timestamp?, owner: String? }
///
/// let team = Team(
///   name: "search", members: [Member(name: "Ada", roles: ["lead"])], founded: Timestamp(seconds: 0), owner: nil)
/// let value = try ValueEncoder().encode(team)
/// // {'name': 'search', 'members': [{'name': 'Ada', 'roles': ['lead']}], 'founded': timestamp('1970-01-01T00:00:00Z')}
/// ```
///
/// What is `ValueConvertible` is converted as that says, so that `UInt` is a `uint`, `[UInt8]` is `bytes`, `Timestamp` is a
/// `timestamp`. A property that is nil is left out, which is what `has(team.owner)` asks; nil elsewhere is null.
/// Dictionaries are sorted by their keys.
public struct ValueEncoder: Sendable {
  /// What a type's own way of encoding may ask for.
  public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

  /// Is asked first about each value: the way for types of others, such as Foundation's dates. Nil leaves the value to the
  /// encoder.
  ///
  /// ```swift
  /// struct Celsius: Codable { var degrees: Double }
  ///
  /// var encoder = ValueEncoder()
  /// encoder.substitution = { ($0 as? Celsius).map { .double($0.degrees) } }
  /// try encoder.encode(["Oslo": Celsius(degrees: -3)])  // {'Oslo': -3.0}
  /// ```
  public var substitution: (@Sendable (any Encodable) -> Value?)?

  /// An encoder.
  public init() {}

  /// Turns a value into one of the language.
  ///
  /// - Throws: the path to what could not be encoded, and why.
  public func encode(_ value: some Encodable) throws(ConversionError) -> Value {
    let tree = EncodedTree()
    do {
      try encode(value, into: tree, at: [])
    } catch {
      throw ConversionError(error, at: [])
    }
    return tree.value
  }

  func encode(_ value: any Encodable, into tree: EncodedTree, at path: [any CodingKey]) throws {
    guard path.count < deepestCoding else { throw ConversionError.tooDeep.below(Array(path.prefix(3))) }
    if let substitute = substitution?(value) {
      tree.content = .value(substitute)
    } else if let convertible = value as? any ValueConvertible {
      tree.content = .value(convertible.celValue)
    } else if let dictionary = value as? any EncodableMap {
      let entries = dictionary.encodableEntries.sorted { $0.key.comesBefore($1.key) }
      tree.content = .map(keys: [], children: [])
      for entry in entries {
        try encode(
          entry.value, into: tree.child(forKey: entry.key), at: path + [StepKey(stringValue: entry.key.keyText)])
      }
    } else {
      do {
        try value.encode(to: TreeEncoder(tree, path, self))
      } catch {
        throw ConversionError(error, at: path)
      }
    }
  }
}

/// A dictionary whose keys can be the keys of a map. Swift's own way of encoding one hides of which type its keys are.
private protocol EncodableMap {
  var encodableEntries: [(key: Value, value: any Encodable)] { get }
}

extension Dictionary: EncodableMap where Key: ValueKeyConvertible, Value: Encodable {
  fileprivate var encodableEntries: [(key: CEL.Value, value: any Encodable)] { map { ($0.celValue, $1) } }
}

extension Value {
  /// A key as a step of a path names it.
  var keyText: String {
    if case .string(let text) = self { text } else { literal }
  }
}

/// What a value being encoded has become so far: containers are handed out while they are still filled.
final class EncodedTree {
  enum Content {
    case nothing
    case value(Value)
    case list([EncodedTree])
    case map(keys: [Value], children: [EncodedTree])
  }

  var content = Content.nothing
  private var positions: [MapKey: Int] = [:]

  /// The tree under a key; a key that is encoded twice has its last value.
  func child(forKey key: Value) -> EncodedTree {
    guard case .map(var keys, var children) = content, let mapKey = MapKey(key) else { return EncodedTree() }
    if let position = positions[mapKey] { return children[position] }
    // So that the arrays are grown in place.
    content = .nothing
    positions[mapKey] = keys.count
    let child = EncodedTree()
    keys.append(key)
    children.append(child)
    content = .map(keys: keys, children: children)
    return child
  }

  func appendChild() -> EncodedTree {
    guard case .list(var children) = content else { return EncodedTree() }
    content = .nothing
    let child = EncodedTree()
    children.append(child)
    content = .list(children)
    return child
  }

  /// How many elements there are in a list.
  var count: Int {
    if case .list(let children) = content { children.count } else { 0 }
  }

  /// What it all comes to. A type that encodes nothing at all has no properties: it is an empty map.
  var value: Value {
    switch content {
    case .nothing: .map(MapValue(keys: [], values: []))
    case .value(let value): value
    case .list(let children): .list(ListValue(children.map(\.value)))
    case .map(let keys, let children): .map(MapValue(keys: keys, values: children.map(\.value)))
    }
  }
}
