// Macros are expanded as they are parsed. What they become is one node of its own for each, not cel-go's general fold:
// the planner then evaluates it as a loop, and prices it as cel-go would its fold.
extension Parser {
  /// A call, or what a macro makes of it. A call that has not the shape of a macro is an ordinary call.
  mutating func call(
    _ name: SyntaxTree.NameID, receiver: SyntaxTree.NodeID, _ arguments: SyntaxTree.Children, from start: Int,
    focus: Range<Int>
  ) -> SyntaxTree.NodeID {
    let offsets = start..<previousEnd
    if receiver >= 0 {
      if let index = Self.receiverMacros.index(of: tree.names[Int(name)], in: bytes) {
        let macro = receiverMacro(
          Self.receiverMacros.names[index], receiver: receiver, tree[arguments], offsets, focus)
        if let macro { return bounded(macro) }
      }
    } else if receiver == SyntaxTree.noReceiver, arguments.count == 1, tree.isName(name, "has"),
      let argument = tree[arguments].first
    {
      if let test = tree.makePresenceTest(argument, offsets) { return test }
      if case .flaw = tree[argument].form { return argument }
      complain("'has' asks for a field: it needs the form has(a.b)", tree[argument].offsets)
      return flaw()
    }
    return add(.call(name, receiver: receiver, arguments), offsets, focus: focus)
  }

  /// The names that a macro may have, so that the shape of other calls is not looked at.
  private static let receiverMacros = NameTable([
    "all", "exists", "exists_one", "existsOne", "filter", "map", "transformList", "transformMap", "transformMapEntry",
    "optMap", "optFlatMap", "bind", "sortBy", "block", "index", "iterVar", "accuVar",
  ])

  private mutating func receiverMacro(
    _ name: String, receiver: SyntaxTree.NodeID, _ run: ArraySlice<SyntaxTree.NodeID>, _ offsets: Range<Int>,
    _ focus: Range<Int>
  ) -> SyntaxTree.NodeID? {
    let arguments = Array(run)
    let kind: SyntaxTree.Comprehension.Kind
    // How many variables it binds, whether a condition and whether a result follow.
    var shape: (variables: Int, hasPredicate: Bool, hasTransform: Bool)
    let count = arguments.count
    switch (name, count) {
    case ("all", 2), ("all", 3): (kind, shape) = (.all, (count - 1, true, false))
    case ("exists", 2), ("exists", 3): (kind, shape) = (.exists, (count - 1, true, false))
    case ("exists_one", 2), ("existsOne", 2), ("exists_one", 3), ("existsOne", 3):
      (kind, shape) = (.existsOne, (count - 1, true, false))
    case ("filter", 2): (kind, shape) = (.filter, (1, true, false))
    case ("map", 2): (kind, shape) = (.map, (1, false, true))
    case ("map", 3): (kind, shape) = (.map, (1, true, true))
    case ("transformList", 3): (kind, shape) = (.map, (2, false, true))
    case ("transformList", 4): (kind, shape) = (.map, (2, true, true))
    case ("transformMap", 3): (kind, shape) = (.transformMap, (2, false, true))
    case ("transformMap", 4): (kind, shape) = (.transformMap, (2, true, true))
    case ("transformMapEntry", 3): (kind, shape) = (.transformMapEntry, (2, false, true))
    case ("transformMapEntry", 4): (kind, shape) = (.transformMapEntry, (2, true, true))
    case ("sortBy", 2): (kind, shape) = (.sortBy, (1, false, true))
    case ("optMap", 2): (kind, shape) = (.optMap, (1, false, true))
    case ("optFlatMap", 2): (kind, shape) = (.optFlatMap, (1, false, true))
    case ("bind", 3):
      guard isCEL(receiver) else { return nil }
      guard let variable = variable(arguments[0], of: "cel.bind") else { return flaw() }
      return tree.addComprehension(
        .init(kind: .bind, range: arguments[1], variable: variable, transform: arguments[2]), offsets, focus: focus)
    case ("block", 2): return isCEL(receiver) ? block(arguments, offsets, focus) : nil
    case ("index", 1): return isCEL(receiver) ? blockSlot(arguments[0], offsets, focus) : nil
    case ("iterVar", 2), ("accuVar", 2):
      return isCEL(receiver) ? numberedVariable(name, arguments, offsets, focus) : nil
    default: return nil
    }
    if kind == .optMap || kind == .optFlatMap { noteOptional(focus) }
    guard let variable = variable(arguments[0], of: name) else { return flaw() }
    var comprehension = SyntaxTree.Comprehension(kind: kind, range: receiver, variable: variable)
    var next = 1
    if shape.variables == 2 {
      guard let second = self.variable(arguments[1], of: name) else { return flaw() }
      if second == variable {
        complain("the two variables of '\(name)' need different names", tree[arguments[1]].offsets)
        return flaw()
      }
      comprehension.second = second
      next = 2
    }
    if shape.hasPredicate {
      comprehension.predicate = arguments[next]
      next += 1
    }
    if shape.hasTransform { comprehension.transform = arguments[next] }
    return tree.addComprehension(comprehension, offsets, focus: focus)
  }

  private mutating func variable(_ id: SyntaxTree.NodeID, of macro: String) -> SyntaxTree.NameID? {
    switch tree[id].form {
    case .identifier(let name, isRooted: false): return name
    case .flaw: return nil
    default:
      complain("'\(macro)' needs a simple name for its variable", tree[id].offsets)
      return nil
    }
  }
}
