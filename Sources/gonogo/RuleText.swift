import Diagnostics
import Documents
import Readiness

/// A rule as `gonogo explain` tells it.
struct RuleText {
  let rule: Rule
  let rubric: Rubric
  let examples: [RuleExampleRunner.Result]

  var text: String {
    var lines = [
      inert(rule.title), "\(inert(rule.id)) · \(rule.severity.rawValue) · weight \(rule.weight) · \(levels)", "",
    ]
    if let why = rule.why { lines += ["Why", indented(why), ""] }
    for (name, expression) in expressions {
      guard let expression else { continue }
      lines += [name, indented(expression), ""]
    }
    if let age = rule.maxAge { lines += ["Evidence older than \(age / 86_400_000_000_000) days cannot prove it.", ""] }
    if let remedy = rule.remedy { lines += ["How to meet it (effort: \(rule.effort.rawValue))", indented(remedy), ""] }
    if !usedParameters.isEmpty {
      lines += ["Parameters", indented(usedParameters.map { "\($0.name) = \($0.value)" }.joined(separator: "\n")), ""]
    }
    if !rule.sources.isEmpty { lines += ["Sources", indented(rule.sources.joined(separator: ", ")), ""] }
    if !rule.isWaivable { lines += ["It cannot be waived.", ""] }
    for result in examples {
      let name = result.example.name.map { " · \($0)" } ?? ""
      lines.append("Example: \(result.example.expected.rawValue)\(inert(name))")
      if let text = result.example.manifest?.range.text { lines.append(indented("manifest: " + text)) }
      if let text = result.example.artifacts?.range.text { lines.append(indented("artifacts: " + text)) }
      lines += [indented("→ " + result.assessed.message), ""]
    }
    lines.append("In \(inert(rubric.name)), at \(inert(rule.place.description))")
    return lines.joined(separator: "\n")
  }

  private var levels: String {
    Gate.allCases.compactMap { gate in rule.gates[gate].map { "\($0.rawValue) from \(gate.rawValue) on" } }
      .joined(separator: ", ")
  }

  private var expressions: [(String, String?)] {
    [
      ("Applies when", rule.when?.text), ("The manifest must state (claim)", rule.claim?.text),
      ("Decided by (evidence)", rule.evidence?.text), ("Which must show (verify)", rule.verify?.text),
    ]
  }

  private var usedParameters: [(name: String, value: ParameterValue)] {
    let text = expressions.compactMap(\.1).joined(separator: " ")
    return rubric.sortedParameters.filter { text.contains("params.\($0.name)") }
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + inert(String($0)) }
      .joined(separator: "\n")
  }
}
