import CEL
import Diagnostics
import Readiness

/// An OSCAL document in the making: what stands around its results.
struct OSCALDocument {
  /// The names of our properties belong to us.
  static let namespace = "https://gonogo.dev/ns/oscal"

  let assessment: Assessment
  let json: JSONWriter
  let names: RuleNames
  private let space = NameBasedUUID(namespace, in: .addresses)

  init(_ assessment: Assessment, _ json: JSONWriter) {
    self.assessment = assessment
    self.json = json
    names = RuleNames(assessment)
  }

  /// The UUID of something in this project.
  func uuid(_ parts: String...) -> String {
    let project = assessment.project.id ?? assessment.project.name
    return NameBasedUUID(([project] + parts).joined(separator: "\u{0}"), in: space).description
  }

  func document() {
    json.object {
      json.object("assessment-results") {
        json.member("uuid", ofThisRun("document"))
        json.object("metadata") { metadata() }
        json.line("import-ap") { json.member("href", "#\(uuid("plan"))") }
        json.array("results", parts) { part in
          switch part {
          case .rubric(let number): OSCALResult(self, number).result()
          case .framework(let assessed): OSCALFramework(self, assessed).result()
          }
        }
        json.object("back-matter") { resources() }
      }
    }
  }

  /// What has a result of its own: each rubric, or that there is none, and each framework that applies.
  private enum Part {
    case rubric(Int?)
    case framework(FrameworkAssessment)
  }

  private var parts: [Part] {
    let rubrics = assessment.rubrics.indices.map { Part.rubric($0) }
    return (rubrics.isEmpty ? [.rubric(nil)] : rubrics)
      + assessment.compliance.filter(\.isHeld).map { .framework($0) }
  }

  /// The UUID of what was observed of a rule.
  func observation(of rule: RuleAssessment, rubric: Int) -> String {
    uuid("observation", names.rubric(rubric), rule.rule.id)
  }

  /// The UUID of the risk that an unmet rule is.
  func risk(of rule: RuleAssessment, rubric: Int) -> String { uuid("risk", names.rubric(rubric), rule.rule.id) }

  /// The UUID of something that another run, or another time, makes another thing.
  func ofThisRun(_ what: String) -> String {
    let digest = assessment.provenance.assessmentDigest?.hex ?? ""
    return uuid(
      what, digest, assessment.asOf.description, assessment.gate.rawValue, assessment.isStrict ? "strict" : "",
      assessment.provenance.toolVersion)
  }

  private func metadata() {
    json.member(
      "title", "Readiness for the \(assessment.gate.rawValue) gate: \(oscalMarkup(assessment.project.name, limit: 200))"
    )
    json.member("last-modified", assessment.asOf.description)
    json.member("version", assessment.asOf.description)
    json.member("oscal-version", "1.2.1")
    json.array("roles", roles) { role in
      json.line {
        json.member("id", role.id)
        json.member("title", role.title)
      }
    }
    if !people.isEmpty {
      json.array("parties", people) { person in
        json.line {
          json.member("uuid", party(person))
          json.member("type", "person")
          json.member("name", oscalString(person, limit: 200))
        }
      }
    }
  }

  /// The roles that the document names, each once.
  private var roles: [(id: String, title: String)] {
    var roles = [
      (id: "waiver-owner", title: "Answers for what is waived"), (id: "waiver-approver", title: "Approved a waiver"),
    ]
    for signoff in assessment.standingSignoffs {
      let role = role(of: signoff)
      if !roles.contains(where: { sameBytes($0.id, role.id) }) { roles.append(role) }
    }
    return roles
  }

  func role(of signoff: SignoffStatus) -> (id: String, title: String) {
    let role = signoff.role ?? "signatory"
    return ("signatory-" + oscalToken(role), oscalMarkup(role, limit: 200))
  }

  /// The people that the document names, each once.
  private var people: [String] {
    let named =
      assessment.waivers.filter { $0.state == .covering }.flatMap { [$0.owner, $0.approver] }
      + assessment.standingSignoffs.map(\.person)
    var people: [String] = []
    for person in named.compactMap(\.self) where !people.contains(where: { sameBytes($0, person) }) {
      people.append(person)
    }
    return people
  }

  func party(_ person: String) -> String { uuid("person", person) }

  private func resources() {
    var files: [(path: String, digest: Digest, title: String)] = []
    var seen: Set<[UInt8]> = []
    for input in assessment.provenance.inputs where seen.insert(Array(input.path.utf8)).inserted {
      files.append((input.path, input.digest, input.role))
    }
    for entry in assessment.evidence.entries where seen.insert(Array(entry.place.file.path.utf8)).inserted {
      files.append((entry.place.file.path, entry.digest, entry.kind))
    }
    json.array("resources", [nil] + files.map(Optional.some)) { file in
      json.object {
        guard let file else { return plan() }
        json.member("uuid", resource(file.path))
        json.member("title", oscalMarkup(file.title, limit: 200))
        json.array("rlinks", [file]) { file in
          json.object {
            json.member("href", fileAddress(file.path))
            json.array("hashes", [file.digest]) { digest in
              json.line {
                json.member("algorithm", "SHA-256")
                json.member("value", digest.hex)
              }
            }
          }
        }
      }
    }
  }

  /// What stands for the assessment plan: the rubrics say what is assessed, and how.
  private func plan() {
    let rubrics = assessment.rubrics.map { "\($0.name) (\($0.digest))" }.joined(separator: ", ")
    json.member("uuid", uuid("plan"))
    json.member("title", "The rubrics that the project was judged by")
    json.member("description", rubrics.isEmpty ? "None." : oscalMarkup(rubrics, limit: 2_000))
    json.array("props", assessment.rubrics.isEmpty ? ["–"] : assessment.rubrics.map(\.name)) { property("rubric", $0) }
  }

  /// The UUID of a file among the resources.
  func resource(_ path: String) -> String { uuid("file", path) }

  /// A property of ours.
  func property(_ name: String, _ value: String) {
    json.line {
      json.member("name", name)
      json.member("ns", Self.namespace)
      json.member("value", oscalString(value, limit: 400))
    }
  }

  func properties(_ properties: [(name: String, value: String?)]) {
    let stated = properties.filter { $0.value != nil }
    json.array("props", stated) { property($0.name, $0.value ?? "") }
  }
}

extension Assessment {
  /// The sign-offs that still say what they said.
  var standingSignoffs: [SignoffStatus] {
    signoffs.filter { ($0.state == .standing || $0.state == .onOtherEvidence) && $0.person != nil }
  }
}

extension RuleAssessment {
  /// Whether it was judged: it has an observation and a finding then.
  var isReviewed: Bool { verdict.counts && announcedFor == nil }
}
