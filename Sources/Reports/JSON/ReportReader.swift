import CEL
public import Diagnostics
public import Documents
public import Readiness

/// Reads a JSON report back, as far as a comparison needs it. A report is a file like any other: it may come from a
/// stranger, and everything in it is checked.
///
/// ```swift
/// let earlier = try ReportReader().snapshot(Document.json(file, limits: limits))
/// ```
public struct ReportReader: Sendable {
  /// The version of the format that is read.
  public static let version = 1

  /// More than any rubric has: sums of weights stay far from the end of integers.
  private static let mostWeight = 1_000_000_000_000

  /// A reader.
  public init() {}

  /// The snapshot in a document.
  /// - Throws: what is wrong with the document, or the first thing in it that is not as a report has it.
  public func snapshot(_ document: Document) throws(DiagnosticsError) -> AssessmentSnapshot {
    let document = try document.valid()
    do throws(Diagnostic) {
      guard let root = document.root else { throw .notAReport(document.file.whole) }
      return try snapshot(root)
    } catch {
      throw DiagnosticsError([error])
    }
  }

  private func snapshot(_ root: Node) throws(Diagnostic) -> AssessmentSnapshot {
    guard case .map = root.content, let version = root["gonogo_report"] else { throw .notAReport(root.range) }
    guard version.integer == Int64(Self.version) else { throw .otherReportVersion(version) }
    let report = try ReportFields(root)
    let project = try report.fields("project")
    let provenance = try report.fields("provenance")
    var snapshot = AssessmentSnapshot(
      project: try project.text("name"), projectID: try project.optionalText("id"), gate: try report.word("gate"),
      asOf: try time(report.value("as_of")), decision: try report.word("decision"),
      outcome: try report.word("outcome"), toolVersion: try provenance.text("tool_version"))
    snapshot.inputs = try provenance.list("inputs") { (input) throws(Diagnostic) in
      Provenance.Input(role: try input.text("role"), path: try input.text("path"), digest: try input.digest("digest"))
    }.filter { !$0.isBaseline }
    let register = try report.fields("evidence")
    snapshot.evidence = try register.list("entries") { (entry) throws(Diagnostic) in
      EvidenceSnapshot(
        kind: try entry.text("kind"), path: try entry.fields("place").text("path"), digest: try entry.digest("digest"))
    }
    snapshot.unreadable = try register.list("unreadable") { (file) throws(Diagnostic) in try file.text("path") }
    let entries = snapshot.evidence.count
    snapshot.rubrics = try report.list("rubrics") { (rubric) throws(Diagnostic) in
      try self.rubric(rubric, entries: entries)
    }
    snapshot.waivers = try report.list("waivers") { (waiver) throws(Diagnostic) in try self.waiver(waiver) }
    snapshot.signoffs = try report.list("signoffs") { (signoff) throws(Diagnostic) in try self.signoff(signoff) }
    return snapshot
  }

  private func time(_ node: Node) throws(Diagnostic) -> Timestamp {
    guard let text = node.text, let time = try? Timestamp.parse(text) else {
      throw .reportExpects("a time such as 2026-11-21T12:00:00Z", node)
    }
    return time
  }

  // MARK: Rubrics

  private func rubric(_ fields: ReportFields, entries: Int) throws(Diagnostic) -> RubricSnapshot {
    var rubric = RubricSnapshot(
      name: try fields.text("name"), title: try fields.text("title"), digest: try fields.digest("digest"),
      decision: try fields.word("decision"), threshold: try fields.optionalInteger("threshold", 0...100),
      scores: try scores(fields.fields("scores")))
    rubric.areas = try fields.list("areas") { (area) throws(Diagnostic) in
      AreaSnapshot(
        id: try area.text("id"), title: try area.text("title"), scores: try self.scores(area.fields("scores")))
    }
    // Reports of earlier versions do not say.
    if fields.node["parameters"] != nil {
      rubric.parameters = try fields.list("parameters") { (parameter) throws(Diagnostic) in
        NamedValue(name: try parameter.text("name"), value: try parameter.text("value"))
      }
    }
    // A rule is known again by its id: with two of one id nobody could say which is which.
    var ids: Set<[UInt8]> = []
    rubric.rules = try fields.list("rules") { (rule) throws(Diagnostic) in
      let read = try self.rule(rule, entries: entries)
      guard ids.insert(Array(read.id.utf8)).inserted else {
        throw .reportRepeatsRule(read.id, try rule.value("id"))
      }
      return read
    }
    return rubric
  }

  private func scores(_ fields: ReportFields) throws(Diagnostic) -> ScoreSet {
    ScoreSet(
      score: try score("score", fields), proved: try score("proved", fields), stated: try score("stated", fields))
  }

