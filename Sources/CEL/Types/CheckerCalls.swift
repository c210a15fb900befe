internal import Diagnostics

// Which overloads a call may mean, and what it gives.
extension Checker {
  mutating func call(
    _ id: NodeID, _ name: SyntaxTree.NameID, _ receiver: NodeID, _ arguments: SyntaxTree.Children
  ) -> TypeID {
    let text = tree.name(name)
    if receiver >= 0 {
      if let indices = namespaced(receiver, text) {
        return overload(id, text, indices, receiver: -1, arguments, isNamespaced: true)
      }
      return overload(id, text, declarations.functions[text], receiver: receiver, arguments, isNamespaced: false)
    }
    switch text {
    case "_==_", "_!=_": return equality(id, text, arguments)
    case "@in": return membership(id, arguments)
    default: return overload(id, text, function(text), receiver: -1, arguments, isNamespaced: false)
    }
  }

  /// The overloads of a function that is called by its name, looked up in the container and outwards.
  private func function(_ name: String) -> [Int32]? {
    if name.utf8.first == UInt8(ascii: ".") { return declarations.functions[String(name.utf8.dropFirst()) ?? ""] }
    if declarations.prefixes.count == 1 { return declarations.functions[name] }
    for prefix in declarations.prefixes {
      if let indices = declarations.functions[prefix + name] { return indices }
    }
    return nil
  }

  /// The overloads of `optional.of` and the like, where what stands before the dot is no value.
  private mutating func namespaced(_ receiver: NodeID, _ name: String) -> [Int32]? {
    guard let parts = qualifiedParts(receiver),
      declarations.prefixes.count > 1 || declarations.functionRoots.contains(parts.root)
    else { return nil }
    let full = parts.name + "." + name
    if parts.isRooted { return declarations.functions[full] }
    for prefix in declarations.prefixes {
      if let indices = declarations.functions[prefix + full] {
        if parts.root == "optional", optionalFunction == nil {
          optionalFunction = tree[receiver].offsets
        }
        return indices
      }
    }
    return nil
  }

