import ArgumentParser
import CEL
import Diagnostics

/// `--var name=expression` of `gonogo eval`.
struct PromptVariable: Sendable {
  /// A variable with its value.
  struct Bound: Sendable {
    var variable: Variable
    var value: Value
  }

  var name: String
  var expression: String

  /// A name, `=` and an expression.
  static func argument(_ text: String) throws -> PromptVariable {
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
      throw ValidationError("a variable is written as name=expression")
    }
    let name = String(text[..<equals])
    // What the language takes for a name is best known to it: a reserved word is none, `a.b` is a path.
    let probe = Environment(variables: [Variable(name, .dyn)])
    guard let variables = try? probe.compile(name).referencedVariables, variables == [name] else {
      throw ValidationError("'\(inert(name))' is no name that a variable can have")
    }
    return PromptVariable(name: name, expression: String(text[text.utf8.index(after: equals)...]))
  }

  /// The variables with their values; each may use those before it.
  static func evaluated(_ variables: [PromptVariable]) throws(DiagnosticsError) -> [Bound] {
    var bound: [Bound] = []
    for variable in variables {
      let environment = Environment(variables: bound.map(\.variable), libraries: .all)
      var activation = environment.activation()
      for earlier in bound { activation.bind(earlier.variable.name, to: earlier.value) }
      let source = SourceFragment(variable.expression, path: "--var \(variable.name)")
      let program = try environment.compile(source)
      switch program.evaluate(activation) {
      case .value(let value):
        bound.removeAll { sameBytes($0.variable.name, variable.name) }
        bound.append(Bound(variable: Variable(variable.name, program.resultType), value: value))
      case .error(let error): throw DiagnosticsError([error.diagnostic(in: source)])
      // Nothing that is bound here is ever absent.
      case .unknown: continue
      }
    }
    return bound
  }
}
