import ArgumentParser
import Diagnostics
import Readiness

/// `gonogo rubric show`.
struct RubricShow: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a rubric: its thresholds, parameters and rules.")

  @Argument(help: "The rubric's name or file.")
  var name = "production-readiness"

  func run(in surroundings: Surroundings) -> ExitStatus {
    do {
      var shelf = try RubricShelf()
      let rubric = try shelf.compiled(name).rubric
      var lines = [
        inert(rubric.title), "\(inert(rubric.name)) · \(counted(rubric.rules.count, "rule")) · \(rubric.digest)", "",
      ]
      if let description = rubric.description { lines += [inert(description), ""] }
      let thresholds = Gate.allCases.compactMap { gate in rubric.thresholds[gate].map { "\(gate.rawValue) \($0)" } }
      lines.append("Thresholds: \(thresholds.joined(separator: ", "))")
      if !rubric.parameters.isEmpty {
        let parameters = rubric.sortedParameters.map { "\($0.name) = \($0.value)" }
        lines.append("Parameters: \(inert(parameters.joined(separator: ", ")))")
      }
      if let scale = rubric.scale {
        lines.append(inert("Scale: \(scale.title), \(counted(scale.items.count, "item"))"))
      }
      for note in rubric.tailoring {
        lines.append(inert("Tailored: \(note.subject): \(note.change) (\(note.effect.rawValue)) \(note.reason)"))
      }
      for area in rubric.areas {
        let rules = rubric.rules.filter { $0.area == area.id }
        guard !rules.isEmpty else { continue }
        lines += ["", inert(area.title)]
        for rule in rules {
          lines.append("  \(inert(rule.id)) · \(rule.severity.rawValue) · \(rule.levelsText)")
          lines.append("    \(inert(rule.title))")
        }
      }
      return surroundings.print(lines.joined(separator: "\n"))
    } catch {
      surroundings.complain(error.diagnostics)
      return rubricStatus(error.diagnostics)
    }
  }
}

/// A number of things, such as `1 rule` or `2 rules`.
func counted(_ count: Int, _ thing: String) -> String {
  "\(count) \(thing)\(count == 1 ? "" : "s")"
}

/// How a command ends that could not use a rubric.
func rubricStatus(_ diagnostics: [Diagnostic]) -> ExitStatus {
  let status = ExitStatus.input(diagnostics)
  let isMisnamed = diagnostics.contains {
    ($0.id == "rubric.unknown" || $0.id == "usage.unknown-rule") && $0.place == nil
  }
  return isMisnamed && status == .badInput ? .usage : status
}
