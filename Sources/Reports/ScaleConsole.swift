import Diagnostics
import Readiness

// The scale of a rubric at a terminal: the result, then sections or dimensions, then what is missing for the next level.

extension ConsolePage {
  private static let shownItems = 8

  mutating func scale(_ scale: ScaleAssessment) {
    line()
    for (index, sentence) in scale.sentences.enumerated() {
      text(index == 0 ? styled(inert(sentence), .bold) : inert(sentence), indent: index == 0 ? 0 : 2)
    }
    switch scale.result {
    case .sections(let score): sections(score)
    case .levels(let standing): levels(standing, items: scale.items)
    }
  }

  private mutating func sections(_ score: SectionScore) {
    let names = score.sections.map { inert(excerpt($0.title, 40)) }
    for (section, name) in zip(score.sections, names) {
      var parts = "\(section.strict.text) of \(section.items)"
      if let adjusted = section.adjusted, adjusted != section.strict { parts += ", adjusted \(adjusted.text)" }
      line("  \(padded(name, among: names))  \(parts)")
    }
  }

  private mutating func levels(_ standing: LevelStanding, items: [ScaleItemAssessment]) {
    let isDivided = standing.dimensions.count > 1
    let names = standing.dimensions.map { inert(excerpt($0.title, 40)) }
    for (dimension, name) in zip(standing.dimensions, names) {
      if isDivided {
        line("  \(padded(name, among: names))  \(dimension.level.map { inert(standing.name(of: $0)) } ?? "no level")")
      }
      guard let next = dimension.next else { continue }
      let indent = isDivided ? 4 : 2
      text("for \(inert(standing.name(of: next))):", indent: indent)
      for index in dimension.missing.prefix(Self.shownItems) {
        let item = items[index]
        text(
          "- \(inert(excerpt(item.title, 200))): \(item.standing.words) (\(inert(excerpt(item.id, 40))))",
          indent: indent, hanging: 2)
      }
      let more = dimension.missing.count - Self.shownItems
      if more > 0 { text("- and \(counted(more, "more thing"))", indent: indent) }
    }
  }

  private func padded(_ name: String, among names: [String]) -> String {
    let column = names.map(\.unicodeScalars.count).max() ?? 0
    return name + String(repeating: " ", count: column - name.unicodeScalars.count)
  }
}
