import Diagnostics

/// What each control of the frameworks that apply comes to, by the verdicts of the rules.
struct FrameworkReview {
  private let rubrics: [RubricAssessment]
  private let day: String
  private let places: [String: [ControlAssessment.ServingRule.Judged]]

  /// - Parameter day: the day of the assessment, as an ISO date.
  init(_ rubrics: [RubricAssessment], on day: String) {
    self.rubrics = rubrics
    self.day = day
    var places: [String: [ControlAssessment.ServingRule.Judged]] = [:]
    for (rubric, assessed) in rubrics.enumerated() {
      for index in assessed.rules.indices {
        let rule = assessed.rules[index].rule
        for id in [rule.id] + rule.aliases {
          places[id, default: []].append(ControlAssessment.ServingRule.Judged(rubric: rubric, rule: index))
        }
      }
    }
    self.places = places
  }

  /// A framework's assessment.
  func assessment(of held: HeldFrameworks.Held) -> FrameworkAssessment {
    FrameworkAssessment(
      framework: held.framework, applicability: held.applicability,
      controls: held.controls.map { assessment(of: $0.control, $0.answer) })
  }

  private func assessment(of control: Control, _ answer: HeldFrameworks.Answer) -> ControlAssessment {
    let rules = control.rules.map { serving($0.name) }
    var assessment = ControlAssessment(
      control: control, status: status(of: rules), legalState: control.status.state(on: day), rules: rules)
    switch answer {
    case .yes: break
    case .no:
      assessment.status = .notApplicable
      assessment.remark = "does not bind this project"
    case .unknown(let paths):
      assessment.remark = "whether it binds this project is not known (\(paths.joined(separator: ", ")))"
    case .failed(let reason):
      assessment.status = .notAssessed
      assessment.remark = "whether it binds this project could not be found out: \(reason)"
    }
    return assessment
  }

  /// The worst of the rules; not applicable only where all are.
  private func status(of rules: [ControlAssessment.ServingRule]) -> ControlAssessment.Status {
    let applying = rules.map(\.status).filter { $0 != .notApplicable }
    if applying.isEmpty { return rules.isEmpty ? .notAssessed : .notApplicable }
    return ControlAssessment.Status.allCases.first { applying.contains($0) } ?? .notAssessed
  }

  /// A rule for a control: of several rubrics that have it, the one in which it does worst.
  private func serving(_ id: String) -> ControlAssessment.ServingRule {
    let order = ControlAssessment.Status.allCases
    var worst: ControlAssessment.ServingRule?
    for place in places[id] ?? [] {
      let rule = rubrics[place.rubric].rules[place.rule]
      let serving = ControlAssessment.ServingRule(
        id: id, judged: place, status: status(of: rule), isWaived: rule.isWaived)
      guard let known = worst, let before = order.firstIndex(of: known.status),
        let after = order.firstIndex(of: serving.status), after >= before
      else {
        worst = serving
        continue
      }
    }
    return worst ?? ControlAssessment.ServingRule(id: id, judged: nil, status: .notAssessed, isWaived: false)
  }

  private func status(of rule: RuleAssessment) -> ControlAssessment.Status {
    switch rule.verdict {
    case .upcoming: .notAssessed
    case .notApplicable: .notApplicable
    case .verified: rule.isMet ? .evidenced : .notMet
    case .claimed: rule.isMet ? .statedOnly : .notMet
    case .error, .missing, .insufficient, .contradicted: .notMet
    }
  }
}
