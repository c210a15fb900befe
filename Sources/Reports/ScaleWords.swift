import Readiness

// What a scale's result says to people, the same in every report. Titles, sentences and notes are the rubric's own: what is
// made of them here has still to be made inert.

extension ScaleAssessment {
  /// The result, in sentences: the first is the result itself.
  var sentences: [String] {
    switch result {
    case .sections(let score): sentences(of: score)
    case .levels(let standing): sentences(of: standing)
    }
  }

  private func sentences(of score: SectionScore) -> [String] {
    let least = score.sections.filter { $0.strict == score.strict }
    let names = least.map { excerpt($0.title, 80) }.joined(separator: ", ")
    let highest = least.map(\.items).min() ?? 0
    var sentences = [
      "\(excerpt(title, 120)): \(score.strict.text) of \(highest), the points of the weakest "
        + "\(least.count == 1 ? "section" : "sections") (\(names))."
    ]
    if let band = score.band { sentences.append(excerpt(band, 300)) }
    if let adjusted = score.adjusted, adjusted != score.strict {
      sentences.append("Adjusted for what does not apply to the project: \(adjusted.text).")
      if let band = score.adjustedBand, score.band != band { sentences.append(excerpt(band, 300)) }
    }
    if score.most.isLess(than: ScalePoints(halfPoints: highest * 2)) {
      sentences.append(
        "No more than \(score.most.text) could be reached: what no evidence can prove earns half a point, and what does "
          + "not apply, or no rule sees, earns none.")
    }
    return sentences + further
  }

  private func sentences(of standing: LevelStanding) -> [String] {
    let name = excerpt(title, 120)
    var sentences: [String] = []
    if let level = standing.level {
      sentences.append("\(name): \(standing.name(of: level)), of \(standing.levels.last?.number ?? 0).")
    } else {
      let lowest = standing.levels.first?.number ?? 0
      sentences.append("\(name): no level is reached; not all of \(standing.name(of: lowest)) is there.")
    }
    if let visible = standing.visible, visible != standing.level {
      sentences.append(
        "As far as rules can see it is \(standing.name(of: visible)); what no rule sees is for a person to vouch for.")
    }
    if let way = standing.wayBack { sentences.append(contentsOf: self.sentences(of: way, in: standing)) }
    return sentences + further
  }

  private func sentences(of way: ScaleWayBack, in standing: LevelStanding) -> [String] {
    let holds = way.isStated ? "states" : "meets what is asked for at"
    let reasons = way.items.prefix(3).map { "‘\(excerpt(items[$0].title, 120))’" }.joined(separator: ", ")
    let more = way.items.count > 3 ? " and \(counted(way.items.count - 3, "more thing"))" : ""
    var sentences = [
      "The project \(holds) \(standing.name(of: way.from)), and must switch back to \(standing.name(of: way.to)): "
        + "\(reasons)\(more) \(way.items.count == 1 ? "is" : "are") not met."
    ]
    if let because = way.because { sentences.append(excerpt(because, 300)) }
    return sentences
  }

  /// How far it could be told at all.
  private var further: [String] {
    var sentences: [String] = []
    let later = items.filter { $0.standing == .upcoming }.count
    if later > 0 {
      sentences.append(
        later == 1
          ? "1 item was not looked at: it is asked for at a later gate."
          : "\(later) items were not looked at: they are asked for at a later gate.")
    }
    let unseen = items.filter { $0.standing == .unseen }.count
    if unseen > 0 { sentences.append("No rule can see \(counted(unseen, "item")); a person has to look.") }
    return sentences
  }
}

extension LevelStanding {
  /// A level by number and name: `level 3 (System development)`.
  func name(of level: Int) -> String {
    let title = title(of: level)
    return "level \(level)" + (title.isEmpty ? "" : " (\(excerpt(title, 80)))")
  }
}

extension ScalePoints {
  /// The points, rounded down to hundredths: `2.5`.
  var text: String {
    let fraction = hundredths % 100
    let digits = fraction % 10 == 0 ? "\(fraction / 10)" : (fraction < 10 ? "0" : "") + "\(fraction)"
    return grouped(hundredths / 100) + (fraction == 0 ? "" : ".\(digits)")
  }
}

extension ScaleItemAssessment {
  /// What the item comes to: on a scale of sections what it earns, on one of levels whether it is met.
  func word(in result: ScaleAssessment.Result) -> String {
    guard case .sections = result, standing == .met || standing == .unmet else { return standing.words }
    switch halfPoints {
    case 0: return "0"
    case 1: return "½, stated"
    default: return "1, proved"
    }
  }
}

extension ScaleItemAssessment.Standing {
  var words: String {
    switch self {
    case .met: "met"
    case .unmet: "not met"
    case .upcoming: "not asked for yet"
    case .notApplicable: "not applicable"
    case .unseen: "for a person to judge"
    }
  }
}
