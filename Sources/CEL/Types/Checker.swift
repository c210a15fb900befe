internal import Diagnostics

/// Deduces the type of every node, finds what each name stands for, and complains about everything that cannot be
/// right. Stands between the parser and the planner; with `isChecked` off it only looks names up.
struct Checker {
  typealias NodeID = SyntaxTree.NodeID
  typealias TypeID = TypeStore.TypeID

  /// What a node's name stands for.
  enum Reference: Sendable {
    /// Nothing, or nothing that is declared.
    case none
    /// A variable of the environment, by its index. On a selection, the whole dotted name is meant.
    case variable(Int32)
    /// A variable of a comprehension, by its slot.
    case local(Int32)
    /// A declared field, by its index in its object type.
    case field(ObjectType, Int32)
    /// A type as a value.
    case type(CELType)
    /// The overloads that a call may mean, as a run of `candidates`.
    case overloads(start: Int32, count: Int32)
    /// The same, where what stands before the dot is part of the function's name.
    case namespaced(start: Int32, count: Int32)
  }

  /// What checking yields for the planner.
  struct Result: Sendable {
    var references: [Reference]
    /// Indices of signatures.
    var candidates: [Int32]
    /// For each comprehension, the slot of its variable; of a second one, the next slot.
    var slots: [Int32]
    var slotCount: Int
    var resultType: CELType
    /// The first function that has to do with optionals.
    var optionalFunction: Range<Int>?
  }

  private struct Local {
    var name: SyntaxTree.NameID
    var slot: Int32
    var type: TypeID
  }

  let tree: SyntaxTree
  let declarations: Declarations
  let options: Environment.Options
  var store: TypeStore
  var complaints: [Complaint] = []
  var types: [TypeID]
  var references: [Reference]
  var candidates: [Int32] = []
  var optionalFunction: Range<Int>?
  private var locals: [Local] = []
  private var slots: [Int32]
  private var slotCount: Int32 = 0

  private init(_ tree: SyntaxTree, _ declarations: Declarations, _ options: Environment.Options) {
    self.tree = tree
    self.declarations = declarations
    self.options = options
    store = declarations.store
    types = [TypeID](repeating: TypeStore.dyn, count: tree.nodes.count)
    references = [Reference](repeating: .none, count: tree.nodes.count)
    slots = [Int32](repeating: -1, count: tree.comprehensions.count)
  }

  static func check(_ tree: SyntaxTree, _ declarations: Declarations, _ options: Environment.Options) -> (
    result: Result, complaints: [Complaint]
  ) {
    var checker = Checker(tree, declarations, options)
    let type = checker.check(tree.root)
    return (
      Result(
        references: checker.references, candidates: checker.candidates, slots: checker.slots,
        slotCount: Int(checker.slotCount), resultType: options.isChecked ? checker.store.celType(type) : .dyn,
        optionalFunction: checker.optionalFunction), checker.complaints
    )
  }

  mutating func complain(_ id: String, _ message: String, at offsets: Range<Int>, fix: String? = nil) {
    guard options.isChecked, complaints.count < Parser.maxComplaints else { return }
    complaints.append(Complaint(id: id, message: message, offsets: offsets, fix: fix))
  }

  func describe(_ type: TypeID) -> String { store.celType(type).description }

  // MARK: - Nodes

  mutating func check(_ id: NodeID) -> TypeID {
    let type = deduce(id)
    types[Int(id)] = type
    return type
  }

  private mutating func deduce(_ id: NodeID) -> TypeID {
    let node = tree[id]
    switch node.form {
    case .flaw: return TypeStore.dyn
    case .constant(let index): return constantType(tree.constant(index))
    case .identifier(let name, let isRooted): return identifier(id, name, isRooted: isRooted)
    case .select(let operand, let field, let selection): return select(id, operand, field, selection)
    case .index(let operand, let index, let isOptional): return self.index(id, operand, index, isOptional: isOptional)
    case .call(let name, let receiver, let arguments): return call(id, name, receiver, arguments)
    case .logic(let isAnd, let terms):
      for term in tree[terms] { requireBool(term, isAnd ? "'&&'" : "'||'") }
      return TypeStore.bool
    case .conditional(let condition, let then, let otherwise):
      requireBool(condition, "the condition of '?:'")
      let a = check(then)
      let b = check(otherwise)
      if let joined = store.join(a, b) { return joined }
      complain(
        "cel.no-overload", "the two branches of '?:' differ: \(describe(a)) and \(describe(b))", at: node.focus)
      return TypeStore.dyn
    case .list(let elements): return list(elements)
    case .map(let entries): return map(entries)
    case .optionalEntry(let inner):
      let type = check(inner)
      return unwrapped(type, at: tree[inner].offsets)
    case .message(let name, let entries):
      for (position, child) in tree[entries].enumerated() where position % 2 == 1 { _ = check(child) }
      complain("cel.undeclared", "'\(tree.name(name))' is no type that an expression can make", at: node.focus)
      return TypeStore.dyn
    case .comprehension(let index): return comprehension(id, Int(index))
    }
  }

  private mutating func requireBool(_ id: NodeID, _ what: String) {
    let type = check(id)
    if !store.unify(type, TypeStore.bool) {
      complain("cel.no-overload", "\(what) takes bool, found \(describe(type))", at: tree[id].offsets)
    }
  }

  private func constantType(_ value: Value) -> TypeID {
    switch value {
    case .null: TypeStore.null
    case .bool: TypeStore.bool
    case .int: TypeStore.int
    case .uint: TypeStore.uint
    case .double: TypeStore.double
    case .string: TypeStore.string
    case .bytes: TypeStore.bytes
    default: TypeStore.dyn
    }
  }

