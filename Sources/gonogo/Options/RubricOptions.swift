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

  /// The names asked for, or the default.
  var names: [String] { rubric.isEmpty ? ["production-readiness"] : rubric }
}
