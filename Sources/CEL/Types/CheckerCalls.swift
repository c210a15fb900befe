internal import Diagnostics

// Which overloads a call may mean, and what it gives.
extension Checker {
  /// What is called: a function by its name, or an operator's.
  enum Called {
    case function(SyntaxTree.NameID, isRooted: Bool)
    case operation(Operator)
  }

  mutating func call(
    _ id: NodeID, _ name: SyntaxTree.NameID, _ receiver: NodeID, _ arguments: SyntaxTree.Children
  ) -> TypeID {
    let called = Called.function(name, isRooted: receiver == SyntaxTree.rootReceiver)
    if receiver >= 0 {
      if let function = namespaced(receiver, name) {
        return overload(id, called, function, receiver: -1, tree[arguments], isNamespaced: true)
      }
      let function = functions.names.index(of: tree.names[Int(name)], in: tree.bytes)
      return overload(id, called, function, receiver: receiver, tree[arguments], isNamespaced: false)
    }
    return overload(id, called, function(called), receiver: -1, tree[arguments], isNamespaced: false)
  }

  mutating func operation(_ id: NodeID, _ operation: Operator, _ first: NodeID, _ second: NodeID?) -> TypeID {
    guard let function = functions.place(of: operation) else {
      let operands = ([first] + (second.map { [$0] } ?? []))[...]
      return overload(id, .operation(operation), nil, receiver: -1, operands, isNamespaced: false)
    }
    let mark = arguments.count
    let type = check(first)
    arguments.append(type)
    if let second {
      let type = check(second)
      arguments.append(type)
    }
    return fitting(id, .operation(operation), function, receiver: -1, from: mark, isNamespaced: false)
  }

  /// The function that is called by its name, looked up in the container and outwards.
  private func function(_ called: Called) -> Int? {
    guard case .function(let name, let isRooted) = called else { return nil }
    if isRooted || declarations.prefixes.count == 1 {
      return functions.names.index(of: tree.names[Int(name)], in: tree.bytes)
    }
    let text = tree.name(name)
    for prefix in declarations.prefixes {
      if let function = functions.names.index(of: prefix + text) { return function }
    }
    return nil
  }

  /// The function `optional.of` and the like, where what stands before the dot is no value.
  private mutating func namespaced(_ receiver: NodeID, _ name: SyntaxTree.NameID) -> Int? {
    guard let root = root(of: receiver),
      declarations.prefixes.count > 1 || functions.roots.index(of: tree.names[Int(root)], in: tree.bytes) != nil,
      let parts = qualifiedParts(receiver)
    else { return nil }
    let full = parts.name + "." + tree.name(name)
    if parts.isRooted { return functions.names.index(of: full) }
    for prefix in declarations.prefixes {
      if let function = functions.names.index(of: prefix + full) {
        if parts.root == "optional", optionalFunction == nil {
          optionalFunction = tree[receiver].offsets
        }
        return function
      }
    }
    return nil
  }

  private mutating func overload(
    _ id: NodeID, _ called: Called, _ function: Int?, receiver: NodeID, _ nodes: ArraySlice<NodeID>,
    isNamespaced: Bool
  ) -> TypeID {
    let mark = arguments.count
    if receiver >= 0 {
      let before = complaints.count
      let type = check(receiver)
      arguments.append(type)
      // An undeclared receiver of an undeclared function is one mistake, not two.
      if complaints.count > before, function == nil {
        for argument in nodes { _ = check(argument) }
        arguments.removeLast(arguments.count - mark)
        return TypeStore.dyn
      }
    }
    guard let function else {
      arguments.removeLast(arguments.count - mark)
      undeclaredFunction(id, text(of: called), isMember: receiver >= 0)
      // A first argument that is no known name was probably to be a variable: the function was meant to be a macro. What
      // is not going to be refused has to be looked through all the same: what is in there needs its slots.
      if options.isChecked, let first = nodes.first, case .identifier(let variable, _) = tree[first].form,
        local(variable) == nil, declarations.variableNames.index(of: tree.names[Int(variable)], in: tree.bytes) == nil
      {
        return TypeStore.dyn
      }
      for argument in nodes { _ = check(argument) }
      return TypeStore.dyn
    }
    for argument in nodes {
      let type = check(argument)
      arguments.append(type)
    }
    return fitting(id, called, function, receiver: receiver, from: mark, isNamespaced: isNamespaced)
  }

