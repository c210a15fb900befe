/// Finds the absent fields of objects that are compared as a whole: two objects can be called neither equal nor
/// different while one of their fields is not known.
struct AbsentFields {
  private var entries: [UnknownSet.Entry] = []
  private var remaining = 100_000

  /// Everything that was found to be absent.
  var unknown: UnknownSet? { entries.isEmpty ? nil : UnknownSet(entries) }

  /// Whether there was more to look at than may be looked at.
  var isExhausted: Bool { remaining < 0 }

  /// Looks into a value if it is an object, or a list or map of objects.
  mutating func collect(_ value: Value) {
    switch value {
    case .object(let object):
      for (index, field) in object.type.fields.enumerated() {
        remaining -= 1
        guard remaining >= 0 else { return }
        switch object.field(at: index) {
        case .present(let value, _): collect(value)
        case .absent(let place):
          let path = AttributePath(.field(field.name), in: object.path)
          entries.append(UnknownSet.Entry(path: path, place: place))
        }
      }
    case .list(let list): collectAll(list.elements)
    case .map(let map): collectAll(map.values)
    case .optional(let optional): if let inner = optional.value { collect(inner) }
    default: break
    }
  }

  private mutating func collectAll(_ values: [Value]) {
    for value in values {
      switch value {
      case .object, .list, .map, .optional:
        remaining -= 1
        guard remaining >= 0 else { return }
        collect(value)
      default: break
      }
    }
  }
}
