public import ArgumentParser
import Diagnostics
public import Reports

/// Which reports are written, and where.
struct ReportOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("Write the report for leadership and auditors; - is standard output.", valueName: "path"))
  var html: String?

  @Option(name: .long, help: ArgumentHelp("Write JUnit XML for a CI gate.", valueName: "path"))
  var junit: String?

  @Option(
    name: .long, help: "The dialect of JUnit XML: strict (valid by the schemas) or extended (with file and line).")
  var junitDialect: JUnitReporter.Dialect = .strict

  @Option(name: .long, help: ArgumentHelp("Write everything as JSON.", valueName: "path"))
  var json: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "An organisation's theme for the HTML report: its name, logo, colours and words, as YAML.", valueName: "path"))
  var theme: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where the project stands in its repository, such as services/churn: annotations, SARIF and the like start there.",
      valueName: "folder"),
    transform: RepositoryFolder.argument)
  var pathPrefix: RepositoryFolder?

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp(
      "Write a report in any format, also several: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "format=path"),
    transform: RequestedReport.argument)
  var reports: [RequestedReport] = []

  /// All that were asked for, those that take longest first.
  var requested: [RequestedReport] {
    let short: [(ReportFormat, String?)] = [(.html, html), (.junit, junit), (.json, json)]
    let all = short.compactMap { format, path in path.map { RequestedReport(format: format, path: $0) } } + reports
    return all.filter(\.format.takesLong) + all.filter { !$0.format.takesLong }
  }

  /// The place that two reports are meant to go to, if there is one: the second would be all that is left.
  var outputTwice: String? {
    let paths = requested.map(\.path)
    return paths.indices.first { index in paths[..<index].contains { sameBytes($0, paths[index]) } }.map { paths[$0] }
  }
}

/// A report that was asked for.
struct RequestedReport: Sendable {
  var format: ReportFormat
  var path: String
}

extension RequestedReport {
  /// `--report`: a format and a path; what is wrong names the nearest format.
  static func argument(_ text: String) throws -> RequestedReport {
    let names = ReportFormat.allCases.map(\.rawValue)
    let list = "the formats are \(names.joined(separator: ", "))"
    let parts = text.utf8.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(decoding: parts[0], as: UTF8.self)
    guard let format = ReportFormat(rawValue: name) else {
      throw ValidationError("\(didYouMean(name, among: names).map { "\($0) " } ?? "")\(list)")
    }
    guard parts.count == 2, !parts[1].isEmpty else {
      throw ValidationError("say where the report goes, such as \(name)=PATH; - is standard output")
    }
    return RequestedReport(format: format, path: String(decoding: parts[1], as: UTF8.self))
  }
}

/// The project's folder in its repository, which stays in it.
struct RepositoryFolder: Sendable {
  var path: String

  /// `--path-prefix`: a folder from the repository's root on.
  static func argument(_ text: String) throws -> RepositoryFolder {
    guard RepositoryPaths(folder: text) != nil else {
      throw ValidationError("it is a folder of the repository, such as services/churn, neither absolute nor with ..")
    }
    return RepositoryFolder(path: text)
  }
}

extension JUnitReporter.Dialect: ExpressibleByArgument {}
