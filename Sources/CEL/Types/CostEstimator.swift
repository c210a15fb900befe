/// Works out what a checked expression may cost, as cel-go's `checker/cost.go` does: from the tree, the types, and the
/// sizes that literals have and declarations state. It runs when somebody asks, and then checks the tree once more for
/// the types of its nodes, which are not kept.
///
/// Macros are priced as the folds that cel-go makes of them.
struct CostEstimator {
  typealias NodeID = SyntaxTree.NodeID
  /// A size is a range, like a cost.
  typealias Size = CostEstimate

  /// The sizes of what is inside of a list or a map.
  struct Entry {
    var isList: Bool
    var key: Size
    var value: Size

    func union(_ other: Entry?) -> Entry? {
      guard let other else { return nil }
      return Entry(isList: isList, key: key.union(other.key), value: value.union(other.value))
    }
  }

  /// What is known of a node's value, or of a local variable's.
  struct Knowledge {
    var size: Size?
    var entry: Entry?
    /// What declarations say of it.
    var bounds: SizeBounds?
  }

  let checked: CheckedTree
  let declarations: Declarations
  let types: [TypeStore.TypeID]
  let store: TypeStore
  var known: [Knowledge]
  /// By slot.
  var locals: [Knowledge]
  /// What each node costs, with everything below it.
  private(set) var costs: [CostEstimate]

  var tree: SyntaxTree { checked.tree }

  init(_ checked: CheckedTree, _ declarations: Declarations, _ options: Environment.Options) {
    self.checked = checked
    self.declarations = declarations
    (types, store) = Checker.types(of: checked.tree, declarations, options)
    let count = checked.tree.nodes.count
    known = [Knowledge](repeating: Knowledge(), count: count)
    locals = [Knowledge](repeating: Knowledge(), count: checked.slotCount)
    costs = [CostEstimate](repeating: .zero, count: count)
  }

  /// The cost of the whole expression.
  mutating func estimate() -> CostEstimate { cost(tree.root) }

  mutating func cost(_ id: NodeID) -> CostEstimate {
    let cost = workOut(id)
    costs[Int(id)] = cost
    return cost
  }

  private mutating func workOut(_ id: NodeID) -> CostEstimate {
    switch tree[id].form {
    case .constant, .flaw: return .zero
    case .identifier: return name(id)
    case .select(let operand, _, let selection): return select(id, operand, selection)
    case .index(let operand, let index, let isOptional): return self.index(id, operand, index, isOptional: isOptional)
    case .unary(let operation, let operand): return self.operation(id, operation, [operand])
    case .binary(let operation, let left, let right): return self.operation(id, operation, [left, right])
    case .call(_, let receiver, let arguments): return call(id, receiver, arguments)
    case .logic(_, let terms):
      // The first term may decide.
      var sum = CostEstimate.zero
      for (position, term) in tree[terms].enumerated() {
        let cost = cost(term)
        sum = position == 0 ? cost : CostEstimate(min: sum.min, max: sum.max.plusSaturating(cost.max))
      }
      return sum
    case .conditional(let condition, let then, let otherwise):
      let cost = cost(condition) + self.cost(then).union(self.cost(otherwise))
      known[Int(id)].size = sizeOrUnknown(then).union(sizeOrUnknown(otherwise))
      known[Int(id)].entry = entry(then)?.union(entry(otherwise))
      return cost
    case .list(let elements): return list(id, elements)
    case .map(let entries): return map(id, entries)
    case .optionalEntry(let inner): return cost(inner)
    case .message(_, let entries):
      return tree[entries].reduce(.zero) { $0 + cost($1) } + CostEstimate(40)
    case .comprehension(let index): return comprehension(id, Int(index))
    case .block(let run): return block(id, run)
    case .blockSlot: return name(id)
    }
  }

  // MARK: - Names, fields, elements

  private mutating func name(_ id: NodeID) -> CostEstimate {
    switch checked.references[Int(id)] {
    case .variable(let index): known[Int(id)].bounds = declarations.variables[Int(index)].size
    case .local(let slot):
      known[Int(id)].bounds = locals[Int(slot)].bounds
      known[Int(id)].entry = locals[Int(slot)].entry
    default: break
    }
    return .one
  }

