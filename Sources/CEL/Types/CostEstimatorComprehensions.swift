// What macros cost: each is priced as the fold that cel-go expands it into. A fold pays for its range and for what it
// starts with, for each element its condition and its step, and for its result.
extension CostEstimator {
  mutating func comprehension(_ id: NodeID, _ index: Int) -> CostEstimate {
    let comprehension = tree.comprehensions[index]
    let slot = Int(checked.slots[index])
    let range = cost(comprehension.range)
    switch comprehension.kind {
    case .bind: return bind(id, comprehension, slot, value: range)
    case .optMap, .optFlatMap: return optionalMap(id, comprehension, slot, optional: range)
    default: break
    }
    setVariables(comprehension, slot)
    let predicate = comprehension.predicate < 0 ? nil : cost(comprehension.predicate)
    let transform = comprehension.transform < 0 ? CostEstimate.one : cost(comprehension.transform)
    let count = sizeOrUnknown(comprehension.range)
    let list = CostEstimate(UInt64(Cost.list))
    let map = CostEstimate(UInt64(Cost.map))
    switch comprehension.kind {
    case .all, .exists:
      // The condition looks at the accumulator, and `exists` negates it; the step's first term is the accumulator.
      let condition = CostEstimate(comprehension.kind == .all ? 2 : 3)
      let step = CostEstimate(min: 1, max: (predicate ?? .zero).max.plusSaturating(1))
      known[Int(id)].size = .one
      return range + .one + count * (condition + step)
    case .existsOne:
      known[Int(id)].size = .one
      return range + CostEstimate(2) + count * ((predicate ?? .zero) + CostEstimate(min: 1, max: 2))
    case .filter, .map:
      known[Int(id)].size = count
      let element = comprehension.transform < 0 ? locals[slot].size : size(comprehension.transform)
      known[Int(id)].entry = Entry(isList: true, key: .one, value: Size.zero.union(element ?? .unknownSize))
      if comprehension.kind == .filter, let bounds = known[Int(comprehension.range)].bounds?.elements {
        known[Int(id)].bounds = SizeBounds(elements: bounds)
      }
      return range + list + .one + count * step(list + CostEstimate(2) + transform, if: predicate)
    case .transformMap, .transformMapEntry:
      known[Int(id)].size = count
      let insertion = CostEstimate(comprehension.kind == .transformMap ? 3 : 2)
      return range + map + .one + count * step(insertion + transform, if: predicate)
    case .sortBy:
      // The range is bound, the keys are mapped, and both are read of their names.
      known[Int(id)].size = count
      known[Int(id)].entry = entry(comprehension.range)
      known[Int(id)].bounds = known[Int(comprehension.range)].bounds
      let keys = list + .one + count * (list + CostEstimate(2) + transform)
      return range + list + CostEstimate(2) + keys + sorting(count, byText: isText(comprehension.transform))
    case .bind, .optMap, .optFlatMap: return range
    }
  }

  /// A step that may be left out, for the price of the accumulator.
  private func step(_ step: CostEstimate, if predicate: CostEstimate?) -> CostEstimate {
    guard let predicate else { return step }
    return predicate + step.union(.one)
  }

  /// Notes what is known of the variables that walk a range.
  private mutating func setVariables(_ comprehension: SyntaxTree.Comprehension, _ slot: Int) {
    let entry = entry(comprehension.range)
    let bounds = known[Int(comprehension.range)].bounds
    var isList = entry?.isList ?? false
    if entry == nil, case .list = term(comprehension.range) { isList = true }
    let key = Knowledge(size: entry?.key, bounds: bounds?.keys)
    let value = Knowledge(size: entry?.value, bounds: isList ? bounds?.elements : bounds?.values)
    if comprehension.second >= 0 {
      locals[slot] = key
      locals[slot + 1] = value
    } else {
      locals[slot] = isList ? value : key
    }
  }

  /// Whether keys are, or may be, compared byte by byte.
  private func isText(_ id: NodeID) -> Bool {
    switch term(id) {
    case .bool, .int, .uint, .double, .timestamp, .duration: false
    default: true
    }
  }

  /// `cel.block` is a call to cel-go, of a list of the slots; each is worked out at most once.
  mutating func block(_ id: NodeID, _ run: SyntaxTree.Children) -> CostEstimate {
    guard case .slots(let first) = checked.references[Int(id)] else { return .zero }
    var cost = CostEstimate(UInt64(Cost.list)) + .one
    for (position, child) in tree[run].enumerated() {
      cost = cost + self.cost(child)
      let knowledge = Knowledge(size: size(child), entry: entry(child), bounds: known[Int(child)].bounds)
      if position < run.count - 1 { locals[Int(first) + position] = knowledge } else { known[Int(id)] = knowledge }
    }
    return cost
  }

  /// `cel.bind`: a fold over an empty list.
  private mutating func bind(
    _ id: NodeID, _ comprehension: SyntaxTree.Comprehension, _ slot: Int, value: CostEstimate
  ) -> CostEstimate {
    locals[slot] = Knowledge(
      size: size(comprehension.range), entry: entry(comprehension.range),
      bounds: known[Int(comprehension.range)].bounds)
    let body = cost(comprehension.transform)
    known[Int(id)].size = size(comprehension.transform)
    known[Int(id)].entry = entry(comprehension.transform)
    known[Int(id)].bounds = known[Int(comprehension.transform)].bounds
    return CostEstimate(UInt64(Cost.list)) + value + body
  }

  /// `a.optMap(x, e)` is `a.hasValue() ? optional.of(cel.bind(x, a.value(), e)) : optional.none()` to cel-go.
  private mutating func optionalMap(
    _ id: NodeID, _ comprehension: SyntaxTree.Comprehension, _ slot: Int, optional: CostEstimate
  ) -> CostEstimate {
    locals[slot] = Knowledge(bounds: known[Int(comprehension.range)].bounds)
    let body = cost(comprehension.transform)
    let bound = CostEstimate(UInt64(Cost.list)) + optional + .one + body
    let some = comprehension.kind == .optMap ? bound + .one : bound
    return optional + .one + some.union(.one)
  }
}
