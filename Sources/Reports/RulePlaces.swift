import Diagnostics
import Readiness

extension Assessment {
  /// Where to look for a rule, the best place first: the values that decided it, then where something is missing, then the
  /// evidence.
  func places(of rule: RuleAssessment) -> [SourceRange] {
    rule.citations.compactMap(\.place) + rule.missing.compactMap(\.place) + evidencePlaces(of: rule)
  }

  /// Where a person should look first, where that is known.
  func firstPlace(of rule: RuleAssessment) -> SourceRange? {
    rule.citations.lazy.compactMap(\.place).first ?? rule.missing.lazy.compactMap(\.place).first
      ?? evidencePlaces(of: rule).first
  }

  private func evidencePlaces(of rule: RuleAssessment) -> [SourceRange] {
    rule.evidence.compactMap { evidence.entries.indices.contains($0.entry) ? evidence.entries[$0.entry].place : nil }
  }

  /// The manifest's path, for what has no place of its own.
  var manifestPath: String {
    let path = provenance.inputs.first { sameBytes($0.role, "manifest") }?.path ?? ""
    return path.isEmpty ? "gonogo.yaml" : path
  }
}