  private mutating func select(_ id: NodeID, _ operand: NodeID, _ selection: SyntaxTree.Selection) -> CostEstimate {
    // A variable with dots in its name is one name.
    if case .variable = checked.references[Int(id)] { return name(id) }
    if case .type = checked.references[Int(id)] { return .one }
    let cost = cost(operand)
    if case .field(let object, let field) = checked.references[Int(id)] {
      known[Int(id)].bounds = checked.objects[Int(object)].fields[Int(field)].size
    } else {
      known[Int(id)].bounds = known[Int(operand)].bounds?.values
    }
    guard selection == .value else { return cost + .one }
    // What is read of a dynamic value is free in cel-go's estimates.
    return switch term(operand) {
    case .map, .object: cost + .one
    default: cost
    }
  }

  private mutating func index(_ id: NodeID, _ operand: NodeID, _ index: NodeID, isOptional: Bool) -> CostEstimate {
    let cost = cost(operand) + self.cost(index) + .one
    let bounds = known[Int(operand)].bounds
    known[Int(id)].bounds = bounds?.elements ?? bounds?.values
    if !isOptional { known[Int(id)].size = entry(operand)?.value }
    return cost
  }

  // MARK: - Literals

  private mutating func list(_ id: NodeID, _ elements: SyntaxTree.Children) -> CostEstimate {
    var cost = CostEstimate(UInt64(Cost.list))
    var size: Size?
    for element in tree[elements] {
      cost = cost + self.cost(element)
      let elementSize = sizeOrUnknown(element)
      size = size?.union(elementSize) ?? elementSize
    }
    known[Int(id)].entry = Entry(isList: true, key: .one, value: size ?? .zero)
    return cost
  }

  private mutating func map(_ id: NodeID, _ entries: SyntaxTree.Children) -> CostEstimate {
    var cost = CostEstimate(UInt64(Cost.map))
    var key: Size?
    var value: Size?
    for (position, child) in tree[entries].enumerated() {
      cost = cost + self.cost(child)
      let size = sizeOrUnknown(child)
      if position % 2 == 0 { key = key?.union(size) ?? size } else { value = value?.union(size) ?? size }
    }
    known[Int(id)].entry = Entry(isList: false, key: key ?? .zero, value: value ?? .zero)
    return cost
  }

  // MARK: - Sizes

  /// The type of a node.
  func term(_ id: NodeID) -> TypeStore.Term { store[store.resolve(types[Int(id)])] }

  func entry(_ id: NodeID) -> Entry? { known[Int(id)].entry }

  func sizeOrUnknown(_ id: NodeID) -> Size { size(id) ?? .unknownSize }

  /// The size of a node's value, where something is known of it.
  func size(_ id: NodeID) -> Size? {
    if let size = known[Int(id)].size { return size }
    switch tree[id].form {
    case .constant(let index): return Size(UInt64(Cost.size(tree.constant(index))))
    case .list(let elements): return Size(UInt64(elements.count))
    case .map(let entries): return Size(UInt64(entries.count / 2))
    case .optionalEntry(let inner): return size(inner)
    default: break
    }
    if let size = known[Int(id)].bounds?.range { return size }
    if let size = size(of: types[Int(id)]) { return size }
    if case .local(let slot) = checked.references[Int(id)] { return locals[Int(slot)].size }
    return nil
  }

  /// The size of all values of a type: one of a scalar, and of an enumeration as long as its values are.
  private func size(of type: TypeStore.TypeID) -> Size? {
    switch store[store.resolve(type)] {
    case .bool, .int, .uint, .double, .timestamp, .duration: return .one
    case .optional(let inner), .wrapper(let inner): return size(of: inner)
    case .enumeration(let index):
      let sizes = store.enumerations[Int(index)].values.map { Size(UInt64($0.scalarCount)) }
      return sizes.dropFirst().reduce(sizes.first) { $0?.union($1) }
    default: return nil
    }
  }
}
