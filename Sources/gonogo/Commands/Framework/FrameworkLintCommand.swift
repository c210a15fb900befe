import ArgumentParser
import Diagnostics
import Readiness

/// `gonogo framework lint`.
struct FrameworkLintCommand: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check a framework without a project: its controls, their conditions, the rules that serve them.")

  @Argument(help: "Frameworks, by name or as files; by default all that come along.")
  var names: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("A rubric of one's own whose rules controls may name; may be repeated.", valueName: "path"))
  var rubric: [String] = []

  func run(in surroundings: Surroundings) -> ExitStatus {
    var status = ExitStatus.passed
    do {
      var shelf = try RubricShelf()
      for path in rubric { _ = try shelf.known(path) }
      let lint = try shelf.frameworkLint()
      for name in names.isEmpty ? shelf.catalogue.frameworks.keys.sorted() : names {
        do throws(DiagnosticsError) {
          status = status.or(report(try lint.findings(in: shelf.frameworkFile(name)), name, surroundings))
        } catch {
          surroundings.complain(error.diagnostics.sortedByPlace)
          status = status.or(frameworkStatus(error.diagnostics))
        }
      }
      return status
    } catch {
      surroundings.complain(error.diagnostics)
      return rubricStatus(error.diagnostics)
    }
  }

  private func report(_ findings: FrameworkLint.Findings, _ name: String, _ surroundings: Surroundings) -> ExitStatus {
    surroundings.complain(findings.diagnostics)
    let unserved = findings.unserved.map { "  \($0.id): \($0.title) (\($0.check.rawValue))" }
    let warnings = findings.diagnostics.count { $0.severity == .warning }
    let sum =
      "\(name): \(counted(findings.controls.count, "control")), \(unserved.count) without a rule, "
      + "\(counted(warnings, "warning"))"
    let printed = surroundings.print(([sum] + unserved).map { inert($0) }.joined(separator: "\n"))
    return findings.diagnostics.hasErrors ? ExitStatus.badInput.or(printed) : printed
  }
}

extension RubricShelf {
  /// A check of frameworks against all rules that there are.
  func frameworkLint() throws(DiagnosticsError) -> FrameworkLint {
    FrameworkLint(reader: frameworkReader, knownRules: try resolver.ruleIDs())
  }

  /// The file of a framework that is named by any of its names, or as a file.
  func frameworkFile(_ name: String) throws(DiagnosticsError) -> SourceFile {
    if RubricShelf.isPath(name) { return try readFile(name, limits: limits) }
    return try framework(named: name).file
  }
}
