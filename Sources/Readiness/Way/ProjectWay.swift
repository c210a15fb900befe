/// What leads a project to GO: the ways of its rubrics together, each demand once.
///
/// Each rubric's way is the cheapest for itself. Where rubrics share rules that are not met, a set that serves several of
/// them might cost less than their ways together, so that the whole is then not said to be the cheapest.
public struct ProjectWay: Sendable, Hashable {
  /// One thing to do.
  public struct Step: Sendable, Hashable {
    /// The rubric, as its index in the assessment.
    public var rubric: Int
    /// The step in that rubric's route.
    public var step: WayToGo.Step
  }

  /// The steps: those that a CONDITIONAL GO needs first, each demand once, rubric by rubric.
  public let steps: [Step]
  /// The sum of the steps' costs; see `Effort.cost`.
  public let cost: Int
  /// Whether doing all of it gives GO.
  public let reachesGo: Bool
  /// Whether it is proved that no other set costs less.
  public let isProvedCheapest: Bool

  /// The way of an assessment.
  public init(_ assessment: Assessment) {
    var seen: Set<[UInt8]> = []
    var steps: [Step] = []
    var cost = 0
    for isNeeded in [true, false] {
      for (number, rubric) in assessment.rubrics.enumerated() {
        for step in rubric.wayToGo.steps where step.isNeededForConditionalGo == isNeeded {
          guard rubric.rules.indices.contains(step.rule) else { continue }
          // The same demand of two rubrics is one thing to do.
          let rule = rubric.rules[step.rule].rule
          guard seen.insert(Array(rule.id.utf8) + [0] + Array(rule.title.utf8)).inserted else { continue }
          steps.append(Step(rubric: number, step: step))
          cost += rule.effort.cost
        }
      }
    }
    self.steps = steps
    self.cost = cost
    let open = assessment.rubrics.filter(\.decision.isShortOfGo)
    reachesGo =
      assessment.rubrics.contains { $0.decision != .nothingToDecide } && open.allSatisfy(\.wayToGo.reachesGo)
    isProvedCheapest =
      open.allSatisfy { $0.wayToGo.route?.isProvedCheapest ?? true } && !ProjectWay.shareOpenRules(open)
  }

  private static func shareOpenRules(_ rubrics: [RubricAssessment]) -> Bool {
    guard rubrics.count > 1 else { return false }
    var seen: Set<[UInt8]> = []
    for rubric in rubrics {
      for index in rubric.rules.indices where !rubric.rules[index].isMet && rubric.rules[index].verdict.counts {
        if !seen.insert(Array(rubric.rules[index].rule.id.utf8)).inserted { return true }
      }
    }
    return false
  }
}

extension Assessment {
  /// The items of evidence that the project's decision hangs on: those without which a rubric comes to something worse than
  /// the project does now. In the order of the register.
  public var hinges: [Robustness.Hinge] {
    var found: [Int: Robustness.Hinge] = [:]
    for rubric in rubrics {
      for hinge in rubric.robustness.hinges where hinge.decisionWithout.gravity > decision.gravity {
        guard let known = found[hinge.entry] else {
          found[hinge.entry] = hinge
          continue
        }
        if known.decisionWithout.gravity < hinge.decisionWithout.gravity { found[hinge.entry] = hinge }
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}
