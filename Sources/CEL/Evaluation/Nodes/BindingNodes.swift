// Macros that bind one value to a name.

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
    // cel-go's fold walks an empty list, and pays for it.
    state.budget -= Cost.list
    state.locals[slot].isReady = false
    return body.evaluate(&state)
  }

  override func path(_ state: inout EvaluationState) -> AttributePath? { body.path(&state) }
}

/// `cel.block`: all its slots wait, and those that are asked for are worked out once.
final class BlockNode: PlannedNode, @unchecked Sendable {
  private let slots: Range<Int>
  private let body: PlannedNode

  init(slots: Range<Int>, body: PlannedNode, _ offsets: Range<Int>) {
    self.slots = slots
    self.body = body
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    // The call and the list of slots that it is to cel-go.
    state.budget -= Cost.list + Cost.call
    for slot in slots { state.locals[slot].isReady = false }
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
    let before = state.budget
    let result = optional.evaluate(&state)
    let cost = before - state.budget
    // `hasValue` is asked; then either `optional.none` is made or, for a transform, the value is bound like one of
    // `cel.bind`, to which end cel-go evaluates the optional once more. `optMap` wraps what comes of it.
    state.budget -= Cost.call
    guard case .value(let value) = result else { return result }
    guard case .optional(let optional) = value else {
      return fail(.noSuchOverload, "\(value.kindName) is no optional")
    }
    guard let inner = optional.value else {
      state.budget -= Cost.call
      return .value(.optional(OptionalValue(nil)))
    }
    state.charge(Cost.list.plusSaturating(cost).plusSaturating(isFlat ? Cost.call : 2 * Cost.call))
    guard state.budget >= 0 else { return exceeded(state) }
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
