internal import Diagnostics

// Where values come from: constants, variables, fields and elements.

/// A value that is known when the program is made. What folding it has cost is still charged each time, so that a
/// program costs the same however it was planned.
final class ConstantNode: PlannedNode, @unchecked Sendable {
  let value: Value
  let cost: Int

  init(_ value: Value, cost: Int = 0, _ offsets: Range<Int>) {
    self.value = value
    self.cost = cost
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    state.budget -= cost
    return .value(value)
  }
}

/// What is certain to fail, such as a name that nobody has declared: an error only if it is evaluated.
final class FailingNode: PlannedNode, @unchecked Sendable {
  private let failure: Failure
  /// What is evaluated and paid for before it fails: the arguments of a call.
  private let arguments: [PlannedNode]

  init(_ kind: EvaluationError.Kind, _ message: String, after arguments: [PlannedNode] = [], _ offsets: Range<Int>) {
    failure = Failure(EvaluationError(kind, message, offsets: offsets))
    self.arguments = arguments
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    for argument in arguments { _ = argument.evaluate(&state) }
    state.budget -= Cost.attribute
    return .failure(failure)
  }
}

/// A variable of the environment.
final class VariableNode: PlannedNode, @unchecked Sendable {
  private let index: Int
  private let name: String

  init(_ index: Int, _ name: String, _ offsets: Range<Int>) {
    self.index = index
    self.name = name
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    state.budget -= Cost.attribute
    guard index < state.bindings.count else { return fail(.unboundVariable, "'\(name)' has no value") }
    switch state.bindings[index] {
    case .value(let value, _): return .value(value)
    case .absent(let unknown): return .unknown(unknown)
    case .unbound: return fail(.unboundVariable, "'\(name)' has no value")
    }
  }

  override func path(_ state: inout EvaluationState) -> AttributePath? {
    guard index < state.bindings.count, case .value(let value, _) = state.bindings[index] else { return nil }
    return value.ownPath ?? AttributePath(.field(name))
  }

  override func origin(_ state: inout EvaluationState) -> SourceRange? {
    guard index < state.bindings.count, case .value(_, let origin) = state.bindings[index] else { return nil }
    return origin
  }
}

/// The variable of a comprehension: an element, an index or a key.
final class LocalNode: PlannedNode, @unchecked Sendable {
  private let slot: Int
  /// What is walked, if the variable is an element of it (and not an index or a key).
  private let range: PlannedNode?

  init(_ slot: Int, range: PlannedNode?, _ offsets: Range<Int>) {
    self.slot = slot
    self.range = range
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    state.budget -= Cost.attribute
    return state.locals[slot].value
  }

  override func path(_ state: inout EvaluationState) -> AttributePath? {
    let local = state.locals[slot]
    guard let range, case .value(let value) = local.value else { return nil }
    if let path = value.ownPath { return path }
    switch local.container {
    case .list(let list):
      guard let parent = list.path ?? range.path(&state) else { return nil }
      return AttributePath(.index(local.index), in: parent)
    case .map(let map):
      guard let parent = map.path ?? range.path(&state) else { return nil }
      return AttributePath(step(for: map.keys[local.index]), in: parent)
    case .none: return nil
    }
  }

  override func origin(_ state: inout EvaluationState) -> SourceRange? {
    guard range != nil else { return nil }
    let local = state.locals[slot]
    return switch local.container {
    case .list(let list): list.origins?[local.index]
    case .map(let map): map.origins?[local.index]
    case .none: nil
    }
  }
}

/// The variable of a `cel.bind` or an `optMap`: its value is worked out when it is first asked for.
final class BoundNode: PlannedNode, @unchecked Sendable {
  private let slot: Int
  private let value: PlannedNode

  init(_ slot: Int, value: PlannedNode, _ offsets: Range<Int>) {
    self.slot = slot
    self.value = value
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    state.budget -= Cost.attribute
    if state.locals[slot].isReady { return state.locals[slot].value }
    let result = value.evaluate(&state)
    state.locals[slot].value = result
    state.locals[slot].isReady = true
    return result
  }

  override func path(_ state: inout EvaluationState) -> AttributePath? { value.path(&state) }
  override func origin(_ state: inout EvaluationState) -> SourceRange? { value.origin(&state) }
}

/// `a[i]` and `a[?i]`, on lists and maps.
final class IndexNode: PlannedNode, @unchecked Sendable {
  private let operand: PlannedNode
  private let index: PlannedNode
  private let isOptional: Bool
  /// What it costs that an attribute begins here, where the operand is none.
  private let startCost: Int
  /// What following the index costs; where that is an attribute, reading it is the price.
  private let stepCost: Int

