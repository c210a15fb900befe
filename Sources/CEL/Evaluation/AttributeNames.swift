/// Finds the attributes that an expression mentions, without evaluating it: for linting and for documentation.
struct AttributeNames {
  private var tree: SyntaxTree { checked.tree }
  private let checked: CheckedTree
  private let declarations: Declarations
  /// What the variable in each slot is called from outside, if it can be said.
  private var slotNames: [String?]
  private var found: Set<String> = []

  /// The names, sorted by their bytes, each once: `release.rollback.max_minutes`, and `data.sources[].access` for what
  /// is read of a list's elements.
  static func names(in checked: CheckedTree, _ declarations: Declarations) -> [String] {
    var finder = AttributeNames(checked, declarations)
    finder.walk(checked.tree.root, isOperand: false)
    return finder.found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private init(_ checked: CheckedTree, _ declarations: Declarations) {
    self.checked = checked
    self.declarations = declarations
    slotNames = [String?](repeating: nil, count: checked.slotCount)
  }

  private mutating func walk(_ id: SyntaxTree.NodeID, isOperand: Bool) {
    let form = tree[id].form
    switch form {
    case .identifier, .select, .index, .blockSlot:
      if !isOperand, let name = name(id) { found.insert(name) }
    default: break
    }
    switch form {
    case .select(let operand, _, _): walk(operand, isOperand: true)
    case .index(let operand, let index, _):
      walk(operand, isOperand: true)
      walk(index, isOperand: false)
    case .comprehension(let index):
      let comprehension = tree.comprehension(index)
      let slot = Int(checked.slots[Int(index)])
      walk(comprehension.range, isOperand: false)
      switch comprehension.kind {
      case .bind: slotNames[slot] = name(comprehension.range)
      case .optMap, .optFlatMap: slotNames[slot] = name(comprehension.range)
      default:
        let element = name(comprehension.range).map { $0 + "[]" }
        slotNames[comprehension.second >= 0 ? slot + 1 : slot] = element
      }
      if comprehension.predicate >= 0 { walk(comprehension.predicate, isOperand: false) }
      if comprehension.transform >= 0 { walk(comprehension.transform, isOperand: false) }
    case .block(let run):
      guard case .slots(let first) = checked.references[Int(id)] else { break }
      for (position, child) in tree[run].enumerated() {
        walk(child, isOperand: false)
        if position < run.count - 1 { slotNames[Int(first) + position] = name(child) }
      }
    default:
      var children: [SyntaxTree.NodeID] = []
      tree.forEachChild(of: form) { children.append($0) }
      for child in children { walk(child, isOperand: false) }
    }
  }

  private func name(_ id: SyntaxTree.NodeID) -> String? {
    switch checked.references[Int(id)] {
    case .variable(let index): return declarations.variables[Int(index)].name
    case .local(let slot): return slotNames[Int(slot)]
    case .type: return nil
    default: break
    }
    switch tree[id].form {
    case .select(let operand, let field, _): return name(operand).map { $0 + "." + tree.name(field) }
    case .index(let operand, _, _): return name(operand).map { $0 + "[]" }
    // What a filter keeps are elements of what it filters.
    case .comprehension(let index) where tree.comprehension(index).kind == .filter:
      return name(tree.comprehension(index).range)
    default: return nil
    }
  }
}