  private mutating func overload(
    _ id: NodeID, _ name: String, _ indices: [Int32]?, receiver: NodeID, _ arguments: SyntaxTree.Children,
    isNamespaced: Bool
  ) -> TypeID {
    var types: [TypeID] = []
    types.reserveCapacity(Int(arguments.count) + 1)
    if receiver >= 0 {
      let before = complaints.count
      types.append(check(receiver))
      // An undeclared receiver of an undeclared function is one mistake, not two.
      if complaints.count > before, indices == nil {
        for argument in tree[arguments] { _ = check(argument) }
        return TypeStore.dyn
      }
    }
    guard let indices else {
      undeclaredFunction(id, name, isMember: receiver >= 0)
      // A first argument that is no known name was probably to be a variable: the function was meant to be a macro.
      if let first = tree[arguments].first, case .identifier(let variable, _) = tree[first].form,
        local(variable) == nil, declarations.variableIndices[tree.name(variable)] == nil
      {
        return TypeStore.dyn
      }
      for argument in tree[arguments] { _ = check(argument) }
      return TypeStore.dyn
    }
    for argument in tree[arguments] { types.append(check(argument)) }
    let start = Int32(candidates.count)
    var result: TypeID?
    for index in indices {
      let signature = declarations.signatures[Int(index)]
      guard signature.overload.isMember == (receiver >= 0), signature.parameters.count == types.count else { continue }
      guard options.isChecked else {
        candidates.append(index)
        continue
      }
      guard let given = apply(signature, to: types) else { continue }
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
      case .optional = store[store.resolve(types[0])]
    {
      optionalFunction = tree[id].focus
    }
    guard options.isChecked else { return TypeStore.dyn }
    guard let result else {
      noOverload(id, name, indices, types, receiver: receiver, arguments)
      return TypeStore.dyn
    }
    return result
  }

  /// The type that an overload gives for arguments of these types, or nil where it does not take them.
  private mutating func apply(_ signature: Declarations.Signature, to types: [TypeID]) -> TypeID? {
    if signature.variableCount == 0 {
      let saved = store.bindings
      for (type, parameter) in zip(types, signature.parameters) where !store.unify(type, parameter) {
        store.bindings = saved
        return nil
      }
      return signature.result
    }
    let first = store.freshVariables(signature.variableCount)
    let saved = store.bindings
    for (type, parameter) in zip(types, signature.parameters) {
      let wanted = store.instantiate(parameter, firstVariable: first)
      if !store.unify(type, wanted) {
        store.bindings = saved
        return nil
      }
    }
    return store.settled(store.instantiate(signature.result, firstVariable: first))
  }

  // MARK: - Equality and membership

  private mutating func equality(_ id: NodeID, _ name: String, _ arguments: SyntaxTree.Children) -> TypeID {
    let run = tree[arguments]
    guard let left = run.first, let right = run.last, run.count == 2 else { return TypeStore.bool }
    let a = check(left)
    let b = check(right)
    if store.join(a, b) == nil {
      complain(
        "cel.no-overload", "\(operatorText(name)) compares values of one type, found \(describe(a)) and \(describe(b))",
        at: tree[id].focus)
    } else {
      requireEnumerated(right, a)
      requireEnumerated(left, b)
    }
    return TypeStore.bool
  }

  private mutating func membership(_ id: NodeID, _ arguments: SyntaxTree.Children) -> TypeID {
    let run = tree[arguments]
    guard let left = run.first, let right = run.last, run.count == 2 else { return TypeStore.bool }
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

  // MARK: - Complaints

  private mutating func undeclaredFunction(_ id: NodeID, _ name: String, isMember: Bool) {
    var names: Set<String> = ["has", "all", "exists", "exists_one", "filter", "map"]
    for name in declarations.functions.keys where name.utf8.first.map({ $0 != UInt8(ascii: "_") && $0 < 0x7B }) == true
    {
      names.insert(name)
    }
    complain(
      "cel.undeclared", "there is no function '\(name)'", at: tree[id].focus, fix: didYouMean(name, among: names))
  }

  private mutating func noOverload(
    _ id: NodeID, _ name: String, _ indices: [Int32], _ types: [TypeID], receiver: NodeID,
    _ arguments: SyntaxTree.Children
  ) {
    let node = tree[id]
    let signatures = indices.map { declarations.signatures[Int($0)] }
    let fitting = signatures.filter {
      $0.overload.isMember == (receiver >= 0) && $0.parameters.count == types.count
    }
    // One overload only, and one argument that it does not take: point at the argument.
    if fitting.count == 1, let only = fitting.first {
      let nodes = (receiver >= 0 ? [receiver] : []) + Array(tree[arguments])
      for (position, node) in nodes.enumerated() {
        let parameter = only.overload.parameters[position]
        let wanted = store.instantiate(
          only.parameters[position], firstVariable: store.freshVariables(only.variableCount))
        if !store.unify(types[position], wanted) {
          complain(
            "cel.no-overload", "\(operatorText(name)) takes \(parameter) here, found \(describe(types[position]))",
            at: tree[node].offsets)
          return
        }
      }
    }
    if fitting.isEmpty, signatures.contains(where: { $0.overload.isMember != (receiver >= 0) }) {
      let isMember = receiver < 0
      complain(
        "cel.no-overload",
        isMember ? "'\(name)' is called on a value: x.\(name)(…)" : "'\(name)' is called by itself: \(name)(x)",
        at: node.focus)
      return
    }
    let shown = (fitting.isEmpty ? signatures : fitting).prefix(6).map { $0.overload.signatureText }
    complain(
      "cel.no-overload",
      "\(operatorText(name)) does not take (\(types.map { describe($0) }.joined(separator: ", ")))", at: node.focus,
      fix: shown.isEmpty ? nil : "it takes \(shown.joined(separator: ", "))")
  }

  /// An operator or a function, as complaints name it.
  private func operatorText(_ name: String) -> String {
    if name == "@in" { return "'in'" }
    let bytes = name.utf8
    guard bytes.last == UInt8(ascii: "_") else { return "'\(name)'" }
    return "'\(String(decoding: bytes.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self))'"
  }
}

extension Overload {
  fileprivate var signatureText: String {
    "(\(parameters.map(\.description).joined(separator: ", ")))"
  }
}
