import Diagnostics

extension Activation {
  /// Gives a variable its value, as it is declared: a map becomes the declared object, and so on, see `Value.shaped(as:)`.
  ///
  /// ```swift
  /// let environment = Environment(variables: [Variable("names", .list(.string))])
  /// var activation = environment.activation()
  /// try activation.set("names", to: ["Ada", "Grace"])
  /// try environment.compile("names.size()").evaluate(activation).get()  // 2
  /// ```
  ///
  /// - Throws: `undeclaredVariable`, or `invalidConversion` with the place inside the value that does not fit the
  ///   declaration.
  public mutating func set(_ name: String, to value: some ValueConvertible) throws(EvaluationError) {
    guard let variable = declaration(of: name) else { throw undeclared(name) }
    do throws(ConversionError) {
      bind(name, to: try value.celValue.shaped(as: variable.type))
    } catch {
      throw EvaluationError(.invalidConversion, "\(error.below(key: name))")
    }
  }

  /// Says that a variable has no value, so that what depends on it is unknown.
  ///
  /// ```swift
  /// let environment = Environment(variables: [Variable("owner", .string), Variable("size", .int)])
  /// var activation = environment.activation()
  /// try activation.set("size", to: 3)
  /// activation.setAbsent("owner")
  /// try environment.compile("size > 2 || owner == 'Ada'").evaluate(activation).get()  // true
  /// ```
  public mutating func setAbsent(_ name: String) { bindAbsent(name, path: AttributePath(.field(name))) }

  private func undeclared(_ name: String) -> EvaluationError {
    if isConstant(name) { return EvaluationError(.undeclaredVariable, "'\(name)' is a constant") }
    let guess = didYouMean(name, among: names).map { ", \($0)" } ?? ""
    return EvaluationError(.undeclaredVariable, "there is no variable '\(name)'\(guess)")
  }
}

extension Environment {
  /// An activation with values, each as it is declared; see `Activation.set(_:to:)`.
  ///
  /// ```swift
  /// let environment = Environment(variables: [Variable("name", .string), Variable("age", .int)])
  /// let activation = try environment.activation(["name": "Ada", "age": 36])
  /// ```
  ///
  /// - Throws: `undeclaredVariable` or `invalidConversion`, for the first name, in byte order, with which something is
  ///   wrong.
  public func activation(_ values: [String: any ValueConvertible]) throws(EvaluationError) -> Activation {
    try activation().setting(values)
  }
}

extension Activation {
  func setting(_ values: [String: any ValueConvertible]) throws(EvaluationError) -> Activation {
    var activation = self
    // In the order of the names, so that of several errors it is always the same one.
    for (name, value) in values.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      try activation.set(name, to: value)
    }
    return activation
  }
}
