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
  private static let judging: Set<String> = [
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
    if let complaint = unknownCommand(in: arguments) {
      Surroundings.real.complain([complaint])
      Gonogo.exit(withError: ExitCode(ExitStatus.usage.rawValue))
    }
    main(nil)
  }

  /// A first word that is no command: the parser would only call it unexpected.
  static func unknownCommand(in arguments: [String]) -> Diagnostic? {
    var words = arguments[...]
    var command: any ParsableCommand.Type = Gonogo.self
    while !command.configuration.subcommands.isEmpty {
      guard let word = words.popFirst(), !word.hasPrefix("-"), word != "help" else { return nil }
      let subcommands = command.configuration.subcommands
      guard let next = subcommands.first(where: { $0._commandName == word }) else {
        return .unknownCommand(word, among: subcommands.map { $0._commandName })
      }
      command = next
    }
    return nil
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
