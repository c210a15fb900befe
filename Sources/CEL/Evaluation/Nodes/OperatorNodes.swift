// Operators that nearly every expression uses, without the detour over a library's overloads.

/// What two operands come to before an operator sees them: errors first, then unknowns.
private func strict(_ left: Evaluated, _ right: Evaluated) -> Evaluated {
  switch (left, right) {
  case (.failure, _): left
  case (_, .failure): right
  case (.unknown(let a), .unknown(let b)): .unknown(a.union(b))
  case (.unknown, _): left
  default: right
  }
}

/// `a == b` and `a != b`: total, so that different types are merely unequal.
final class EqualityNode: PlannedNode, @unchecked Sendable {
  private let left: PlannedNode
  private let right: PlannedNode
  private let isNegated: Bool
  /// A text on the right that stands there as such.
  private let text: KnownText?

  init(_ left: PlannedNode, _ right: PlannedNode, isNegated: Bool, _ offsets: Range<Int>) {
    // Which of the two stands first shows only where both fail, and a constant does not.
    (self.left, self.right) = left is ConstantNode ? (right, left) : (left, right)
    self.isNegated = isNegated
    text = KnownText(self.right)
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    let a = left.evaluate(&state)
    if let text, case .value(.string(let known)) = a {
      state.charge(Cost.comparison(known, text.string) + Cost.nested(known, text.string))
      guard state.budget >= 0 else { return exceeded(state) }
      return .value(.bool(text.isSame(as: known) != isNegated))
    }
    let b = right.evaluate(&state)
    guard case .value(let x) = a, case .value(let y) = b else {
      charge(.comparison, a.valueOrNull, b.valueOrNull, &state)
      return strict(a, b)
    }
    state.charge(CallPrice.comparison.beforehand(x, y, budget: state.budget))
    guard state.budget >= 0 else { return exceeded(state) }
    if Cost.isContainer(x), Cost.isContainer(y) {
      var absent = AbsentFields()
      absent.collect(x)
      absent.collect(y)
      if absent.isExhausted { return exceeded(state) }
      if let unknown = absent.unknown { return .unknown(unknown) }
    }
    return .value(.bool(x.isEqual(to: y) != isNegated))
  }
}

/// `<`, `<=`, `>`, `>=`
final class OrderNode: PlannedNode, @unchecked Sendable {
  enum Relation: Sendable {
    case less, lessOrEqual, greater, greaterOrEqual
  }

  private let left: PlannedNode
  private let right: PlannedNode
  private let relation: Relation

  init(_ left: PlannedNode, _ right: PlannedNode, _ relation: Relation, _ offsets: Range<Int>) {
    self.left = left
    self.right = right
    self.relation = relation
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    let a = left.evaluate(&state)
    let b = right.evaluate(&state)
    guard case .value(let x) = a, case .value(let y) = b else {
      charge(.comparison, a.valueOrNull, b.valueOrNull, &state)
      return strict(a, b)
    }
    if case .int(let i) = x, case .int(let j) = y {
      state.budget -= 1
      return .value(.bool(holds(i, j)))
    }
    state.charge(CallPrice.comparison.beforehand(x, y, budget: state.budget))
    guard state.budget >= 0 else { return exceeded(state) }
    do throws(EvaluationError) {
      guard let order = try x.order(to: y) else {
        return fail(.noSuchOverload, "\(x.kindName) and \(y.kindName) have no order")
      }
      return switch relation {
      case .less: .value(.bool(order == .less))
      case .lessOrEqual: .value(.bool(order != .greater))
      case .greater: .value(.bool(order == .greater))
      case .greaterOrEqual: .value(.bool(order != .less))
      }
    } catch {
      return fail(error)
    }
  }

  private func holds(_ a: Int64, _ b: Int64) -> Bool {
    switch relation {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}

/// `a in b`, on lists and on the keys of maps.
final class MembershipNode: PlannedNode, @unchecked Sendable {
  private let item: PlannedNode
  private let range: PlannedNode
  /// The elements of a constant list, hashed where there are more than are sooner walked.
  private let set: ValueSet?
  /// The elements of a constant list of a few short texts.
  private let texts: [KnownText]?

  private static let mostWalkedElements = 6

  init(_ item: PlannedNode, _ range: PlannedNode, _ offsets: Range<Int>) {
    self.item = item
    self.range = range
    guard let constant = range as? ConstantNode, case .list(let list) = constant.value else {
      (set, texts) = (nil, nil)
      super.init(offsets)
      return
    }
    if list.elements.count > Self.mostWalkedElements {
      (set, texts) = (ValueSet(list.elements), nil)
    } else {
      set = nil
      let known = list.elements.compactMap { element in
        if case .string(let text) = element, Cost.length(element) == 0 { KnownText(text) } else { nil }
      }
      texts = known.count == list.elements.count ? known : nil
    }
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    let a = item.evaluate(&state)
    let b = range.evaluate(&state)
    guard case .value(let x) = a, case .value(let y) = b else {
      charge(.membership, a.valueOrNull, b.valueOrNull, &state)
      return strict(a, b)
    }
    state.charge(CallPrice.membership.beforehand(x, y, budget: state.budget))
    guard state.budget >= 0 else { return exceeded(state) }
    switch y {
    case .list(let list):
      // A container may hold what is absent, which no look-up would see.
      if let set, !Cost.isContainer(x) { return .value(.bool(set.contains(x))) }
      if let texts, case .string(let text) = x {
        for known in texts where known.isSame(as: text) { return .value(.bool(true)) }
        return .value(.bool(false))
      }
      if Cost.isContainer(x) {
        var absent = AbsentFields()
        absent.collect(x)
        absent.collect(y)
        if absent.isExhausted { return exceeded(state) }
        if let unknown = absent.unknown { return .unknown(unknown) }
      }
      for element in list.elements {
        switch x {
        case .list, .map, .object, .optional, .string: state.charge(Cost.nested(x, element, budget: state.budget))
        default: break
        }
        guard state.budget >= 0 else { return exceeded(state) }
        if element.isEqual(to: x) { return .value(.bool(true)) }
      }
      return .value(.bool(false))
    case .map(let map):
      guard let key = MapKey(x) else { return .value(.bool(false)) }
      return .value(.bool(map.position(of: key) != nil))
    default: return fail(.noSuchOverload, "'in' looks into a list or a map, not \(y.kindName)")
    }
  }
}
