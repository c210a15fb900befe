internal import Diagnostics

// What calls and operators become.
extension Planner {
  mutating func operation(_ id: NodeID, _ operation: Operator, _ operand: PlannedNode) -> PlannedNode {
    let node =
      operation == .not ? NotNode(operand, checked.tree[id].offsets) : calling(id, operation.function, [operand])
    return operand is ConstantNode ? folded(node) : node
  }

  mutating func operation(
    _ id: NodeID, _ operation: Operator, _ left: PlannedNode, _ right: PlannedNode
  ) -> PlannedNode {
    let offsets = checked.tree[id].offsets
    let node: PlannedNode =
      switch operation {
      case .equal: EqualityNode(left, right, isNegated: false, offsets)
      case .notEqual: EqualityNode(left, right, isNegated: true, offsets)
      case .less: OrderNode(left, right, .less, offsets)
      case .lessOrEqual: OrderNode(left, right, .lessOrEqual, offsets)
      case .greater: OrderNode(left, right, .greater, offsets)
      case .greaterOrEqual: OrderNode(left, right, .greaterOrEqual, offsets)
      case .membership: MembershipNode(left, right, offsets)
      case .add, .subtract, .multiply, .divide, .modulo, .not, .negate:
        calling(id, operation.function, [left, right])
      }
    return left is ConstantNode && right is ConstantNode ? folded(node) : node
  }

  mutating func call(
    _ id: NodeID, _ name: SyntaxTree.NameID, _ receiver: NodeID, _ arguments: SyntaxTree.Children
  ) -> PlannedNode {
    var nodes: [PlannedNode] = []
    nodes.reserveCapacity(Int(arguments.count) + 1)
    var isMember = false
    if receiver >= 0 {
      if case .namespaced = checked.references[Int(id)] {
      } else {
        isMember = true
        nodes.append(plan(receiver))
      }
    }
    for argument in checked.tree[arguments] { nodes.append(plan(argument)) }
    let text = (receiver == SyntaxTree.rootReceiver ? "." : "") + checked.tree.name(name)
    let native = native(id, text, nodes, isMember: isMember, checked.tree[id].offsets)
    let node = native ?? calling(id, text, nodes)
    return nodes.allSatisfy { $0 is ConstantNode } ? folded(node) : node
  }

  /// A call of what libraries provide.
  private func calling(_ id: NodeID, _ name: String, _ nodes: [PlannedNode]) -> PlannedNode {
    let offsets = checked.tree[id].offsets
    let run: (start: Int32, count: Int32)
    switch checked.references[Int(id)] {
    case .overloads(let start, let count), .namespaced(let start, let count): run = (start, count)
    default: return FailingNode(.unknownFunction, "there is no function '\(name)'", after: nodes, offsets)
    }
    guard run.count > 0 else {
      return FailingNode(.noSuchOverload, "'\(name)' is not called like this", after: nodes, offsets)
    }
    let functions = declarations.functions
    let callees = checked.candidates[Int(run.start)..<Int(run.start + run.count)].map {
      Callee(kinds: functions.kinds[Int($0)], implementation: functions.overloads[Int($0)].implementation)
    }
    if nodes.count == 2, let operation = ArithmeticNode.Operation(function: name) {
      return ArithmeticNode(operation, name, callees, nodes[0], nodes[1], offsets)
    }
    let overload = functions.overloads[Int(checked.candidates[Int(run.start)])].id
    let price = CallPrice(overload: overload, arguments: nodes.count)
    if let pattern = checked.patterns[id], let function = Library.patternFunction(overload) {
      return PatternCallNode(name, function, pattern, nodes, price, offsets)
    }
    switch nodes.count {
    case 1: return UnaryCallNode(name, callees, nodes[0], price, offsets)
    case 2: return BinaryCallNode(name, callees, nodes[0], nodes[1], price, offsets)
    default: return CallNode(name, callees, nodes, price, offsets)
    }
  }

  /// What the planner evaluates itself: what does not evaluate all its arguments, and patterns that are known.
  private func native(
    _ id: NodeID, _ name: String, _ nodes: [PlannedNode], isMember: Bool, _ offsets: Range<Int>
  ) -> PlannedNode? {
    guard nodes.count == 2 else { return nil }
    switch name {
    case "or" where isMember && isDeclared(name):
      return OptionalAlternativeNode(nodes[0], nodes[1], unwraps: false, offsets)
    case "orValue" where isMember && isDeclared(name):
      return OptionalAlternativeNode(nodes[0], nodes[1], unwraps: true, offsets)
    case "matches":
      guard let constant = nodes[1] as? ConstantNode, case .string(let pattern) = constant.value, isDeclared(name)
      else { return nil }
      do throws(EvaluationError) {
        if let compiled = checked.patterns[id] {
          return MatchNode(nodes[0], compiled, patternText: constant.value, offsets)
        }
        let compiled = try RegularExpression(pattern)
        return MatchNode(nodes[0], compiled, patternText: constant.value, offsets)
      } catch {
        return FailingNode(error.kind, error.message, constant.offsets)
      }
    default: return nil
    }
  }

  private func isDeclared(_ name: String) -> Bool { declarations.functions.names.index(of: name) != nil }
}
