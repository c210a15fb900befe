internal import Diagnostics

// What macros become. Each is a loop of its own instead of cel-go's general fold, and charges what that fold would.

/// What a comprehension walks: the values of its one or two variables.
struct Elements {
  /// The values of the first variable; nil for the positions themselves.
  let first: [Value]?
  let second: [Value]?
  let count: Int
  let container: EvaluationState.Container

  /// The elements of a list or a map, or nil for anything else.
  init?(_ value: Value, hasSecond: Bool) {
    switch value {
    case .list(let list):
      first = hasSecond ? nil : list.elements
      second = hasSecond ? list.elements : nil
      count = list.elements.count
      container = .list(list)
    case .map(let map):
      first = map.keys
      second = hasSecond ? map.values : nil
      count = map.keys.count
      container = .map(map)
    default: return nil
    }
  }
}

/// What all comprehensions share: the range and the slots of the variables.
class LoopNode: PlannedNode, @unchecked Sendable {
  let range: PlannedNode
  let slot: Int
  let hasSecond: Bool

  init(range: PlannedNode, slot: Int, hasSecond: Bool, _ offsets: Range<Int>) {
    self.range = range
    self.slot = slot
    self.hasSecond = hasSecond
    super.init(offsets)
  }

  /// Evaluates the range; where it cannot be walked, `result` is what the comprehension comes to.
  final func elements(_ state: inout EvaluationState, _ result: inout Evaluated) -> Elements? {
    let evaluated = range.evaluate(&state)
    guard case .value(let value) = evaluated else {
      result = evaluated
      return nil
    }
    guard let elements = Elements(value, hasSecond: hasSecond) else {
      result = range.fail(.noSuchOverload, "only a list or a map can be walked, not \(value.kindName)")
      return nil
    }
    state.locals[slot].container = elements.container
    state.locals[slot].isReady = true
    if hasSecond {
      state.locals[slot + 1].container = elements.container
      state.locals[slot + 1].isReady = true
    }
    return elements
  }

  /// Evaluates a condition that cel-go prices at what is in it: nothing, where that is a constant. Walking a list is
  /// never free here, or a loop inside a loop would be without a bound.
  final func paid(_ predicate: PlannedNode, _ state: inout EvaluationState) -> Evaluated {
    let before = state.budget
    let result = predicate.evaluate(&state)
    if state.budget == before { state.budget -= 1 }
    return result
  }

  /// What is unknown for an element. All elements together may have a great deal of it.
  final func entries(of set: UnknownSet, _ state: inout EvaluationState) -> [UnknownSet.Entry] {
    state.take(bytes: set.entries.count * MemoryLayout<UnknownSet.Entry>.stride)
    return set.entries
  }

  /// Sets the variables to an element.
  final func step(to index: Int, of elements: Elements, _ state: inout EvaluationState) {
    state.locals[slot].step(to: index, elements.first?[index] ?? .int(Int64(index)))
    if hasSecond, let second = elements.second { state.locals[slot + 1].step(to: index, second[index]) }
  }
}

/// `all` and `exists`: folds of `&&` and `||`, which one element may decide.
final class FoldNode: LoopNode, @unchecked Sendable {
  private let isAll: Bool
  private let predicate: PlannedNode

  init(
    isAll: Bool, range: PlannedNode, slot: Int, hasSecond: Bool, predicate: PlannedNode, _ offsets: Range<Int>
  ) {
    self.isAll = isAll
    self.predicate = predicate
    super.init(range: range, slot: slot, hasSecond: hasSecond, offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    var result = Evaluated.value(.null)
    guard let elements = elements(&state, &result) else { return result }
    // The accumulator is read once more for the result, and in each step for the condition and the step itself.
    let condition = isAll ? 2 : 3
    state.budget -= Cost.attribute
    var unknown: [UnknownSet.Entry] = []
    var failure: Evaluated?
    var failedAt: Int?
    for index in 0..<elements.count {
      state.budget -= condition + 1
      guard state.budget >= 0 else { return exceeded(state) }
      step(to: index, of: elements, &state)
      let result = predicate.evaluate(&state)
      switch result {
      case .value(.bool(let bool)):
        guard bool != isAll else { continue }
        // That it is decided is noticed before the next element.
        if index < elements.count - 1 { state.budget -= condition }
        state.decidingIndex = index
        return result
      case .value(let value):
        if failure == nil {
          failure = predicate.fail(.noSuchOverload, "the condition is \(value.kindName), not bool")
          failedAt = index
        }
      case .unknown(let set): unknown += entries(of: set, &state)
      case .failure:
        if failure == nil {
          failure = result
          failedAt = index
        }
      }
    }
    state.decidingIndex = failedAt
    if let failure { return failure }
    if !unknown.isEmpty { return .unknown(UnknownSet(unknown)) }
    return .value(.bool(isAll))
  }
}

/// `exists_one`: walks everything, since a second element or an error at the end still counts.
final class ExistsOneNode: LoopNode, @unchecked Sendable {
  private let predicate: PlannedNode

