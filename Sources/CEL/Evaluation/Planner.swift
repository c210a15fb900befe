/// Makes a plan of a checked tree: names resolved to slots, overloads to functions, constants folded, patterns
/// compiled, constant lists hashed. The trace is a second plan from the same tree, so that the first one pays nothing
/// for it.
struct Planner {
  typealias NodeID = SyntaxTree.NodeID

  let checked: CheckedTree
  let declarations: Declarations
  /// Whether every step is recorded.
  let isTracing: Bool
  /// For each slot, what its comprehension walks, or what it is bound to.
  private var sources: [Source]

  private enum Source {
    case none
    /// An element of a range.
    case element(PlannedNode)
    /// An index, a key, or what is inside an optional.
    case plain
    case bound(PlannedNode)
  }

  init(_ checked: CheckedTree, _ declarations: Declarations, isTracing: Bool) {
    self.checked = checked
    self.declarations = declarations
    self.isTracing = isTracing
    sources = [Source](checked.slotCount, of: .none)
  }

  /// The plan of the whole expression.
  mutating func plan() -> PlannedNode { plan(checked.tree.root) }

  /// - Parameter isOperand: whether the node is the beginning of a longer attribute (`a` in `a.b`).
  mutating func plan(_ id: NodeID, isOperand: Bool = false) -> PlannedNode {
    let node = build(id)
    guard isTracing, !(node is ConstantNode) else { return node }
    var isAttribute = false
    var loopSlot: Int?
    switch checked.tree[id].form {
    case .identifier, .select, .index, .blockSlot: isAttribute = !isOperand
    case .comprehension(let index):
      switch checked.tree.comprehension(index).kind {
      case .bind, .optMap, .optFlatMap: break
      default: loopSlot = Int(checked.slots[Int(index)])
      }
    default: break
    }
    if let select = node as? SelectNode {
      return TraceSelectNode(select, readsAttribute: isAttribute, checked.tree[id].offsets)
    }
    return TraceNode(node, readsAttribute: isAttribute, loopSlot: loopSlot, checked.tree[id].offsets)
  }

  private mutating func build(_ id: NodeID) -> PlannedNode {
    let node = checked.tree[id]
    let offsets = node.offsets
    switch node.form {
    case .constant(let index): return ConstantNode(checked.tree.constant(index), offsets)
    case .identifier(let name, _): return reference(id) ?? undeclared(checked.tree.name(name), offsets)
    case .select(let operand, let field, let selection):
      if let variable = reference(id) { return variable }
      let startsAttribute = !isAttribute(operand)
      let operand = plan(operand, isOperand: true)
      if case .field(let object, let index) = checked.references[Int(id)] {
        let type = checked.objects[Int(object)]
        let name = type.fields[Int(index)].name
        return SelectNode(
          operand, name, selection, expected: (type, Int(index)), startsAttribute: startsAttribute, offsets)
      }
      return SelectNode(
        operand, checked.tree.name(field), selection, expected: nil, startsAttribute: startsAttribute, offsets)
    case .index(let operand, let index, let isOptional):
      return IndexNode(
        plan(operand, isOperand: true), plan(index), isOptional: isOptional, startsAttribute: !isAttribute(operand),
        indexIsAttribute: isAttribute(index), offsets)
    case .unary(let operation, let operand): return self.operation(id, operation, plan(operand))
    case .binary(let operation, let left, let right):
      return self.operation(id, operation, plan(left), plan(right))
    case .call(let name, let receiver, let arguments): return call(id, name, receiver, arguments)
    case .logic(let isAnd, let terms):
      return LogicNode(isAnd: isAnd, checked.tree[terms].map { plan($0) }, offsets)
    case .conditional(let condition, let then, let otherwise):
      return ConditionalNode(
        plan(condition), then: plan(then), else: plan(otherwise),
        isAttribute: (isVariable(then), isVariable(otherwise)), offsets)
    case .list(let elements): return list(elements, offsets)
    case .map(let entries): return map(entries, offsets)
    case .optionalEntry(let inner): return plan(inner)
    case .message(let name, _):
      return FailingNode(
        .unknownFunction, "\(checked.tree.constant(name).literal) is no type that can be made", offsets)
    case .comprehension(let index): return comprehension(Int(index), offsets)
    case .block(let run): return block(id, run, offsets)
    case .blockSlot(let number): return reference(id) ?? undeclared("cel.index(\(number))", offsets)
    case .flaw: return FailingNode(.invalidArgument, "this part of the expression has no meaning", offsets)
    }
  }

  private func undeclared(_ name: String, _ offsets: Range<Int>) -> PlannedNode {
    FailingNode(.unboundVariable, "'\(name)' is not declared", offsets)
  }

  private func reference(_ id: NodeID) -> PlannedNode? {
    let offsets = checked.tree[id].offsets
    switch checked.references[Int(id)] {
    case .variable(let index):
      return VariableNode(Int(index), declarations.variables[Int(index)].name, offsets)
    case .type(let type): return ConstantNode(.type(TypeValue(checked.types[Int(type)])), offsets)
    case .local(let slot):
      switch sources[Int(slot)] {
      case .element(let range): return LocalNode(Int(slot), range: range, offsets)
      case .bound(let value): return BoundNode(Int(slot), value: value, offsets)
      case .plain, .none: return LocalNode(Int(slot), range: nil, offsets)
      }
    default: return nil
    }
  }

  /// Whether a node is an attribute to cel-go, which prices by that: a name, and what is read of one.
  private func isVariable(_ id: NodeID) -> Bool {
    switch checked.tree[id].form {
    case .identifier, .select, .index, .blockSlot: if case .type = checked.references[Int(id)] { false } else { true }
    default: false
    }
  }

