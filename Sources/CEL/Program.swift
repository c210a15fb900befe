public import Diagnostics

/// An expression that is ready to be evaluated: parsed, checked and planned once, evaluated often, from any thread.
///
/// ```swift
/// let environment = Environment(variables: [Variable("team", .dyn), Variable("gate", .string)])
/// let program = try environment.compile("gate=='mvp' && team.members.size()>2")
/// program.formatted  // gate == 'mvp' && team.members.size() > 2
/// program.resultType  // bool
/// program.referencedVariables  // ["gate", "team"]
/// program.attributePaths  // ["gate", "team.members"]
/// ```
public final class Program: Sendable {
  /// The expression's source.
  public let source: SourceFragment
  /// The cost after which an evaluation ends, unless it is given another.
  public let costLimit: Int
  /// The bytes that the values made by an evaluation may take.
  public var memoryLimit: Int { options.memoryLimit }

  let options: Environment.Options

  let checked: CheckedTree
  let declarations: Declarations
  /// An activation of its environment in which nothing is bound yet.
  let blankActivation: Activation
  // Each form is planned when it is first asked for: most programs of a rubric are only ever traced, or never run.
  private let plan = PlanSlot()
  private let tracingPlan = PlanSlot()

  init(
    _ source: SourceFragment, _ checked: CheckedTree, _ declarations: Declarations, _ blankActivation: Activation,
    _ options: Environment.Options
  ) {
    self.source = source
    self.checked = checked
    self.declarations = declarations
    self.blankActivation = blankActivation
    self.options = options
    costLimit = options.costLimit
  }

  private func makePlan(isTracing: Bool) -> PlannedNode {
    var planner = Planner(checked, declarations, isTracing: isTracing)
    return planner.plan()
  }

  /// The type of what it gives, as deduced by the checker.
  public var resultType: CELType { checked.resultType }

  /// The expression in canonical form: the same expression with one way of spacing, quoting and bracketing.
  public var formatted: String { Unparser.text(of: checked.tree) }

  /// The variables that it refers to, sorted by their bytes, each once.
  public var referencedVariables: [String] {
    var names: Set<String> = []
    for case .variable(let index) in checked.references { names.insert(declarations.variables[Int(index)].name) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The attributes that it mentions, such as `release.rollback.max_minutes`, sorted by their bytes, each once. What is
  /// read of the elements that a comprehension walks is `data.sources[].access`.
  public var attributePaths: [String] { AttributeNames.names(in: checked, declarations) }

  /// Where optional access or an optional function is first used (`.?`, `[?]`, `optional.of`, `orValue`), if at all:
  /// UTF-8 offsets in the source.
  public var optionalSyntax: Range<Int>? {
    switch (checked.tree.optionalSyntax, checked.optionalFunction) {
    case (let a?, let b?): a.lowerBound <= b.lowerBound ? a : b
    case (let a, let b): a ?? b
    }
  }

  /// Whether optional access or an optional function is used anywhere.
  public var usesOptionalSyntax: Bool { optionalSyntax != nil }

  /// What an evaluation may cost, worked out from the expression, its types and the sizes that are declared
  /// (`SizeBounds`). It is worked out each time that it is asked for, and takes about as long as checking did.
  ///
  /// A metered evaluation stays within it, but for what is larger than declared, or huge (`Cost` has more than cel-go's
  /// price for texts of many kilobytes and deep containers).
  public var costEstimate: CostEstimate {
    var estimator = CostEstimator(checked, declarations, options)
    return estimator.estimate()
  }

  /// Evaluates the expression.
  ///
  /// - Parameter costLimit: the cost after which it ends with `costExceeded`; by default the environment's.
  public func evaluate(_ activation: Activation, costLimit: Int? = nil) -> Outcome {
    measure(activation, costLimit: costLimit).outcome
  }

  /// Evaluates the expression and says what that has cost, in cel-go's units.
  ///
  /// ```swift
  /// let environment = Environment(variables: [Variable("text", .string)])
  /// let activation = try environment.activation(["text": "a haystack"])
  /// let (outcome, cost) = try environment.compile("text.contains('hay')").measure(activation)
  /// cost  // 2
  /// ```
  public func measure(_ activation: Activation, costLimit: Int? = nil) -> (outcome: Outcome, cost: Int) {
    let limit = costLimit ?? self.costLimit
    var state = EvaluationState(
      bindings: activation.bindings, localCount: checked.slotCount, budget: limit, room: memoryLimit)
    let result = plan.evaluate(&state) { makePlan(isTracing: false) }
    return (Self.outcome(result, budget: state.budget, room: state.room), limit - state.budget)
  }

  /// Evaluates the expression and tells how: slower, for explanations and for verdicts that are shown.
  ///
  /// ```swift
  /// let environment = Environment(variables: [Variable("names", .list(.string))])
  /// let trace = try environment.compile("size(names) > 2").trace(environment.activation(["names": ["Ada"]]))
  /// trace.steps.map { "\($0.text) → \($0.outcome)" }
  /// // ["size(names) > 2 → false", "size(names) → 1", "names → ['Ada']"]
  /// trace.reads.map(\.path)  // ["names"]
  /// ```
  public func trace(_ activation: Activation, costLimit: Int? = nil) -> Trace {
    let record = TraceRecord(of: source.text, nodeCount: checked.tree.nodes.count, slotCount: checked.slotCount)
    var state = EvaluationState(
      bindings: activation.bindings, localCount: checked.slotCount, budget: costLimit ?? self.costLimit,
      room: memoryLimit)
    state.record = record
    let result = tracingPlan.evaluate(&state) { makePlan(isTracing: true) }
    let outcome = Self.outcome(result, budget: state.budget, room: state.room)
    return Trace(outcome: outcome, steps: record.steps, reads: record.distinctReads)
  }

  /// An evaluation that has spent more than it may is an error, whatever `&&` and `||` have made of it.
  private static func outcome(_ result: Evaluated, budget: Int, room: Int) -> Outcome {
    if budget < 0 {
      if case .failure(let failure) = result, failure.error.kind == .costExceeded { return Outcome(result) }
      return .error(
        EvaluationError(
          .costExceeded,
          room < 0 ? "the expression takes too much memory" : "the expression costs too much"))
    }
    return Outcome(result)
  }
}
