internal import Diagnostics

// What names, selections and indexes stand for.
extension Checker {
  mutating func identifier(_ id: NodeID, _ name: SyntaxTree.NameID, isRooted: Bool) -> TypeID {
    if !isRooted, let local = local(name) {
      references[Int(id)] = .local(local.slot)
      return local.type
    }
    if let type = resolve(id, name, isRooted: isRooted) { return type }
    guard options.isChecked else { return TypeStore.dyn }
    let text = tree.name(name)
    complain(
      "cel.undeclared", "'\(text)' is not declared", at: tree[id].offsets,
      fix: didYouMean(text, among: declarations.variables.map(\.name) + localNames))
    return TypeStore.dyn
  }

  /// Looks a name up in the container and outwards. Notes what it stands for, and gives its type.
  private mutating func resolve(_ id: NodeID, _ name: SyntaxTree.NameID, isRooted: Bool) -> TypeID? {
    guard isRooted || declarations.prefixes.count == 1 else {
      return resolve(id, tree.name(name), isRooted: isRooted)
    }
    let name = tree.names[Int(name)]
    if let index = declarations.variableNames.index(of: name, in: tree.bytes) { return variable(id, index) }
    if let index = functions.typeNames.index(of: name, in: tree.bytes) { return type(id, index) }
    return nil
  }

  private mutating func resolve(_ id: NodeID, _ name: String, isRooted: Bool) -> TypeID? {
    for prefix in isRooted ? [""] : declarations.prefixes {
      let full = prefix + name
      if let index = declarations.variableNames.index(of: full) { return variable(id, index) }
      if let index = functions.typeNames.index(of: full) { return type(id, index) }
    }
    return nil
  }

  private mutating func variable(_ id: NodeID, _ index: Int) -> TypeID {
    references[Int(id)] = .variable(Int32(index))
    guard options.isChecked else { return TypeStore.dyn }
    let term = declarations.variableTypes[index]
    return term >= 0 ? term : store.term(declarations.variables[index].type)
  }

  private mutating func type(_ id: NodeID, _ index: Int) -> TypeID {
    let type = functions.types[index]
    references[Int(id)] = .type(Int32(types.count))
    types.append(type)
    return options.isChecked ? store.term(.type(type)) : TypeStore.dyn
  }

  /// The parts of a chain of plain selections that starts with a name which is no local variable.
  func qualifiedParts(_ id: NodeID) -> (root: String, name: String, isRooted: Bool)? {
    var fields: [SyntaxTree.NameID] = []
    var current = id
    while true {
      switch tree[current].form {
      case .select(let operand, let field, .value):
        fields.append(field)
        current = operand
      case .identifier(let name, let isRooted):
        if !isRooted, local(name) != nil { return nil }
        let root = tree.name(name)
        var text = root
        for field in fields.reversed() { text += "." + tree.name(field) }
        return (root, text, isRooted)
      default: return nil
      }
    }
  }

  /// The name that a chain starts with, without building the chain's text.
  func root(of id: NodeID) -> SyntaxTree.NameID? {
    var current = id
    while true {
      switch tree[current].form {
      case .select(let operand, _, .value): current = operand
      case .identifier(let name, _): return name
      default: return nil
      }
    }
  }

  mutating func select(
    _ id: NodeID, _ operand: NodeID, _ field: SyntaxTree.NameID, _ selection: SyntaxTree.Selection
  ) -> TypeID {
    if selection == .value, let root = root(of: operand),
      declarations.prefixes.count > 1
        || declarations.qualifiedRoots.index(of: tree.names[Int(root)], in: tree.bytes) != nil,
      let parts = qualifiedParts(id), let type = resolve(id, parts.name, isRooted: parts.isRooted)
    {
      return type
    }
    // In two steps: `store.resolve(check(…))` would read the store before `check` adds to it.
    let found = check(operand)
    let operandType = store.resolve(found)
    var inner = operandType
    var isOptional = selection == .optional
    if case .optional(let wrapped) = store[operandType] {
      inner = store.resolve(wrapped)
      isOptional = true
    }
    let type = fieldType(id, inner, field)
    if selection == .presence { return TypeStore.bool }
    return isOptional ? store.add(.optional(type)) : type
  }

  private mutating func fieldType(_ id: NodeID, _ operand: TypeID, _ name: SyntaxTree.NameID) -> TypeID {
    switch store[operand] {
    case .dyn, .variable: return TypeStore.dyn
    case .map(_, let value): return value
    case .object(let index):
      let object = store.objects[Int(index)]
      if let position = object.names.index(of: tree.names[Int(name)], in: tree.bytes) {
        references[Int(id)] = .field(object: index, index: Int32(position))
        return store.term(object.fields[position].type)
      }
      let field = tree.name(name)
      complain(
        "cel.undefined-field", "'\(field)' is not a field of '\(object.name)'", at: tree[id].focus,
        fix: didYouMean(field, among: object.fields.map(\.name)))
      return TypeStore.dyn
    default:
      complain(
        "cel.no-overload", "\(describe(operand)) has no fields, so no '\(tree.name(name))'", at: tree[id].focus)
      return TypeStore.dyn
    }
  }

  mutating func index(_ id: NodeID, _ operand: NodeID, _ index: NodeID, isOptional: Bool) -> TypeID {
    let found = check(operand)
    let operandType = store.resolve(found)
    let indexType = check(index)
    var inner = operandType
    var isOptional = isOptional
    if case .optional(let wrapped) = store[operandType] {
      inner = store.resolve(wrapped)
      isOptional = true
    }
    var type = TypeStore.dyn
    switch store[inner] {
    case .dyn, .variable: break
    case .list(let element):
      type = element
      if !store.unify(indexType, TypeStore.int) {
        complain(
          "cel.no-overload", "a list is indexed by int, not \(describe(indexType))", at: tree[index].offsets)
      }
    case .map(let key, let value):
      type = value
      if !store.unify(indexType, key) {
        complain(
          "cel.no-overload", "the keys of this map are \(describe(key)), not \(describe(indexType))",
          at: tree[index].offsets)
      } else {
        requireEnumerated(index, key)
      }
    default:
      complain("cel.no-overload", "\(describe(inner)) cannot be indexed", at: tree[id].focus)
    }
    return isOptional ? store.add(.optional(type)) : type
  }
}
