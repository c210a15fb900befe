@testable import CEL

/// A tree as text that says all of it but the places in the source: two trees are the same where their shapes are.
enum TreeShape {
  /// The shape of what a source reads as; nil where it does not.
  static func of(_ source: String) -> String? {
    let (tree, complaints) = Parser.parse(source, maxLength: .max)
    return complaints.isEmpty ? text(tree, tree.root) : nil
  }

  static func text(_ tree: SyntaxTree, _ id: SyntaxTree.NodeID) -> String {
    let node = tree[id]
    var children: [String] = []
    // Recursive: the parser bounds the height.
    tree.forEachChild(of: node.form) { children.append(text(tree, $0)) }
    return "(" + ([head(tree, node.form)] + children).joined(separator: " ") + ")"
  }

  private static func head(_ tree: SyntaxTree, _ form: SyntaxTree.Form) -> String {
    switch form {
    case .constant(let index): constant(tree.constant(index))
    case .identifier(let name, let isRooted): "name \(isRooted ? "." : "")\(tree.name(name))"
    case .select(_, let field, let selection): "select \(selection) \(tree.name(field))"
    case .index(_, _, let isOptional): isOptional ? "index?" : "index"
    case .unary(let operation, _): "prefix \(operation)"
    case .binary(let operation, _, _): "\(operation)"
    case .call(let name, let receiver, _): (receiver >= 0 ? "method " : "call\(receiver) ") + tree.name(name)
    case .logic(let isAnd, _): isAnd ? "and" : "or"
    case .conditional: "if"
    case .list: "list"
    case .map: "map"
    case .optionalEntry: "?"
    case .message(let name, _): "message \(constant(tree.constant(name)))"
    case .comprehension(let index): comprehension(tree, tree.comprehension(index))
    case .block: "block"
    case .blockSlot(let slot): "slot \(slot)"
    case .flaw: "flaw"
    }
  }

  private static func comprehension(_ tree: SyntaxTree, _ syntax: SyntaxTree.Comprehension) -> String {
    "\(syntax.kind) \(tree.name(syntax.variable)) \(syntax.second < 0 ? "-" : tree.name(syntax.second))"
      + (syntax.predicate < 0 ? "" : " where") + (syntax.transform < 0 ? "" : " gives")
  }

  /// Doubles by their bits, texts by their bytes: what is not the same may print the same.
  private static func constant(_ value: Value) -> String {
    switch value {
    case .double(let double): "double \(String(double.bitPattern, radix: 16))"
    case .string(let text): "string \(Array(text.utf8))"
    case .bytes(let bytes): "bytes \(bytes.bytes)"
    default: "\(value.kindName) \(value.literal)"
    }
  }
}
