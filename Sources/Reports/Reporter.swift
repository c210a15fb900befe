public import Diagnostics
public import Readiness

/// Writes an assessment for one kind of reader. One file for each format; pure: the same assessment, the same bytes.
public protocol Reporter: Sendable {
  /// The name of the format, as `--report FORMAT=PATH` takes it.
  var format: String { get }

  /// What it is for, one line.
  var summary: String { get }

  /// Writes the report, UTF-8, from its beginning to its end. Where it throws, what was written is no report.
  func write(_ assessment: Assessment, to output: ReportOutput) throws(DiagnosticsError)
}

/// Where a report goes, piece by piece, while it is made: none is ever in memory as a whole.
public struct ReportOutput {
  private let take: (Span<UInt8>) -> Void

  /// An output that hands on each piece.
  public init(_ take: @escaping (Span<UInt8>) -> Void) {
    self.take = take
  }

  /// Takes the next bytes.
  public func write(_ bytes: Span<UInt8>) {
    take(bytes)
  }
}

extension Reporter {
  /// The report as UTF-8, as a whole.
  public func report(_ assessment: Assessment) throws(DiagnosticsError) -> [UInt8] {
    var bytes: [UInt8] = []
    try write(assessment, to: ReportOutput { piece in bytes.append(contentsOf: piece) })
    return bytes
  }
}

extension [UInt8] {
  /// Appends a piece of a report.
  mutating func append(contentsOf piece: Span<UInt8>) {
    unsafe piece.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
