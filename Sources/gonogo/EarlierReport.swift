import Diagnostics
import Documents
import Readiness
import Reports

/// A JSON report that a user names to be compared with: its snapshot, or what is wrong with it.
struct EarlierReport: Sendable {
  let path: String
  private(set) var digest: Digest?
  private(set) var snapshot: AssessmentSnapshot?
  private(set) var diagnostics: [Diagnostic] = []

  /// Reads the report of a path.
  init(path: String, limits: Limits) {
    self.path = path
    do {
      let file = try readFile(path, limits: limits)
      snapshot = try ReportReader().snapshot(Document.json(file, limits: limits))
      digest = file.digest
    } catch {
      diagnostics = error.diagnostics
    }
  }

  /// Whether it is not there, or is no report.
  var status: ExitStatus {
    snapshot == nil ? .input(diagnostics) : .passed
  }

  /// Notes in an assessment what is different from this report, and that it was compared with it.
  func compare(_ assessment: inout Assessment) {
    guard let snapshot, let digest else { return }
    assessment.change = AssessmentChange(from: snapshot, to: AssessmentSnapshot(assessment))
    assessment.provenance.inputs.append(
      Provenance.Input(role: Provenance.Input.baselineRole, path: path, digest: digest))
  }
}
