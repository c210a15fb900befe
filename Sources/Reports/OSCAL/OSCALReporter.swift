public import Diagnostics
public import Readiness

/// The assessment as OSCAL 1.2 assessment results, for the tools of auditors: rules are the controls that were reviewed,
/// each with an observation and a finding; what is unmet is a risk, and what is waived a deviation that was approved. Each
/// framework that applies has a result of its own, with a finding for each control that rules tell something of.
///
/// Every UUID is made from a name, so that the same rule of the same project has the same one from run to run.
public struct OSCALReporter: Reporter {
  /// Its name on the command line.
  public let format = "oscal"
  /// What the report is for, in one line.
  public let summary = "OSCAL 1.2 assessment results, for the tools of auditors"

  /// A reporter.
  public init() {}

  /// Writes the report, UTF-8.
  public func write(_ assessment: Assessment, to output: ReportOutput) throws(DiagnosticsError) {
    let json = JSONWriter(output)
    OSCALDocument(assessment, json).document()
    json.finish()
  }
}
