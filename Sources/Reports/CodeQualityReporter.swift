public import Diagnostics
public import Readiness

/// A code quality report for GitLab (`artifacts:reports:codequality`): what stands open, at its line, in a merge request.
/// GitLab stops at the first item that it does not like and keeps one of several with the same fingerprint, so that every
/// item has all its fields and a fingerprint of its own.
public struct CodeQualityReporter: Reporter {
  /// Its name on the command line.
  public let format = "code-quality"
  /// What the report is for, in one line.
  public let summary = "Code quality JSON for GitLab's merge requests: what stands open, at its line"

  private let paths: RepositoryPaths

  /// A reporter that names files as the repository has them.
  public init(paths: RepositoryPaths = .project) {
    self.paths = paths
  }

  /// Writes the report, UTF-8.
  public func write(_ assessment: Assessment, to output: ReportOutput) throws(DiagnosticsError) {
    let json = JSONWriter(output)
    let names = RuleNames(assessment)
    var seen: [String: Int] = [:]
    let mistakes = assessment.diagnostics.filter { $0.severity >= .warning }.map(Item.mistake)
    json.array(mistakes + OpenDemands(assessment).demands.map(Item.demand)) { item in
      switch item {
      case .mistake(let diagnostic):
        let key = "\(diagnostic.id)\u{0}\(diagnostic.place?.file.path ?? "")\u{0}\(diagnostic.message)"
        seen[key, default: 0] += 1
        json.finding(
          diagnostic.id, diagnostic.message + (diagnostic.fix.map { "; \($0)" } ?? ""),
          severity: diagnostic.severity == .error ? "critical" : "minor",
          identity: "\(key)\u{0}\(seen[key] ?? 1)", diagnostic.place, path(of: diagnostic.place, assessment))
      case .demand(let demand):
        let rule = assessment.rubrics[demand.rubric].rules[demand.rule]
        let name = names.name(of: rule, rubric: demand.rubric)
        json.finding(
          name, "\(sentence(rule.message, limit: 400)) Demanded: \(sentence(rule.rule.title, limit: 200))",
          severity: rule.verdict == .error ? "blocker" : rule.rule.severity.codeQuality, identity: name,
          assessment.firstPlace(of: rule), path(of: assessment.firstPlace(of: rule), assessment))
      }
    }
    json.finish()
  }

  /// The file of a place, or the manifest where there is none.
  private func path(of place: SourceRange?, _ assessment: Assessment) -> String {
    let path = place.map { paths.path(of: $0.file) } ?? ""
    return path.isEmpty ? paths.path(assessment.manifestPath) : path
  }

  private enum Item {
    case mistake(Diagnostic)
    case demand(OpenDemands.Demand)
  }
}

extension JSONWriter {
  fileprivate func finding(
    _ check: String, _ description: String, severity: String, identity: String, _ place: SourceRange?,
    _ path: String
  ) {
    object {
      member("description", oneLine(description, limit: 1_000))
      member("check_name", oneLine(check, limit: 200))
      // Without the line: a finding that moves stays the same finding.
      member("fingerprint", Digest.sha256(of: Array("gonogo\u{0}\(identity)".utf8)).hex)
      member("severity", severity)
      object("location") {
        member("path", oneLine(path, limit: 1_000))
        line("lines") { member("begin", place?.start?.line ?? 1) }
      }
    }
  }
}

extension RuleSeverity {
  /// GitLab's word for it.
  fileprivate var codeQuality: String {
    switch self {
    case .blocker: "blocker"
    case .major: "major"
    case .minor: "minor"
    case .advice: "info"
    }
  }
}
