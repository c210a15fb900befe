import ArgumentParser
import Diagnostics

/// The command line. Commands are functions of a `Surroundings`; only here do they meet the real ones.
@main
struct Gonogo: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "gonogo",
    abstract: "Tells whether a machine-learning project is ready: go or no-go, and why.",
    discussion: """
      A team states in gonogo.yaml what it knows and plans; its pipeline leaves artifacts. gonogo holds both against a \
      rubric.

      Exit status: 0 passed, 1 not passed, 64 wrong usage, 65 an input that cannot be read as what it should be, \
      66 an input that is not there, 70 a fault of ours, 73 and 74 output that could not be written.
      """,
    version: Gonogo.version,
    subcommands: [
      Assess.self, Plan.self, Diff.self, ListEvidence.self, Initialize.self, Explain.self, Eval.self,
      RubricCommand.self, FrameworkCommand.self, Signoff.self, PrintSchema.self,
    ])

  static let version = "0.1.0"

  /// The commands that open the shelf of rubrics.
  private static let judging = [
    "assess", "eval", "evidence", "explain", "framework", "plan", "rubric", "signoff",
  ]

  @Flag(name: .long, help: "Name the licences of everything that is linked.")
  var licenses = false

  func run(in surroundings: Surroundings) -> ExitStatus {
    surroundings.print(licenses ? Licenses.text : Gonogo.helpMessage())
  }

  /// Parses the command line and does what it says.
  static func main() {
    _ = Surroundings.launch
    HeapMemory.takeLargeSteps()
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let word = arguments.first, judging.contains(word) { RubricShelf.prepare() }
    HeapMemory.touchVariables()
    do {
      var command = try command(from: arguments)
      try command.run()
    } catch let error as DiagnosticsError {
      Surroundings.real.complain(error.diagnostics)
      Gonogo.exit(withError: ExitCode(ExitStatus.usage.rawValue))
    } catch {
      Gonogo.exit(withError: error)
    }
  }

  /// The command that a command line means.
  ///
  /// - Throws: a `DiagnosticsError` where a word is no command, which the parser would only call unexpected; else the
  ///   parser's.
  static func command(from arguments: [String]) throws -> any ParsableCommand {
    var words = arguments[...]
    var command: any ParsableCommand.Type = Gonogo.self
    while !command.configuration.subcommands.isEmpty {
      guard let word = words.popFirst(), !word.hasPrefix("-"), word != "help" else {
        return try Gonogo.parseAsRoot(arguments)
      }
      let subcommands = command.configuration.subcommands
      guard let next = subcommands.first(where: { $0._commandName == word }) else {
        throw DiagnosticsError([.unknownCommand(word, among: subcommands.map { $0._commandName })])
      }
      command = next
    }
    // Asked alone, a command reads its words in half the time that the whole tree takes. What is wrong with them, and
    // what asks for help, is the tree's to answer, which knows how the command is called.
    if let parsed = try? command.parseAsRoot(Array(words)), type(of: parsed) == command { return parsed }
    return try Gonogo.parseAsRoot(arguments)
  }
}

extension Diagnostic {
  static func unknownCommand(_ word: String, among names: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "usage.unknown-command", "there is no command '\(word)'",
      notes: [Note("the commands are: \(names.joined(separator: ", "))")], fix: didYouMean(word, among: names))
  }
}

/// A command that is told its surroundings, so that tests can tell it others.
protocol SurroundedCommand: ParsableCommand {
  func run(in surroundings: Surroundings) -> ExitStatus
}

extension SurroundedCommand {
  func run() throws {
    let status = run(in: .real)
    if status != .passed { throw ExitCode(status.rawValue) }
  }
}