  /// Notes the overloads that take the arguments from a mark on, and gives the type of their results.
  private mutating func fitting(
    _ id: NodeID, _ called: Called, _ function: Int, receiver: NodeID, from mark: Int, isNamespaced: Bool
  ) -> TypeID {
    defer { arguments.removeLast(arguments.count - mark) }
    let start = Int32(candidates.count)
    var result: TypeID?
    for index in functions.indices[function] {
      let signature = functions.signatures[Int(index)]
      guard signature.isMember == (receiver >= 0), Int(signature.parameterCount) == arguments.count - mark else {
        continue
      }
      guard options.isChecked else {
        candidates.append(index)
        continue
      }
      guard let given = apply(signature, from: mark) else { continue }
      candidates.append(index)
      if let known = result {
        let known = store.resolve(known)
        if case .dyn = store[known] { continue }
        if !store.isSame(store.settled(known), store.settled(given)) { result = TypeStore.dyn }
      } else {
        result = given
      }
    }
    let count = Int32(candidates.count) - start
    references[Int(id)] =
      isNamespaced ? .namespaced(start: start, count: count) : .overloads(start: start, count: count)
    if count > 0, receiver >= 0, optionalFunction == nil,
      case .optional = store[store.resolve(arguments[mark])]
    {
      optionalFunction = tree[id].focus
    }
    guard options.isChecked else { return TypeStore.dyn }
    guard let result else {
      noOverload(id, text(of: called), functions.indices[function], Array(arguments[mark...]), isMember: receiver >= 0)
      return TypeStore.dyn
    }
    return result
  }

  /// The type that an overload gives for the arguments from a mark on, or nil where it does not take them.
  private mutating func apply(_ signature: FunctionTable.Signature, from mark: Int) -> TypeID? {
    let start = Int(signature.parameterStart)
    if signature.variableCount == 0 {
      let saved = store.bindings
      for offset in 0..<Int(signature.parameterCount)
      where !store.unify(arguments[mark + offset], functions.parameters[start + offset]) {
        store.bindings = saved
        return nil
      }
      return signature.result
    }
    let first = store.freshVariables(Int(signature.variableCount))
    let saved = store.bindings
    for offset in 0..<Int(signature.parameterCount) {
      let wanted = store.instantiate(functions.parameters[start + offset], firstVariable: first)
      if !store.unify(arguments[mark + offset], wanted) {
        store.bindings = saved
        return nil
      }
    }
    return store.settled(store.instantiate(signature.result, firstVariable: first))
  }

  // MARK: - Equality and membership

  mutating func equality(_ id: NodeID, _ operation: Operator, _ left: NodeID, _ right: NodeID) -> TypeID {
    let a = check(left)
    let b = check(right)
    if store.join(a, b) == nil {
      complain(
        "cel.no-overload",
        "'\(operation.symbol)' compares values of one type, found \(describe(a)) and \(describe(b))",
        at: tree[id].focus)
    } else {
      requireEnumerated(right, a)
      requireEnumerated(left, b)
    }
    return TypeStore.bool
  }

  mutating func membership(_ id: NodeID, _ left: NodeID, _ right: NodeID) -> TypeID {
    let item = check(left)
    let found = check(right)
    let range = store.resolve(found)
    switch store[range] {
    case .dyn, .variable: break
    case .list(let element), .map(let element, _):
      if store.join(item, element) == nil {
        complain(
          "cel.no-overload", "'in' looks for \(describe(item)) among \(describe(element))", at: tree[id].focus)
      } else {
        requireEnumerated(left, element)
        if case .list(let elements) = tree[right].form {
          for element in tree[elements] { requireEnumerated(element, item) }
        }
      }
    default:
      complain("cel.no-overload", "'in' looks into a list or a map, not \(describe(range))", at: tree[right].offsets)
    }
    return TypeStore.bool
  }

  /// Complains where a string literal meets an enumeration that it is not a value of.
  mutating func requireEnumerated(_ node: NodeID, _ type: TypeID) {
    guard case .enumeration(let index) = store[store.resolve(type)], case .constant(let constant) = tree[node].form,
      case .string(let text) = tree.constant(constant)
    else { return }
    let enumeration = store.enumerations[Int(index)]
    for value in enumeration.values where sameBytes(value, text) { return }
    let listed = enumeration.values.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
    complain(
      "cel.not-in-enumeration", "'\(text)' is not a value of '\(enumeration.name)'", at: tree[node].offsets,
      fix: didYouMean(text, among: enumeration.values)
        ?? "it is one of \(listed)\(enumeration.values.count > 12 ? ", …" : "")")
  }
}