  /// The same, or a choice: what is read of it is read of its branches.
  private func isAttribute(_ id: NodeID) -> Bool {
    if case .conditional = checked.tree[id].form { return true }
    return isVariable(id)
  }

  // MARK: - Literals

  private mutating func list(_ elements: SyntaxTree.Children, _ offsets: Range<Int>) -> PlannedNode {
    var planned: [(node: PlannedNode, isOptional: Bool)] = []
    for child in checked.tree[elements] {
      var isOptional = false
      if case .optionalEntry = checked.tree[child].form { isOptional = true }
      planned.append((plan(child), isOptional))
    }
    let node = ListNode(planned, offsets)
    return planned.allSatisfy { $0.node is ConstantNode } ? folded(node) : node
  }

  private mutating func map(_ entries: SyntaxTree.Children, _ offsets: Range<Int>) -> PlannedNode {
    var planned: [MapNode.Entry] = []
    var isConstant = true
    var key: (node: PlannedNode, isOptional: Bool)?
    for child in checked.tree[entries] {
      if let current = key {
        let value = plan(child)
        planned.append(MapNode.Entry(key: current.node, value: value, isOptional: current.isOptional))
        isConstant = isConstant && current.node is ConstantNode && value is ConstantNode
        key = nil
      } else {
        var isOptional = false
        if case .optionalEntry = checked.tree[child].form { isOptional = true }
        key = (plan(child), isOptional)
      }
    }
    let node = MapNode(planned, offsets)
    return isConstant ? folded(node) : node
  }

  // MARK: - Folding

  /// The constant that a node over constants comes to; the node itself where it fails or is expensive.
  func folded(_ node: PlannedNode) -> PlannedNode {
    // Small: folding must not be a way to spend much before anything is evaluated.
    let budget = 1000
    var state = EvaluationState(bindings: [], localCount: 0, budget: budget)
    guard case .value(let value) = node.evaluate(&state), state.budget >= 0, Cost.size(value) <= 10_000 else {
      return node
    }
    return ConstantNode(value, cost: budget - state.budget, node.offsets)
  }

  // MARK: - Comprehensions

  private mutating func comprehension(_ index: Int, _ offsets: Range<Int>) -> PlannedNode {
    let syntax = checked.tree.comprehensions[index]
    let slot = Int(checked.slots[index])
    let hasSecond = syntax.second >= 0
    let range = plan(syntax.range)
    switch syntax.kind {
    case .bind:
      sources[slot] = .bound(range)
      return BindNode(slot: slot, body: plan(syntax.transform), offsets)
    case .optMap, .optFlatMap:
      sources[slot] = .plain
      return OptionalMapNode(
        range, slot: slot, transform: plan(syntax.transform), isFlat: syntax.kind == .optFlatMap, offsets)
    default: break
    }
    if syntax.kind == .sortBy {
      guard declarations.functions.names.index(of: Library.sortByKeysName) != nil else {
        return FailingNode(.unknownFunction, "there is no function 'sortBy'", offsets)
      }
      sources[slot] = .element(range)
      return SortByNode(range: range, slot: slot, key: body(syntax.transform, slot, nil), offsets)
    }
    sources[slot] = hasSecond ? .plain : .element(range)
    if hasSecond { sources[slot + 1] = .element(range) }
    var decisive: Bool?
    switch syntax.kind {
    case .all: decisive = false
    case .exists, .existsOne: decisive = true
    default: break
    }
    let predicate = syntax.predicate < 0 ? nil : body(syntax.predicate, slot, decisive)
    let transform = syntax.transform < 0 ? nil : body(syntax.transform, slot, nil)
    switch syntax.kind {
    case .all, .exists:
      guard let predicate else { break }
      return FoldNode(
        isAll: syntax.kind == .all, range: range, slot: slot, hasSecond: hasSecond, predicate: predicate, offsets)
    case .existsOne:
      guard let predicate else { break }
      return ExistsOneNode(range: range, slot: slot, hasSecond: hasSecond, predicate: predicate, offsets)
    case .filter, .map:
      return CollectNode(
        range: range, slot: slot, hasSecond: hasSecond, predicate: predicate, transform: transform, offsets)
    case .transformMap, .transformMapEntry:
      guard let transform else { break }
      return CollectMapNode(
        range: range, slot: slot, predicate: predicate, transform: transform,
        givesEntries: syntax.kind == .transformMapEntry, offsets)
    case .sortBy, .bind, .optMap, .optFlatMap: break
    }
    return FailingNode(.invalidArgument, "this part of the expression has no meaning", offsets)
  }

  private mutating func block(_ id: NodeID, _ run: SyntaxTree.Children, _ offsets: Range<Int>) -> PlannedNode {
    guard case .slots(let first) = checked.references[Int(id)], let body = checked.tree[run].last else {
      return FailingNode(.invalidArgument, "this part of the expression has no meaning", offsets)
    }
    for (position, slot) in checked.tree[run].dropLast().enumerated() {
      sources[Int(first) + position] = .bound(plan(slot))
    }
    return BlockNode(slots: Int(first)..<Int(first) + Int(run.count) - 1, body: plan(body), offsets)
  }

  /// The body of a loop; when tracing, one that keeps only the iteration that decided.
  private mutating func body(_ id: NodeID, _ slot: Int, _ decisive: Bool?) -> PlannedNode {
    let node = plan(id)
    return isTracing ? TraceBodyNode(node, slot: slot, decisive: decisive) : node
  }
}
