import CEL
import Diagnostics
import Readiness

/// One result of an OSCAL document: what one rubric came to, or, where there is none, that nothing was judged.
struct OSCALResult {
  private let document: OSCALDocument
  private let number: Int?
  private let rubric: RubricAssessment?
  private let reviewed: [Reviewed]
  private let setAside: [RuleAssessment]
  private let project: String
  private let tool: String

  /// A rule that was judged, with the UUIDs by which others refer to what was found.
  private struct Reviewed {
    var rule: RuleAssessment
    var observation: String
    var risk: String
  }

  private var json: JSONWriter { document.json }
  private var assessment: Assessment { document.assessment }

  init(_ document: OSCALDocument, _ number: Int?) {
    self.document = document
    self.number = number
    rubric = number.map { document.assessment.rubrics[$0] }
    let rules = rubric?.rules ?? []
    let name = number.map { document.names.rubric($0) } ?? ""
    reviewed = rules.filter(\.isReviewed).map { rule in
      Reviewed(
        rule: rule, observation: document.observation(of: rule, rubric: number ?? 0),
        risk: document.risk(of: rule, rubric: number ?? 0))
    }
    setAside = rules.filter { !$0.isReviewed }
    project = document.uuid("project", name)
    tool = document.uuid("tool", name)
  }

  /// The UUID of something of this rubric.
  private func uuid(_ what: String, _ rule: RuleAssessment? = nil) -> String {
    document.uuid(what, number.map { document.names.rubric($0) } ?? "", rule?.rule.id ?? "")
  }

  func result() {
    json.object {
      json.member("uuid", document.ofThisRun("result \(number.map { document.names.rubric($0) } ?? "")"))
      json.member("title", oscalMarkup(rubric?.title ?? "No rubric", limit: 200))
      json.member("description", oscalMarkup(rubric?.reason ?? assessment.reason, limit: 1_000))
      json.member("start", assessment.asOf.description)
      json.member("end", assessment.asOf.description)
      document.properties([
        ("decision", (rubric?.decision ?? assessment.decision).rawValue),
        ("project-decision", assessment.decision.rawValue), ("outcome", assessment.outcome.rawValue),
        ("gate", assessment.gate.rawValue), ("strict", String(assessment.isStrict)),
        ("score", rubric?.scores.score.map { String($0.shown) }),
        ("score-proved", rubric?.scores.proved.map { String($0.shown) }),
        ("score-stated", rubric?.scores.stated.map { String($0.shown) }),
        ("threshold", rubric?.threshold.map { String($0) }), ("rubric-digest", rubric?.digest.description),
        ("assessment-digest", assessment.provenance.assessmentDigest?.description),
      ])
      json.object("local-definitions") { definitions() }
      json.object("reviewed-controls") {
        json.array("control-selections", [self]) { result in result.json.object { result.controls() } }
      }
      if number == nil || number == 0, !assessment.standingSignoffs.isEmpty {
        json.array("attestations", assessment.standingSignoffs) { attestation($0) }
      }
      if !reviewed.isEmpty { json.array("observations", reviewed) { observation($0) } }
      let risky = reviewed.filter { !$0.rule.isMet }
      if !risky.isEmpty { json.array("risks", risky) { risk($0) } }
      if !reviewed.isEmpty { json.array("findings", reviewed) { finding($0) } }
    }
  }

  /// The project that is assessed, and the tool that assesses it.
  private func definitions() {
    json.array("components", [assessment.project]) { project in
      component(
        self.project, type: "this-system", title: project.name,
        description: project.description ?? "The machine-learning project.",
        properties: [("model-version", project.modelVersion), ("risk-tier", project.riskTier)])
    }
    json.object("assessment-assets") {
      json.array("components", [assessment.provenance]) { provenance in
        component(
          tool, type: "software", title: "gonogo",
          description: "Judges what a project states and what its pipeline shows by a rubric.",
          properties: [("version", provenance.toolVersion), ("command", provenance.command)])
      }
      json.array("assessment-platforms", [uuid("platform")]) { platform in
        json.object {
          json.member("uuid", platform)
          json.array("uses-components", [tool]) { tool in json.line { json.member("component-uuid", tool) } }
        }
      }
    }
  }

