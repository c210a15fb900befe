/// An expression as the parser has read it: an arena of nodes that point at one another by index, so that a tree of
/// any shape is built, walked in order of creation and freed without recursion. Macros are expanded already.
struct SyntaxTree: Sendable {
  /// Where a node stands in the arena. Children stand before their parents.
  typealias NodeID = Int32
  /// Where a name stands in `names`.
  typealias NameID = Int32

  /// A name: where it stands in the source, and the hash of its bytes.
  struct Name: Sendable {
    let start: UInt32
    let end: UInt32
    let hash: UInt32

    var offsets: Range<Int> { Int(start)..<Int(end) }

    /// Whether these bytes of the source are a text.
    func isSpelled(_ text: String, in bytes: [UInt8]) -> Bool {
      let count = Int(end - start)
      guard text.utf8.count == count else { return false }
      let other = text.utf8.span
      for index in 0..<count where bytes[Int(start) + index] != other[index] { return false }
      return true
    }
  }

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
    case unary(Operator, NodeID)
    case binary(Operator, NodeID, NodeID)
    /// A function. `receiver` is `noReceiver` where there is none, `rootReceiver` where there is but a dot.
    case call(NameID, receiver: NodeID, Children)
    /// A whole chain of `&&` or of `||`: flat, so that a long one is not high.
    case logic(isAnd: Bool, Children)
    case conditional(NodeID, then: NodeID, else: NodeID)
    case list(Children)
    /// Keys and values in turn.
    case map(Children)
    /// `?e` in a list, or `?k` as a key: it is there if the optional has a value.
    case optionalEntry(NodeID)
    /// `Type{field: value}`: the type's name is a constant, and so are the fields' names, which take turns with values.
    case message(Int32, Children)
    case comprehension(Int32)
    /// `cel.block([a, b], body)`: the slots in order, and the body last.
    case block(Children)
    /// `cel.index(n)`: a slot of the block around it.
    case blockSlot(Int32)
    /// What could not be parsed; it has been complained about.
    case flaw
  }

  /// What a macro has become.
  struct Comprehension: Sendable {
    enum Kind: UInt8, Sendable {
      case all, exists, existsOne, map, filter, transformMap, transformMapEntry, sortBy, bind, optMap, optFlatMap
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
    /// What is made of an element, the key that it is sorted by, or the body of a `bind`; -1 where there is none.
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

  static let noReceiver: NodeID = -1
  static let rootReceiver: NodeID = -2

  /// The source, and behind it the names that macros have made.
  private(set) var bytes: [UInt8]
  /// How many bytes the source has.
  let sourceCount: Int
  private(set) var nodes: [Node] = []
  private(set) var children: [NodeID] = []
  private(set) var constants: [Value] = []
  private(set) var names: [Name] = []
  private(set) var comprehensions: [Comprehension] = []
  /// The whole expression.
  var root: NodeID = 0
  /// Where `.?`, `[?]`, `{?}` or an optional macro first stands.
  var optionalSyntax: Range<Int>?
  /// Whether a `cel.block` stands anywhere.
  var hasBlocks = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    sourceCount = bytes.count
    // Of most expressions this is room enough, and of none too much.
    nodes.reserveCapacity(min(bytes.count / 5 + 4, 200))
    names.reserveCapacity(8)
  }

  subscript(id: NodeID) -> Node { nodes[Int(id)] }
  subscript(run: Children) -> ArraySlice<NodeID> { children[Int(run.start)..<Int(run.start + run.count)] }
  func name(_ id: NameID) -> String { String(decoding: bytes[names[Int(id)].offsets], as: UTF8.self) }
  /// Whether a name does not stand in the source, but was made by a macro.
  func isMade(_ id: NameID) -> Bool { names[Int(id)].start >= sourceCount }
  func isName(_ id: NameID, _ text: String) -> Bool { names[Int(id)].isSpelled(text, in: bytes) }
  func constant(_ index: Int32) -> Value { constants[Int(index)] }
  func comprehension(_ index: Int32) -> Comprehension { comprehensions[Int(index)] }

  mutating func addName(_ name: Name) -> NameID {
    names.append(name)
    return NameID(names.count - 1)
  }

  /// Writes a name behind the source, for a variable that has none there.
  mutating func spell(_ text: String) -> Range<Int> {
    let start = bytes.count
    bytes += Array(text.utf8)
    return start..<bytes.count
  }

  /// Takes back what `spell` has written last.
  mutating func unspell(_ offsets: Range<Int>) { bytes.removeSubrange(offsets.lowerBound...) }

  /// Puts another form into a node's place, in a tree that is only going to be written out again: heights stay as they
  /// were.
  mutating func replace(_ id: NodeID, by form: Form) { nodes[Int(id)].form = form }

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

  /// Adds a constant that no node stands for.
  mutating func addText(_ value: Value) -> Int32 {
    constants.append(value)
    return Int32(constants.count - 1)
  }

  mutating func addComprehension(_ comprehension: Comprehension, _ offsets: Range<Int>, focus: Range<Int>) -> NodeID {
    comprehensions.append(comprehension)
    return add(.comprehension(Int32(comprehensions.count - 1)), offsets, focus: focus)
  }

  mutating func addChildren(_ ids: ArraySlice<NodeID>) -> Children {
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
    case .constant, .identifier, .blockSlot, .flaw: break
    case .select(let operand, _, _), .optionalEntry(let operand), .unary(_, let operand): body(operand)
    case .index(let first, let second, _), .binary(_, let first, let second):
      body(first)
      body(second)
    case .call(_, let receiver, let run):
      if receiver >= 0 { body(receiver) }
      for child in self[run] { body(child) }
    case .logic(_, let run), .list(let run), .map(let run), .message(_, let run), .block(let run):
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

  /// The dotted name that a chain of selections spells, or nil.
  func qualifiedName(_ id: NodeID) -> String? {
    var parts: [String] = []
    var current = id
    while true {
      switch self[current].form {
      case .identifier(let id, let isRooted):
        if isMade(id) { return nil }
        parts.append((isRooted ? "." : "") + name(id))
        return parts.reversed().joined(separator: ".")
      case .select(let operand, let field, .value):
        parts.append(name(field))
        current = operand
      default: return nil
      }
    }
  }

  private func height(over form: Form) -> UInt16 {
    var height: UInt16 = 0
    forEachChild(of: form) { height = max(height, self[$0].height) }
    return height == .max ? .max : height + 1
  }
}
