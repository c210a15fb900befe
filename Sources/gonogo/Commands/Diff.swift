import ArgumentParser
import Diagnostics
import Readiness
import Reports

/// `gonogo diff`: what changed between two reports, and who changed it.
struct Diff: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Tell what changed between two JSON reports, and who or what changed it.",
    discussion: """
      Compares two files that assess --json wrote. Told apart: evidence that decided a demand and is no longer there; what \
      the project changed; what the rubric changed; and what changed by the date alone.

      --json prints one object; templates/schemas/diff.json describes it.

      Exit status: 0 where nothing got worse, 1 where the decision is worse or evidence was withdrawn, 65 where a file is \
      no report, 66 where it is not there.
      """)

  @Argument(help: "The earlier report.")
  var old: String

  @Argument(help: "The later report.")
  var new: String

  @Flag(name: .long, help: "Print everything as JSON.")
  var json = false

  @Flag(name: .long, help: "Print Markdown for a note on a merge request.")
  var markdown = false

  @OptionGroup var limits: LimitOptions

  func validate() throws {
    if json, markdown { throw ValidationError("choose one of --json and --markdown") }
  }

  func run(in surroundings: Surroundings) -> ExitStatus {
    let bounds = limits.loader(old).limits
    let (old, new) = (old, new)
    let (earlier, later) = concurrently {
      EarlierReport(path: old, limits: bounds)
    } _: {
      EarlierReport(path: new, limits: bounds)
    }
    surroundings.complain(earlier.diagnostics + later.diagnostics)
    guard let before = earlier.snapshot, let after = later.snapshot else { return earlier.status.or(later.status) }
    let change = AssessmentChange(from: before, to: after)
    let status = surroundings.printed(report(change, in: surroundings))
    return change.isWorse ? status.or(.notPassed) : status
  }

  private func report(_ change: AssessmentChange, in surroundings: Surroundings) -> [UInt8] {
    if json { return ChangeJSON().report(change) }
    if markdown { return ChangeMarkdown().report(change) }
    return ChangeConsole(color: surroundings.usesColor, width: surroundings.width).report(change)
  }
}