  private func component(
    _ uuid: String, type: String, title: String, description: String, properties: [(name: String, value: String?)]
  ) {
    json.object {
      json.member("uuid", uuid)
      json.member("type", type)
      json.member("title", oscalMarkup(title, limit: 200))
      json.member("description", oscalMarkup(description, limit: 1_000))
      if properties.contains(where: { $0.value != nil }) { document.properties(properties) }
      json.line("status") { json.member("state", type == "software" ? "operational" : "under-development") }
    }
  }

  /// Which rules were judged, and which were set aside: they do not apply, or not yet.
  private func controls() {
    if reviewed.isEmpty {
      json.object("include-all") {}
    } else {
      json.array("include-controls", reviewed) { control($0.rule) }
    }
    if !setAside.isEmpty { json.array("exclude-controls", setAside) { control($0) } }
  }

  private func control(_ rule: RuleAssessment) {
    json.line { json.member("control-id", oscalToken(rule.rule.id)) }
  }

  private func attestation(_ signoff: SignoffStatus) {
    let person = signoff.person ?? ""
    json.object {
      json.array("responsible-parties", [signoff]) { signoff in
        json.line {
          json.member("role-id", document.role(of: signoff).id)
          json.member("party-uuids", [document.party(person)])
        }
      }
      json.array("parts", [signoff]) { signoff in
        json.object {
          json.member("name", "sign-off")
          json.member("ns", OSCALDocument.namespace)
          document.properties([
            ("state", signoff.state.rawValue), ("signed-on", signoff.signedOn), ("digest", signoff.digest),
          ])
          json.member(
            "prose", "A recorded statement, not a signature: \(oscalMarkup(signoff.state.words, limit: 100)).")
        }
      }
    }
  }

  private func observation(_ reviewed: Reviewed) {
    let rule = reviewed.rule
    json.object {
      json.member("uuid", reviewed.observation)
      json.member("title", oscalMarkup(rule.rule.title, limit: 400))
      json.member("description", oscalMarkup(rule.message, limit: 2_000))
      document.properties([
        ("verdict", rule.verdict.rawValue), ("required", rule.requiredLevel?.rawValue),
        ("missing", rule.missing.isEmpty ? nil : rule.missing.prefix(20).map(\.path).joined(separator: ", ")),
      ])
      // What is stated was examined; what evidence shows was tested.
      json.member("methods", [rule.evidence.isEmpty ? "EXAMINE" : "TEST"])
      json.member("types", ["control-objective"])
      origins()
      json.array("subjects", [self.project]) { project in
        json.line {
          json.member("subject-uuid", project)
          json.member("type", "component")
        }
      }
      evidence(rule)
      json.member("collected", assessment.asOf.description)
    }
  }

  private func evidence(_ rule: RuleAssessment) {
    let entries = assessment.evidence.entries
    let uses = rule.evidence.filter { entries.indices.contains($0.entry) }.prefix(100)
    let cited = rule.citations.compactMap { citation in citation.place.map { (citation, $0) } }.prefix(20)
    guard !uses.isEmpty || !cited.isEmpty else { return }
    let described =
      uses.map { use in
        let place = entries[use.entry].place
        return (place.file.path, "\(place.description), \(entries[use.entry].kind), \(use.standing.words)")
      }
      + cited.map { citation, place in (place.file.path, "\(place.description): \(citation.path) = \(citation.value)") }
    json.array("relevant-evidence", described) { path, description in
      json.line {
        json.member("href", fileAddress(path))
        json.member("description", oscalMarkup(description, limit: 400))
      }
    }
  }

