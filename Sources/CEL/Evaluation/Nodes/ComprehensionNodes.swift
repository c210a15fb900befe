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

  /// Sets the variables to an element.
  final func step(to index: Int, of elements: Elements, _ state: inout EvaluationState) {
    state.locals[slot].value = .value(elements.first?[index] ?? .int(Int64(index)))
    state.locals[slot].index = index
    if hasSecond, let second = elements.second {
      state.locals[slot + 1].value = .value(second[index])
      state.locals[slot + 1].index = index
    }
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
      guard state.budget >= 0 else { return exceeded }
      step(to: index, of: elements, &state)
      let result = predicate.evaluate(&state)
      switch result {
      case .value(.bool(let bool)):
        guard bool != isAll else { continue }
        state.budget -= condition
        state.decidingIndex = index
        return result
      case .value(let value):
        if failure == nil {
          failure = predicate.fail(.noSuchOverload, "the condition is \(value.kindName), not bool")
          failedAt = index
        }
      case .unknown(let set): unknown += set.entries
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
      guard state.budget >= 0 else { return exceeded }
      step(to: index, of: elements, &state)
      let result = paid(predicate, &state)
      switch result {
      case .value(.bool(let bool)):
        guard bool else { continue }
        state.budget -= 2
        count += 1
        found = count == 1 ? index : nil
      case .value(let value): return predicate.fail(.noSuchOverload, "the condition is \(value.kindName), not bool")
      case .unknown(let set): unknown += set.entries
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
      guard state.budget >= 0 else { return exceeded }
      step(to: index, of: elements, &state)
      if let predicate {
        let result = paid(predicate, &state)
        switch result {
        case .value(.bool(let bool)): if !bool { continue }
        case .value(let value): return predicate.fail(.noSuchOverload, "the condition is \(value.kindName), not bool")
        case .unknown(let set):
          unknown += set.entries
          continue
        case .failure:
          state.decidingIndex = index
          return result
        }
      }
      state.budget -= Cost.list + (transform == nil ? 3 : 2)
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
      case .unknown(let set): unknown += set.entries
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
      guard state.budget >= 0, builder.count <= ResultLimit.elements else { return exceeded }
      step(to: index, of: elements, &state)
      if let predicate {
        let result = paid(predicate, &state)
        switch result {
        case .value(.bool(let bool)): if !bool { continue }
        case .value(let value): return predicate.fail(.noSuchOverload, "the condition is \(value.kindName), not bool")
        case .unknown(let set):
          unknown += set.entries
          continue
        case .failure: return result
        }
      }
      state.budget -= 3
      let result = transform.evaluate(&state)
      switch result {
      case .value(let value):
        if let problem = add(value, elements.first?[index] ?? .int(Int64(index)), to: &builder, &state) {
          return transform.fail(problem)
        }
      case .unknown(let set): unknown += set.entries
      case .failure: return result
      }
    }
    if !unknown.isEmpty { return .unknown(UnknownSet(unknown)) }
    return .value(builder.map)
  }

  private func add(
    _ value: Value, _ key: Value, to builder: inout MapBuilder, _ state: inout EvaluationState
  ) -> EvaluationError? {
    guard givesEntries else { return builder.add(key, value) }
    guard case .map(let map) = value else {
      return EvaluationError(.noSuchOverload, "'transformMapEntry' makes map entries, not \(value.kindName)")
    }
    state.charge(map.keys.count)
    for (key, value) in zip(map.keys, map.values) {
      if let problem = builder.add(key, value) { return problem }
    }
    return nil
  }
}

/// `cel.bind`: the value waits in its slot until the body asks for it.
final class BindNode: PlannedNode, @unchecked Sendable {
  private let slot: Int
  private let body: PlannedNode

  init(slot: Int, body: PlannedNode, _ offsets: Range<Int>) {
    self.slot = slot
    self.body = body
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    state.locals[slot].isReady = false
    return body.evaluate(&state)
  }

  override func path(_ state: inout EvaluationState) -> AttributePath? { body.path(&state) }
}

/// `optMap` and `optFlatMap`: the transform of what is there, or nothing.
final class OptionalMapNode: PlannedNode, @unchecked Sendable {
  private let optional: PlannedNode
  private let slot: Int
  private let transform: PlannedNode
  private let isFlat: Bool

  init(_ optional: PlannedNode, slot: Int, transform: PlannedNode, isFlat: Bool, _ offsets: Range<Int>) {
    self.optional = optional
    self.slot = slot
    self.transform = transform
    self.isFlat = isFlat
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    state.budget -= Cost.call
    let result = optional.evaluate(&state)
    guard case .value(let value) = result else { return result }
    guard case .optional(let optional) = value else {
      return fail(.noSuchOverload, "\(value.kindName) is no optional")
    }
    guard let inner = optional.value else { return .value(.optional(OptionalValue(nil))) }
    state.locals[slot].value = .value(inner)
    state.locals[slot].isReady = true
    state.locals[slot].container = .none
    let mapped = transform.evaluate(&state)
    guard case .value(let transformed) = mapped else { return mapped }
    if isFlat {
      guard case .optional = transformed else {
        return transform.fail(.noSuchOverload, "'optFlatMap' gives an optional, not \(transformed.kindName)")
      }
      return mapped
    }
    return .value(.optional(OptionalValue(transformed)))
  }
}
