import CEL
import Diagnostics

/// What expressions come to, as text that tables can hold.
enum Outcomes {
  static let environment = Environment(variables: [], libraries: ConformanceTests.libraries)

  /// `42` for a value, `unknown: a.b, c` for an unknown, `error: divisionByZero` for an error, and the ids of the
  /// complaints where the expression does not compile.
  static func text(_ source: String, _ environment: Environment = environment, _ activation: Activation? = nil)
    -> String
  {
    do {
      let program = try environment.compile(source)
      let activation = activation ?? environment.activation()
      let outcome = text(program.evaluate(activation))
      // The trace is a plan of its own: whatever is asked here, it has to agree.
      let traced = text(program.trace(activation).outcome)
      return outcome == traced ? outcome : "\(outcome), but traced \(traced)"
    } catch {
      return error.diagnostics.map(\.id).joined(separator: ", ")
    }
  }

  static func text(_ outcome: Outcome) -> String {
    switch outcome {
    case .value(let value): value.literal(maxLength: 1000)
    case .unknown(let unknown): "unknown: " + unknown.map(\.path).joined(separator: ", ")
    case .error(let error): "error: \(error.kind)"
    }
  }
}
