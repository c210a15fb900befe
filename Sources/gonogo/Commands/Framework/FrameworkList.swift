import ArgumentParser
import Diagnostics
import Readiness

/// `gonogo framework list`.
struct FrameworkList: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the frameworks that come along, and whom they bind.")

  func run(in surroundings: Surroundings) -> ExitStatus {
    do {
      var lines: [String] = []
      for framework in try RubricShelf().frameworks() {
        lines.append("\(framework.name): \(framework.title), \(framework.version)")
        lines.append("  " + (framework.binds.map { "binds: \($0)" } ?? "binds nobody; held against where it is named"))
      }
      return surroundings.print(lines.map { inert($0) }.joined(separator: "\n"))
    } catch {
      surroundings.complain(error.diagnostics)
      return .software
    }
  }
}
