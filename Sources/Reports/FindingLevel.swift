import Readiness

/// What CI servers and code-scanning services call the weight of a finding. An error is exactly what a JUnit report
/// counts as a failure or an error: what would have to change for the run to pass.
enum FindingLevel: String, CaseIterable {
  case error
  case warning
  case note

  /// The level of a severity, whatever the rubrics decide.
  init(_ severity: RuleSeverity) {
    switch severity {
    case .blocker: self = .error
    case .major: self = .warning
    case .minor, .advice: self = .note
    }
  }

  /// The level of a rule that is unmet, in force and not waived.
  init(_ rule: RuleAssessment, of rubric: RubricAssessment, in assessment: Assessment) {
    if rule.verdict == .error || failsRun(rule, rubric, assessment) {
      self = .error
    } else {
      self = rule.rule.severity >= .major ? .warning : .note
    }
  }
}

/// Whether a rubric's decision stands in the way of the outcome *passed*.
func fails(_ decision: Decision, _ assessment: Assessment) -> Bool {
  decision == .noGo || assessment.isStrict && decision == .conditionalGo
}

/// Whether an unmet, unwaived rule is among those that made its rubric's decision fail the run.
func failsRun(_ rule: RuleAssessment, _ rubric: RubricAssessment, _ assessment: Assessment) -> Bool {
  let severity = rule.rule.severity
  return rubric.decision == .noGo && severity == .blocker
    || assessment.isStrict && severity == .major && fails(rubric.decision, assessment)
}

/// The rules that stand open, over all rubrics: unmet, in force and not waived, the gravest first.
struct OpenDemands {
  /// One of them, by its positions in the assessment.
  struct Demand {
    var level: FindingLevel
    var rubric: Int
    var rule: Int
  }

  let demands: [Demand]

  init(_ assessment: Assessment) {
    var byLevel: [FindingLevel: [Demand]] = [:]
    for (number, rubric) in assessment.rubrics.enumerated() {
      for index in GroupedRules(rubric)[.unmet] {
        let level = FindingLevel(rubric.rules[index], of: rubric, in: assessment)
        byLevel[level, default: []].append(Demand(level: level, rubric: number, rule: index))
      }
    }
    demands = FindingLevel.allCases.flatMap { byLevel[$0] ?? [] }
  }
}
