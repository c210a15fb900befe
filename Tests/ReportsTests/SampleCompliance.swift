import Diagnostics

@testable import Readiness

extension SampleAssessment {
  /// The NO-GO sample, held against a law with a control of each status, one framework that may apply and one that does
  /// not; `outside` stands wherever words come from a file.
  static func held(_ outside: String? = nil) -> Assessment {
    func word(_ text: String) -> String { outside ?? text }
    let file = SourceFile(path: "law.yaml", text: "framework: law\n")
    func framework(_ name: String, _ title: String) -> Framework {
      Framework(
        name: name, title: word(title), otherNames: [], publisher: word("A parliament"), version: word("Act 1"),
        kind: .law, description: word("It binds."), source: word("https://example.org/law"), asOf: "2026-11-01",
        confirmation: .primary, binds: word("everybody"), condition: nil, note: word("A note."), file: file)
    }
    func control(
      _ number: Int, _ status: ControlAssessment.Status, rules: [ControlAssessment.ServingRule]
    ) -> ControlAssessment {
      // No two controls of a file have the same id.
      let control = Control(
        id: word("Art. ") + "\(number)", title: word("Demand \(number)"), group: word("Chapter \(number / 3)"),
        status: LegalStatus(stated: .future, from: "2027-12-02"), condition: nil,
        coverage: rules.isEmpty ? .none : .partial, rules: [], check: .partial, confirmation: .unconfirmed,
        note: word("A person has to look."), source: nil, place: file.range(0..<1))
      return ControlAssessment(
        control: control, status: status, legalState: .future, rules: rules, remark: word("remark \(number)"))
    }
    func serving(_ rule: Int?, _ status: ControlAssessment.Status, waived: Bool = false)
      -> ControlAssessment.ServingRule
    {
      .init(
        id: word("rule-\(rule ?? -1)"), judged: rule.map { .init(rubric: 0, rule: $0) }, status: status,
        isWaived: waived)
    }
    var assessment = noGo
    assessment.compliance = [
      FrameworkAssessment(
        framework: framework("law", "The Law"), applicability: .named,
        controls: [
          control(1, .notMet, rules: [serving(0, .notMet, waived: true), serving(1, .evidenced)]),
          control(2, .notAssessed, rules: [serving(nil, .notAssessed)]), control(3, .notAssessed, rules: []),
          control(4, .statedOnly, rules: [serving(2, .statedOnly)]),
          control(5, .evidenced, rules: [serving(1, .evidenced)]),
          control(6, .notApplicable, rules: [serving(3, .notApplicable)]),
        ]),
      FrameworkAssessment(
        framework: framework("maybe", "Perhaps a law"), applicability: .unknown([word("compliance.sector")]),
        controls: []),
      FrameworkAssessment(
        framework: framework("other", "A law of elsewhere"), applicability: .doesNotApply, controls: []),
    ]
    return assessment
  }
}
