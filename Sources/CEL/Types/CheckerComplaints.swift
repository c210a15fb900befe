internal import Diagnostics

// What is said where no overload fits a call, and where a message is to be made.
extension Checker {
  mutating func undeclaredFunction(_ id: NodeID, _ name: String, isMember: Bool) {
    guard options.isChecked else { return }
    var names: Set<String> = ["has", "all", "exists", "exists_one", "filter", "map"]
    // What begins with anything but a letter is an operator, or what a macro has become.
    for name in functions.names.names where name.utf8.first.map({ $0 > 0x60 && $0 < 0x7B }) == true {
      names.insert(name)
    }
    if functions.names.index(of: Library.sortByKeysName) != nil { names.insert("sortBy") }
    complain(
      "cel.undeclared", "there is no function '\(name)'", at: tree[id].focus, fix: didYouMean(name, among: names))
  }

  mutating func noOverload(
    _ id: NodeID, _ name: String, _ indices: [Int32], _ types: [TypeID], isMember: Bool
  ) {
    let node = tree[id]
    let fitting = indices.filter {
      let signature = functions.signatures[Int($0)]
      return signature.isMember == isMember && Int(signature.parameterCount) == types.count
    }
    // One overload only, and one argument that it does not take: point at the argument.
    if fitting.count == 1, let only = fitting.first {
      let signature = functions.signatures[Int(only)]
      for (position, node) in argumentNodes(of: id, count: types.count).enumerated() {
        let parameter = functions.overloads[Int(only)].parameters[position]
        let wanted = store.instantiate(
          functions.parameters[Int(signature.parameterStart) + position],
          firstVariable: store.freshVariables(Int(signature.variableCount)))
        if !store.unify(types[position], wanted) {
          complain(
            "cel.no-overload", "\(operatorText(name)) takes \(parameter) here, found \(describe(types[position]))",
            at: tree[node].offsets)
          return
        }
      }
    }
    if fitting.isEmpty, indices.contains(where: { functions.signatures[Int($0)].isMember != isMember }) {
      complain(
        "cel.no-overload",
        isMember ? "'\(name)' is called by itself: \(name)(x)" : "'\(name)' is called on a value: x.\(name)(…)",
        at: node.focus)
      return
    }
    let shown = (fitting.isEmpty ? indices : fitting).prefix(6).map { functions.overloads[Int($0)].signatureText }
    complain(
      "cel.no-overload",
      "\(operatorText(name)) does not take (\(types.map { describe($0) }.joined(separator: ", ")))", at: node.focus,
      fix: shown.isEmpty ? nil : "it takes \(shown.joined(separator: ", "))")
  }

  /// The nodes of a call's last so many arguments: of a namespaced call all but what stands before the dot.
  private func argumentNodes(of id: NodeID, count: Int) -> [NodeID] {
    var nodes: [NodeID] = []
    tree.forEachChild(of: tree[id].form) { nodes.append($0) }
    return nodes.suffix(count)
  }

  /// The function's name, as complaints have it.
  func text(of called: Called) -> String {
    switch called {
    case .function(let name, let isRooted): (isRooted ? "." : "") + tree.name(name)
    case .operation(let operation): operation.function
    }
  }

  /// An operator or a function, as complaints name it.
  private func operatorText(_ name: String) -> String {
    Operator.allCases.first { sameBytes($0.function, name) }.map { "'\($0.symbol)'" } ?? "'\(name)'"
  }

  /// `Type{field: value}`: there are no messages. What has a declared object type comes from the input, which is why its
  /// places can be told; Kubernetes has it so too.
  mutating func cannotMake(_ name: String, at offsets: Range<Int>) {
    let isDeclared = declarations.variables.contains { variable in
      Self.mentions(variable.type, objectNamed: name.utf8.first == UInt8(ascii: ".") ? String(name.dropFirst()) : name)
    }
    if isDeclared {
      complain(
        "cel.construction", "an object of type '\(name)' comes from the input, and no expression can make one",
        at: offsets, fix: "write a map: {'field': value}")
    } else {
      complain(
        "cel.undeclared", "'\(name)' is no type that an expression can make", at: offsets,
        fix: "write a map: {'field': value}")
    }
  }

  /// Whether values of a type may have an object of this name inside. Types that contain themselves are walked once.
  private static func mentions(_ type: CELType, objectNamed name: String) -> Bool {
    var waiting = [type]
    var seen: Set<ObjectIdentifier> = []
    while let next = waiting.popLast() {
      switch next {
      case .object(let object):
        guard seen.insert(ObjectIdentifier(object)).inserted else { continue }
        if sameBytes(object.name, name) { return true }
        waiting += object.fields.map(\.type)
      case .list(let inner), .optional(let inner), .wrapper(let inner): waiting.append(inner)
      case .map(let key, let value): waiting += [key, value]
      default: break
      }
    }
    return false
  }
}

extension Overload {
  fileprivate var signatureText: String {
    "(\(parameters.map(\.description).joined(separator: ", ")))"
  }
}
