/// A call of a function of the regex library whose pattern is known when the program is made: compiled once.
final class PatternCallNode: PlannedNode, @unchecked Sendable {
  private let name: String
  private let function: Library.PatternFunction
  private let pattern: RegularExpression
  private let arguments: [PlannedNode]
  private let price: CallPrice

  init(
    _ name: String, _ function: @escaping Library.PatternFunction, _ pattern: RegularExpression,
    _ arguments: [PlannedNode], _ price: CallPrice, _ offsets: Range<Int>
  ) {
    self.name = name
    self.function = function
    self.pattern = pattern
    self.arguments = arguments
    self.price = price
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    let (values, unresolved) = values(of: arguments, &state)
    if let unresolved { return unresolved }
    state.charge(price.beforehand(values[0], values[1], budget: state.budget))
    guard state.budget >= 0 else { return exceeded(state) }
    do throws(EvaluationError) {
      return bounded(try function(pattern, values), price, &state)
    } catch {
      return fail(error, price, &state)
    }
  }
}
