public import Diagnostics
public import Readiness

/// Writes an assessment for one kind of reader. One file for each format; pure: the same assessment, the same bytes.
public protocol Reporter: Sendable {
  /// The name of the format, as `--report FORMAT=PATH` takes it.
  var format: String { get }

  /// What it is for, one line.
  var summary: String { get }

  /// The report as UTF-8.
  func report(_ assessment: Assessment) throws(DiagnosticsError) -> [UInt8]
}
