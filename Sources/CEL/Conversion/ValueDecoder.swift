/// Turns values of the language into `Decodable` values: a map or an object into a structure by its coding keys, a list
/// into an array.
///
/// ```swift
/// struct Move: Decodable { var to: String, days: Int }
///
/// let program = try Environment(variables: []).compile("{'to': dyn('live'), 'days': 2 + 3}")
/// let move = try ValueDecoder().decode(Move.self, from: program.evaluate().get())
/// move.days  // 5
/// ```
///
/// What is `ValueConvertible` is read as that says. A key that is not there, null and `optional.none()` are nil where an
/// optional is asked for, and an error elsewhere; a key that nobody asks for is passed over.
public struct ValueDecoder: Sendable {
  /// What a type's own way of decoding may ask for.
  public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

  /// Is asked first about each value, with the type that it shall become: the way for types of others. Nil leaves the
  /// value to the decoder.
  public var substitution: (@Sendable (Value, any Decodable.Type) throws -> (any Decodable)?)?

  /// A decoder.
  public init() {}

  /// Turns a value of the language into another.
  ///
  /// ```swift
  /// struct Move: Decodable { var to: String, days: Int }
  ///
  /// do {
  ///   _ = try ValueDecoder().decode([Move].self, from: [["to": "live", "days": "five"]])
  /// } catch {
  ///   print(error)  // [0].days: expected int, found string 'five'
  /// }
  /// ```
  ///
  /// - Throws: the path to what does not fit, what was expected there, and what was found.
  public func decode<T: Decodable>(_ type: T.Type = T.self, from value: Value) throws(ConversionError) -> T {
    do {
      return try decode(type, from: value, at: [])
    } catch {
      throw ConversionError(error, at: [])
    }
  }

  func decode<T: Decodable>(_ type: T.Type, from value: Value, at path: [any CodingKey]) throws -> T {
    guard path.count < deepestCoding else { throw ConversionError.tooDeep.below(Array(path.prefix(3))) }
    if let substitution {
      do {
        if let substitute = try substitution(value, type) as? T { return substitute }
      } catch {
        throw (error as? ConversionError ?? ConversionError("\(error)")).below(path)
      }
    }
    // What is inside an optional of the language is what the type is read from, be it an optional itself or not.
    let value = value.unwrapped
    if let convertible = type as? any ValueConvertible.Type {
      do throws(ConversionError) {
        if let result = try convertible.init(celValue: value) as? T { return result }
      } catch {
        throw error.below(path)
      }
    }
    if let dictionary = type as? any DecodableMap.Type,
      let result = try dictionary.init(value, decoder: self, at: path) as? T
    {
      return result
    }
    do {
      return try type.init(from: ValueReader(value, path, self))
    } catch {
      throw ConversionError(error, at: path)
    }
  }
}

/// A dictionary whose keys can be the keys of a map. Swift's own way of decoding one would read text alone, and let keys
/// that are equal to Swift overwrite each other.
private protocol DecodableMap {
  init(_ value: Value, decoder: ValueDecoder, at path: [any CodingKey]) throws
}

extension Dictionary: DecodableMap where Key: ValueKeyConvertible, Value: Decodable {
  fileprivate init(_ value: CEL.Value, decoder: ValueDecoder, at path: [any CodingKey]) throws {
    self = [:]
    for (name, key, value) in try Self.named(value, at: path) {
      self[name] = try decoder.decode(Value.self, from: value, at: path + [StepKey(stringValue: key.keyText)])
    }
  }

  /// The entries with the dictionary's own keys.
  private static func named(
    _ value: CEL.Value, at path: [any CodingKey]
  ) throws(ConversionError) -> [(name: Key, key: CEL.Value, value: CEL.Value)] {
    do throws(ConversionError) {
      var names: Set<Key> = []
      var entries: [(name: Key, key: CEL.Value, value: CEL.Value)] = []
      for (key, value) in try value.entries() {
        let name = try Key(celValue: key)
        guard names.insert(name).inserted else { throw .repeated(key) }
        entries.append((name, key, value))
      }
      return entries
    } catch {
      throw error.below(path)
    }
  }
}
