import CEL
public import Diagnostics
public import Readiness

/// The assessment for programs: its versioned mirror, with everything in it. `templates/schemas/report.json` describes it;
/// a reader checks `gonogo_report` first.
public struct JSONReporter: Reporter {
  /// Its name on the command line.
  public let format = "json"
  /// What the report is for, in one line.
  public let summary = "Everything, for programs; described by a published schema"

  /// A reporter.
  public init() {}

  /// The report as UTF-8.
  public func report(_ assessment: Assessment) throws(DiagnosticsError) -> [UInt8] {
    JSONValue.object([
      ("gonogo_report", .int(1)),
      ("project", project(assessment.project)),
      ("gate", .string(assessment.gate.rawValue)),
      ("stated_gate", .optional(assessment.statedGate?.rawValue)),
      ("as_of", .string(assessment.asOf.description)),
      ("decision", .string(assessment.decision.rawValue)),
      ("reason", .string(assessment.reason)),
      ("outcome", .string(assessment.outcome.rawValue)),
      ("strict", .bool(assessment.isStrict)),
      ("rubrics", .array(assessment.rubrics.map(\.json))),
      ("evidence", assessment.evidence.json),
      ("waivers", .array(assessment.waivers.map(\.json))),
      ("signoffs", .array(assessment.signoffs.map(\.json))),
      ("absences", .array(assessment.absences.map(absence))),
      ("business_case", assessment.businessCase.json),
      ("diagnostics", .array(assessment.diagnostics.map(\.json))),
      ("provenance", provenance(assessment.provenance)),
    ]).document
  }

  private func project(_ project: ProjectIdentity) -> JSONValue {
    .object([
      ("name", .string(project.name)),
      ("id", .optional(project.id)),
      ("description", .optional(project.description)),
      ("repository", .optional(project.repository)),
      ("risk_tier", .optional(project.riskTier)),
      ("model_version", .optional(project.modelVersion)),
      ("sponsor", .optional(project.sponsor)),
    ])
  }

  private func absence(_ absence: AbsentValue) -> JSONValue {
    .object([
      ("path", .string(absence.path)),
      ("place", absence.place.json),
      ("reason", .string(absence.reason)),
    ])
  }

  private func provenance(_ provenance: Provenance) -> JSONValue {
    .object([
      ("tool", .string("gonogo")),
      ("tool_version", .string(provenance.toolVersion)),
      (
        "inputs",
        .array(
          provenance.inputs.map { input in
            .object([
              ("role", .string(input.role)), ("path", .string(input.path)),
              ("digest", .string(input.digest.description)),
            ])
          })
      ),
      ("signoff_digest", .optional(provenance.signoffDigest?.description)),
      ("assessment_digest", .optional(provenance.assessmentDigest?.description)),
      ("command", .string(provenance.command)),
    ])
  }
}

extension SourceRange {
  /// A place: its path and, where they are known, line and column from 1, of its start and its end (exclusive).
  var json: JSONValue {
    var members: [(String, JSONValue)] = [("path", .string(file.path))]
    if let start {
      members.append(("line", .int(start.line)))
      if hasColumn { members.append(("column", .int(start.column))) }
    }
    if let end {
      members.append(("end_line", .int(end.line)))
      members.append(("end_column", .int(end.column)))
    }
    return .object(members)
  }
}

extension JSONValue {
  /// A place, or null.
  static func optional(_ place: SourceRange?) -> JSONValue { place?.json ?? .null }
}

extension Diagnostic {
  var json: JSONValue {
    .object([
      ("severity", .string(severity.rawValue)),
      ("id", .string(id)),
      ("message", .string(message)),
      ("place", .optional(place)),
      ("fix", .optional(fix)),
      (
        "notes",
        .array(notes.map { .object([("message", .string($0.message)), ("place", .optional($0.place))]) })
      ),
    ])
  }
}
