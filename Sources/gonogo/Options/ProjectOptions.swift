import ArgumentParser
import CEL
import Readiness

/// Which project is judged, by what, for which gate and at which time.
struct ProjectOptions: ParsableArguments {
  @Argument(help: "The project's folder, or its manifest.")
  var path = "."

  @Option(
    name: .long, help: "The gate: \(Gate.allCases.map(\.rawValue).joined(separator: ", ")). By default project.gate.",
    transform: Gate.argument)
  var gate: Gate?

  @OptionGroup var rubrics: RubricOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The time of the assessment, such as 2026-11-21 or 2026-11-21T12:00:00Z. By default now.", valueName: "time"),
    transform: Timestamp.argument)
  var asOf: Timestamp?

  @OptionGroup var limits: LimitOptions
}
