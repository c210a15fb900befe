/// Reads an expression: bytes in, a tree and every complaint out. It recovers at commas and closing brackets, so that
/// one pass names several mistakes; nesting and the tree's height are bounded as it goes.
struct Parser: ~Copyable {
  var tree: SyntaxTree
  private(set) var complaints: [Complaint] = []
  /// The names of the tree by their hashes, once there are many.
  private var nameSlots = HashSlots()
  /// Nodes that wait for the one above them.
  private var waiting: [SyntaxTree.NodeID] = []

  var bytes: [UInt8] { tree.bytes }
  private(set) var token: Token
  private var lexer: Lexer
  /// Where the last token that was taken ends.
  private(set) var previousEnd = 0
  private var depth = 0
  private let maxDepth: Int
  /// Set when going on would only repeat one complaint: the rest counts as read.
  private var isAbandoned = false

  /// cel-go gives up after as many.
  static let maxComplaints = 30

  private init(_ bytes: [UInt8], maxDepth: Int) {
    tree = SyntaxTree(bytes)
    self.maxDepth = maxDepth
    lexer = Lexer(bytes)
    token = Token(kind: .endOfInput, start: 0, end: 0)
  }

  /// Parses a whole expression. Where there are complaints, the tree has flaws in it.
  static func parse(_ text: String, maxDepth: Int = 250, maxLength: Int = 100_000) -> (
    tree: SyntaxTree, complaints: [Complaint]
  ) {
    var parser = Parser(Array(text.utf8), maxDepth: maxDepth)
    if parser.bytes.count > maxLength, text.unicodeScalars.count > maxLength {
      parser.complain("an expression has at most \(maxLength) characters", 0..<0)
      parser.tree.root = parser.flaw()
      return parser.finish()
    }
    parser.advance()
    parser.tree.root = parser.expression()
    if parser.token.kind != .endOfInput {
      parser.complain("unexpected \(parser.found) after the end of the expression", parser.token.offsets)
    }
    return parser.finish()
  }

  private consuming func finish() -> (tree: SyntaxTree, complaints: [Complaint]) { (tree, complaints) }

  // MARK: - Tokens and complaints

  mutating func advance() {
    previousEnd = token.end
    guard !isAbandoned else { return }
    token = lexer.next()
    while token.kind == .invalid {
      complain(lexer.complaint, token.offsets)
      // One complaint too many, and the token is the end.
      if isAbandoned { return }
      // An unclosed text or a stray character stands for a value: parsing goes on as if one were there.
      let isValue = bytes[token.start] == UInt8(ascii: "`") || token.end - token.start > 1
      if isValue {
        token.kind = .invalid
        return
      }
      token = lexer.next()
    }
  }

