import ArgumentParser

/// `gonogo rubric …`: what rubrics there are, what they demand, whether they are sound.
struct RubricCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rubric", abstract: "List, show, begin, lint and test rubrics.",
    subcommands: [RubricList.self, RubricShow.self, RubricNew.self, RubricLint.self, RubricTest.self])
}