  init(range: PlannedNode, slot: Int, hasSecond: Bool, predicate: PlannedNode, _ offsets: Range<Int>) {
    self.predicate = predicate
    super.init(range: range, slot: slot, hasSecond: hasSecond, offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    var result = Evaluated.value(.null)
    guard let elements = elements(&state, &result) else { return result }
    state.budget -= 2
    var unknown: [UnknownSet.Entry] = []
    var count = 0
    var found: Int?
    for index in 0..<elements.count {
      guard state.budget >= 0 else { return exceeded(state) }
      step(to: index, of: elements, &state)
      let result = paid(predicate, &state)
      switch result {
      case .value(.bool(let bool)):
        guard bool else { continue }
        state.budget -= 2
        count += 1
        found = count == 1 ? index : nil
      case .value(let value): return predicate.fail(.noSuchOverload, "the condition is \(value.kindName), not bool")
      case .unknown(let set): unknown += entries(of: set, &state)
      case .failure:
        state.decidingIndex = index
        return result
      }
    }
    if !unknown.isEmpty { return .unknown(UnknownSet(unknown)) }
    state.decidingIndex = found
    return .value(.bool(count == 1))
  }
}

/// `filter`, `map` and `transformList`. The elements that a filter keeps also keep their places.
final class CollectNode: LoopNode, @unchecked Sendable {
  /// What is reserved for an element of a list that grows.
  private static let bytesOfElement = 2 * MemoryLayout<Value>.stride

  private let predicate: PlannedNode?
  private let transform: PlannedNode?

  init(
    range: PlannedNode, slot: Int, hasSecond: Bool, predicate: PlannedNode?, transform: PlannedNode?,
    _ offsets: Range<Int>
  ) {
    self.predicate = predicate
    self.transform = transform
    super.init(range: range, slot: slot, hasSecond: hasSecond, offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    var result = Evaluated.value(.null)
    guard let elements = elements(&state, &result) else { return result }
    state.budget -= Cost.list + Cost.attribute
    var unknown: [UnknownSet.Entry] = []
    var collected: [Value] = []
    var origins: [SourceRange] = []
    var known: [SourceRange]?
    if transform == nil, case .list(let list) = elements.container { known = list.origins }
    for index in 0..<elements.count {
      guard state.budget >= 0 else { return exceeded(state) }
      step(to: index, of: elements, &state)
      if let predicate {
        let result = paid(predicate, &state)
        switch result {
        case .value(.bool(let bool)): if !bool { continue }
        case .value(let value): return predicate.fail(.noSuchOverload, "the condition is \(value.kindName), not bool")
        case .unknown(let set):
          unknown += entries(of: set, &state)
          continue
        case .failure:
          state.decidingIndex = index
          return result
        }
      }
      state.budget -= Cost.list + (transform == nil ? 3 : 2)
      state.take(bytes: Self.bytesOfElement)
      guard let transform else {
        if unknown.isEmpty {
          if let element = elements.first?[index] { collected.append(element) }
          if let known { origins.append(known[index]) }
        }
        continue
      }
      let result = transform.evaluate(&state)
      switch result {
      case .value(let value): if unknown.isEmpty { collected.append(value) }
      case .unknown(let set): unknown += entries(of: set, &state)
      case .failure:
        state.decidingIndex = index
        return result
      }
    }
    if !unknown.isEmpty { return .unknown(UnknownSet(unknown)) }
    return .value(.list(ListValue(collected, origins: known == nil ? nil : origins)))
  }
}

/// `transformMap` and `transformMapEntry`.
final class CollectMapNode: LoopNode, @unchecked Sendable {
  private let predicate: PlannedNode?
  private let transform: PlannedNode
  /// Whether the transform gives whole entries, as a map.
  private let givesEntries: Bool

  init(
    range: PlannedNode, slot: Int, predicate: PlannedNode?, transform: PlannedNode, givesEntries: Bool,
    _ offsets: Range<Int>
  ) {
    self.predicate = predicate
    self.transform = transform
    self.givesEntries = givesEntries
    super.init(range: range, slot: slot, hasSecond: true, offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    var result = Evaluated.value(.null)
    guard let elements = elements(&state, &result) else { return result }
    state.budget -= Cost.map + Cost.attribute
    var unknown: [UnknownSet.Entry] = []
    var builder = MapBuilder()
    for index in 0..<elements.count {
      guard state.budget >= 0, builder.count <= ResultLimit.elements else { return exceeded(state) }
      step(to: index, of: elements, &state)
      if let predicate {
        let result = paid(predicate, &state)
        switch result {
        case .value(.bool(let bool)): if !bool { continue }
        case .value(let value): return predicate.fail(.noSuchOverload, "the condition is \(value.kindName), not bool")
        case .unknown(let set):
          unknown += entries(of: set, &state)
          continue
        case .failure: return result
        }
      }
      state.budget -= givesEntries ? 2 : 3
      let result = transform.evaluate(&state)
      switch result {
      case .value(let value):
        if let problem = add(value, elements.first?[index] ?? .int(Int64(index)), to: &builder, &state) {
          return transform.fail(problem)
        }
      case .unknown(let set): unknown += entries(of: set, &state)
      case .failure: return result
      }
    }
    if !unknown.isEmpty { return .unknown(UnknownSet(unknown)) }
    return .value(builder.map)
  }

  private func add(
    _ value: Value, _ key: Value, to builder: inout MapBuilder, _ state: inout EvaluationState
  ) -> EvaluationError? {
    guard givesEntries else {
      state.charge(Cost.length(key))
      state.take(elements: MapBuilder.elementsOfEntry)
      return builder.add(key, value)
    }
    guard case .map(let map) = value else {
      return EvaluationError(.noSuchOverload, "'transformMapEntry' makes map entries, not \(value.kindName)")
    }
    // cel-go takes the entries for free; of one there is hardly more to pay.
    state.charge(map.keys.count - 1)
    state.take(elements: map.keys.count * MapBuilder.elementsOfEntry)
    for (key, value) in zip(map.keys, map.values) {
      if let problem = builder.add(key, value) { return problem }
    }
    return nil
  }
}
