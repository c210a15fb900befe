/// An expression with one thing in it changed. Whoever tests an expression by examples learns from its mutants what the
/// examples do not see: each mutant should make at least one of them fail.
///
/// ```swift
/// let environment = Environment(variables: [Variable("age", .int)])
/// let mutants = try environment.compile("age >= 18 && age != 99").mutants
/// mutants.map(\.text)
/// // ["age != 99", "age > 18 && age != 99", "age < 18 && age != 99", "age >= 17 && age != 99", "age >= 18",
/// //  "age >= 18 && age == 99", "age >= 18 && age != 100"]
/// ```
public struct Mutant: Sendable, Hashable {
  /// What kind of thing was changed.
  public enum Change: String, Sendable, Hashable, CaseIterable {
    /// A term of a chain of `&&` or `||` is left out, or one of the answers of `?:` is always given.
    case droppedTerm = "dropped term"
    /// A comparison is another: with the limit or without it, or the opposite.
    case comparison
    /// A number, a text or a truth value is another one.
    case constant
    /// What was asked for must not be, or the other way round.
    case negation
    /// `exists` is `all`, or the other way round, or more than one is let pass.
    case quantifier
    /// A filter lets everything through.
    case droppedFilter = "dropped filter"
    /// An element of a list is left out.
    case droppedElement = "dropped element"
  }

  /// What kind of thing was changed.
  public var change: Change
  /// The whole expression, changed, in canonical form.
  public var text: String
  /// Where the part that was changed stands in the source, in UTF-8 bytes.
  public var offsets: Range<Int>
  /// That part as it was, in canonical form.
  public var original: String
  /// What it has become; empty where it is left out.
  public var replacement: String
}

extension Program {
  /// The mutants of this expression: each differs from it in one place, and has its types right. They stand in the order
  /// of their places; none comes twice.
  public var mutants: [Mutant] {
    MutantMaker.mutants(of: checked.tree, declarations, options)
  }
}
