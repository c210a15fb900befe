/// What a condition may come to when of the numbers that it reads only bounds are known.
///
/// A search that has to find the numbers under which a condition holds asks this of whole boxes of them at once, and
/// leaves out those in which it cannot hold.
///
/// ```swift
/// let program = try Environment(variables: [Variable("unmet", .int)]).compile("unmet > 3")
/// let bounds = ConditionBounds(program)
/// bounds.attributes  // ["unmet"]
/// bounds.outcomes([4...9])  // [.isTrue]
/// bounds.outcomes([0...9])  // [.isTrue, .isFalse]
/// ```
///
/// What it rules out cannot be; what it allows need not be possible: two parts of a condition may read the same number
/// and are bounded apart from each other, and what is neither logic, comparison nor arithmetic may come to anything.
public struct ConditionBounds: Sendable {
  /// What a condition may come to.
  public struct Outcomes: OptionSet, Sendable, Hashable {
    /// The outcomes, a bit each.
    public let rawValue: UInt8

    /// The outcomes of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It may be true.
    public static let isTrue = Outcomes(rawValue: 1)
    /// It may be false.
    public static let isFalse = Outcomes(rawValue: 2)
    /// It may be an error, unknown, or no condition at all.
    public static let isUndecided = Outcomes(rawValue: 4)
    /// Nothing is ruled out.
    public static let anything: Outcomes = [.isTrue, .isFalse, .isUndecided]
  }

  /// The attributes that are asked for, by their paths, in the order in which bounds are given for them.
  public let attributes: [String]
  /// For each node, which attribute it is.
  private let attributeOfNode: [Int32]
  private let tree: SyntaxTree

