public import CEL
public import Diagnostics

/// What the examples of a rubric's rules make of mutants: of the rules' own expressions, each with one thing changed. One
/// that lets every example come out as before has survived: the examples do not say what the rule says there.
public struct MutationReport: Sendable {
  /// What became of a mutant.
  public enum Fate: Sendable, Hashable {
    /// An example came to another verdict.
    case killed
    /// All examples came to what they say.
    case survived
    /// It survived, and the file says why that cannot be otherwise.
    case excused(String)
    /// It survived, and by the rules of the language nothing can tell it from the original.
    case equivalent
  }

  /// A mutant of one of a rule's expressions.
  public struct MutantResult: Sendable {
    /// Which of the rule's expressions was changed.
    public var role: ExpressionTrace.Role
    /// The change.
    public var mutant: Mutant
    /// Where the part that was changed stands.
    public var place: SourceRange
    /// What became of it.
    public var fate: Fate
  }

  /// A rule's mutants.
  public struct RuleResult: Sendable {
    /// The rule.
    public var rule: String
    /// Its mutants, in the order of its expressions.
    public var mutants: [MutantResult]

    /// How many were killed.
    public var killed: Int { mutants.count { $0.fate == .killed } }
    /// How many should have been: all but those that mean the same.
    public var total: Int { mutants.count { $0.fate == .killed || $0.fate == .survived } }
    /// Those that no example told from the rule.
    public var survivors: [MutantResult] { mutants.filter { $0.fate == .survived } }
  }

  /// The rules, in the rubric's order.
  public var rules: [RuleResult]
  /// What is wrong with the examples and with what is excused.
  public var diagnostics: [Diagnostic]

  /// How many mutants of a hundred the examples must kill.
  public static let leastPercent = 95

  /// How many were killed.
  public var killed: Int { rules.reduce(0) { $0 + $1.killed } }
  /// How many should have been.
  public var total: Int { rules.reduce(0) { $0 + $1.total } }
  /// How many mean the same as the original, as the file or the language says.
  public var sameInMeaning: Int { rules.reduce(0) { $0 + $1.mutants.count - $1.total } }
  /// How many of a hundred were killed, rounded down.
  public var percent: Int { total == 0 ? 100 : killed * 100 / total }
  /// Whether enough were killed, and nothing is wrong with the examples.
  public var passed: Bool { !diagnostics.hasErrors && killed * 100 >= Self.leastPercent * total }
}
