import ArgumentParser

/// The command line. Commands are functions of a `Surroundings`; only here do they meet the real ones.
@main
struct Gonogo: ParsableCommand {
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
    subcommands: [Assess.self, Initialize.self, Explain.self, RubricCommand.self, Signoff.self])

  static let version = "0.1.0"

  @Flag(name: .long, help: "Name the licences of everything that is linked.")
  var licenses = false

  func run() throws {
    guard licenses else { throw CleanExit.helpRequest(self) }
    Surroundings.real.print(Licenses.text)
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
