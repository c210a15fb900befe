internal import Diagnostics

extension Value {
  /// The value in the shape that a declaration asks for, which is what a variable of the type may be bound to.
  ///
  /// A map becomes an object where an object is declared, and a field that it does not have, or that is null, is absent:
  /// what depends on it is unknown. A whole number becomes a `uint` or a `double` where one is declared and it is exactly
  /// that. Null and other values become optionals where optionals are declared. Everything else stays as it is, or is an
  /// error.
  ///
  /// ```swift
  /// let team = ObjectType(name: "team", fields: [.init(name: "lead", type: .string), .init(name: "size", type: .int)])
  /// let value: Value = ["size": 3]
  /// try value.shaped(as: .object(team))  // team{…}
  /// try value.shaped(as: .map(.string, .string))  // throws: size: expected string, found int 3
  /// ```
  ///
  /// - Throws: the path to what does not fit the type, what was expected there, and what was found.
  public func shaped(as type: CELType) throws(ConversionError) -> Value { try reshaped(as: type) ?? self }

  /// The value in another shape, or nil where it has the right one.
  fileprivate func reshaped(as type: CELType) throws(ConversionError) -> Value? {
    switch (type, self) {
    case (.dyn, _), (.parameter, _), (.null, .null), (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double),
      (.string, .string), (.bytes, .bytes), (.timestamp, .timestamp), (.duration, .duration), (.type, .type),
      (.wrapper, .null):
      return nil
    case (.wrapper(let inner), _): return try reshaped(as: inner)
    case (.uint, .int(let int)):
      if let uint = UInt64(exactly: int) { return .uint(uint) }
    case (.double, .int(let int)):
      if let double = Double(exactly: int) { return .double(double) }
    case (.double, .uint(let uint)):
      if let double = Double(exactly: uint) { return .double(double) }
    case (.enumeration(let enumeration), .string(let text)):
      if enumeration.values.contains(where: { sameBytes($0, text) }) { return nil }
      let guess = didYouMean(text, among: enumeration.values).map { ", \($0)" } ?? ""
      throw ConversionError("expected a value of '\(enumeration.name)', found \(told)\(guess)")
    case (.opaque(let name, _), .opaque(let opaque)): if sameBytes(name, opaque.typeName) { return nil }
    case (.object(let declared), .object(let object)): if declared === object.type { return nil }
    case (.object(let declared), .map(let map)): return .object(try map.object(of: declared))
    case (.list(let element), .list(let list)): return try list.reshaped(element).map { .list($0) }
    case (.map(let key, let value), .map(let map)): return try map.reshaped(key, value).map { .map($0) }
    case (.optional(let inner), .optional(let optional)):
      guard let value = try optional.value?.reshaped(as: inner) else { return nil }
      return .optional(OptionalValue(value))
    case (.optional, .null): return .optional(OptionalValue(nil))
    case (.optional(let inner), _): return .optional(OptionalValue(try shaped(as: inner)))
    default: break
    }
    throw .mismatch(expected: type.description, found: self)
  }
}

extension [Value] {
  /// The values in another shape, or nil where all have the right one.
  fileprivate func reshaped(
    as type: CELType, step: (Int, ConversionError) -> ConversionError
  ) throws(ConversionError) -> [Value]? {
    if case .dyn = type { return nil }
    var changed: [Value]?
    for (index, value) in enumerated() {
      do throws(ConversionError) {
        guard let shaped = try value.reshaped(as: type) else { continue }
        if changed == nil { changed = self }
        changed?[index] = shaped
      } catch {
        throw step(index, error)
      }
    }
    return changed
  }
}

extension ListValue {
  fileprivate func reshaped(_ element: CELType) throws(ConversionError) -> ListValue? {
    try elements.reshaped(as: element) { $1.below(index: $0) }
      .map { ListValue($0, origins: origins, path: path) }
  }
}

extension MapValue {
  fileprivate func reshaped(_ key: CELType, _ value: CELType) throws(ConversionError) -> MapValue? {
    let keys = try self.keys.reshaped(as: key) { _, error in error }
    let values = try self.values.reshaped(as: value) { $1.below(key: self.keys[$0]) }
    if keys == nil, values == nil { return nil }
    return MapValue(
      keys: keys ?? self.keys, values: values ?? self.values, origins: origins, path: path, isPartial: isPartial)
  }

  /// An object of these entries.
  fileprivate func object(of type: ObjectType) throws(ConversionError) -> ObjectValue {
    var fields = [ObjectValue.Field](repeating: .absent(place: nil), count: type.fields.count)
    for (position, key) in keys.enumerated() {
      guard case .string(let name) = key, let index = type.index(of: name), sameBytes(type.fields[index].name, name)
      else {
        var guess = ""
        if case .string(let name) = key {
          guess = didYouMean(name, among: type.fields.map(\.name)).map { ", \($0)" } ?? ""
        }
        throw ConversionError("\(key.literal) is not a field of '\(type.name)'\(guess)")
      }
      let field = type.fields[index]
      if case .null = values[position], !ValueKinds(taking: field.type).contains(.null) { continue }
      do throws(ConversionError) {
        fields[index] = .present(try values[position].shaped(as: field.type), origin: origins?[position])
      } catch {
        throw error.below(key: name)
      }
    }
    return ObjectValue(type: type, path: path, fields: fields)
  }
}
