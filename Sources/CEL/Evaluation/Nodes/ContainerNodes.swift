// List and map literals.

/// `[a, b, ?c]`
final class ListNode: PlannedNode, @unchecked Sendable {
  private let elements: [(node: PlannedNode, isOptional: Bool)]

  init(_ elements: [(node: PlannedNode, isOptional: Bool)], _ offsets: Range<Int>) {
    self.elements = elements
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    state.budget -= Cost.list
    state.take(elements: elements.count)
    guard state.budget >= 0 else { return exceeded(state) }
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    var unknown: UnknownSet?
    for (node, isOptional) in elements {
      let result = node.evaluate(&state)
      switch result {
      case .failure: return result
      case .unknown(let set): unknown = unknown?.union(set) ?? set
      case .value(let value):
        guard isOptional else {
          values.append(value)
          continue
        }
        guard case .optional(let optional) = value else {
          return node.fail(.noSuchOverload, "'?' needs an optional here, found \(value.kindName)")
        }
        if let inner = optional.value { values.append(inner) }
      }
    }
    if let unknown { return .unknown(unknown) }
    return .value(.list(ListValue(values)))
  }
}

/// `{a: b, ?c: d}`
final class MapNode: PlannedNode, @unchecked Sendable {
  struct Entry: Sendable {
    let key: PlannedNode
    let value: PlannedNode
    let isOptional: Bool
  }

  private let entries: [Entry]

  init(_ entries: [Entry], _ offsets: Range<Int>) {
    self.entries = entries
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    state.budget -= Cost.map
    state.take(elements: entries.count * MapBuilder.elementsOfEntry)
    guard state.budget >= 0 else { return exceeded(state) }
    var builder = MapBuilder()
    var unknown: UnknownSet?
    for entry in entries {
      let key = entry.key.evaluate(&state)
      let value = entry.value.evaluate(&state)
      switch (key, value) {
      case (.failure, _): return key
      case (_, .failure): return value
      case (.unknown(let set), .unknown(let other)):
        unknown = (unknown?.union(set) ?? set).union(other)
      case (.unknown(let set), _), (_, .unknown(let set)): unknown = unknown?.union(set) ?? set
      case (.value(let key), .value(var value)):
        if entry.isOptional {
          guard case .optional(let optional) = value else {
            return entry.value.fail(.noSuchOverload, "'?' needs an optional here, found \(value.kindName)")
          }
          guard let inner = optional.value else { continue }
          value = inner
        }
        state.charge(Cost.length(key))
        if let problem = builder.add(key, value) { return entry.key.fail(problem) }
      }
    }
    if let unknown { return .unknown(unknown) }
    return .value(builder.map)
  }
}

/// Collects a map's entries and refuses what cannot be a key, and keys that are there already.
struct MapBuilder {
  /// The memory of an entry, in elements of lists: key, value, and both in tables.
  static let elementsOfEntry = 6

  private var keys: [Value] = []
  private var values: [Value] = []
  private var seen: Set<MapKey> = []

  var count: Int { keys.count }

  /// Adds an entry, or says why that cannot be.
  mutating func add(_ key: Value, _ value: Value) -> EvaluationError? {
    if case .double = key { return EvaluationError(.invalidArgument, "a double cannot be the key of a map") }
    guard let mapKey = MapKey(key) else {
      return EvaluationError(.invalidArgument, "\(key.kindName) cannot be the key of a map")
    }
    guard seen.insert(mapKey).inserted else {
      return EvaluationError(.invalidArgument, "the key \(key.literal) is there twice")
    }
    keys.append(key)
    values.append(value)
    return nil
  }

  var map: Value { .map(MapValue(keys: keys, values: values)) }
}
