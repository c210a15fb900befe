public import Diagnostics
public import Readiness

/// Annotations for GitHub's pages: workflow commands, one in a line, for standard output. A runner shows ten of each level
/// of a step, so that the gravest come first and the last line says how many there are.
public struct GitHubReporter: Reporter {
  /// Its name on the command line.
  public let format = "github"
  /// What the report is for, in one line.
  public let summary = "Annotations for GitHub Actions: workflow commands for standard output"

  private static let limit = 10

  private let paths: RepositoryPaths

  /// A reporter that names files as the repository has them.
  public init(paths: RepositoryPaths = .project) {
    self.paths = paths
  }

  /// Writes the report, UTF-8.
  public func write(_ assessment: Assessment, to output: ReportOutput) throws(DiagnosticsError) {
    let text = TextBuffer(output)
    let annotations = annotations(assessment)
    for level in FindingLevel.allCases {
      for annotation in annotations.filter({ $0.level == level }).prefix(Self.limit) { write(annotation, to: text) }
    }
    text.append("gonogo: ")
    text.append(verbatim: assessment.decision.rawValue)
    for level in FindingLevel.allCases {
      let count = annotations.filter { $0.level == level }.count
      guard count > 0 else { continue }
      text.append(verbatim: ", \(counted(count, level.command))")
      if count > Self.limit { text.append(verbatim: " (\(Self.limit) shown)") }
    }
    text.append(0x0A)
    text.flush()
  }

  private struct Annotation {
    var level: FindingLevel
    var title: String
    var message: String
    var place: SourceRange?
  }

  private func annotations(_ assessment: Assessment) -> [Annotation] {
    let names = RuleNames(assessment)
    var all = [
      Annotation(
        level: assessment.outcome != .passed ? .error : assessment.decision == .conditionalGo ? .warning : .note,
        title: "\(assessment.decision.rawValue), \(assessment.gate.rawValue) gate",
        message: oneLine(assessment.reason, limit: 400))
    ]
    func add(_ severity: DiagnosticSeverity, _ level: FindingLevel) {
      for diagnostic in assessment.diagnostics where diagnostic.severity == severity {
        let fix = diagnostic.fix.map { "; \(oneLine($0, limit: 150))" } ?? ""
        all.append(
          Annotation(
            level: level, title: oneLine(diagnostic.id, limit: 100),
            message: oneLine(diagnostic.message, limit: 300) + fix, place: diagnostic.place))
      }
    }
    // What could not be read explains what is missing.
    add(.error, .error)
    for demand in OpenDemands(assessment).demands {
      let rule = assessment.rubrics[demand.rubric].rules[demand.rule]
      let remedy = rule.rule.remedy.map { " To do: \(oneLine($0, limit: 200))" } ?? ""
      all.append(
        Annotation(
          level: demand.level,
          title: "\(names.name(of: rule, rubric: demand.rubric)): \(oneLine(rule.rule.title, limit: 120))",
          message: sentence(rule.message, limit: 250) + remedy, place: assessment.firstPlace(of: rule)))
    }
    add(.warning, .warning)
    return all
  }

  private func write(_ annotation: Annotation, to text: TextBuffer) {
    text.append("::")
    text.append(verbatim: annotation.level.command)
    text.append(" ")
    if let place = annotation.place, !place.file.path.isEmpty {
      property("file", oneLine(paths.path(of: place.file), limit: 400), to: text)
      if let start = place.start {
        property("line", String(start.line), to: text)
        if place.hasColumn, let end = place.end {
          // Columns are taken only where a finding is within a line.
          if end.line == start.line { property("col", String(start.column), to: text) }
          if end.line == start.line, end.column > start.column { property("endColumn", String(end.column), to: text) }
        }
      }
    }
    text.append("title=")
    text.append(annotation.title, escapedFor: WorkflowProperty.self)
    text.append("::")
    text.append(annotation.message, escapedFor: WorkflowData.self)
    text.append(0x0A)
  }

  private func property(_ name: StaticString, _ value: String, to text: TextBuffer) {
    text.append(name)
    text.append("=")
    text.append(value, escapedFor: WorkflowProperty.self)
    text.append(",")
  }
}

extension FindingLevel {
  /// The workflow command for it.
  fileprivate var command: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }
}

/// What follows the second `::` of a workflow command.
private enum WorkflowData: TextEscaping {
  static func isPlain(_ byte: UInt8) -> Bool {
    byte != UInt8(ascii: "%") && byte != 0x0A && byte != 0x0D
  }

  static func arePlain(_ bytes: EightBytes) -> Bool {
    bytes.without(UInt8(ascii: "%")).arePlain
  }

  static func replacement(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "%": "%25"
    case "\r": "%0D"
    case "\n": "%0A"
    default: nil
    }
  }
}

/// A value among the properties of a workflow command: they end at commas and colons.
private enum WorkflowProperty: TextEscaping {
  static func isPlain(_ byte: UInt8) -> Bool {
    WorkflowData.isPlain(byte) && byte != UInt8(ascii: ":") && byte != UInt8(ascii: ",")
  }

  static func arePlain(_ bytes: EightBytes) -> Bool {
    bytes.without(UInt8(ascii: "%")).without(UInt8(ascii: ":")).without(UInt8(ascii: ",")).arePlain
  }

  static func replacement(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case ":": "%3A"
    case ",": "%2C"
    default: WorkflowData.replacement(scalar)
    }
  }
}
