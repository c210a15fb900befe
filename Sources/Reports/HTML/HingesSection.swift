import Diagnostics
import Readiness

// Below page one, beside the score: how far it is from the threshold, and which evidence the decision hangs on.

extension ReportPage {
  private static let shownProofs = 5

  /// How robust a rubric's decision is.
  func robustness(of rubric: RubricAssessment, number: Int, suffix: String) {
    let hinges = rubric.robustness.hinges.filter { assessment.evidence.entries.indices.contains($0.entry) }
    let margin = rubric.marginSentence.map { $0 + " " } ?? ""
    guard !hinges.isEmpty else {
      if rubric.decision == .go || rubric.decision == .conditionalGo {
        tag(.p) { text("\(margin)The decision hangs on no single item of evidence.") }
      } else if !margin.isEmpty {
        tag(.p) { text(margin) }
      }
      return
    }
    tag(.p) {
      text("\(margin)The decision hangs on each of these: ")
      text("were it lost, the demands that it alone proves would be unproved.")
    }
    register("Evidence that the decision hangs on" + suffix, ["Evidence", "Without it", "Alone proves"]) {
      for hinge in hinges {
        tag(.tr) {
          rowHeading {
            tag(.a, .href(Link(anchor: evidenceAnchor(hinge.entry)))) {
              code(assessment.evidence.entries[hinge.entry].place)
            }
          }
          cell { chip(Tone(hinge.decisionWithout), hinge.decisionWithout.rawValue) }
          cell {
            let rules = hinge.rules.filter { rubric.rules.indices.contains($0) }
            list(rules, unfolded: Self.shownProofs, .class("plain")) { rule in
              tag(.a, .href(ruleLink(number, rule))) { outside(rubric.rules[rule].rule.title) }
            }
          }
        }
      }
    }
  }

  /// What page one says of it, in a sentence; nil where there is nothing to say.
  var robustnessInWords: String? {
    guard assessment.decision == .go || assessment.decision == .conditionalGo else { return nil }
    let margins = assessment.rubrics.compactMap(\.marginSentence)
    var sentences = assessment.rubrics.count == 1 ? margins : []
    let hinges = assessment.hinges.count
    switch hinges {
    case 0: sentences.append("The decision hangs on no single item of evidence.")
    case 1: sentences.append("The decision hangs on one item of evidence: losing it would make it worse.")
    default:
      sentences.append(
        "The decision hangs on \(counted(hinges, "item")) of evidence: losing any one of them would make it worse.")
    }
    return sentences.joined(separator: " ")
  }
}
