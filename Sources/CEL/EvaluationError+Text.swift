public import Diagnostics

extension EvaluationError: CustomStringConvertible {
  /// The message.
  public var description: String { message }

  /// The error as a complaint that points into the expression.
  ///
  /// ```swift
  /// let program = try Environment(variables: []).compile("[1, 2][5]")
  /// if case .error(let error) = program.evaluate() {
  ///   print(error.diagnostic(in: program.source).rendered())
  /// }
  /// // expression:1:1: error: index 5 is outside the list of 2
  /// //   1 | [1, 2][5]
  /// //     | ^~~~~~~~~
  /// ```
  public func diagnostic(in source: SourceFragment) -> Diagnostic {
    Diagnostic(.error, id: "cel.\(kind.id)", message, at: offsets.map { source.place(of: $0) } ?? source.range)
  }
}

extension EvaluationError.Kind {
  /// The kind as the id of a complaint: `division-by-zero`.
  fileprivate var id: String {
    rawValue.reduce(into: "") { id, character in
      id += character.isUppercase ? "-" + character.lowercased() : String(character)
    }
  }
}
