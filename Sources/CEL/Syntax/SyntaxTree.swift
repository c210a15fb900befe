/// An expression as the parser has read it: an arena of nodes that point at one another by index, so that a tree of
/// any shape is built, walked in order of creation and freed without recursion. Macros are expanded already.
struct SyntaxTree: Sendable {
  /// Where a node stands in the arena. Children stand before their parents.
  typealias NodeID = Int32
  /// Where a name stands in `names`.
  typealias NameID = Int32

  /// A run of nodes in `children`.
  struct Children: Sendable {
    var start: Int32
    var count: Int32
  }

  /// What a selection asks for.
  enum Selection: UInt8, Sendable {
    /// `a.b`
    case value
    /// `has(a.b)`
    case presence
    /// `a.?b`
    case optional
  }

  /// What a node is.
  enum Form: Sendable {
    case constant(Int32)
    /// With a leading dot, the name is looked up at the root only.
    case identifier(NameID, isRooted: Bool)
    case select(NodeID, NameID, Selection)
    case index(NodeID, NodeID, isOptional: Bool)
    /// A function or an operator. `receiver` is -1 where there is none.
    case call(NameID, receiver: NodeID, Children)
    /// A whole chain of `&&` or of `||`: flat, so that a long one is not high.
    case logic(isAnd: Bool, Children)
    case conditional(NodeID, then: NodeID, else: NodeID)
    case list(Children)
    /// Keys and values in turn.
    case map(Children)
    /// `?e` in a list, or `?k` as a key: it is there if the optional has a value.
    case optionalEntry(NodeID)
    /// `Type{field: value}`: names (as constants) and values in turn.
    case message(NameID, Children)
    case comprehension(Int32)
    /// What could not be parsed; it has been complained about.
    case flaw
  }

  /// What a macro has become.
  struct Comprehension: Sendable {
    enum Kind: UInt8, Sendable {
      case all, exists, existsOne, map, filter, transformMap, transformMapEntry, bind, optMap, optFlatMap
    }

    var kind: Kind
    /// What is walked; for `bind`, the value; for `optMap`, the optional.
    var range: NodeID
    /// The variable; with two variables, the index or key.
    var variable: NameID
    /// The second variable, the value; -1 where there is none.
    var second: NameID = -1
    /// The condition; -1 where there is none.
    var predicate: NodeID = -1
    /// What is made of an element, or the body of a `bind`; -1 where there is none.
    var transform: NodeID = -1
  }

  struct Node: Sendable {
    var form: Form
    /// UTF-8 offsets of the whole.
    var start: UInt32
    var end: UInt32
    /// UTF-8 offsets of what a complaint points at: the operator, the function's or the field's name.
    var focusStart: UInt32
    var focusEnd: UInt32
    /// How many levels the tree below has, this one included.
    var height: UInt16

    var offsets: Range<Int> { Int(start)..<Int(end) }
    var focus: Range<Int> { Int(focusStart)..<Int(focusEnd) }
  }

  private(set) var nodes: [Node] = []
  private(set) var children: [NodeID] = []
  private(set) var constants: [Value] = []
  private(set) var names: [String] = []
  private(set) var comprehensions: [Comprehension] = []
  /// The whole expression.
  var root: NodeID = 0
  /// Where `.?`, `[?]`, `{?}` or an optional macro first stands.
  var optionalSyntax: Range<Int>?

  private var nameIndices: [String: NameID] = [:]

  subscript(id: NodeID) -> Node { nodes[Int(id)] }
  subscript(run: Children) -> ArraySlice<NodeID> { children[Int(run.start)..<Int(run.start + run.count)] }
  func name(_ id: NameID) -> String { names[Int(id)] }
  func constant(_ index: Int32) -> Value { constants[Int(index)] }
  func comprehension(_ index: Int32) -> Comprehension { comprehensions[Int(index)] }

  /// The name's index; the same for the same name.
  mutating func intern(_ name: String) -> NameID {
    // Names are ASCII, so `==` compares bytes. A handful is found faster by walking than by hashing.
    if names.count < 16 {
      for (index, known) in names.enumerated() where known == name { return NameID(index) }
    } else {
      if nameIndices.isEmpty { for (index, known) in names.enumerated() { nameIndices[known] = NameID(index) } }
      if let known = nameIndices[name] { return known }
      nameIndices[name] = NameID(names.count)
    }
    names.append(name)
    return NameID(names.count - 1)
  }

  /// Adds a node over its children.
  mutating func add(_ form: Form, _ offsets: Range<Int>, focus: Range<Int>) -> NodeID {
    nodes.append(
      Node(
        form: form, start: UInt32(offsets.lowerBound), end: UInt32(offsets.upperBound),
        focusStart: UInt32(focus.lowerBound), focusEnd: UInt32(focus.upperBound), height: height(over: form)))
    return NodeID(nodes.count - 1)
  }

  mutating func addConstant(_ value: Value, _ offsets: Range<Int>) -> NodeID {
    constants.append(value)
    return add(.constant(Int32(constants.count - 1)), offsets, focus: offsets)
  }

  mutating func addComprehension(_ comprehension: Comprehension, _ offsets: Range<Int>, focus: Range<Int>) -> NodeID {
    comprehensions.append(comprehension)
    return add(.comprehension(Int32(comprehensions.count - 1)), offsets, focus: focus)
  }

  mutating func addChildren(_ ids: [NodeID]) -> Children {
    let run = Children(start: Int32(children.count), count: Int32(ids.count))
    children.append(contentsOf: ids)
    return run
  }

  /// Turns a selection into the question whether the field is there, as `has` does.
  mutating func makePresenceTest(_ id: NodeID, _ offsets: Range<Int>) -> NodeID? {
    guard case .select(let operand, let field, .value) = self[id].form else { return nil }
    return add(.select(operand, field, .presence), offsets, focus: self[id].focus)
  }

  /// The nodes directly below a node, in the order of the source.
  func forEachChild(of form: Form, _ body: (NodeID) -> Void) {
    switch form {
    case .constant, .identifier, .flaw: break
    case .select(let operand, _, _), .optionalEntry(let operand): body(operand)
    case .index(let operand, let index, _):
      body(operand)
      body(index)
    case .call(_, let receiver, let run):
      if receiver >= 0 { body(receiver) }
      for child in self[run] { body(child) }
    case .logic(_, let run), .list(let run), .map(let run), .message(_, let run):
      for child in self[run] { body(child) }
    case .conditional(let condition, let then, let otherwise):
      body(condition)
      body(then)
      body(otherwise)
    case .comprehension(let index):
      let comprehension = comprehension(index)
      body(comprehension.range)
      if comprehension.predicate >= 0 { body(comprehension.predicate) }
      if comprehension.transform >= 0 { body(comprehension.transform) }
    }
  }

  private func height(over form: Form) -> UInt16 {
    var height: UInt16 = 0
    forEachChild(of: form) { height = max(height, self[$0].height) }
    return height == .max ? .max : height + 1
  }
}
