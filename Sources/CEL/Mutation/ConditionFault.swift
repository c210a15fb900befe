/// Something in a condition that cannot have been meant, told from the expression alone: two terms that cannot both
/// hold, two of which one always holds, or one that stands there twice.
///
/// ```swift
/// let environment = Environment(variables: [Variable("age", .int)])
/// let fault = try environment.compile("age > 65 && age < 18").conditionFaults().first
/// fault?.kind  // contradiction
/// fault?.terms  // ("age > 65", "age < 18")
/// ```
public struct ConditionFault: Sendable {
  /// What is wrong with two terms.
  public enum Kind: String, Sendable, Hashable {
    /// They stand in one chain of `&&`, and never hold together.
    case contradiction
    /// They stand in one chain of `||`, and one of them always holds.
    case tautology
    /// They are the same.
    case repetition
  }

  /// What is wrong with them.
  public var kind: Kind
  /// The two terms in canonical form.
  public var terms: (String, String)
  /// Where the second one stands in the source, in UTF-8 bytes.
  public var offsets: Range<Int>
}

extension Program {
  /// The faults of this expression's conditions, in the order of their places. Only what is compared with a constant is
  /// understood; a condition without faults may still never hold.
  ///
  /// - Parameter constant: the value of a dotted name that is known beforehand.
  public func conditionFaults(knowing constant: (String) -> Value? = { _ in nil }) -> [ConditionFault] {
    var finder = ConditionFaultFinder(checked.tree)
    finder.walk(checked.tree.root, constant)
    return finder.faults.sorted { $0.offsets.lowerBound < $1.offsets.lowerBound }
  }
}

/// Goes through the chains of `&&` and `||`.
private struct ConditionFaultFinder {
  typealias NodeID = SyntaxTree.NodeID

  let tree: SyntaxTree
  var faults: [ConditionFault] = []

  init(_ tree: SyntaxTree) { self.tree = tree }

  mutating func walk(_ id: NodeID, _ constant: (String) -> Value?) {
    let form = tree[id].form
    if case .logic(let isAnd, _) = form {
      var terms: [NodeID] = []
      flatten(id, isAnd, into: &terms)
      check(terms, isAnd, constant)
      for term in terms { walk(term, constant) }
      return
    }
    if case .list(let elements) = form { checkElements(Array(tree[elements])) }
    var children: [NodeID] = []
    tree.forEachChild(of: form) { children.append($0) }
    for child in children { walk(child, constant) }
  }

  /// The terms of a chain, those in brackets too: `a && (b && c)`.
  private func flatten(_ id: NodeID, _ isAnd: Bool, into terms: inout [NodeID]) {
    guard case .logic(isAnd: isAnd, let run) = tree[id].form else { return terms.append(id) }
    for term in tree[run] { flatten(term, isAnd, into: &terms) }
  }

  private mutating func check(_ terms: [NodeID], _ isAnd: Bool, _ constant: (String) -> Value?) {
    var allowed: [String: AllowedValues] = [:]
    var first: [String: NodeID] = [:]
    var seen: [String: NodeID] = [:]
    for term in terms {
      let written = text(term)
      if let earlier = seen[written] {
        report(.repetition, earlier, term)
        continue
      }
      seen[written] = term
      // One of several terms always holds if, and only if, their opposites never hold together.
      guard let (subject, values) = restriction(by: term, constant) else { continue }
      var rest = allowed[subject] ?? .all
      rest.narrow(to: isAnd ? values : values.opposite)
      if rest.isEmpty {
        report(isAnd ? .contradiction : .tautology, first[subject] ?? term, term)
        continue
      }
      allowed[subject] = rest
      first[subject] = first[subject] ?? term
    }
  }

  private mutating func checkElements(_ elements: [NodeID]) {
    var seen: [String: NodeID] = [:]
    for element in elements {
      guard case .constant = tree[element].form else { continue }
      if let earlier = seen.updateValue(element, forKey: text(element)) { report(.repetition, earlier, element) }
    }
  }

  private mutating func report(_ kind: ConditionFault.Kind, _ first: NodeID, _ second: NodeID) {
    faults.append(ConditionFault(kind: kind, terms: (text(first), text(second)), offsets: tree[second].offsets))
  }

  private func text(_ id: NodeID) -> String {
    var part = tree
    part.root = id
    return Unparser.text(of: part)
  }

  /// What a term asks of one subject: a path or any other expression, which gives the same each time.
  private func restriction(
    by id: NodeID, _ constant: (String) -> Value?
  ) -> (subject: String, values: AllowedValues)? {
    switch tree[id].form {
    case .unary(.not, let operand):
      guard let (subject, values) = restriction(by: operand, constant) else { return nil }
      return (subject, values.opposite)
    case .binary(.membership, let left, let right):
      guard case .list(let run) = tree[right].form else { return nil }
      var values: [AllowedValues.Point] = []
      for element in tree[run] {
        guard let value = known(element, constant) else { return nil }
        values.append(value)
      }
      return (text(left), .oneOf(values))
    case .binary(let operation, let left, let right):
      if let value = known(right, constant) { return AllowedValues(operation, value).map { (text(left), $0) } }
      guard let value = known(left, constant), let mirrored = operation.mirrored else { return nil }
      return AllowedValues(mirrored, value).map { (text(right), $0) }
    case .identifier, .select(_, _, .value):
      return (text(id), .oneOf([.truth(true)]))
    default: return nil
    }
  }

  private func known(_ id: NodeID, _ constant: (String) -> Value?) -> AllowedValues.Point? {
    if case .constant(let index) = tree[id].form { return .init(tree.constant(index)) }
    guard let name = tree.qualifiedName(id), let value = constant(name) else { return nil }
    return .init(value)
  }
}

extension Operator {
  /// The comparison with its operands exchanged.
  fileprivate var mirrored: Operator? {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: nil
    }
  }
}
