public import Diagnostics

/// An expression that is ready to be evaluated: parsed, checked and planned once, evaluated often, from any thread.
public final class Program: Sendable {
  /// The expression's source.
  public let source: SourceFragment
  /// The type of what it gives, as deduced by the checker.
  public let resultType: CELType
  /// The variables that it refers to, sorted by their bytes, each once.
  public let referencedVariables: [String]
  /// The attributes that it mentions, such as `release.rollback.max_minutes`, sorted by their bytes, each once. The
  /// elements of a list that a comprehension walks are `data.sources[].access`.
  public let attributePaths: [String]
  /// Where optional access or an optional function is first used (`.?`, `[?]`, `optional.of`, `orValue`), if at all.
  public let optionalSyntax: Range<Int>?

  /// Whether optional access or an optional function is used anywhere.
  public var usesOptionalSyntax: Bool { optionalSyntax != nil }

  init(source: SourceFragment) {
    self.source = source
    resultType = .dyn
    referencedVariables = []
    attributePaths = []
    optionalSyntax = nil
  }

  /// Evaluates the expression.
  ///
  /// - Parameter costLimit: the cost after which it ends with `costExceeded`; by default the environment's.
  public func evaluate(_ activation: Activation, costLimit: Int? = nil) -> Outcome {
    .error(EvaluationError(.invalidArgument, "not yet"))
  }

  /// Evaluates the expression and tells how: slower, for explanations and for verdicts that are shown.
  public func trace(_ activation: Activation, costLimit: Int? = nil) -> Trace {
    Trace(outcome: evaluate(activation, costLimit: costLimit), steps: [], reads: [])
  }
}