  private func score(_ key: String, _ fields: ReportFields) throws(Diagnostic) -> Score? {
    guard let score = try fields.optionalFields(key) else { return nil }
    let weight = try score.integer("weight", 1...Self.mostWeight)
    return Score(halfPoints: try score.integer("half_points", 0...(2 * weight)), weight: weight)
  }

  private func rule(_ fields: ReportFields, entries: Int) throws(Diagnostic) -> RuleSnapshot {
    var rule = RuleSnapshot(
      id: try fields.text("id"), title: try fields.text("title"), severity: try fields.word("severity"),
      weight: try fields.integer("weight", 0...Self.mostWeight), verdict: try fields.word("verdict"),
      requiredLevel: try fields.optionalWord("required"), isMet: try fields.bool("met"))
    rule.aliases = try fields.texts("aliases")
    for entry in try fields.fields("gates").node.entries {
      guard let gate = Gate.allCases.first(where: { sameBytes($0.rawValue, entry.key) }) else {
        let gates = Gate.allCases.map(\.rawValue)
        throw .reportHasUnknownWord(entry.key, among: gates, Node(.text(entry.key), at: entry.keyRange))
      }
      let level: Level = try ReportFields.word(entry.value)
      rule.gates[gate] = level
    }
    rule.isWaivable = try fields.bool("waivable")
    // Reports of earlier versions do not say.
    if fields.node["criteria"] != nil {
      rule.criteria = try fields.digest("criteria")
      rule.maxAge = try fields.optionalInteger("max_age", 0...Int(Int32.max) * 100)
    }
    rule.announcedFor = try fields.optionalText("enforced_from")
    rule.message = try fields.text("message")
    rule.missing = try fields.list("missing") { (value) throws(Diagnostic) in try value.text("path") }
    rule.citations = try fields.list("citations") { (cited) throws(Diagnostic) in
      NamedValue(name: try cited.text("path"), value: try cited.text("value"))
    }
    rule.hasClaim = false
    for trace in try fields.elements("traces") {
      let role: ExpressionTrace.Role = try ReportFields(trace).word("role")
      if role == .claim { rule.hasClaim = true }
    }
    rule.evidence = try fields.list("evidence") { (use) throws(Diagnostic) in
      let entry = try use.integer("entry", 0...Int(Int32.max))
      guard entry < entries else { throw .reportPointsNowhere(entry, try use.value("entry")) }
      return EvidenceUse(entry: entry, standing: try use.word("standing"))
    }
    return rule
  }

  // MARK: Records

  private func waiver(_ fields: ReportFields) throws(Diagnostic) -> WaiverSnapshot {
    var waiver = WaiverSnapshot(rule: try fields.text("rule"), state: try fields.word("state"))
    waiver.reason = try fields.optionalText("reason")
    waiver.owner = try fields.optionalText("owner")
    waiver.approver = try fields.optionalText("approver")
    waiver.approvedOn = try fields.optionalText("approved_on")
    waiver.expiresOn = try fields.optionalText("expires_on")
    waiver.note = try fields.optionalText("note")
    return waiver
  }

  private func signoff(_ fields: ReportFields) throws(Diagnostic) -> SignoffSnapshot {
    var signoff = SignoffSnapshot(state: try fields.word("state"))
    signoff.gate = try fields.optionalText("gate")
    signoff.role = try fields.optionalText("role")
    signoff.person = try fields.optionalText("person")
    signoff.signedOn = try fields.optionalText("signed_on")
    signoff.digest = try fields.optionalText("digest")
    signoff.note = try fields.optionalText("note")
    return signoff
  }
}

extension Diagnostic {
  static func notAReport(_ place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "report.not-a-report", "this is no gonogo report: it has no 'gonogo_report'", at: place,
      fix: "`gonogo assess --json PATH` writes one")
  }

  static func otherReportVersion(_ version: Node) -> Diagnostic {
    Diagnostic(
      .error, id: "report.other-version",
      "this report is of another version of the format; this gonogo reads version \(ReportReader.version)",
      at: version.range, fix: "make it again with this gonogo")
  }

  static func reportRepeatsRule(_ id: String, _ node: Node) -> Diagnostic {
    Diagnostic(
      .error, id: "report.malformed", "this rubric of the report has the rule '\(oneLine(id, limit: 80))' twice",
      at: node.range)
  }

  static func reportPointsNowhere(_ entry: Int, _ node: Node) -> Diagnostic {
    Diagnostic(
      .error, id: "report.malformed", "the report's evidence register has no entry \(entry)", at: node.range)
  }
}
