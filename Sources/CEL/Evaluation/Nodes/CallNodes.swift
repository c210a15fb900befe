// Calls of functions that a library provides.

/// One of the overloads that a call may mean.
struct Callee: Sendable {
  let kinds: [ValueKinds]
  let implementation: Overload.Implementation

  func takes(_ value: Value) -> Bool { kinds[0].contains(ValueKinds(of: value)) }

  func takes(_ first: Value, _ second: Value) -> Bool {
    kinds[0].contains(ValueKinds(of: first)) && kinds[1].contains(ValueKinds(of: second))
  }

  func takes(_ values: [Value]) -> Bool {
    for (index, value) in values.enumerated() where !kinds[index].contains(ValueKinds(of: value)) { return false }
    return true
  }
}

/// Calls a function with one argument.
final class UnaryCallNode: PlannedNode, @unchecked Sendable {
  private let name: String
  private let callees: [Callee]
  private let argument: PlannedNode
  private let price: CallPrice

  init(_ name: String, _ callees: [Callee], _ argument: PlannedNode, _ price: CallPrice, _ offsets: Range<Int>) {
    self.name = name
    self.callees = callees
    self.argument = argument
    self.price = price
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    let result = argument.evaluate(&state)
    guard case .value(let value) = result else {
      charge(price, .null, .null, &state)
      return result
    }
    for callee in callees where callee.takes(value) {
      state.charge(price.beforehand(value, budget: state.budget))
      guard state.budget >= 0 else { return exceeded(state) }
      do throws(EvaluationError) {
        switch callee.implementation {
        case .unary(let function): return bounded(try function(value), price, &state)
        case .variadic(let function): return bounded(try function([value]), price, &state)
        default: continue
        }
      } catch {
        return fail(error, price, &state)
      }
    }
    return noOverload(name, [value], &state)
  }
}

/// Calls a function with two arguments.
final class BinaryCallNode: PlannedNode, @unchecked Sendable {
  private let name: String
  private let callees: [Callee]
  private let first: PlannedNode
  private let second: PlannedNode
  private let price: CallPrice

  init(
    _ name: String, _ callees: [Callee], _ first: PlannedNode, _ second: PlannedNode, _ price: CallPrice,
    _ offsets: Range<Int>
  ) {
    self.name = name
    self.callees = callees
    self.first = first
    self.second = second
    self.price = price
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    let a = first.evaluate(&state)
    let b = second.evaluate(&state)
    guard case .value(let x) = a, case .value(let y) = b else {
      charge(price, a.valueOrNull, b.valueOrNull, &state)
      return merged([a, b])
    }
    for callee in callees where callee.takes(x, y) {
      state.charge(price.beforehand(x, y, budget: state.budget))
      guard state.budget >= 0 else { return exceeded(state) }
      do throws(EvaluationError) {
        switch callee.implementation {
        case .binary(let function): return bounded(try function(x, y), price, &state)
        case .variadic(let function): return bounded(try function([x, y]), price, &state)
        default: continue
        }
      } catch {
        return fail(error, price, &state)
      }
    }
    return noOverload(name, [x, y], &state)
  }
}

/// Calls a function with none, or with three or more arguments.
final class CallNode: PlannedNode, @unchecked Sendable {
  private let name: String
  private let callees: [Callee]
  private let arguments: [PlannedNode]
  private let price: CallPrice

  init(_ name: String, _ callees: [Callee], _ arguments: [PlannedNode], _ price: CallPrice, _ offsets: Range<Int>) {
    self.name = name
    self.callees = callees
    self.arguments = arguments
    self.price = price
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    let (values, unresolved) = values(of: arguments, &state)
    if let unresolved { return unresolved }
    for callee in callees where callee.takes(values) {
      state.charge(
        price.beforehand(values.first ?? .null, values.count > 1 ? values[1] : .null, budget: state.budget))
      guard state.budget >= 0 else { return exceeded(state) }
      do throws(EvaluationError) {
        switch (callee.implementation, values.count) {
        case (.ternary(let function), 3):
          return bounded(try function(values[0], values[1], values[2]), price, &state)
        case (.variadic(let function), _): return bounded(try function(values), price, &state)
        default: continue
        }
      } catch {
        return fail(error, price, &state)
      }
    }
    return noOverload(name, values, &state)
  }
}

/// `+`, `-` and `*` on two integers or two doubles; everything else goes the long way.
final class ArithmeticNode: PlannedNode, @unchecked Sendable {
  enum Operation: Sendable {
    case add, subtract, multiply

    init?(function: String) {
      switch function {
      case "_+_": self = .add
      case "_-_": self = .subtract
      case "_*_": self = .multiply
      default: return nil
      }
    }
  }

  private let operation: Operation
  private let name: String
  private let callees: [Callee]
  private let first: PlannedNode
  private let second: PlannedNode

  init(
    _ operation: Operation, _ name: String, _ callees: [Callee], _ first: PlannedNode, _ second: PlannedNode,
    _ offsets: Range<Int>
  ) {
    self.operation = operation
    self.name = name
    self.callees = callees
    self.first = first
    self.second = second
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    let a = first.evaluate(&state)
    let b = second.evaluate(&state)
    guard case .value(let x) = a, case .value(let y) = b else {
      state.budget -= Cost.call
      return merged([a, b])
    }
    switch (x, y) {
    case (.int(let i), .int(let j)):
      state.budget -= Cost.call
      let (result, overflow) =
        switch operation {
        case .add: i.addingReportingOverflow(j)
        case .subtract: i.subtractingReportingOverflow(j)
        case .multiply: i.multipliedReportingOverflow(by: j)
        }
      return overflow ? fail(.overflow, "the result does not fit into an int") : .value(.int(result))
    case (.double(let i), .double(let j)):
      state.budget -= Cost.call
      return switch operation {
      case .add: .value(.double(i + j))
      case .subtract: .value(.double(i - j))
      case .multiply: .value(.double(i * j))
      }
    default: break
    }
    let price = operation == .add ? CallPrice.concatenation : .unit
    for callee in callees where callee.takes(x, y) {
      guard case .binary(let function) = callee.implementation else { continue }
      state.charge(price.beforehand(x, y, budget: state.budget))
      guard state.budget >= 0 else { return exceeded(state) }
      do throws(EvaluationError) {
        return bounded(try function(x, y), price, &state)
      } catch {
        return fail(error, price, &state)
      }
    }
    return noOverload(name, [x, y], &state)
  }
}

/// `or` and `orValue`: what is on the right is evaluated only where the optional is empty.
final class OptionalAlternativeNode: PlannedNode, @unchecked Sendable {
  private let optional: PlannedNode
  private let alternative: PlannedNode
  private let unwraps: Bool

  init(_ optional: PlannedNode, _ alternative: PlannedNode, unwraps: Bool, _ offsets: Range<Int>) {
    self.optional = optional
    self.alternative = alternative
    self.unwraps = unwraps
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    let result = optional.evaluate(&state)
    guard case .value(let value) = result else { return result }
    guard case .optional(let optional) = value else {
      return fail(.noSuchOverload, "\(value.kindName) is no optional")
    }
    guard let inner = optional.value else { return alternative.evaluate(&state) }
    return unwraps ? .value(inner) : result
  }
}