  init(
    _ operand: PlannedNode, _ index: PlannedNode, isOptional: Bool, startsAttribute: Bool, indexIsAttribute: Bool,
    _ offsets: Range<Int>
  ) {
    startCost = startsAttribute ? Cost.attribute : 0
    stepCost = indexIsAttribute ? 0 : Cost.attribute
    self.operand = operand
    self.index = index
    self.isOptional = isOptional
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    state.budget -= startCost
    let container = operand.evaluate(&state)
    let key = index.evaluate(&state)
    switch (container, key) {
    case (.value(let container), .value(let key)):
      state.charge(Cost.length(key))
      if case .map(let map) = container, let unknown = map.unknown(key, in: map.path ?? operand.path(&state)) {
        return .unknown(unknown)
      }
      let result = element(of: container, at: key)
      if isStep(from: container, to: result) { state.budget -= stepCost }
      return result
    case (.failure, _): return container
    case (_, .failure):
      state.budget -= stepCost
      return key
    case (.unknown(let a), .unknown(let b)): return .unknown(a.union(b))
    case (.unknown, _): return container
    case (_, .unknown): return key
    }
  }

  /// Whether the index was followed: what is optional and not there is free, in cel-go as here.
  private func isStep(from container: Value, to result: Evaluated) -> Bool {
    if !isOptional {
      guard case .optional = container else { return true }
    }
    guard case .value(.optional(let optional)) = result else { return false }
    return optional.value != nil
  }

  private func element(of container: Value, at key: Value) -> Evaluated {
    switch container {
    case .list(let list):
      guard let position = Self.position(key) else {
        return fail(.invalidArgument, "\(key.literal) is no index of a list")
      }
      guard list.elements.indices.contains(position) else {
        if isOptional { return .value(.optional(OptionalValue(nil))) }
        return fail(.indexOutOfRange, "index \(position) is outside the list of \(list.elements.count)")
      }
      return present(list.elements[position])
    case .map(let map):
      guard let mapKey = MapKey(key), let position = map.position(of: mapKey) else {
        if isOptional { return .value(.optional(OptionalValue(nil))) }
        return fail(.noSuchKey, "there is no key \(key.literal)")
      }
      return present(map.values[position])
    case .optional(let optional):
      guard let inner = optional.value else { return .value(container) }
      let result = element(of: inner, at: key)
      if case .failure(let failure) = result,
        failure.error.kind == .noSuchKey || failure.error.kind == .indexOutOfRange
      {
        return .value(.optional(OptionalValue(nil)))
      }
      guard !isOptional, case .value(let value) = result else { return result }
      if case .optional = inner { return result }
      return .value(.optional(OptionalValue(value)))
    default: return fail(.noSuchOverload, "\(container.kindName) cannot be indexed")
    }
  }

  private func present(_ value: Value) -> Evaluated {
    .value(isOptional ? .optional(OptionalValue(value)) : value)
  }

  private static func position(_ key: Value) -> Int? {
    switch key {
    case .int(let int): Int(int)
    case .uint(let uint): Int(clamping: uint)
    case .double(let double): Int(exactly: double)
    default: nil
    }
  }

  override func path(_ state: inout EvaluationState) -> AttributePath? {
    guard let parent = operand.path(&state), case .value(let key) = index.quietly(&state) else { return nil }
    return AttributePath(step(for: key), in: parent)
  }

  override func origin(_ state: inout EvaluationState) -> SourceRange? {
    guard case .value(let container) = operand.quietly(&state), case .value(let key) = index.quietly(&state) else {
      return nil
    }
    switch container {
    case .list(let list):
      guard let position = Self.position(key), list.elements.indices.contains(position) else { return nil }
      return list.origins?[position]
    case .map(let map):
      return MapKey(key).flatMap { map.position(of: $0) }.flatMap { map.origins?[$0] }
    default: return nil
    }
  }
}

extension MapValue {
  /// What an access to a key is unknown for, where the map is partial and does not have it.
  func unknown(_ key: Value, in parent: AttributePath?) -> UnknownSet? {
    guard isPartial, let mapKey = MapKey(key), position(of: mapKey) == nil else { return nil }
    return UnknownSet(path: AttributePath(step(for: key), in: parent), place: nil)
  }
}

private func step(for key: Value) -> AttributePath.Step {
  switch key {
  case .int(let int): .index(Int(int))
  case .string(let text): .key(text)
  default: .key(key.literal)
  }
}

extension Value {
  /// Where a container stands in the input, if it comes from there.
  var ownPath: AttributePath? {
    switch self {
    case .object(let object): object.path
    case .list(let list): list.path
    case .map(let map): map.path
    default: nil
    }
  }
}