  /// What `?e` gives: the type inside the optional.
  private mutating func unwrapped(_ type: TypeID, at offsets: Range<Int>) -> TypeID {
    let type = store.resolve(type)
    switch store[type] {
    case .optional(let inner): return inner
    case .dyn: return TypeStore.dyn
    default:
      let inner = store.freshVariable()
      if store.unify(type, store.add(.optional(inner))) { return inner }
      complain("cel.no-overload", "'?' needs an optional here, found \(describe(type))", at: offsets)
      return TypeStore.dyn
    }
  }

  private mutating func list(_ elements: SyntaxTree.Children) -> TypeID {
    guard elements.count > 0 else { return store.add(.list(store.freshVariable())) }
    var joined: TypeID?
    for child in tree[elements] {
      let type = check(child)
      joined = join(joined, type, at: tree[child].offsets, "a list's elements")
    }
    return store.add(.list(joined ?? TypeStore.dyn))
  }

  private mutating func map(_ entries: SyntaxTree.Children) -> TypeID {
    guard entries.count > 0 else {
      let key = store.freshVariable()
      return store.add(.map(key, store.freshVariable()))
    }
    var key: TypeID?
    var value: TypeID?
    var isOptional = false
    for (position, child) in tree[entries].enumerated() {
      if position % 2 == 0 {
        var keyNode = child
        isOptional = false
        if case .optionalEntry(let inner) = tree[child].form {
          keyNode = inner
          isOptional = true
        }
        let type = check(keyNode)
        key = join(key, type, at: tree[child].offsets, "a map's keys")
      } else {
        var type = check(child)
        if isOptional { type = unwrapped(type, at: tree[child].offsets) }
        value = join(value, type, at: tree[child].offsets, "a map's values")
      }
    }
    return store.add(.map(key ?? TypeStore.dyn, value ?? TypeStore.dyn))
  }

  private mutating func join(_ a: TypeID?, _ b: TypeID, at offsets: Range<Int>, _ what: String) -> TypeID {
    guard let a else { return b }
    if let joined = store.join(a, b) { return joined }
    if options.homogeneousLiterals {
      complain(
        "cel.mixed-literal", "\(what) are of one type: \(describe(a)) before, \(describe(b)) here", at: offsets)
    }
    return TypeStore.dyn
  }

  // MARK: - Locals

  func local(_ name: SyntaxTree.NameID) -> (slot: Int32, type: TypeID)? {
    for local in locals.reversed() where local.name == name { return (local.slot, local.type) }
    return nil
  }

  var localNames: [String] { locals.map { tree.name($0.name) } }

  private mutating func comprehension(_ id: NodeID, _ index: Int) -> TypeID {
    let comprehension = tree.comprehensions[index]
    let range = check(comprehension.range)
    let first: TypeID
    var second = TypeStore.dyn
    switch comprehension.kind {
    case .bind: first = range
    case .optMap, .optFlatMap: first = unwrapped(range, at: tree[comprehension.range].offsets)
    default: (first, second) = elements(of: range, hasSecond: comprehension.second >= 0, comprehension.range)
    }
    let slot = slotCount
    slots[index] = slot
    slotCount += comprehension.second >= 0 ? 2 : 1
    locals.append(Local(name: comprehension.variable, slot: slot, type: first))
    if comprehension.second >= 0 { locals.append(Local(name: comprehension.second, slot: slot + 1, type: second)) }
    defer { locals.removeLast(comprehension.second >= 0 ? 2 : 1) }

    let macro = "the condition of '\(tree.text(of: tree[id].focus, fallback: comprehension.kind))'"
    if comprehension.predicate >= 0 { requireBool(comprehension.predicate, macro) }
    let transform = comprehension.transform >= 0 ? check(comprehension.transform) : TypeStore.dyn
    switch comprehension.kind {
    case .all, .exists, .existsOne: return TypeStore.bool
    case .filter: return store.add(.list(first))
    case .map: return store.add(.list(transform))
    case .transformMap: return store.add(.map(first, transform))
    case .transformMapEntry:
      let key = store.freshVariable()
      let map = store.add(.map(key, store.freshVariable()))
      if !store.unify(transform, map) {
        complain(
          "cel.no-overload", "'transformMapEntry' makes map entries, found \(describe(transform))",
          at: tree[comprehension.transform].offsets)
      }
      return map
    case .bind: return transform
    case .optMap: return store.add(.optional(transform))
    case .optFlatMap:
      let inner = unwrapped(transform, at: tree[comprehension.transform].offsets)
      return store.add(.optional(inner))
    }
  }

  /// The types of the variables that walk a range.
  private mutating func elements(of range: TypeID, hasSecond: Bool, _ node: NodeID) -> (TypeID, TypeID) {
    let resolved = store.resolve(range)
    switch store[resolved] {
    case .list(let element): return hasSecond ? (TypeStore.int, element) : (element, TypeStore.dyn)
    case .map(let key, let value): return (key, value)
    case .dyn, .variable: return (TypeStore.dyn, TypeStore.dyn)
    default:
      complain(
        "cel.no-overload", "only a list or a map can be walked, not \(describe(range))", at: tree[node].offsets)
      return (TypeStore.dyn, TypeStore.dyn)
    }
  }
}

extension SyntaxTree {
  /// The name of a macro, for complaints: the tree has no text, so the kind's own name stands for it.
  fileprivate func text(of focus: Range<Int>, fallback kind: Comprehension.Kind) -> String {
    switch kind {
    case .existsOne: "exists_one"
    case .map: focus.count > 3 ? "transformList" : "map"
    default: "\(kind)"
    }
  }
}
