public import Diagnostics

/// The values of an environment's variables for one evaluation, or for many: binding happens once, evaluating often.
///
/// ```swift
/// var activation = environment.activation()
/// activation.bind("gate", to: .string("mvp"))
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

  /// By the index of the variable in its environment.
  var bindings: [Binding]
  private let names: NameTable

  init(names: NameTable, count: Int) {
    self.names = names
    self.bindings = [Binding](count, of: .unbound)
  }

  /// Gives a variable its value, and perhaps the place that it came from. A name that the environment does not declare
  /// is passed over: no expression can refer to it.
  public mutating func bind(_ name: String, to value: Value, origin: SourceRange? = nil) {
    guard let index = names.index(of: name) else { return }
    bindings[index] = .value(value, origin: origin)
  }

  /// Says that a variable has no value: what depends on it is unknown, under this path.
  public mutating func bindAbsent(_ name: String, path: AttributePath, place: SourceRange? = nil) {
    guard let index = names.index(of: name) else { return }
    bindings[index] = .absent(UnknownSet(path: path, place: place))
  }
}
