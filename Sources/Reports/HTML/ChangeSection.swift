import Diagnostics
import Readiness

// What changed since an earlier report: one sentence on page one, the whole below it. Nothing where there is none.

extension ReportPage {
  private static let shownChanges = 500
  /// What became worse stands there in any case, of the rest only so many.
  private static let unfoldedChanges = 10

  /// The sentence for page one.
  func changeNote() {
    guard let change = assessment.change else { return }
    tag(.p, .class("small")) {
      outside(ChangeWords(change).summary, limit: 300)
      text(" ")
      tag(.a, .href(Link(anchor: "change"))) { text(theme[.change]) }
    }
  }

  func changes() {
    guard let change = assessment.change else { return }
    let words = ChangeWords(change)
    section("change", theme[.change]) {
      tag(.p) {
        chip(Tone(change.decisionDirection), words.title)
        text(" ")
        outside(words.headline)
      }
      list(words.caveats, .class("changes")) { outside($0) }
      list(words.standings, .class("changes")) { outside($0) }
      if change.isEmpty { tag(.p) { text("Nothing else changed.") } }
      for part in words.parts { self.part(part) }
    }
  }

  private func part(_ part: ChangeWords.Part) {
    tag(.h3) {
      text("\(part.title) ")
      tag(.span, .class("soft num")) { text(part.lines.count) }
    }
    let worse = part.lines.filter { $0.direction == .worse }
    let lines = (worse + part.lines.filter { $0.direction != .worse }).prefix(Self.shownChanges)
    list(lines, unfolded: max(worse.count, Self.unfoldedChanges), .class("changes")) { line in
      chip(Tone(line.direction), line.direction.word)
      text(" ")
      if let name = line.name {
        changedName(name, line.position)
        text(": ")
      }
      outside(line.text)
    }
    let more = part.lines.count - Self.shownChanges
    if more > 0 { tag(.p, .class("soft")) { text("\(grouped(more)) more; gonogo diff --json has all of them.") } }
  }

  /// A rule's name leads to its place, where it still has one.
  private func changedName(_ name: String, _ position: RuleReference.Position?) {
    guard let position, ruleAnchors.indices.contains(position.rubric),
      ruleAnchors[position.rubric].indices.contains(position.rule)
    else { return code(name, limit: 240) }
    tag(.a, .href(ruleLink(position.rubric, position.rule))) { code(name, limit: 240) }
  }
}

extension ChangeDirection {
  /// Stands beside the colour, which says nothing by itself.
  fileprivate var word: String {
    switch self {
    case .worse, .better: rawValue
    case .neither: "changed"
    }
  }
}

extension Tone {
  fileprivate init(_ direction: ChangeDirection) {
    self =
      switch direction {
      case .worse: .stop
      case .better: .go
      case .neither: .quiet
      }
  }
}
