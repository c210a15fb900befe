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

  init(_ kind: EvaluationError.Kind, _ message: String, _ offsets: Range<Int>) {
    failure = Failure(EvaluationError(kind, message, offsets: offsets))
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated { .failure(failure) }
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

/// `a.b`, `has(a.b)`, `a.?b`. On an object an absent field is unknown, whatever is asked about it: `has` is true or
/// unknown there, never false. On a map it is the usual true or false.
final class SelectNode: PlannedNode, @unchecked Sendable {
  private let operand: PlannedNode
  private let field: String
  private let key: MapKey
  private let selection: SyntaxTree.Selection
  /// The object type that the checker expects, and the field's index in it.
  private let expected: (type: ObjectType, index: Int)?

  init(
    _ operand: PlannedNode, _ field: String, _ selection: SyntaxTree.Selection,
    expected: (type: ObjectType, index: Int)?, _ offsets: Range<Int>
  ) {
    self.operand = operand
    self.field = field
    key = .text(MapKey.Text(string: field))
    self.selection = selection
    self.expected = expected
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    let evaluated = operand.evaluate(&state)
    guard case .value(let value) = evaluated else { return evaluated }
    return select(value, &state)
  }

  private func select(_ value: Value, _ state: inout EvaluationState) -> Evaluated {
    switch value {
    case .object(let object):
      let index: Int
      if let expected, expected.type === object.type {
        index = expected.index
      } else if let found = object.type.index(of: field) {
        index = found
      } else {
        return fail(.noSuchField, "'\(field)' is not a field of '\(object.type.name)'")
      }
      switch object.field(at: index) {
      case .present(let value, _):
        switch selection {
        case .value: return .value(value)
        case .presence: return .value(.bool(true))
        case .optional: return .value(.optional(OptionalValue(value)))
        }
      case .absent(let place):
        let parent = object.path ?? operand.path(&state)
        return .unknown(UnknownSet(path: AttributePath(.field(field), in: parent), place: place))
      }
    case .map(let map):
      let position = map.index[key]
      if position == nil, map.isPartial {
        let parent = map.path ?? operand.path(&state)
        return .unknown(UnknownSet(path: AttributePath(.field(field), in: parent), place: nil))
      }
      switch selection {
      case .value:
        guard let position else { return fail(.noSuchKey, "there is no key '\(field)'") }
        return .value(map.values[position])
      case .presence: return .value(.bool(position != nil))
      case .optional: return .value(.optional(OptionalValue(position.map { map.values[$0] })))
      }
    case .optional(let optional):
      guard let inner = optional.value else {
        return selection == .presence ? .value(.bool(false)) : .value(value)
      }
      return chained(inner, &state)
    default: return fail(.noSuchField, "\(value.kindName) has no field '\(field)'")
    }
  }

  /// Selects inside an optional: what is there stays optional, what is not becomes `none`.
  private func chained(_ inner: Value, _ state: inout EvaluationState) -> Evaluated {
    if selection == .presence { return select(inner, &state) }
    if case .map(let map) = inner {
      return .value(.optional(OptionalValue(map.index[key].map { map.values[$0] })))
    }
    let result = select(inner, &state)
    guard selection == .value, case .value(let value) = result else { return result }
    if case .optional = inner { return result }
    return .value(.optional(OptionalValue(value)))
  }

  override func path(_ state: inout EvaluationState) -> AttributePath? {
    if let parent = operand.path(&state) { return AttributePath(.field(field), in: parent) }
    guard case .value(let value) = operand.quietly(&state), let parent = value.ownPath else { return nil }
    return AttributePath(.field(field), in: parent)
  }

  override func origin(_ state: inout EvaluationState) -> SourceRange? {
    guard case .value(let value) = operand.quietly(&state) else { return nil }
    switch value {
    case .object(let object):
      guard let index = object.type.index(of: field), case .present(_, let origin) = object.field(at: index) else {
        return nil
      }
      return origin
    case .map(let map): return map.index[key].flatMap { map.origins?[$0] }
    default: return nil
    }
  }
}

/// `a[i]` and `a[?i]`, on lists and maps.
final class IndexNode: PlannedNode, @unchecked Sendable {
  private let operand: PlannedNode
  private let index: PlannedNode
  private let isOptional: Bool

  init(_ operand: PlannedNode, _ index: PlannedNode, isOptional: Bool, _ offsets: Range<Int>) {
    self.operand = operand
    self.index = index
    self.isOptional = isOptional
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    state.budget -= Cost.attribute
    let container = operand.evaluate(&state)
    let key = index.evaluate(&state)
    switch (container, key) {
    case (.value(let container), .value(let key)):
      if case .map(let map) = container, let unknown = map.unknown(key, in: map.path ?? operand.path(&state)) {
        return .unknown(unknown)
      }
      return element(of: container, at: key)
    case (.failure, _): return container
    case (_, .failure): return key
    case (.unknown(let a), .unknown(let b)): return .unknown(a.union(b))
    case (.unknown, _): return container
    case (_, .unknown): return key
    }
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
      guard let mapKey = MapKey(key), let position = map.index[mapKey] else {
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
      return MapKey(key).flatMap { map.index[$0] }.flatMap { map.origins?[$0] }
    default: return nil
    }
  }
}

extension MapValue {
  /// What an access to a key is unknown for, where the map is partial and does not have it.
  func unknown(_ key: Value, in parent: AttributePath?) -> UnknownSet? {
    guard isPartial, let mapKey = MapKey(key), index[mapKey] == nil else { return nil }
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