  mutating func take(_ kind: Token.Kind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  mutating func complain(_ message: String, _ offsets: Range<Int>, fix: String? = nil) {
    guard !isAbandoned else { return }
    // A second complaint about the same place says nothing new.
    if let last = complaints.last, last.offsets.lowerBound == offsets.lowerBound { return }
    complaints.append(.syntax(message, offsets, fix: fix))
    if complaints.count >= Self.maxComplaints { abandon() }
  }

  private mutating func abandon() {
    isAbandoned = true
    token = Token(kind: .endOfInput, start: tree.sourceCount, end: tree.sourceCount)
  }

  mutating func flaw() -> SyntaxTree.NodeID {
    tree.add(.flaw, token.start..<token.start, focus: token.start..<token.start)
  }

  /// The token at hand, as complaints name it.
  var found: String {
    token.kind == .endOfInput
      ? "end of the expression"
      : "'\(String(decoding: bytes[token.offsets].prefix(40).prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self))'"
  }

  /// Adds a node, and gives up where the tree has grown too high.
  mutating func add(
    _ form: SyntaxTree.Form, _ offsets: Range<Int>, focus: Range<Int>
  ) -> SyntaxTree.NodeID {
    let id = tree.add(form, offsets, focus: focus)
    return bounded(id)
  }

  mutating func bounded(_ id: SyntaxTree.NodeID) -> SyntaxTree.NodeID {
    if Int(tree[id].height) > maxDepth { return tooDeep(tree[id].focus) }
    return id
  }

  private mutating func tooDeep(_ offsets: Range<Int>) -> SyntaxTree.NodeID {
    complain("the expression is nested more than \(maxDepth) levels deep", offsets)
    abandon()
    return flaw()
  }

  /// Puts a node aside for the one above it; `collected` takes all from a mark on.
  mutating func wait(_ id: SyntaxTree.NodeID) {
    if waiting.isEmpty { waiting.reserveCapacity(8) }
    waiting.append(id)
  }

  var waitingCount: Int { waiting.count }

  mutating func collected(from mark: Int) -> SyntaxTree.Children {
    let run = tree.addChildren(waiting[mark...])
    waiting.removeLast(waiting.count - mark)
    return run
  }

  /// The identifier at hand as a name of the tree; the same for the same bytes.
  mutating func name() -> SyntaxTree.NameID { name(token.offsets, hash: token.hash) }

  mutating func name(_ offsets: Range<Int>, hash: UInt32) -> SyntaxTree.NameID {
    let name = SyntaxTree.Name(start: UInt32(offsets.lowerBound), end: UInt32(offsets.upperBound), hash: hash)
    if tree.names.count < 16 {
      // A handful is found sooner by walking.
      for (index, known) in tree.names.enumerated() where known.hash == hash && isSame(known, name) {
        return SyntaxTree.NameID(index)
      }
      return tree.addName(name)
    }
    if tree.names.count == 16 {
      for (index, known) in tree.names.enumerated() { nameSlots.insert(index, hash: known.hash) }
    }
    if let index = nameSlots.first(hash: hash, where: { isSame(tree.names[$0], name) }) {
      return SyntaxTree.NameID(index)
    }
    nameSlots.insert(tree.names.count, hash: hash)
    return tree.addName(name)
  }

  private func isSame(_ a: SyntaxTree.Name, _ b: SyntaxTree.Name) -> Bool {
    bytes[a.offsets].elementsEqual(bytes[b.offsets])
  }

  // MARK: - Operators

  /// The whole precedence ladder: `a ? b : c` and everything that binds tighter.
  mutating func expression() -> SyntaxTree.NodeID {
    depth += 1
    defer { depth -= 1 }
    if depth > maxDepth { return tooDeep(token.offsets) }
    let start = token.start
    let condition = binary(1)
    let question = token.offsets
    guard take(.question) else { return condition }
    let then = binary(1)
    guard take(.colon) else {
      complain("expected ':' and what holds otherwise, found \(found)", token.offsets)
      return flaw()
    }
    let otherwise = expression()
    return add(.conditional(condition, then: then, else: otherwise), start..<previousEnd, focus: question)
  }

  private mutating func binary(_ minimum: Int) -> SyntaxTree.NodeID {
    let start = token.start
    var left = unary()
    while true {
      let kind = token.kind
      let precedence = kind.precedence
      guard precedence >= minimum, precedence > 0 else { return left }
      let focus = token.offsets
      if let operation = kind.binaryOperator {
        advance()
        let right = binary(precedence + 1)
        left = add(.binary(operation, left, right), start..<previousEnd, focus: focus)
      } else {
        let mark = waitingCount
        wait(left)
        while take(kind) {
          let term = binary(precedence + 1)
          wait(term)
        }
        left = add(.logic(isAnd: kind == .and, collected(from: mark)), start..<previousEnd, focus: focus)
      }
    }
  }

  private mutating func unary() -> SyntaxTree.NodeID {
    let kind = token.kind
    guard kind == .not || kind == .minus else { return member() }
    var operators: [Range<Int>] = []
    while token.kind == kind {
      let offsets = token.offsets
      advance()
      // A minus directly before a number belongs to the number, so that the least integer can be written.
      if kind == .minus, token.kind == .int || token.kind == .double {
        let operand = postfix(number(negativeFrom: offsets.lowerBound), from: offsets.lowerBound)
        return apply(operators, kind, to: operand)
      }
      operators.append(offsets)
      if operators.count > maxDepth { return tooDeep(offsets) }
    }
    if kind == .not, token.kind == .minus {
      let offsets = token.offsets
      advance()
      if token.kind == .int || token.kind == .double {
        let operand = postfix(number(negativeFrom: offsets.lowerBound), from: offsets.lowerBound)
        return apply(operators, kind, to: operand)
      }
      complain("'!' cannot stand directly before '-'", offsets, fix: "write '!(-…)'")
    } else if kind == .minus, token.kind == .not {
      complain("'-' cannot stand directly before '!'", token.offsets, fix: "write '-(!…)'")
      advance()
    }
    return apply(operators, kind, to: member())
  }

  private mutating func apply(_ operators: [Range<Int>], _ kind: Token.Kind, to operand: SyntaxTree.NodeID)
    -> SyntaxTree.NodeID
  {
    var result = operand
    for focus in operators.reversed() {
      result = add(.unary(kind == .not ? .not : .negate, result), focus.lowerBound..<previousEnd, focus: focus)
    }
    return result
  }
}
