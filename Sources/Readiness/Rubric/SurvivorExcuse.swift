import CEL
import Diagnostics
import Documents

/// A mutant that no example can kill, and why: `survivors` in a file's second document, in the words of the report.
///
/// ```yaml
/// survivors:
///   release.approved:
///     - {in: claim, was: size(a) > 0, becomes: size(a) >= 0, reason: what is stated is never empty}
/// ```
struct SurvivorExcuse: Sendable {
  var rule: String
  var role: ExpressionTrace.Role
  var was: String
  var becomes: String
  var reason: String
  var place: SourceRange

  init?(_ node: Node, rule: String) {
    guard let role = node["in"]?.text.flatMap(ExpressionTrace.Role.init), let was = node["was"]?.scalarText,
      let becomes = node["becomes"]?.scalarText
    else { return nil }
    self.rule = rule
    self.role = role
    self.was = was
    self.becomes = becomes
    reason = node["reason"]?.scalarText ?? ""
    place = node.range
  }

  func covers(_ mutant: Mutant, of role: ExpressionTrace.Role) -> Bool {
    role == self.role && sameBytes(mutant.original, was) && sameBytes(mutant.replacement, becomes)
  }
}

extension RuleExampleRunner {
  /// What the files of a rubric excuse, by rule.
  func excuses(of compiled: CompiledRubric, _ diagnostics: inout [Diagnostic]) -> [String: [SurvivorExcuse]] {
    var byRule: [String: [SurvivorExcuse]] = [:]
    for file in compiled.rubric.files {
      // A file that cannot be read is complained of where its examples are.
      guard let document = try? secondDocument(of: file) else { continue }
      var others: Set<String>?
      for entry in document["survivors"]?.entries ?? [] {
        if compiled.rubric.rule(entry.key) == nil {
          let ids = others ?? (try? ruleIDs(in: file)) ?? []
          others = ids
          if !ids.contains(entry.key) {
            diagnostics.append(.survivorOfUnknownRule(entry, among: compiled.rubric.rules.map(\.id)))
          }
        }
        byRule[entry.key, default: []] += entry.value.elements.compactMap { SurvivorExcuse($0, rule: entry.key) }
      }
    }
    return byRule
  }
}

extension Diagnostic {
  static func survivorOfUnknownRule(_ entry: Node.Entry, among ids: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.survivor-of-unknown-rule", "there is no rule '\(entry.key)' of which mutants could survive",
      at: entry.keyRange, fix: didYouMean(entry.key, among: ids))
  }

  static func noSurvivor(_ excuse: SurvivorExcuse) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.no-survivor",
      "'\(excuse.rule)' has no such mutant that survives; there is nothing to excuse", at: excuse.place)
  }
}
