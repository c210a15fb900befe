import CEL
import Diagnostics
import Readiness

/// What a mutation run found, as `gonogo rubric test --mutations` prints it: a line for each rule, below it what survived.
struct RubricMutations {
  let name: String
  let report: MutationReport

  var text: String {
    var lines: [String] = []
    for rule in report.rules where rule.total > 0 {
      lines.append("\(inert(rule.rule)): \(rule.killed) of \(counted(rule.total, "mutant")) killed")
      for survivor in rule.survivors { lines += described(survivor) }
    }
    let same = report.sameInMeaning == 0 ? "" : ", \(report.sameInMeaning) more mean the same as the rule"
    lines.append(
      "\(inert(name)): \(report.killed) of \(counted(report.total, "mutant")) killed, \(report.percent) percent\(same)"
        + (report.passed ? "" : "; \(MutationReport.leastPercent) percent are needed"))
    return lines.joined(separator: "\n")
  }

  private func described(_ result: MutationReport.MutantResult) -> [String] {
    let mutant = result.mutant
    let becomes = mutant.replacement.isEmpty ? "(left out)" : mutant.replacement
    let line = "  \(result.place): \(result.role.rawValue): \(mutant.original) → \(becomes)"
    guard !sameBytes(mutant.text, mutant.replacement) else { return [inert(line)] }
    return [inert(line), inert("    so that it reads: \(mutant.text)")]
  }
}

extension Diagnostic {
  /// Whether it is about what a file excuses; what is wrong with examples has been told by then.
  var isOfSurvivors: Bool {
    ["rubric.no-survivor", "rubric.survivor-of-unknown-rule"].contains { sameBytes($0, id) }
  }
}
