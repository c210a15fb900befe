import Diagnostics
import Documents

/// `drift_reports`: what Evidently measured, up to 0.6 and from 0.7 on, as reports and as test suites. Those that measure
/// something else than drift are read too, and say so. What projects write themselves is read as far as it says plainly
/// whether there was drift.
struct DriftReports: ArtifactReader {
  let kind = "drift_reports"
  let fileEndings = [".json"]

  private static let names = FoldedWords(["drift", "evidently", "data_quality", "data_stability"])
  private static let marks = [
    "\"evidently:metric_v2:", "\"DatasetDriftMetric\"", "\"DataDriftTable\"", "\"ColumnDriftMetric\"",
    "\"drift_by_columns\"", "\"all_passed\"", "\"dataset_drift\"", "\"drift_detected\"", "\"metrics\"",
  ]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates(ending: fileEndings) { file in
      file.isNamed(after: DriftReports.names)
    } orIn: { folder in
      folder.startsWithBytes("evidently") || folder.containsBytes("drift")
    }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    switch JSONArtifact(candidate, isNamed: false, marks: DriftReports.marks, in: tree, limits: limits) {
    case .without(let reading): return reading
    case .tree(let file, let root, let warnings):
      var complaints = warnings
      let findings: DriftFindings
      let format: String
      if let snapshot = EvidentlySnapshot(root) {
        findings = snapshot.findings()
        format = snapshot.format
      } else if let legacy = EvidentlyLegacy(root) {
        findings = legacy.findings(&complaints)
        format = legacy.format
      } else if let plain = PlainDrift(root) {
        findings = plain.findings()
        format = plain.format
      } else if isEmptyReport(root) {
        return .unreadable(file, [.emptyArtifact("metric and no test", at: root.range)])
      } else {
        return .notThisKind
      }
      let (facts, differences) = findings.describe(at: file.whole)
      var item = EvidenceItem(kind: kind, format: format, range: file.whole, facts: facts)
      if format.startsWithBytes("evidently") {
        item.tool = EvidenceItem.Tool(name: "Evidently", version: findings.version?.shortened(to: 100))
      }
      item.producedAt = findings.time
      item.diagnostics = complaints + differences
      return .items([item])
    }
  }

  /// `{"metrics": [], "tests": []}`.
  private func isEmptyReport(_ root: Node) -> Bool {
    guard let metrics = root["metrics"], let tests = root["tests"] else { return false }
    guard case .list(let first) = metrics.content, case .list(let second) = tests.content else { return false }
    return first.isEmpty && second.isEmpty
  }
}
