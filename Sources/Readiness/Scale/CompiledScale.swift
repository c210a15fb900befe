import CEL
import Diagnostics

/// A scale that is ready to be read: which rules of the rubric tell each item, found once, and the conditions by which
/// a project calls itself to be at a level.
struct CompiledScale: Sendable {
  let scale: Scale
  /// For each item the indices of its rules among the rubric's.
  let rules: [[Int]]
  /// The levels that a project can state, with what states them, in ascending order.
  let stated: [(level: Int, condition: Program)]

  init(_ scale: Scale, rules: [Rule], compile: (SourceFragment) -> Program?) {
    self.scale = scale
    self.rules = scale.items.map { item in
      item.rules.compactMap { mention in rules.firstIndex { $0.answers(to: mention.name) } }
    }
    var stated: [(level: Int, condition: Program)] = []
    if case .levels(let levels, _) = scale.method {
      for level in levels {
        if let source = level.stated, let condition = compile(source) { stated.append((level.number, condition)) }
      }
    }
    self.stated = stated
  }

  /// What the rules' verdicts come to on the scale.
  ///
  /// - Parameters:
  ///   - assessed: the rubric's rules as they were judged, in its order.
  ///   - holds: whether a condition over the manifest holds.
  func assessment(of assessed: [RuleAssessment], holds: (Program) -> Bool) -> ScaleAssessment {
    var items: [ScaleItemAssessment] = []
    for (item, rules) in zip(scale.items, rules) {
      items.append(ScaleItemAssessment(item, rules: rules, of: assessed))
    }
    switch scale.method {
    case .sections(let bands):
      let score = SectionScore(items, sections: scale.groups, bands: bands)
      return ScaleAssessment(title: scale.title, source: scale.source, items: items, result: .sections(score))
    case .levels(let levels, let waysBack):
      var standing = LevelStanding(items, dimensions: scale.groups, levels: levels, title: scale.title)
      standing.stated = stated.last { holds($0.condition) }?.level
      if let waysBack { standing.wayBack = ScaleWayBack(standing, items: items, ways: waysBack) }
      return ScaleAssessment(title: scale.title, source: scale.source, items: items, result: .levels(standing))
    }
  }
}
