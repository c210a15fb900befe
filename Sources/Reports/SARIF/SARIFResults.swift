import Diagnostics
import Readiness

// What a SARIF file says of rules, and what each came to.

extension SARIFRun {
  func driver() {
    json.member("name", "gonogo")
    json.member("semanticVersion", oneLine(assessment.provenance.toolVersion, limit: 100))
    json.member("informationUri", "https://gonogo.dev")
    let descriptors = entries.map(Described.rule) + kinds.map(Described.mistake)
    supportedTaxonomies()
    json.array("rules", descriptors) { described in
      switch described {
      case .rule(let entry): rule(entry)
      case .mistake(let id): mistake(id)
      }
    }
  }

  private enum Described {
    case rule(Entry)
    case mistake(String)
  }

  /// The kinds of mistakes, each once.
  private var kinds: [String] {
    var kinds: [String] = []
    for mistake in mistakes where !kinds.contains(where: { sameBytes($0, mistake.id) }) { kinds.append(mistake.id) }
    return kinds
  }

  private func rule(_ entry: Entry) {
    let rule = entry.rule.rule
    let why = rule.why ?? rule.title
    let remedy = rule.remedy ?? "See the message of each finding."
    json.object {
      json.member("id", names.name(of: entry.rule, rubric: entry.rubric))
      json.line("shortDescription") { json.member("text", plain(rule.title)) }
      json.line("fullDescription") { json.member("text", plain(why)) }
      json.object("help") {
        json.member("text", plain("\(sentence(why, limit: 400)) To do: \(remedy)"))
        json.member(
          "markdown", "\(markdown(sentence(why, limit: 400)))\n\n**To do:** \(markdown(oneLine(remedy, limit: 400)))")
      }
      // What it weighs wherever it is unmet; what it weighs in this run stands with its result.
      let level = FindingLevel(rule.severity)
      json.line("defaultConfiguration") { json.member("level", level.rawValue) }
      relationships(of: entry.rule)
      json.object("properties") {
        json.member("tags", unique(["readiness", oneLine(rule.area, limit: 100), rule.severity.rawValue], limit: 3))
        json.member("precision", "very-high")
        json.member("problem.severity", level.problem)
        json.member("rubric", oneLine(assessment.rubrics[entry.rubric].name, limit: 200))
        json.member("severity", rule.severity.rawValue)
        json.member("weight", rule.weight)
        json.member("effort", rule.effort.rawValue)
      }
    }
  }

  private func mistake(_ id: String) {
    let text = "An input is not what it should be. What was not read proves nothing."
    json.object {
      json.member("id", oneLine(id, limit: 200))
      json.line("shortDescription") { json.member("text", plain(id)) }
      json.line("fullDescription") { json.member("text", text) }
      json.line("help") { json.member("text", text) }
      json.line("defaultConfiguration") { json.member("level", FindingLevel.error.rawValue) }
      json.line("properties") {
        json.member("tags", ["readiness"])
        json.member("problem.severity", FindingLevel.error.problem)
      }
    }
  }

  func results() {
    let results = entries.indices.map(Result.rule) + mistakes.map(Result.mistake)
    var seen: [String: Int] = [:]
    json.array("results", results) { result in
      switch result {
      case .rule(let index): self.result(index)
      case .mistake(let diagnostic): self.result(diagnostic, &seen)
      }
    }
  }

  private enum Result {
    case rule(Int)
    case mistake(Diagnostic)
  }

  private func result(_ index: Int) {
    let entry = entries[index]
    let rule = entry.rule
    let name = names.name(of: rule, rubric: entry.rubric)
    let place = assessment.firstPlace(of: rule)
    let kind = Kind(rule)
    json.object {
      json.member("ruleId", name)
      json.member("ruleIndex", index)
      if profile == .full { json.member("kind", kind.rawValue) }
      // What is no failure has no level, by the specification.
      json.member("level", kind == .fail ? entry.level.rawValue : "none")
      let remedy = rule.isMet ? nil : rule.rule.remedy.map { " To do: \(sentence($0, limit: 300))" }
      message(
        "\(sentence(rule.message, limit: 400)) Demanded: \(sentence(rule.rule.title, limit: 200))\(remedy ?? "")")
      let spots = unique([spot(place)] + assessment.places(of: rule).map { spot($0) }, limit: 11)
      json.array("locations", Array(spots.prefix(1))) { location($0) }
      if spots.count > 1 { json.array("relatedLocations", Array(spots.dropFirst())) { location($0) } }
      identity(["gonogo", name], place)
      if profile == .full, let waiver = rule.waiver, assessment.waivers.indices.contains(waiver) {
        json.array("suppressions", [assessment.waivers[waiver]]) { suppression($0) }
      }
      json.object("properties") {
        json.member("verdict", rule.verdict.rawValue)
        json.member("required", rule.requiredLevel?.rawValue)
        if profile == .full { json.member("met", rule.isMet) }
        if let day = rule.announcedFor { json.member("enforcedFrom", oneLine(day, limit: 40)) }
      }
    }
  }

  private func result(_ diagnostic: Diagnostic, _ seen: inout [String: Int]) {
    let path = diagnostic.place?.file.path ?? ""
    let key = "\(diagnostic.id)\u{0}\(path)\u{0}\(diagnostic.message)"
    seen[key, default: 0] += 1
    json.object {
      json.member("ruleId", oneLine(diagnostic.id, limit: 200))
      json.member("level", FindingLevel.error.rawValue)
      message(diagnostic.message + (diagnostic.fix.map { "; \($0)" } ?? ""))
      json.array("locations", [spot(diagnostic.place)]) { location($0) }
      identity(["gonogo", key, String(seen[key] ?? 1)], diagnostic.place)
    }
  }

  /// By what a finding is known again: GitHub's own way, which follows the text of the line, and ours, which knows no line.
  private func identity(_ parts: [String], _ place: SourceRange?) {
    json.line("partialFingerprints") {
      json.member("gonogo/v1", Digest.sha256(of: Array(parts.joined(separator: "\u{0}").utf8)).hex)
      if let place, let hash = fingerprints.hash(of: place.start?.line ?? 1, in: place.file) {
        json.member("primaryLocationLineHash", hash)
      }
    }
  }

  private func suppression(_ waiver: WaiverStatus) {
    var words = oneLine(waiver.reason ?? "no reason is stated", limit: 400)
    if let approver = waiver.approver { words += "; accepted by \(oneLine(approver, limit: 100))" }
    if let day = waiver.expiresOn { words += "; ends \(oneLine(day, limit: 40))" }
    json.object {
      json.member("kind", "external")
      json.member("status", "accepted")
      json.member("justification", words)
      json.member("location") { location(spot(waiver.place)) }
    }
  }

  /// What a rule came to, in SARIF's words.
  private enum Kind: String {
    case pass
    case fail
    case notApplicable
    case informational

    init(_ rule: RuleAssessment) {
      if !rule.verdict.counts {
        self = .notApplicable
      } else if rule.announcedFor != nil {
        self = .informational
      } else {
        self = rule.isMet ? .pass : .fail
      }
    }
  }
}

extension FindingLevel {
  /// GitHub's word for it.
  fileprivate var problem: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .note: "recommendation"
    }
  }
}
