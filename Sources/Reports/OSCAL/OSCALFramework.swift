import CEL
import Diagnostics
import Readiness

/// One result of an OSCAL document: what a framework that applies comes to, control by control, by the observations of the
/// rules that serve its controls.
///
/// OSCAL knows only whether an objective is satisfied. The objective of a finding here is what the demands can tell of a
/// control; where that is not all of it, or only stated, the reason is `other` and not `pass`. A control of which nothing
/// was told has no finding: it is excluded from what was reviewed.
struct OSCALFramework {
  private let document: OSCALDocument
  private let assessed: FrameworkAssessment
  private let reviewed: [ControlAssessment]
  private let setAside: [ControlAssessment]

  private var json: JSONWriter { document.json }
  private var assessment: Assessment { document.assessment }

  init(_ document: OSCALDocument, _ assessed: FrameworkAssessment) {
    self.document = document
    self.assessed = assessed
    reviewed = assessed.controls.filter(\.status.isTold)
    setAside = assessed.controls.filter { !$0.status.isTold }
  }

  func result() {
    let framework = assessed.framework
    json.object {
      json.member("uuid", document.ofThisRun("framework \(framework.name)"))
      json.member("title", oscalMarkup(framework.title, limit: 200))
      json.member("description", oscalMarkup("\(assessed.reason) \(assessed.countsInWords)", limit: 1_000))
      json.member("start", assessment.asOf.description)
      json.member("end", assessment.asOf.description)
      var properties: [(name: String, value: String?)] = [
        ("framework", framework.name), ("framework-publisher", framework.publisher),
        ("framework-version", framework.version), ("framework-kind", framework.kind.rawValue),
        ("framework-source", framework.source), ("framework-read-on", framework.asOf),
      ]
      for status in ControlAssessment.Status.allCases {
        properties.append(("controls-\(word(status))", String(assessed.count(status))))
      }
      document.properties(properties)
      json.object("reviewed-controls") {
        json.member(
          "description",
          "What the demands can tell of each control: how far they got, and not whether anybody complies.")
        json.array("control-selections", [self]) { result in result.json.object { result.controls() } }
      }
      if !reviewed.isEmpty { json.array("findings", reviewed) { finding($0) } }
    }
  }

  private func controls() {
    if reviewed.isEmpty {
      json.object("include-all") {}
    } else {
      json.array("include-controls", reviewed) { control($0) }
    }
    if !setAside.isEmpty { json.array("exclude-controls", setAside) { control($0) } }
  }

  private func control(_ assessed: ControlAssessment) {
    json.line { json.member("control-id", token(assessed)) }
  }

  /// No name of a framework has an underscore: no two controls have the same token.
  private func token(_ assessed: ControlAssessment) -> String {
    oscalToken("\(self.assessed.framework.name)_\(assessed.control.id)")
  }

  private func finding(_ assessed: ControlAssessment) {
    let control = assessed.control
    let judged = rules(of: assessed)
    json.object {
      json.member("uuid", document.uuid("control", self.assessed.framework.name, control.id))
      json.member("title", oscalMarkup("\(control.id): \(control.title)", limit: 400))
      json.member("description", oscalMarkup(description(of: assessed), limit: 2_000))
      document.properties([
        ("status", assessed.status.rawValue), ("coverage", control.coverage.rawValue),
        ("check", control.check.rawValue), ("confirmed", control.confirmation.rawValue),
        ("legal-state", assessed.legalState.rawValue), ("legal-from", control.status.from),
        ("legal-until", control.status.until), ("waived", String(assessed.isWaived)),
      ])
      json.object("target") {
        json.member("type", "objective-id")
        json.member("target-id", token(assessed))
        json.line("status") {
          json.member("state", assessed.status == .notMet ? "not-satisfied" : "satisfied")
          json.member("reason", reason(assessed))
          json.member("remarks", "The demands can tell \(control.coverage.words).")
        }
      }
      if !judged.isEmpty {
        json.array("related-observations", judged) { place in
          json.line { json.member("observation-uuid", document.observation(of: place.rule, rubric: place.rubric)) }
        }
      }
      let risky = judged.filter { !$0.rule.isMet }
      if !risky.isEmpty {
        json.array("related-risks", risky) { place in
          json.line { json.member("risk-uuid", document.risk(of: place.rule, rubric: place.rubric)) }
        }
      }
    }
  }

  private func reason(_ assessed: ControlAssessment) -> String {
    switch assessed.status {
    case .notMet: "fail"
    case .evidenced: assessed.control.coverage == .full ? "pass" : "other"
    case .statedOnly, .notAssessed, .notApplicable: "other"
    }
  }

  private func description(of assessed: ControlAssessment) -> String {
    var sentences = ["By the demands that speak to it: \(assessed.status.words)."]
    if let remark = assessed.remark { sentences.append("Note: \(remark).") }
    if let note = assessed.control.note { sentences.append(note) }
    return sentences.joined(separator: " ")
  }

  /// The rules that serve a control and that have an observation, each once.
  private func rules(of assessed: ControlAssessment) -> [(rubric: Int, rule: RuleAssessment)] {
    var seen: Set<ControlAssessment.ServingRule.Judged> = []
    var rules: [(rubric: Int, rule: RuleAssessment)] = []
    for serving in assessed.rules {
      guard let judged = serving.judged, seen.insert(judged).inserted else { continue }
      let rule = assessment.rubrics[judged.rubric].rules[judged.rule]
      if rule.isReviewed { rules.append((judged.rubric, rule)) }
    }
    return rules
  }

  /// A status as a part of a property's name.
  private func word(_ status: ControlAssessment.Status) -> String {
    switch status {
    case .notMet: "not-met"
    case .notAssessed: "not-assessed"
    case .statedOnly: "stated-only"
    case .evidenced: "evidenced"
    case .notApplicable: "not-applicable"
    }
  }
}

extension ControlAssessment.Status {
  /// Whether the rules told anything of the control.
  fileprivate var isTold: Bool {
    switch self {
    case .notMet, .statedOnly, .evidenced: true
    case .notAssessed, .notApplicable: false
    }
  }
}
