extension Program {
  /// Evaluates the expression with these values of its variables.
  ///
  /// ```swift
  /// let environment = Environment(variables: [Variable("team", .list(.string)), Variable("name", .string)])
  /// let program = try environment.compile("name in team && size(team) < 8")
  /// program.evaluate(["name": "Ada", "team": ["Ada", "Grace"]])  // .value(true)
  /// program.evaluate(["nane": "Ada"])  // .error(there is no variable 'nane', did you mean 'name'?)
  /// ```
  ///
  /// Values become what their variables are declared as (`Value.shaped(as:)`). Each evaluation does that anew: where the
  /// values stay the same, make an `Activation` once.
  ///
  /// - Parameters:
  ///   - values: Swift values or `Value`s by the names of the variables; a variable that is left out is an error where it
  ///     is read.
  ///   - costLimit: the cost after which it ends with `costExceeded`; by default the environment's.
  public func evaluate(_ values: [String: any ValueConvertible] = [:], costLimit: Int? = nil) -> Outcome {
    do throws(EvaluationError) {
      return evaluate(try activation(values), costLimit: costLimit)
    } catch {
      return .error(error)
    }
  }

  /// Evaluates the expression with these values of its variables, and gives the Swift value that it comes to.
  ///
  /// ```swift
  /// let program = try Environment(variables: [Variable("names", .list(.string))]).compile("names.map(n, size(n))")
  /// try program.evaluate(["names": ["Ada", "Grace"]], as: [Int].self)  // [3, 5]
  /// ```
  ///
  /// - Throws: what the evaluation failed with; `unknownInput`, where it hangs on something absent; `invalidConversion`,
  ///   where it comes to another kind of value.
  public func evaluate<T: ValueConvertible>(
    _ values: [String: any ValueConvertible] = [:], as type: T.Type, costLimit: Int? = nil
  ) throws(EvaluationError) -> T {
    try evaluate(values, costLimit: costLimit).get(as: type)
  }

  /// An activation of the environment's variables with values, each as it is declared; see `Activation.set(_:to:)`.
  func activation(_ values: [String: any ValueConvertible]) throws(EvaluationError) -> Activation {
    try blankActivation.setting(values)
  }
}

extension Outcome {
  /// The value, where there is one.
  ///
  /// ```swift
  /// try Environment(variables: []).compile("[1, 2].map(n, n * n)").evaluate().get()  // [1, 4]
  /// ```
  ///
  /// - Throws: what the evaluation failed with; `unknownInput`, where it hangs on something absent.
  public func get() throws(EvaluationError) -> Value {
    switch self {
    case .value(let value): return value
    case .error(let error): throw error
    case .unknown(let unknowns):
      let paths = unknowns.map(\.path).joined(separator: ", ")
      throw EvaluationError(.unknownInput, "it cannot be decided without \(paths)")
    }
  }

  /// The Swift value, where there is one and it is of this type.
  ///
  /// ```swift
  /// let outcome = try Environment(variables: []).compile("{'a': 1}").evaluate()
  /// try outcome.get(as: [String: Int].self)  // ["a": 1]
  /// try outcome.get(as: Bool.self)  // throws: the result: expected bool, found map {'a': 1}
  /// ```
  ///
  /// - Throws: as `get()`, and `invalidConversion`, where it came to another kind of value.
  public func get<T: ValueConvertible>(as type: T.Type) throws(EvaluationError) -> T {
    let value = try get()
    do throws(ConversionError) {
      return try T(celValue: value)
    } catch {
      throw EvaluationError(.invalidConversion, error.path.isEmpty ? "the result: \(error)" : "the result's \(error)")
    }
  }
}

extension Outcome: CustomStringConvertible {
  /// The value as source of the language, `unknown` with its paths, or the error's message.
  public var description: String {
    switch self {
    case .value(let value): value.literal
    case .unknown(let unknowns): "unknown: \(unknowns.map(\.path).joined(separator: ", "))"
    case .error(let error): "error: \(error.message)"
    }
  }
}
