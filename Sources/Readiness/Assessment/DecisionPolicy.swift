import CEL
import Diagnostics
import Schema

/// How a rubric's verdicts become a decision: a floor that no policy lifts, then the rubric's two conditions.
struct DecisionPolicy: Sendable {
  var noGo: Program?
  var conditional: Program?
  var isDefault: Bool

  /// NO-GO, where a rubric says nothing else: an unmet, unwaived blocker, or a score below the gate's threshold.
  static let defaultNoGo = SourceFragment(
    "summary.unmet_blockers > 0 || summary.score < summary.threshold", path: "default policy")
  /// CONDITIONAL GO, where a rubric says nothing else: an unmet major, waived or not, or a waived blocker.
  static let defaultConditional = SourceFragment(
    "summary.unmet_majors > 0 || summary.waived_blockers > 0", path: "default policy")

  /// The decision on some rules. An error or an unknown in either condition is NO-GO.
  func decision(_ summary: DecisionSummary, vocabulary: Vocabulary) -> Decision {
    if summary.counts.applicable == 0 { return .nothingToDecide }
    if summary.errors > 0 || summary.counts.met == 0 { return .noGo }
    var activation = vocabulary.decisionEnvironment.activation()
    let node = summary.node(at: SourceFile(path: "summary", text: "").whole)
    guard let facts = vocabulary.summary.value(of: node, at: AttributePath(.field("summary"))) else { return .noGo }
    activation.bind("summary", to: facts)
    guard let noGo, case .value(.bool(let isNoGo)) = noGo.evaluate(activation), !isNoGo else { return .noGo }
    guard let conditional, case .value(.bool(let isConditional)) = conditional.evaluate(activation) else {
      return .noGo
    }
    return isConditional ? .conditionalGo : .go
  }
}