  /// The bounds of a condition.
  public init(_ program: Program) {
    tree = program.checked.tree
    var attributes: [String] = []
    attributeOfNode = tree.nodes.indices.map { [tree] index in
      switch tree.nodes[index].form {
      case .identifier, .select(_, _, .value): break
      default: return -1
      }
      // Inside of a macro a name may mean something else; what a macro comes to is anything in any case.
      guard let name = tree.qualifiedName(SyntaxTree.NodeID(index)) else { return -1 }
      if let known = attributes.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) { return Int32(known) }
      attributes.append(name)
      return Int32(attributes.count - 1)
    }
    self.attributes = attributes
  }

  /// What the condition may come to where each attribute is a number between these bounds; nil where it may be anything.
  public func outcomes(_ bounds: [ClosedRange<Double>?]) -> Outcomes {
    var known: [Bound] = []
    known.reserveCapacity(tree.nodes.count)
    // Children stand before their parents.
    for (index, node) in tree.nodes.enumerated() {
      let attribute = Int(attributeOfNode[index])
      if attribute >= 0 {
        known.append((attribute < bounds.count ? bounds[attribute] : nil).map { .number($0) } ?? .anything)
      } else {
        known.append(bound(of: node.form, known))
      }
    }
    return tree.nodes.isEmpty ? .anything : known[Int(tree.root)].outcomes
  }

  /// What is known of a part.
  private enum Bound {
    case number(ClosedRange<Double>)
    case truth(Outcomes)
    case anything

    var outcomes: Outcomes {
      switch self {
      case .truth(let outcomes): outcomes
      case .number: .isUndecided
      case .anything: .anything
      }
    }

    /// Whole numbers beyond this are not exact as doubles, and further ones overflow.
    static let largest = 9_007_199_254_740_992.0

    /// A number, if both ends are ones that can be relied on.
    init(from low: Double, to high: Double) {
      self =
        abs(low) < Bound.largest && abs(high) < Bound.largest && low <= high ? .number(low...high) : .anything
    }
  }

  private func bound(of form: SyntaxTree.Form, _ known: [Bound]) -> Bound {
    switch form {
    case .constant(let index): constant(tree.constant(index))
    case .unary(let sign, let operand): unary(sign, known[Int(operand)])
    case .binary(let sign, let left, let right): binary(sign, known[Int(left)], known[Int(right)])
    case .logic(let isAnd, let run): .truth(logic(isAnd: isAnd, tree[run].map { known[Int($0)].outcomes }))
    case .conditional(let condition, let then, let otherwise):
      conditional(known[Int(condition)].outcomes, known[Int(then)], known[Int(otherwise)])
    default: .anything
    }
  }

  private func constant(_ value: Value) -> Bound {
    switch value {
    case .bool(let value): .truth(value ? .isTrue : .isFalse)
    case .int(let value): Bound(from: Double(value), to: Double(value))
    case .uint(let value): Bound(from: Double(value), to: Double(value))
    case .double(let value): Bound(from: value, to: value)
    default: .anything
    }
  }

  private func unary(_ sign: Operator, _ operand: Bound) -> Bound {
    switch (sign, operand) {
    case (.negate, .number(let range)): return .number(-range.upperBound ... -range.lowerBound)
    case (.not, .truth(let outcomes)):
      var opposite = outcomes.intersection(.isUndecided)
      if outcomes.contains(.isTrue) { opposite.insert(.isFalse) }
      if outcomes.contains(.isFalse) { opposite.insert(.isTrue) }
      return .truth(opposite)
    default: return .anything
    }
  }

  private func binary(_ sign: Operator, _ left: Bound, _ right: Bound) -> Bound {
    guard case .number(let a) = left, case .number(let b) = right else { return .anything }
    switch sign {
    case .less: return comparison(isTrue: a.lowerBound < b.upperBound, isFalse: a.upperBound >= b.lowerBound)
    case .lessOrEqual: return comparison(isTrue: a.lowerBound <= b.upperBound, isFalse: a.upperBound > b.lowerBound)
    case .greater: return comparison(isTrue: a.upperBound > b.lowerBound, isFalse: a.lowerBound <= b.upperBound)
    case .greaterOrEqual: return comparison(isTrue: a.upperBound >= b.lowerBound, isFalse: a.lowerBound < b.upperBound)
    case .equal: return comparison(isTrue: a.overlaps(b), isFalse: !isOneValue(a, b))
    case .notEqual: return comparison(isTrue: !isOneValue(a, b), isFalse: a.overlaps(b))
    // Rounding keeps the order, so that the ends of a rounded sum are the rounded sums of the ends.
    case .add: return Bound(from: a.lowerBound + b.lowerBound, to: a.upperBound + b.upperBound)
    case .subtract: return Bound(from: a.lowerBound - b.upperBound, to: a.upperBound - b.lowerBound)
    case .multiply:
      let (p, q, r, s) = (
        a.lowerBound * b.lowerBound, a.lowerBound * b.upperBound, a.upperBound * b.lowerBound,
        a.upperBound * b.upperBound
      )
      return Bound(from: min(p, q, r, s), to: max(p, q, r, s))
    default: return .anything
    }
  }

  private func isOneValue(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>) -> Bool {
    a.lowerBound == a.upperBound && b.lowerBound == b.upperBound && a.lowerBound == b.lowerBound
  }

  private func comparison(isTrue: Bool, isFalse: Bool) -> Bound {
    var outcomes: Outcomes = []
    if isTrue { outcomes.insert(.isTrue) }
    if isFalse { outcomes.insert(.isFalse) }
    return .truth(outcomes)
  }

  /// `&&` is false where one operand is, whatever the others are; `||` is true where one is.
  private func logic(isAnd: Bool, _ operands: [Outcomes]) -> Outcomes {
    let (deciding, other): (Outcomes, Outcomes) = isAnd ? (.isFalse, .isTrue) : (.isTrue, .isFalse)
    var outcomes: Outcomes = []
    if operands.contains(where: { $0.contains(deciding) }) { outcomes.formUnion(deciding) }
    if operands.contains(where: { $0 == deciding }) { return outcomes }
    if operands.allSatisfy({ $0.contains(other) }) { outcomes.formUnion(other) }
    if operands.contains(where: { $0.contains(.isUndecided) }) { outcomes.insert(.isUndecided) }
    return outcomes
  }

  private func conditional(_ condition: Outcomes, _ then: Bound, _ otherwise: Bound) -> Bound {
    if condition == .isTrue { return then }
    if condition == .isFalse { return otherwise }
    if case .number(let a) = then, case .number(let b) = otherwise, !condition.contains(.isUndecided) {
      return .number(min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound))
    }
    if case .truth(let a) = then, case .truth(let b) = otherwise {
      return .truth(a.union(b).union(condition.intersection(.isUndecided)))
    }
    return .anything
  }
}
