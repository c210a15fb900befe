/// Makes the mutants of an expression: walks its tree, and writes it out once for each thing that can be changed.
struct MutantMaker {
  typealias NodeID = SyntaxTree.NodeID

  let tree: SyntaxTree
  private let types: [TypeStore.TypeID]
  private let store: TypeStore
  private var mutants: [Mutant] = []
  private var known: Set<String>

  static func mutants(
    of tree: SyntaxTree, _ declarations: Declarations, _ options: Environment.Options
  ) -> [Mutant] {
    var maker = MutantMaker(tree, declarations, options)
    maker.walk(tree.root, isCondition: maker.type(of: tree.root) == .bool)
    let placed = maker.mutants.enumerated().sorted { a, b in
      (a.element.offsets.lowerBound, a.offset) < (b.element.offsets.lowerBound, b.offset)
    }
    return placed.map(\.element).filter { mutant in
      // What changed the meaning of an operand may have changed its type: such a one cannot be told from a mistake.
      let (tree, complaints) = Parser.parse(mutant.text, maxDepth: options.maxDepth, maxLength: options.maxLength)
      guard complaints.isEmpty else { return false }
      let (checked, problems) = Checker.check(tree, declarations, options)
      return problems.isEmpty && checked.checkConstants(declarations).isEmpty
    }
  }

  private init(_ tree: SyntaxTree, _ declarations: Declarations, _ options: Environment.Options) {
    self.tree = tree
    let checked = Checker.types(of: tree, declarations, options)
    types = checked.types
    store = checked.store
    known = [Unparser.text(of: tree)]
  }

  private func type(of id: NodeID) -> CELType { store.celType(types[Int(id)]) }

  // MARK: - The walk

  /// - Parameter isCondition: whether the node is asked for its truth, and not for a value.
  private mutating func walk(_ id: NodeID, isCondition: Bool) {
    switch tree[id].form {
    case .logic(let isAnd, let terms):
      dropTerms(of: id, isAnd, Array(tree[terms]))
      for term in tree[terms] { walk(term, isCondition: true) }
      return
    case .conditional(let condition, let then, let otherwise):
      keep(then, of: id)
      keep(otherwise, of: id)
      walk(condition, isCondition: true)
      walk(then, isCondition: isCondition)
      walk(otherwise, isCondition: isCondition)
      return
    case .unary(.not, let operand):
      add(.negation, at: id) { $0.replace(id, by: $0[operand].form) }
      // The operand's negation would be the same.
      walkChildren(of: operand)
      return
    case .binary(let operation, let left, let right):
      compareOtherwise(id, operation, left, right)
    case .constant(let index):
      change(tree.constant(index), at: id, by: 1)
    case .comprehension(let index):
      changeComprehension(id, tree.comprehension(index))
    case .list(let elements):
      dropElements(of: id, Array(tree[elements]))
    case .call(let name, let receiver, let arguments):
      if receiver < 0, tree.isName(name, "duration") || tree.isName(name, "timestamp") {
        changeTime(tree[arguments].first, isDuration: tree.isName(name, "duration"))
        return
      }
      if isCondition { negate(id) }
    case .select, .identifier, .index:
      if isCondition { negate(id) }
    default: break
    }
    walkChildren(of: id)
  }

  private mutating func walkChildren(of id: NodeID) {
    let form = tree[id].form
    switch form {
    case .comprehension(let index):
      let comprehension = tree.comprehension(index)
      walk(comprehension.range, isCondition: false)
      if comprehension.predicate >= 0 { walk(comprehension.predicate, isCondition: true) }
      if comprehension.transform >= 0 { walk(comprehension.transform, isCondition: false) }
    case .binary(let operation, let left, let right):
      walkOperand(left, of: operation, other: right, isLeft: true)
      walkOperand(right, of: operation, other: left, isLeft: false)
    case .list(let elements) where elements.count > 1:
      // Its constants are left out one by one already.
      for element in tree[elements] where !isConstant(element) { walk(element, isCondition: false) }
    case .message: break
    default:
      var children: [NodeID] = []
      tree.forEachChild(of: form) { children.append($0) }
      for child in children { walk(child, isCondition: false) }
    }
  }

  private func isConstant(_ id: NodeID) -> Bool { if case .constant = tree[id].form { true } else { false } }

  // MARK: - The changes

  private mutating func dropTerms(of id: NodeID, _ isAnd: Bool, _ terms: [NodeID]) {
    for position in terms.indices {
      var rest = terms
      rest.remove(at: position)
      add(.droppedTerm, at: id, leavingOut: terms[position]) { tree in
        if rest.count == 1 {
          tree.replace(id, by: tree[rest[0]].form)
        } else {
          tree.replace(id, by: .logic(isAnd: isAnd, tree.addChildren(rest[...])))
        }
      }
    }
  }

  private mutating func keep(_ branch: NodeID, of id: NodeID) {
    add(.droppedTerm, at: id) { $0.replace(id, by: $0[branch].form) }
  }

  private mutating func negate(_ id: NodeID) {
    add(.negation, at: id) { tree in
      let copy = tree.add(tree[id].form, tree[id].offsets, focus: tree[id].focus)
      tree.replace(id, by: .unary(.not, copy))
    }
  }

  private mutating func compareOtherwise(_ id: NodeID, _ operation: Operator, _ left: NodeID, _ right: NodeID) {
    if operation == .membership { negate(id) }
    for other in operation.otherComparisons {
      add(.comparison, at: id) { $0.replace(id, by: .binary(other, left, right)) }
    }
  }

