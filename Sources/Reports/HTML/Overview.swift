import Diagnostics
import Readiness

/// What page one says, gathered from all rubrics of an assessment. It selects and orders; it judges nothing.
struct Overview {
  /// One thing to do.
  struct Action {
    var rubric: Int
    var rule: Int
    var isNeededForConditionalGo: Bool
  }

  /// A promise that the evidence contradicts.
  struct Contradiction {
    var rubric: Int
    var rule: Int
  }

  /// What leads to GO: first what the lesser decision needs already, each demand once.
  private(set) var actions: [Action] = []
  /// Whether no other set of actions costs less.
  private(set) var isProvedCheapest = false
  /// Stated, and shown by evidence.
  private(set) var confirmed = 0
  /// Stated, and evidence could prove it, but none does.
  private(set) var unproven = 0
  /// Stated, and a person's word is all that there can be.
  private(set) var onTheirWord = 0
  private(set) var contradictions: [Contradiction] = []
  /// Rules that could not be evaluated.
  private(set) var broken = 0

  init(_ assessment: Assessment) {
    for (number, rubric) in assessment.rubrics.enumerated() {
      for (index, rule) in rubric.rules.enumerated() {
        switch rule.verdict {
        case .verified where rule.rule.claim != nil: confirmed += 1
        case .claimed where rule.rule.verify != nil: unproven += 1
        case .claimed: onTheirWord += 1
        case .contradicted: contradictions.append(Contradiction(rubric: number, rule: index))
        case .error where rule.announcedFor == nil: broken += 1
        default: break
        }
      }
    }
    let way = ProjectWay(assessment)
    isProvedCheapest = way.isProvedCheapest
    actions = way.steps.map {
      Action(rubric: $0.rubric, rule: $0.step.rule, isNeededForConditionalGo: $0.step.isNeededForConditionalGo)
    }
  }
}
