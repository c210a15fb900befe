/// `sortBy`: a list in the order of what its elements come to. The elements keep their places.
///
/// cel-go binds the list, maps it to its keys and calls a function with both; so it is charged here.
final class SortByNode: LoopNode, @unchecked Sendable {
  private let key: PlannedNode

  init(range: PlannedNode, slot: Int, key: PlannedNode, _ offsets: Range<Int>) {
    self.key = key
    super.init(range: range, slot: slot, hasSecond: false, offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    var result = Evaluated.value(.null)
    guard let elements = elements(&state, &result) else { return result }
    guard case .list(let list) = elements.container else {
      return range.fail(.noSuchOverload, "'sortBy' sorts a list, not a map")
    }
    state.budget -= 2 * Cost.list + 3 * Cost.attribute
    var unknown: [UnknownSet.Entry] = []
    var keys: [Value] = []
    for index in 0..<elements.count {
      state.budget -= Cost.list + 2
      guard state.budget >= 0 else { return exceeded(state) }
      step(to: index, of: elements, &state)
      let result = key.evaluate(&state)
      switch result {
      case .value(let value):
        state.take(bytes: 2 * MemoryLayout<Value>.stride)
        if unknown.isEmpty { keys.append(value) }
      case .unknown(let set): unknown += entries(of: set, &state)
      case .failure:
        state.decidingIndex = index
        return result
      }
    }
    if !unknown.isEmpty { return .unknown(UnknownSet(unknown)) }
    let sortingKeys = Value.list(ListValue(keys))
    let price = CallPrice.selfComparison(argument: 1)
    state.charge(price.beforehand(.list(list), sortingKeys, budget: state.budget))
    guard state.budget >= 0 else { return exceeded(state) }
    do throws(EvaluationError) {
      return bounded(try Library.sortByKeys(.list(list), sortingKeys), price, &state)
    } catch {
      return fail(error, price, &state)
    }
  }
}
