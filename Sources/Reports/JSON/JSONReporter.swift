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

  /// Writes the report, UTF-8.
  public func write(_ assessment: Assessment, to output: ReportOutput) throws(DiagnosticsError) {
    let json = JSONWriter(output)
    json.assessment(assessment)
    json.finish()
  }
}

extension JSONWriter {
  fileprivate func assessment(_ assessment: Assessment) {
    object {
      member("gonogo_report", 1)
      member("project") { project(assessment.project) }
      member("gate", assessment.gate.rawValue)
      member("stated_gate", assessment.statedGate?.rawValue)
      member("as_of", assessment.asOf.description)
      member("decision", assessment.decision.rawValue)
      member("reason", assessment.reason)
      member("outcome", assessment.outcome.rawValue)
      member("strict", assessment.isStrict)
      array("rubrics", assessment.rubrics) { rubric($0) }
      array("compliance", assessment.compliance) { framework($0) }
      member("evidence") { evidence(assessment.evidence) }
      array("waivers", assessment.waivers) { waiver($0) }
      array("signoffs", assessment.signoffs) { signoff($0) }
      array("absences", assessment.absences) { absence in
        line {
          member("path", absence.path)
          member("place", absence.place)
          member("reason", absence.reason)
        }
      }
      member("business_case") { businessCase(assessment.businessCase) }
      array("diagnostics", assessment.diagnostics) { diagnostic($0) }
      member("provenance") { provenance(assessment.provenance) }
    }
  }

  private func project(_ project: ProjectIdentity) {
    object {
      member("name", project.name)
      member("id", project.id)
      member("description", project.description)
      member("repository", project.repository)
      member("risk_tier", project.riskTier)
      member("model_version", project.modelVersion)
      member("sponsor", project.sponsor)
    }
  }

  private func provenance(_ provenance: Provenance) {
    object {
      member("tool", "gonogo")
      member("tool_version", provenance.toolVersion)
      array("inputs", provenance.inputs) { input in
        line {
          member("role", input.role)
          member("path", input.path)
          member("digest", input.digest.description)
        }
      }
      member("signoff_digest", provenance.signoffDigest?.description)
      member("assessment_digest", provenance.assessmentDigest?.description)
      member("command", provenance.command)
    }
  }
}

extension JSONWriter {
  /// A complaint.
  func diagnostic(_ diagnostic: Diagnostic) {
    object {
      member("severity", diagnostic.severity.rawValue)
      member("id", diagnostic.id)
      member("message", diagnostic.message)
      member("place", diagnostic.place)
      member("fix", diagnostic.fix)
      array("notes", diagnostic.notes) { note in
        object {
          member("message", note.message)
          member("place", note.place)
        }
      }
    }
  }

  /// A place, or null: its path and, where they are known, line and column from 1, of its start and its end (exclusive).
  func member(_ key: StaticString, _ place: SourceRange?) {
    guard let place else { return member(key) { null() } }
    line(key) {
      member("path", place.file.path)
      if let start = place.start {
        member("line", start.line)
        if place.hasColumn { member("column", start.column) }
      }
      if let end = place.end {
        member("end_line", end.line)
        member("end_column", end.column)
      }
    }
  }
}
