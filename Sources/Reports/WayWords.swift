import Readiness

// The words in which reports tell the way to GO and what a decision hangs on. Plain text; what is from outside is made
// safe by whoever writes it.

extension WayToGo.Indispensable.Reason {
  var words: String {
    switch self {
    case .error: "it could not be evaluated"
    case .cannotBeWaived: "it cannot be waived"
    }
  }
}

extension WayToGo.Obstacle {
  /// Why fulfilling demands does not give GO, as a sentence.
  func sentence(threshold: Int?) -> String {
    switch self {
    case .gateNotDecided: return "No way to GO: the rubric does not decide this gate."
    case .policy(isProved: true): return "No way to GO: even with every demand met, the rubric’s own policy says no."
    case .policy(isProved: false):
      return "No way to GO was found: the search ended at its limit, and whether there is one is not known."
    case .score(let most, let unproved):
      let score = most.map { "the score is only \($0.shown)" } ?? "there is no score"
      let needed = most == nil ? "" : threshold.map { " of the \($0) needed" } ?? ""
      guard unproved > 0 else { return "No way to GO: even with every demand met, \(score)\(needed)." }
      return
        "No way to GO without proof: even with every demand met, \(score)\(needed), since \(counted(unproved, "demand")) would only be stated, which counts half."
    }
  }
}

extension WayToGo.Route {
  /// Whether it is known to be the cheapest, to stand behind its cost.
  var proofWords: String { isProvedCheapest ? "no other set costs less" : "not proved to be the cheapest" }
}

extension RubricAssessment {
  /// How far the score is from its threshold, as a sentence; nil where there is no score or no threshold.
  var marginSentence: String? {
    guard let spare = robustness.halfPointsToSpare, let score = scores.score, let threshold, score.weight > 0 else {
      return nil
    }
    // Rounded so that nothing is promised: what is to spare is rounded down, what is lacking is rounded up.
    let hundredths = score.halfPoints * 50 - threshold * score.weight
    let points =
      spare >= 0 ? hundredths / score.weight : (-hundredths + score.weight - 1) / score.weight
    if spare < 0 { return "The score lacks \(counted(points, "point"))." }
    return points == 0
      ? "The score has not a whole point to spare." : "The score has \(counted(points, "point")) to spare."
  }
}

extension WayToGo.Step {
  /// What it adds to the score, in points of a hundred: tenths, rounded down as scores are.
  var pointsAdded: String? {
    guard let weight = scoreAfter?.weight, weight > 0 else { return nil }
    let tenths = halfPoints * 500 / weight
    if tenths == 0, halfPoints > 0 { return "less than 0.1" }
    return "+\(tenths / 10)" + (tenths % 10 == 0 ? "" : ".\(tenths % 10)")
  }
}

/// What an effort counts in a cost, as a sentence has it: `small 1, medium 3, large 8`.
let effortCosts = Effort.allCases.map { "\($0.rawValue) \($0.cost)" }.joined(separator: ", ")
