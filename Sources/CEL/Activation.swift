public import Diagnostics

/// The values of an environment's variables for one evaluation, or for many: binding happens once, evaluating often.
///
/// ```swift
/// let environment = Environment(variables: [Variable("gate", .string)])
/// let program = try environment.compile("gate == 'mvp'")
/// var activation = environment.activation()
/// activation.bind("gate", to: .string("mvp"))
/// program.evaluate(activation)  // .value(true)
/// ```
///
/// A variable that is not bound is an error where it is read (`unboundVariable`); one that is bound as absent is
/// unknown.
public struct Activation: Sendable {
  enum Binding: Sendable {
    case unbound
    case value(Value, origin: SourceRange?)
    case absent(UnknownSet)
  }

  /// By the index of the variable in its environment; after the variables, the constants.
  var bindings: [Binding]
  private let declarations: Declarations
  private let variableCount: Int

  init(_ declarations: Declarations, variableCount: Int, constants: [Value]) {
    self.declarations = declarations
    self.variableCount = variableCount
    bindings = [Binding](variableCount, of: .unbound)
    for constant in constants { bindings.append(.value(constant, origin: nil)) }
  }

  /// Where a variable is bound. A constant is not to be bound again.
  private func index(of name: String) -> Int? {
    declarations.variableNames.index(of: name).flatMap { $0 < variableCount ? $0 : nil }
  }

  /// How a variable is declared, if it is.
  func declaration(of name: String) -> Variable? { index(of: name).map { declarations.variables[$0] } }

  /// Whether a name stands for one value always.
  func isConstant(_ name: String) -> Bool {
    declarations.variableNames.index(of: name).map { $0 >= variableCount } ?? false
  }

  /// The names of all variables.
  var names: [String] { declarations.variables.prefix(variableCount).map(\.name) }

  /// Gives a variable its value, and perhaps the place that it came from. A name that the environment does not declare
  /// is passed over: no expression can refer to it.
  public mutating func bind(_ name: String, to value: Value, origin: SourceRange? = nil) {
    guard let index = index(of: name) else { return }
    bindings[index] = .value(value, origin: origin)
  }

  /// Says that a variable has no value: what depends on it is unknown, under this path.
  public mutating func bindAbsent(_ name: String, path: AttributePath, place: SourceRange? = nil) {
    guard let index = index(of: name) else { return }
    bindings[index] = .absent(UnknownSet(path: path, place: place))
  }
}
