import Readiness

/// For each rule, the controls that it serves: the frameworks read from the rules' side.
struct RuleControls {
  private var names: [ControlAssessment.ServingRule.Judged: [String]] = [:]

  /// Of the controls that apply, in the frameworks' order.
  init(_ compliance: [FrameworkAssessment]) {
    for assessed in compliance {
      for control in assessed.controls where control.status != .notApplicable {
        for rule in control.rules {
          guard let judged = rule.judged else { continue }
          names[judged, default: []].append("\(assessed.framework.name) \(control.control.id)")
        }
      }
    }
  }

  /// `eu-ai-act Art. 9(1)` and others.
  func names(rubric: Int, rule: Int) -> [String] {
    names[ControlAssessment.ServingRule.Judged(rubric: rubric, rule: rule)] ?? []
  }
}
