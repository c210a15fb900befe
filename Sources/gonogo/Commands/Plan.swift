import ArgumentParser
import Diagnostics
import Readiness
import Reports

/// `gonogo plan`: what leads to GO, step by step.
struct Plan: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Tell the cheapest way to GO, and what the decision hangs on.",
    discussion: """
      Judges PATH as assess does, and tells the set of demands whose fulfilment gives GO for the least effort: in which \
      order, what each brings, and from where on it is a conditional go; without what there is no way, whatever is \
      waived; how far the score is from its threshold; and which single items of evidence the decision hangs on.

      A demand of small effort costs 1, one of medium effort 3, one of large effort 8.

      --json prints one object; templates/schemas/plan.json describes it. The exit status is that of assess.
      """)

  @OptionGroup var options: ProjectOptions

  @Flag(name: .long, help: "A conditional go does not pass either.")
  var strict = false

  @Flag(name: .long, help: "Print everything as JSON.")
  var json = false

  func run(in surroundings: Surroundings) -> ExitStatus {
    var timings = Timings(surroundings)
    switch Judging(command: "plan", options: options, isStrict: strict).judge(in: surroundings, &timings) {
    case .failure(let status): return status
    case .success(let judged):
      let status = judged.status.or(print(judged, in: surroundings))
      surroundings.keep([judged])
      return judged.assessment.outcome == .passed ? status : status.or(.notPassed)
    }
  }

  private func print(_ judged: Judging.Judged, in surroundings: Surroundings) -> ExitStatus {
    if json { return surroundings.printed(PlanJSON().report(judged.assessment)) }
    guard judged.isManifestRead else {
      // A way from nothing would only hide what is wrong, which was just said.
      return surroundings.print("\(judged.assessment.decision.rawValue): nothing was judged, without a manifest")
    }
    return surroundings.printed(
      PlanConsole(color: surroundings.usesColor, width: surroundings.width).report(judged.assessment))
  }
}