  /// An operand of a comparison: a constant changes in the direction in which moving the limit by one does not do the
  /// same already.
  private mutating func walkOperand(_ id: NodeID, of operation: Operator, other: NodeID, isLeft: Bool) {
    guard case .constant(let index) = tree[id].form else { return walk(id, isCondition: false) }
    let constant = tree.constant(index)
    if case .string(let text) = constant, let enumeration = enumeration(of: other) {
      guard let next = enumeration.values.first(where: { !$0.utf8.elementsEqual(text.utf8) }) else { return }
      return replace(id, by: .string(next))
    }
    // Of a text it is asked whether it is empty, not whether it has more than one letter.
    if case .int(0) = constant, isSizeOfText(other) { return }
    let isLowered = operation == .greaterOrEqual || operation == .less
    change(constant, at: id, by: isLowered == isLeft ? 1 : -1, around: operation)
  }

  private func isSizeOfText(_ id: NodeID) -> Bool {
    guard case .call(let name, let receiver, let arguments) = tree[id].form, tree.isName(name, "size"),
      let measured = receiver >= 0 ? receiver : tree[arguments].first
    else { return false }
    switch type(of: measured) {
    case .string, .enumeration: return true
    default: return false
    }
  }

  /// The values that there are for a node, or for the elements of a list.
  private func enumeration(of id: NodeID) -> Enumeration? {
    switch type(of: id) {
    case .enumeration(let enumeration), .list(.enumeration(let enumeration)): enumeration
    default: nil
    }
  }

  private mutating func change(_ constant: Value, at id: NodeID, by step: Int64, around operation: Operator = .equal) {
    let step = operation.isOrder ? step : 1
    switch constant {
    case .bool(let bool): replace(id, by: .bool(!bool))
    case .int(let int):
      let (sum, overflows) = int.addingReportingOverflow(step)
      if !overflows { replace(id, by: .int(sum)) }
    case .uint(let uint): replace(id, by: .uint(uint == .max || (step < 0 && uint > 0) ? uint - 1 : uint + 1))
    case .double(let double):
      // A tenth of a share, one of anything larger.
      let size = double == 0 || abs(double) > 1 ? 1 : abs(double) / 10
      replace(id, by: .double(double + Double(step) * size))
    case .string(let text): replace(id, by: .string(text + "~"))
    default: break
    }
  }

  private mutating func changeTime(_ argument: NodeID?, isDuration: Bool) {
    guard let argument else { return }
    guard case .constant(let index) = tree[argument].form, case .string(let text) = tree.constant(index) else {
      return walk(argument, isCondition: false)
    }
    if isDuration, let duration = try? Duration.parse(text) {
      replace(argument, by: .string(Duration(nanoseconds: duration.nanoseconds &+ 3_600_000_000_000).description))
    }
    if !isDuration, let time = try? Timestamp.parse(text) {
      replace(argument, by: .string(Timestamp(seconds: time.seconds + 86_400)?.description ?? text))
    }
  }

  private mutating func replace(_ id: NodeID, by value: Value) {
    add(.constant, at: id) { tree in
      let constant = tree.addText(value)
      tree.replace(id, by: .constant(constant))
    }
  }

  private mutating func changeComprehension(_ id: NodeID, _ comprehension: SyntaxTree.Comprehension) {
    switch comprehension.kind {
    case .exists: become(.all, id, comprehension)
    case .all, .existsOne: become(.exists, id, comprehension)
    case .filter:
      add(.droppedFilter, at: id) { $0.replace(id, by: $0[comprehension.range].form) }
    default: break
    }
  }

  private mutating func become(
    _ kind: SyntaxTree.Comprehension.Kind, _ id: NodeID, _ comprehension: SyntaxTree.Comprehension
  ) {
    var changed = comprehension
    changed.kind = kind
    add(.quantifier, at: id) { tree in
      let other = tree.addComprehension(changed, tree[id].offsets, focus: tree[id].focus)
      tree.replace(id, by: tree[other].form)
    }
  }

  private mutating func dropElements(of id: NodeID, _ elements: [NodeID]) {
    guard elements.count > 1 else { return }
    for position in elements.indices {
      var rest = elements
      rest.remove(at: position)
      add(.droppedElement, at: id, leavingOut: elements[position]) {
        $0.replace(id, by: .list($0.addChildren(rest[...])))
      }
    }
  }

  /// - Parameter part: what is left out, where that is the change.
  private mutating func add(
    _ change: Mutant.Change, at id: NodeID, leavingOut part: NodeID? = nil, _ edit: (inout SyntaxTree) -> Void
  ) {
    var changed = tree
    edit(&changed)
    let text = Unparser.text(of: changed)
    guard known.insert(text).inserted else { return }
    changed.root = id
    let place = part ?? id
    var original = tree
    original.root = place
    mutants.append(
      Mutant(
        change: change, text: text, offsets: tree[place].offsets, original: Unparser.text(of: original),
        replacement: part == nil ? Unparser.text(of: changed) : ""))
  }
}

extension Operator {
  fileprivate var isOrder: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  /// The comparison with the limit on the other side, and the opposite.
  fileprivate var otherComparisons: [Operator] {
    switch self {
    case .equal: [.notEqual]
    case .notEqual: [.equal]
    case .less: [.lessOrEqual, .greaterOrEqual]
    case .lessOrEqual: [.less, .greater]
    case .greater: [.greaterOrEqual, .lessOrEqual]
    case .greaterOrEqual: [.greater, .less]
    default: []
    }
  }
}
