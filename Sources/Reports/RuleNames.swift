import Diagnostics
import Readiness

/// What rules are called where the rules of several rubrics stand in one list: by their ids, and `<rubric>/<id>` where
/// rubrics share one. No two rules of a run have the same name.
struct RuleNames {
  private let rubrics: [String]
  private let shared: Set<String>

  init(_ assessment: Assessment) {
    var names: [String] = []
    // Names that only a set of Swift's takes for the same are told apart too, which does no harm.
    var once: Set<String> = []
    var shared: Set<String> = []
    for rubric in assessment.rubrics {
      var name = rubric.name
      var number = 1
      while names.contains(name) {
        number += 1
        name = "\(rubric.name) (\(number))"
      }
      names.append(name)
      guard assessment.rubrics.count > 1 else { continue }
      for rule in rubric.rules where !once.insert(rule.rule.id).inserted { shared.insert(rule.rule.id) }
    }
    rubrics = names
    self.shared = shared
  }

  /// The name of a rule, as one line.
  func name(of rule: RuleAssessment, rubric: Int) -> String {
    let id = rule.rule.id
    guard shared.contains(id) else { return short(id) }
    return short("\(self.rubric(rubric))/\(id)")
  }

  /// The name of a rubric; no two of a run have the same.
  func rubric(_ number: Int) -> String { rubrics.indices.contains(number) ? rubrics[number] : "" }

  /// A name that would be cut ends with a part of its digest, so that it stays another than those that begin like it.
  private func short(_ name: String) -> String {
    guard name.utf8.count > 200 else { return oneLine(name, limit: 200) }
    let digest = String(decoding: Digest.sha256(of: Array(name.utf8)).hex.utf8.prefix(12), as: UTF8.self)
    return "\(oneLine(name, limit: 150))~\(digest)"
  }
}
