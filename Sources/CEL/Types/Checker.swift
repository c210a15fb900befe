internal import Diagnostics

/// Deduces the type of every node, finds what each name stands for, and complains about everything that cannot be
/// right. Stands between the parser and the planner; with `isChecked` off it only looks names up.
struct Checker: ~Copyable {
  typealias NodeID = SyntaxTree.NodeID
  typealias TypeID = TypeStore.TypeID

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
  var references: [CheckedTree.Reference]
  /// Types that names stand for.
  var types: [CELType] = []
  var candidates: [Int32] = []
  var optionalFunction: Range<Int>?
  /// The type of each node, where somebody wants them.
  private var nodeTypes: [TypeID]?
  /// The types of arguments, while overloads are tried on them.
  var arguments: [TypeID] = []
  private var locals: [Local] = []
  /// The slots of the block around the node at hand that it may refer to, by their numbers in it.
  var blockSlots: [(slot: Int32, type: TypeID)] = []
  private var slots: [Int32]
  private(set) var slotCount: Int32 = 0

  var functions: FunctionTable { declarations.functions }

  private init(_ tree: consuming SyntaxTree, _ declarations: Declarations, _ options: Environment.Options) {
    self.declarations = declarations
    self.options = options
    store = declarations.store
    references = [CheckedTree.Reference](tree.nodes.count, of: .none)
    slots = [Int32](tree.comprehensions.count, of: -1)
    self.tree = tree
  }

  static func check(
    _ tree: consuming SyntaxTree, _ declarations: Declarations, _ options: Environment.Options
  ) -> (result: CheckedTree, complaints: [Complaint]) {
    var checker = Checker(tree, declarations, options)
    let type = checker.check(checker.tree.root)
    let resultType = options.isChecked ? checker.store.celType(type) : .dyn
    return checker.finish(resultType)
  }

  /// The types of all nodes of a tree that has been checked, as terms of a store.
  static func types(
    of tree: SyntaxTree, _ declarations: Declarations, _ options: Environment.Options
  ) -> (types: [TypeID], store: TypeStore) {
    var checker = Checker(tree, declarations, options)
    checker.nodeTypes = [TypeID](repeating: TypeStore.dyn, count: tree.nodes.count)
    _ = checker.check(tree.root)
    return (checker.nodeTypes ?? [], checker.store)
  }

  private consuming func finish(_ resultType: CELType) -> (result: CheckedTree, complaints: [Complaint]) {
    (
      CheckedTree(
        tree: tree, references: references, objects: store.objects, types: types, candidates: candidates, slots: slots,
        slotCount: Int(slotCount), resultType: resultType, optionalFunction: optionalFunction), complaints
    )
  }

  mutating func complain(_ id: String, _ message: String, at offsets: Range<Int>, fix: String? = nil) {
    guard options.isChecked, complaints.count < Parser.maxComplaints else { return }
    complaints.append(Complaint(id: id, message: message, offsets: offsets, fix: fix))
  }

  func describe(_ type: TypeID) -> String { store.celType(type).description }

  // MARK: - Nodes

  /// The type of a node.
  mutating func check(_ id: NodeID) -> TypeID {
    let type = deduce(id)
    nodeTypes?[Int(id)] = type
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
    case .unary(let operation, let operand): return self.operation(id, operation, operand, nil)
    case .binary(.equal, let left, let right): return equality(id, .equal, left, right)
    case .binary(.notEqual, let left, let right): return equality(id, .notEqual, left, right)
    case .binary(.membership, let left, let right): return membership(id, left, right)
    case .binary(let operation, let left, let right): return self.operation(id, operation, left, right)
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
      if case .string(let name) = tree.constant(name) { cannotMake(name, at: node.focus) }
      return TypeStore.dyn
    case .comprehension(let index): return comprehension(id, Int(index))
    case .block(let run): return block(id, run)
    case .blockSlot(let number): return blockSlot(id, number)
    }
  }

  private mutating func requireBool(_ id: NodeID, _ what: @autoclosure () -> String) {
    let type = check(id)
    if !store.unify(type, TypeStore.bool) {
      complain("cel.no-overload", "\(what()) takes bool, found \(describe(type))", at: tree[id].offsets)
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
    return store.add(.map(keyType(key ?? TypeStore.dyn), value ?? TypeStore.dyn))
  }

  /// The type of a map's keys. What can never be a key is an error when it is evaluated; as part of a type it would let
  /// types of maps of maps grow beyond all bounds.
  private func keyType(_ key: TypeID) -> TypeID {
    switch store[store.resolve(key)] {
    case .list, .map, .optional: TypeStore.dyn
    default: key
    }
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
    case .sortBy: first = sortedElement(of: range, comprehension.range, at: tree[id].focus)
    default: (first, second) = elements(of: range, hasSecond: comprehension.second >= 0, comprehension.range)
    }
    let slot = takeSlots(comprehension.second >= 0 ? 2 : 1)
    slots[index] = slot
    locals.append(Local(name: comprehension.variable, slot: slot, type: first))
    if comprehension.second >= 0 { locals.append(Local(name: comprehension.second, slot: slot + 1, type: second)) }
    defer { locals.removeLast(comprehension.second >= 0 ? 2 : 1) }

    if comprehension.predicate >= 0 {
      let focus = tree[id].focus
      requireBool(comprehension.predicate, "the condition of '\(comprehension.kind.name(from: focus))'")
    }
    let transform = comprehension.transform >= 0 ? check(comprehension.transform) : TypeStore.dyn
    switch comprehension.kind {
    case .all, .exists, .existsOne: return TypeStore.bool
    case .filter: return store.add(.list(first))
    case .map: return store.add(.list(transform))
    case .sortBy:
      requireSortable(transform, comprehension.transform)
      return store.add(.list(first))
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

  /// So many slots that nobody has yet; the first of them.
  mutating func takeSlots(_ count: Int) -> Int32 {
    let first = slotCount
    slotCount += Int32(count)
    return first
  }

  /// The types of the variables that walk a range.
  mutating func elements(of range: TypeID, hasSecond: Bool, _ node: NodeID) -> (TypeID, TypeID) {
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

extension SyntaxTree.Comprehension.Kind {
  /// The name of a macro that stands in so many bytes, for complaints.
  fileprivate func name(from focus: Range<Int>) -> String {
    switch self {
    case .existsOne: "exists_one"
    case .map: focus.count > 3 ? "transformList" : "map"
    default: "\(self)"
    }
  }
}
