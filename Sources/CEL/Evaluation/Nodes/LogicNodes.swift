// `&&`, `||`, `!`, `?:`: where errors and unknowns may be absorbed.

/// A chain of `&&` or of `||`. One term that decides wins over everything; else an error wins over unknowns; else the
/// unknowns of all terms together are the answer.
final class LogicNode: PlannedNode, @unchecked Sendable {
  private let isAnd: Bool
  private let terms: [PlannedNode]

  init(isAnd: Bool, _ terms: [PlannedNode], _ offsets: Range<Int>) {
    self.isAnd = isAnd
    self.terms = terms
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    var unknown: UnknownSet?
    var failure: Evaluated?
    for term in terms {
      let result = term.evaluate(&state)
      switch result {
      case .value(.bool(let bool)):
        if bool != isAnd { return result }
      case .value(let value):
        if failure == nil { failure = term.fail(.noSuchOverload, "\(value.kindName) is neither true nor false") }
      case .unknown(let set): unknown = unknown?.union(set) ?? set
      case .failure: if failure == nil { failure = result }
      }
    }
    if let failure { return failure }
    if let unknown { return .unknown(unknown) }
    return .value(.bool(isAnd))
  }
}

/// `!a`
final class NotNode: PlannedNode, @unchecked Sendable {
  private let operand: PlannedNode

  init(_ operand: PlannedNode, _ offsets: Range<Int>) {
    self.operand = operand
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    state.budget -= Cost.call
    let result = operand.evaluate(&state)
    switch result {
    case .value(.bool(let bool)): return .value(.bool(!bool))
    case .value(let value): return fail(.noSuchOverload, "'!' takes bool, not \(value.kindName)")
    default: return result
    }
  }
}

/// `a ? b : c`. An unknown condition makes the whole unknown, whatever the branches are.
final class ConditionalNode: PlannedNode, @unchecked Sendable {
  private let condition: PlannedNode
  private let then: PlannedNode
  private let otherwise: PlannedNode
  /// What is not charged for a branch: cel-go reads an attribute there for free, but not what is read of it.
  private let refunds: (then: Int, otherwise: Int)

  init(
    _ condition: PlannedNode, then: PlannedNode, else otherwise: PlannedNode,
    isAttribute: (then: Bool, otherwise: Bool), _ offsets: Range<Int>
  ) {
    refunds = (isAttribute.then ? Cost.attribute : 0, isAttribute.otherwise ? Cost.attribute : 0)
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    let result = condition.evaluate(&state)
    switch result {
    case .value(.bool(let bool)):
      state.budget += bool ? refunds.then : refunds.otherwise
      return (bool ? then : otherwise).evaluate(&state)
    case .value(let value):
      return condition.fail(.noSuchOverload, "the condition of '?:' is \(value.kindName), not bool")
    default: return result
    }
  }
}
