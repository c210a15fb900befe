/// Writes a tree as source again, macros in the form in which they were called. Reading what it has written gives the
/// same tree.
struct Unparser {
  private let tree: SyntaxTree
  /// Whether every operation stands in brackets: to show how an expression was read.
  private let isExplicit: Bool
  private var text = ""

  static func text(of tree: SyntaxTree, isExplicit: Bool = false) -> String {
    var unparser = Unparser(tree, isExplicit)
    unparser.write(tree.root)
    return unparser.text
  }

  private init(_ tree: SyntaxTree, _ isExplicit: Bool) {
    self.tree = tree
    self.isExplicit = isExplicit
  }

  /// How tightly a node binds, on the scale of `Token.Kind.precedence`; 0 for `?:`, 6 for a prefix, 7 for the rest.
  private func precedence(_ id: SyntaxTree.NodeID) -> Int {
    switch tree[id].form {
    case .conditional: 0
    case .logic(let isAnd, _): isAnd ? 2 : 1
    case .unary(let operation, _), .binary(let operation, _, _): operation.precedence
    default: 7
    }
  }

  private mutating func write(_ id: SyntaxTree.NodeID, atLeast minimum: Int = 0) {
    let own = precedence(id)
    let isBracketed = own < minimum || (isExplicit && own < 7 && id != tree.root)
    if isBracketed { text += "(" }
    writeForm(id, own)
    if isBracketed { text += ")" }
  }

  private mutating func writeForm(_ id: SyntaxTree.NodeID, _ precedence: Int) {
    switch tree[id].form {
    case .flaw: text += "…"
    case .constant(let index): text += tree.constant(index).literal(maxLength: .max)
    case .identifier(let name, let isRooted): text += (isRooted ? "." : "") + tree.name(name)
    case .select(let operand, let field, let selection):
      if selection == .presence { text += "has(" }
      write(operand, atLeast: 7)
      text += (selection == .optional ? ".?" : ".") + fieldText(tree.name(field))
      if selection == .presence { text += ")" }
    case .index(let operand, let index, let isOptional):
      write(operand, atLeast: 7)
      text += isOptional ? "[?" : "["
      write(index)
      text += "]"
    case .unary(let operation, let operand):
      text += operation.symbol
      // Two prefixes of one kind may follow each other, two of different kinds may not.
      var isSame = false
      if case .unary(operation, _) = tree[operand].form { isSame = true }
      // A minus directly before a number would be read as the number's sign.
      write(operand, atLeast: operation == .negate && beginsWithDigit(operand) ? 8 : isSame ? 6 : 7)
    case .binary(let operation, let left, let right):
      write(left, atLeast: precedence)
      text += " " + operation.symbol + " "
      write(right, atLeast: precedence + 1)
    case .call(let name, let receiver, let arguments):
      if receiver >= 0 { write(receiver, atLeast: 7) }
      if receiver != SyntaxTree.noReceiver { text += "." }
      text += tree.name(name) + "("
      separated(arguments)
      text += ")"
    case .logic(let isAnd, let terms):
      for (position, term) in tree[terms].enumerated() {
        if position > 0 { text += isAnd ? " && " : " || " }
        write(term, atLeast: precedence + 1)
      }
    case .conditional(let condition, let then, let otherwise):
      write(condition, atLeast: 1)
      text += " ? "
      write(then, atLeast: 1)
      text += " : "
      write(otherwise)
    case .list(let elements):
      text += "["
      separated(elements)
      text += "]"
    case .map(let entries):
      text += "{"
      pairs(entries)
      text += "}"
    case .optionalEntry(let inner):
      text += "?"
      write(inner)
    case .message(let name, let entries):
      if case .string(let name) = tree.constant(name) { text += name }
      text += "{"
      for (position, entry) in tree[entries].enumerated() {
        if position % 2 == 0 {
          if position > 0 { text += ", " }
          if case .constant(let index) = tree[entry].form, case .string(let field) = tree.constant(index) {
            text += field
          }
          text += ": "
        } else {
          write(entry)
        }
      }
      text += "}"
    case .comprehension(let index): comprehension(tree.comprehension(index), tree[id].focus.count)
    case .block(let run):
      text += "cel.block(["
      separated(SyntaxTree.Children(start: run.start, count: run.count - 1))
      text += "], "
      separated(SyntaxTree.Children(start: run.start + run.count - 1, count: 1))
      text += ")"
    case .blockSlot(let slot): text += "cel.index(\(slot))"
    }
  }

  /// Whether what is written of a node begins with an integer or a double that has no sign.
  private func beginsWithDigit(_ id: SyntaxTree.NodeID) -> Bool {
    var first = id
    while precedence(first) == 7 {
      switch tree[first].form {
      case .constant(let index):
        return switch tree.constant(index) {
        case .int(let int): int >= 0
        case .double(let double): double.sign == .plus
        default: false
        }
      case .select(let operand, _, let selection) where selection != .presence: first = operand
      case .index(let operand, _, _): first = operand
      case .call(_, let receiver, _) where receiver >= 0: first = receiver
      case .comprehension(let index) where tree.comprehension(index).kind != .bind:
        first = tree.comprehension(index).range
      default: return false
      }
    }
    return false
  }

  private func fieldText(_ name: String) -> String {
    var lexer = Lexer(Array(name.utf8))
    let token = lexer.next()
    let isPlain =
      (token.kind == .identifier || token.kind == .reserved) && token.start == 0 && token.end == name.utf8.count
    return isPlain ? name : "`\(name)`"
  }

  private mutating func separated(_ run: SyntaxTree.Children) {
    for (position, child) in tree[run].enumerated() {
      if position > 0 { text += ", " }
      write(child)
    }
  }

  private mutating func pairs(_ run: SyntaxTree.Children) {
    for (position, child) in tree[run].enumerated() {
      if position > 0 { text += position % 2 == 0 ? ", " : ": " }
      write(child)
    }
  }

  private mutating func comprehension(_ syntax: SyntaxTree.Comprehension, _ nameLength: Int) {
    if syntax.kind == .bind {
      text += "cel.bind(" + tree.name(syntax.variable) + ", "
      write(syntax.range)
    } else {
      write(syntax.range, atLeast: 7)
      text += "." + macroName(syntax) + "(" + tree.name(syntax.variable)
      if syntax.second >= 0 { text += ", " + tree.name(syntax.second) }
    }
    if syntax.predicate >= 0 {
      text += ", "
      write(syntax.predicate)
    }
    if syntax.transform >= 0 {
      text += ", "
      write(syntax.transform)
    }
    text += ")"
  }

  private func macroName(_ syntax: SyntaxTree.Comprehension) -> String {
    switch syntax.kind {
    case .map: syntax.second >= 0 ? "transformList" : "map"
    case .existsOne: "existsOne"
    default: "\(syntax.kind)"
    }
  }
}
