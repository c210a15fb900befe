import ArgumentParser
import Diagnostics
import Readiness

/// `gonogo rubric list`.
struct RubricList: SurroundedCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the rubrics that come along.")

  func run(in surroundings: Surroundings) -> ExitStatus {
    do {
      var status = ExitStatus.passed
      let shelf = try RubricShelf()
      let resolver = RubricResolver(
        catalogue: shelf.catalogue, schema: shelf.vocabulary.rubricSchema, limits: shelf.limits)
      for name in shelf.catalogue.names {
        let rubric = try resolver.rubric(named: name)
        let gates = Gate.allCases.filter { rubric.thresholds[$0] != nil }.map(\.rawValue).joined(separator: ", ")
        status = status.or(
          surroundings.print("\(name): \(rubric.title), \(counted(rubric.rules.count, "rule")), decides \(gates)"))
      }
      return status
    } catch {
      surroundings.complain(error.diagnostics)
      return .badInput
    }
  }
}
