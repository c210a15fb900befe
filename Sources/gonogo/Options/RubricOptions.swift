import ArgumentParser
import Diagnostics
import Documents
import Readiness
import Schema

/// Which rubrics to judge by.
struct RubricOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("A rubric, by its name or as a file; may be repeated.", valueName: "name|path"))
  var rubric: [String] = []

  /// The names asked for, each once, or the default.
  var names: [String] {
    if rubric.isEmpty { return ["production-readiness"] }
    return rubric.enumerated().filter { index, name in !rubric[..<index].contains(name) }.map(\.element)
  }
}