  private func risk(_ reviewed: Reviewed) {
    let rule = reviewed.rule
    let waiver = rule.waiver.flatMap { assessment.waivers.indices.contains($0) ? assessment.waivers[$0] : nil }
    json.object {
      json.member("uuid", reviewed.risk)
      json.member("title", oscalMarkup(rule.rule.title, limit: 400))
      json.member("description", oscalMarkup(rule.message, limit: 2_000))
      json.member("statement", oscalMarkup(rule.rule.why ?? rule.rule.title, limit: 1_000))
      document.properties([
        ("severity", rule.rule.severity.rawValue), ("weight", String(rule.rule.weight)),
        ("effort", rule.rule.effort.rawValue), ("waiver-owner", waiver?.owner), ("ticket", waiver?.ticket),
      ])
      json.member("status", rule.isWaived ? "deviation-approved" : "open")
      origins()
      if let compensation = waiver?.compensation {
        json.array("mitigating-factors", [compensation]) { compensation in
          json.object {
            json.member("uuid", uuid("mitigation", rule))
            json.member("description", oscalMarkup(compensation, limit: 1_000))
          }
        }
      }
      if let end = oscalTime(day: waiver?.expiresOn, atItsEnd: true) { json.member("deadline", end) }
      if let remedy = rule.rule.remedy {
        json.array("remediations", [remedy]) { remedy in
          json.object {
            json.member("uuid", uuid("remedy", rule))
            json.member("lifecycle", "recommendation")
            json.member("title", "What to do")
            json.member("description", oscalMarkup(remedy, limit: 1_000))
          }
        }
      }
      if let waiver, let approved = oscalTime(day: waiver.approvedOn) { log(waiver, from: approved, rule) }
      related(reviewed)
    }
  }

  /// From when to when a deviation was approved, by whom.
  private func log(_ waiver: WaiverStatus, from approved: String, _ rule: RuleAssessment) {
    json.object("risk-log") {
      json.array("entries", [waiver]) { waiver in
        json.object {
          json.member("uuid", uuid("waiver", rule))
          json.member("title", "Waived")
          if let reason = waiver.reason { json.member("description", oscalMarkup(reason, limit: 1_000)) }
          json.member("start", approved)
          if let end = oscalTime(day: waiver.expiresOn, atItsEnd: true) { json.member("end", end) }
          if let approver = waiver.approver {
            json.array("logged-by", [approver]) { approver in
              json.line {
                json.member("party-uuid", document.party(approver))
                json.member("role-id", "waiver-approver")
              }
            }
          }
          json.member("status-change", "deviation-approved")
        }
      }
    }
  }

  private func finding(_ reviewed: Reviewed) {
    let rule = reviewed.rule
    json.object {
      json.member("uuid", uuid("finding", rule))
      json.member("title", oscalMarkup(rule.rule.title, limit: 400))
      json.member("description", oscalMarkup(rule.message, limit: 2_000))
      origins()
      json.object("target") {
        json.member("type", "objective-id")
        json.member("target-id", oscalToken(rule.rule.id))
        json.line("status") {
          json.member("state", rule.isMet ? "satisfied" : "not-satisfied")
          json.member("reason", rule.verdict == .error ? "other" : rule.isMet ? "pass" : "fail")
          json.member("remarks", rule.verdict.meaning)
        }
      }
      related(reviewed)
      if !rule.isMet {
        json.array("related-risks", [reviewed.risk]) { risk in json.line { json.member("risk-uuid", risk) } }
      }
    }
  }

  private func related(_ reviewed: Reviewed) {
    json.array("related-observations", [reviewed.observation]) { observation in
      json.line { json.member("observation-uuid", observation) }
    }
  }

  private func origins() {
    json.array("origins", [tool]) { tool in
      json.object {
        json.array("actors", [tool]) { tool in
          json.line {
            json.member("type", "tool")
            json.member("actor-uuid", tool)
          }
        }
      }
    }
  }
}
