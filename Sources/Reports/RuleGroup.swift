import Readiness

/// Where a rule is shown: the order in which people want to read.
enum RuleGroup: String, CaseIterable, Sendable {
  case unmet
  case unproven
  case waived
  case met
  case aside

  init(_ rule: RuleAssessment) {
    if !rule.verdict.counts || rule.announcedFor != nil {
      self = .aside
    } else if rule.isMet {
      self = rule.verdict == .claimed && rule.rule.verify != nil ? .unproven : .met
    } else {
      self = rule.isWaived ? .waived : .unmet
    }
  }
}

/// A rubric's rules by group, told apart once for a whole report.
struct GroupedRules: Sendable {
  /// The group of each rule, in the rubric's order.
  let groups: [RuleGroup]
  private let members: [RuleGroup: [Int]]

  init(_ rubric: RubricAssessment) {
    let groups = rubric.rules.map(RuleGroup.init)
    var members: [RuleGroup: [Int]] = [:]
    for (index, group) in groups.enumerated() { members[group, default: []].append(index) }
    for group in [RuleGroup.unmet, .unproven, .waived] {
      guard let indices = members[group] else { continue }
      members[group] = RuleSeverity.allCases.reversed().flatMap { severity in
        indices.filter { rubric.rules[$0].rule.severity == severity }
      }
    }
    self.groups = groups
    self.members = members
  }

  /// The indices of a group's rules: the gravest first, where that matters, otherwise in the rubric's order.
  subscript(group: RuleGroup) -> [Int] { members[group] ?? [] }
}
