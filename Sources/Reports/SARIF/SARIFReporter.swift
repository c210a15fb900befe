public import Diagnostics
public import Readiness

/// The assessment as SARIF 2.1.0, for code scanning. Which rule stands open at which line; each finding keeps its identity
/// when lines move.
public struct SARIFReporter: Reporter {
  /// What a SARIF file may hold: services that show findings know neither passes nor suppressions.
  public enum Profile: String, Sendable, Hashable, CaseIterable {
    /// Only what stands open. A service would show a pass or a waived finding as an open alert.
    case open
    /// Every rule, with its kind, and what waivers suppress.
    case full
  }

  private let profile: Profile
  private let paths: RepositoryPaths

  /// A reporter of a profile that names files as the repository has them.
  public init(profile: Profile = .open, paths: RepositoryPaths = .project) {
    self.profile = profile
    self.paths = paths
  }

  /// Its name on the command line.
  public var format: String {
    switch profile {
    case .open: "sarif"
    case .full: "sarif-full"
    }
  }

  /// What the report is for, in one line.
  public var summary: String {
    switch profile {
    case .open: "SARIF 2.1.0 for code scanning: what stands open, at its line"
    case .full: "SARIF 2.1.0 with every rule, passes and waivers included"
    }
  }

  /// Writes the report, UTF-8.
  public func write(_ assessment: Assessment, to output: ReportOutput) throws(DiagnosticsError) {
    let json = JSONWriter(output)
    SARIFRun(assessment, profile, paths, json).document()
    json.finish()
  }
}
