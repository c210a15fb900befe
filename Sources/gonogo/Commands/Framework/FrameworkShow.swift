import ArgumentParser
import Diagnostics
import Readiness

/// `gonogo framework show`.
struct FrameworkShow: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a framework: its controls, their legal status, and the rules that serve them.")

  @Argument(help: "The framework's name or file.")
  var name: String

  func run(in surroundings: Surroundings) -> ExitStatus {
    do {
      let shelf = try RubricShelf()
      let framework =
        RubricShelf.isPath(name)
        ? try shelf.checkedFramework(in: readFile(name, limits: shelf.limits)).framework
        : try shelf.framework(named: name)
      var lines = [
        framework.title, "\(framework.name) · \(framework.kind.rawValue) · \(framework.publisher)", framework.version,
        "\(framework.source), read on \(framework.asOf) (\(framework.confirmation.rawValue))", "",
        framework.description,
      ]
      if let binds = framework.binds { lines += ["", "Binds: \(binds)"] }
      if let condition = framework.condition { lines.append("  when \(condition.text)") }
      if let note = framework.note { lines += ["", note] }
      var group: String?
      for control in try shelf.controls(of: framework) {
        if control.group != group {
          lines += ["", control.group]
          group = control.group
        }
        lines.append("  \(control.id) · \(control.status.words) · coverage \(control.coverage.rawValue)")
        lines.append("    \(control.title)")
        if !control.rules.isEmpty {
          lines.append("    rules: \(control.rules.map(\.name).joined(separator: ", "))")
        }
        if let note = control.note { lines.append("    note: \(note)") }
      }
      lines += ["", "This is no legal advice."]
      return surroundings.print(lines.map { inert($0) }.joined(separator: "\n"))
    } catch {
      surroundings.complain(error.diagnostics)
      return frameworkStatus(error.diagnostics)
    }
  }
}

extension LegalStatus {
  /// Its state as the file has it, with what is known of the days.
  var words: String {
    var words = [stated.rawValue]
    if let from { words.append("from \(from)") }
    if let until { words.append("until \(until)") }
    if let replacedBy { words.append("replaced by \(replacedBy)") }
    return words.joined(separator: ", ")
  }
}

/// How a command ends that could not use a framework.
func frameworkStatus(_ diagnostics: [Diagnostic]) -> ExitStatus {
  let status = ExitStatus.input(diagnostics)
  let isMisnamed = diagnostics.contains { $0.id == "usage.unknown-framework" }
  return isMisnamed && status == .badInput ? .usage : status
}
