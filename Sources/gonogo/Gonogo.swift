import ArgumentParser

@main
struct Gonogo: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "gonogo")
}
