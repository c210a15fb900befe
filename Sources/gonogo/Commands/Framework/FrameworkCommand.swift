import ArgumentParser

/// `gonogo framework`: the laws, standards and templates that rules are mapped onto.
struct FrameworkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "framework", abstract: "The laws and standards that rules speak to: list them, show or lint one.",
    subcommands: [FrameworkList.self, FrameworkShow.self, FrameworkLintCommand.self])
}
