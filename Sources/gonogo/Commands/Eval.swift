import ArgumentParser
import CEL
import Diagnostics
import Documents
import Readiness

/// `gonogo eval`: tries an expression at a prompt, over a project's facts or over nothing.
struct Eval: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Evaluate an expression, over a project or by itself.",
    discussion: """
      With a project the expression sees what rules see: the manifest's sections, artifacts, gate and now, and the same \
      functions. Without one it sees nothing but --var, and all functions.

      Exit status: 0 with a value, be it false; 1 where it is unknown, as something that it asks for is not stated; 65 \
      where the expression is wrong or fails.
      """)

  @Argument(help: "The expression, such as 'size(team.members) >= 3'; one that begins with a dash stands after --.")
  var expression: String

  @Argument(help: "The project's folder.")
  var path: String?

  @Option(name: .long, help: ArgumentHelp("The project's manifest, instead of its folder.", valueName: "path"))
  var manifest: String?

  @Option(
    name: .customLong("var"),
    help: ArgumentHelp(
      "A variable and the expression of its value, such as days=3; may be repeated, and goes before a fact of that name.",
      valueName: "name=expression"), transform: PromptVariable.argument)
  var variables: [PromptVariable] = []

  @Flag(name: .long, help: "Tell the value of each part, and which inputs were read where.")
  var trace = false

  @Flag(name: .long, help: "Tell the type, too.")
  var type = false

  func run(in surroundings: Surroundings) -> ExitStatus {
    if path != nil, manifest != nil {
      surroundings.complain([.twoProjects])
      return .usage
    }
    do {
      let bound = try PromptVariable.evaluated(variables)
      guard let path = path ?? manifest else {
        let environment = Environment(variables: bound.map(\.variable), libraries: .all)
        return try evaluate(environment, environment.activation(), bound, surroundings)
      }
      return try evaluate(over: path, bound, surroundings)
    } catch {
      surroundings.complain(error.diagnostics)
      return .badInput
    }
  }

  private func evaluate(
    over path: String, _ bound: [PromptVariable.Bound], _ surroundings: Surroundings
  ) throws(DiagnosticsError) -> ExitStatus {
    let shelf = try RubricShelf()
    let project = ProjectLoader(path: path).load(shelf)
    surroundings.complain((project.diagnostics + project.manifest.diagnostics).filter { $0.severity >= .warning })
    guard project.isManifestRead else { return project.status }
    guard let now = surroundings.now() else { return .software }
    let environment = shelf.vocabulary.promptEnvironment(adding: bound.map(\.variable))
    let gate = project.manifest.gate
    let facts = Facts(manifest: project.manifest, evidence: project.evidence, gate: gate ?? .kickoff, now: now)
    var activation = facts.promptActivation(in: environment, shelf.vocabulary)
    if gate == nil {
      activation.bindAbsent(
        "gate", path: AttributePath(.field("gate"), in: AttributePath(.field("project"))),
        place: project.manifest.facts.entry("project")?.keyRange ?? project.manifest.file.whole)
    }
    return project.status.or(try evaluate(environment, activation, bound, surroundings))
  }

  private func evaluate(
    _ environment: Environment, _ activation: Activation, _ bound: [PromptVariable.Bound], _ surroundings: Surroundings
  ) throws(DiagnosticsError) -> ExitStatus {
    let program = try environment.compile(SourceFragment(expression, path: "expression"))
    var activation = activation
    for variable in bound { activation.bind(variable.variable.name, to: variable.value) }
    let told = trace ? program.trace(activation) : nil
    let account = EvaluationAccount(
      program: program, trace: told, outcome: told?.outcome ?? program.evaluate(activation), isTypeShown: type)
    var status = account.text.isEmpty ? .passed : surroundings.print(account.text)
    switch account.outcome {
    case .value: break
    case .unknown: status = status.or(.notPassed)
    case .error(let error):
      surroundings.complain([error.diagnostic(in: program.source)])
      status = status.or(.badInput)
    }
    return status
  }
}

extension Diagnostic {
  static var twoProjects: Diagnostic {
    Diagnostic(
      .error, id: "usage.two-projects", "a project is named by its folder or by --manifest, not by both")
  }
}
