import CEL
public import Diagnostics

extension CompiledRubric {
  /// Warnings of parameters that no expression uses: probably a name that was misspelt on either side.
  public var unusedParameters: [Diagnostic] {
    let programs = rules.flatMap { rule in
      [rule.when, rule.claim, rule.evidence, rule.verify].compactMap(\.self) + (rule.message?.programs ?? [])
    }
    let statements = scale?.stated.map(\.condition) ?? []
    let used = Set((programs + statements).flatMap(\.attributePaths))
    return rubric.sortedParameters.filter { !used.contains("params.\($0.name)") }.map { parameter in
      Diagnostic(
        .warning, id: "rubric.unused-parameter", "no rule uses the parameter '\(parameter.name)'", at: rubric.place)
    }
  }
}
