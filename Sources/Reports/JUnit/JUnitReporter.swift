import CEL
public import Diagnostics
public import Readiness
import XML

/// The assessment as a test report, for CI servers. It has a failure or an error exactly when the outcome is not
/// *passed*, so that servers that only count agree with the exit status.
public struct JUnitReporter: Reporter {
  /// Its name on the command line.
  public let format = "junit"
  /// What the report is for, in one line.
  public let summary = "Test cases for a CI server: a failure or an error exactly when the gate is not passed"

  /// What a JUnit file may hold: readers disagree, and some validate.
  public enum Dialect: String, Sendable, Hashable, CaseIterable {
    /// Valid against the Jenkins schema and the stricter windyroad one.
    case strict
    /// With `file` and `line` attributes, for annotators that read them; the Jenkins xunit plugin refuses those.
    case extended
  }

  private let dialect: Dialect
  private let paths: RepositoryPaths

  /// A reporter of a dialect that names files as the repository has them.
  public init(dialect: Dialect = .strict, paths: RepositoryPaths = .project) {
    self.dialect = dialect
    self.paths = paths
  }

  /// Writes the report, UTF-8.
  public func write(_ assessment: Assessment, to output: ReportOutput) throws(DiagnosticsError) {
    let bytes: [UInt8]
    do throws(XMLWriter.Failure) {
      bytes = try document(JUnitSuite.suites(of: assessment), assessment)
    } catch {
      throw DiagnosticsError([.junitNotWritten(error)])
    }
    output.write(bytes.span)
  }

  private func document(_ suites: [JUnitSuite], _ assessment: Assessment) throws(XMLWriter.Failure) -> [UInt8] {
    var writer = try XMLWriter()
    // The windyroad schema allows no attributes here.
    try writer.start("testsuites")
    for (index, suite) in suites.enumerated() { try write(suite, id: index, assessment, to: &writer) }
    try writer.end()
    return try writer.finish()
  }

  private func write(
    _ suite: JUnitSuite, id: Int, _ assessment: Assessment, to writer: inout XMLWriter
  ) throws(XMLWriter.Failure) {
    try writer.start("testsuite")
    let attributes: [(String, String)] = [
      ("name", suite.name), ("package", suite.package), ("id", String(id)),
      ("timestamp", assessment.asOf.withoutZone),
      // Neither the machine nor the time that it took: the same inputs give the same bytes.
      ("hostname", "localhost"), ("time", "0.000"),
      ("tests", String(suite.cases.count)),
      ("failures", String(suite.cases.filter { if case .failure = $0.result { true } else { false } }.count)),
      ("errors", String(suite.cases.filter { if case .error = $0.result { true } else { false } }.count)),
      ("skipped", String(suite.cases.filter { if case .skipped = $0.result { true } else { false } }.count)),
    ]
    for (name, value) in attributes { try writer.attribute(name, value) }
    try writer.start("properties")
    for (name, value) in suite.properties {
      try writer.element("property", ["name": name, "value": inert(value)])
    }
    try writer.end()
    for testCase in suite.cases { try write(testCase, to: &writer) }
    // The windyroad schema wants both.
    try writer.element("system-out")
    try writer.element("system-err")
    try writer.end()
  }

  private func write(_ testCase: JUnitCase, to writer: inout XMLWriter) throws(XMLWriter.Failure) {
    try writer.start("testcase")
    try writer.attribute("classname", testCase.classname)
    try writer.attribute("name", testCase.name)
    try writer.attribute("time", "0.000")
    if dialect == .extended, let place = testCase.place {
      try writer.attribute("file", inert(paths.path(of: place.file)))
      if let line = place.start?.line { try writer.attribute("line", String(line)) }
    }
    switch testCase.result {
    case .passed: break
    case .failure(let type, let finding):
      try writer.element("failure", ["message": finding.message, "type": type], text: finding.text)
    case .error(let type, let finding):
      try writer.element("error", ["message": finding.message, "type": type], text: finding.text)
    case .skipped(let finding):
      // No type: the windyroad schema knows none here.
      try writer.element("skipped", ["message": finding.message], text: finding.text)
    }
    try writer.end()
  }
}

extension Diagnostic {
  static func junitNotWritten(_ failure: XMLWriter.Failure) -> Diagnostic {
    Diagnostic(.error, id: "report.junit-not-written", "the JUnit report could not be written: \(failure)")
  }
}
