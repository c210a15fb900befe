import Diagnostics
import Readiness

// Where a scale stands and what comes next, in the few words of a table's row. As with its sentences, titles are the
// rubric's own and have still to be made inert.

extension ScaleAssessment {
  private static let shownItems = 4

  /// The result without the scale's name.
  var reached: String {
    switch result {
    case .sections(let score):
      let most = score.weakest.map(\.items).min() ?? 0
      return "\(score.strict.text) of \(most)"
    case .levels(let standing):
      guard let level = standing.level else { return "no level" }
      return "\(standing.name(of: level)), of \(standing.levels.last?.number ?? 0)"
    }
  }

  /// What is missing for the next level, or for more points in what is weakest; nil where nothing is.
  var nextNeeds: String? {
    switch result {
    case .sections(let score):
      let weakest = score.weakest
      let open = items.indices.filter { index in
        let item = items[index]
        return item.halfPoints < item.mostHalfPoints && item.standing != .notApplicable
          && weakest.contains { section in item.group.map { sameBytes($0, section.id) } ?? false }
      }
      guard !open.isEmpty else { return nil }
      return "in \(weakest.map { excerpt($0.title, 60) }.joined(separator: ", ")): \(list(open))"
    case .levels(let standing):
      guard let next = standing.dimensions.compactMap(\.next).min() else { return nil }
      let missing = standing.dimensions.filter { $0.next == next }.flatMap(\.missing)
      return "\(standing.name(of: next)): \(list(missing))"
    }
  }

  private func list(_ indices: [Int]) -> String {
    let shown = indices.prefix(Self.shownItems).map { index in
      "‘\(excerpt(items[index].title, 80))’ (\(items[index].word(in: result)))"
    }
    let more = indices.count - shown.count
    return shown.joined(separator: ", ") + (more > 0 ? " and \(counted(more, "more thing"))" : "")
  }
}

extension SectionScore {
  /// The sections that the scale comes to.
  var weakest: [Section] { sections.filter { $0.strict == strict } }
}
