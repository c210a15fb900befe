import ArgumentParser
import Diagnostics
import Readiness

/// `gonogo rubric list`.
struct RubricList: SurroundedCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the rubrics that come along.")

  func run(in surroundings: Surroundings) -> ExitStatus {
    do {
      let shelf = try RubricShelf()
      let resolver = RubricResolver(
        catalogue: shelf.catalogue, schema: shelf.vocabulary.rubricSchema, limits: shelf.limits)
      for name in shelf.catalogue.names {
        let rubric = try resolver.rubric(named: name)
        let gates = Gate.allCases.filter { rubric.thresholds[$0] != nil }.map(\.rawValue).joined(separator: ", ")
        surroundings.print("\(name): \(rubric.title), \(rubric.rules.count) rules, decides \(gates)")
      }
      return .passed
    } catch {
      surroundings.complain(error.diagnostics)
      return .badInput
    }
  }
}
