import ArgumentParser
import Diagnostics
import Readiness

/// `gonogo rubric lint`.
struct RubricLint: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check a rubric without a project: paths, types, ids, levels, parameters, and what cannot be meant.")

  @Argument(help: "Rubrics, by name or as files; by default all that come along.")
  var names: [String] = []

  func run(in surroundings: Surroundings) -> ExitStatus {
    var status = ExitStatus.passed
    do {
      var shelf = try RubricShelf()
      for name in names.isEmpty ? shelf.catalogue.names : names {
        do {
          let compiled = try shelf.compiled(name)
          let warnings = compiled.warnings + compiled.unusedParameters + compiled.doubts
          surroundings.complain(warnings)
          status = status.or(
            surroundings.print(
              "\(inert(name)): \(counted(compiled.rubric.rules.count, "rule")), \(counted(warnings.count, "warning"))"))
        } catch {
          surroundings.complain(error.diagnostics.sortedByPlace)
          status = status.or(rubricStatus(error.diagnostics))
        }
      }
      return status
    } catch {
      surroundings.complain(error.diagnostics)
      return .software
    }
  }
}
