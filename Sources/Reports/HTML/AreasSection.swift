import Readiness

// Page one, areas and promises: where the project is weak, and what of its word is proved.

extension ReportPage {
  private static let shownAreas = 7

  var areas: HTMLNode {
    // With several rubrics, those that decide come first: the areas of the worst decision are what is read.
    let rubrics = assessment.rubrics.indices.filter { assessment.rubrics[$0].decision == assessment.decision }
    let shown = rubrics.isEmpty ? Array(assessment.rubrics.indices.prefix(1)) : Array(rubrics.prefix(1))
    return section("areas", theme[.areas]) {
      shown.map { index in
        let rubric = assessment.rubrics[index]
        return HTMLNode.group(areaTable(rubric))
      }
      if shown.isEmpty || shown.allSatisfy({ assessment.rubrics[$0].areas.isEmpty }) {
        tag(.p) { "No area has a demand that counts at this gate." }
      } else {
        tag(.ul, .class("key small soft")) {
          key("proved", "proved by evidence")
          key("stated", "stated only")
          key("track", "open")
        }
      }
    }
  }

  @HTMLBuilder private func areaTable(_ rubric: RubricAssessment) -> [HTMLNode] {
    if !rubric.areas.isEmpty {
      tag(.table, .class("areas")) {
        if hasSeveralRubrics { tag(.caption) { outside(rubric.title, limit: 80) } }
        tag(.thead) {
          tag(.tr) {
            tag(.th, .with(.scope, "col")) { "Area" }
            tag(.th, .with(.scope, "col")) { "Proved, stated, open" }
            tag(.th, .with(.scope, "col"), .class("num")) { "Points" }
          }
        }
        tag(.tbody) {
          rubric.areas.prefix(Self.shownAreas).map { area in
            tag(.tr) {
              rowHeading { outside(area.title, limit: 32) }
              cell {
                if let parts = WeightParts(area, of: rubric) {
                  bar(parts, label: "\(excerpt(area.title, 32)): \(parts.inWords)")
                } else {
                  tag(.span, .class("soft")) { "nothing counts" }
                }
              }
              numberCell(area.scores.score.map { "\($0.shown)" } ?? "–")
            }
          }
        }
      }
      if rubric.areas.count > Self.shownAreas {
        tag(.p, .class("small soft")) {
          HTMLNode.text("\(counted(rubric.areas.count - Self.shownAreas, "stronger area")) under ")
          tag(.a, .href(Link(anchor: "score"))) { HTMLNode.text(theme[.score]) }
          "."
        }
      }
    }
  }

  private func key(_ style: String, _ word: String) -> HTMLNode {
    tag(.li) {
      swatch(style)
      HTMLNode.text(word)
    }
  }

  func promises(_ overview: Overview) -> HTMLNode {
    section("promises", theme[.promises]) {
      tag(.ul, .class("promises")) {
        promise(.go, overview.confirmed, "confirmed by evidence")
        promise(.half, overview.unproven, "that no evidence proves yet")
        if overview.onTheirWord > 0 { promise(.quiet, overview.onTheirWord, "that only a person can vouch for") }
        promise(overview.contradictions.isEmpty ? .quiet : .stop, overview.contradictions.count, "contradicted")
      }
      tag(.ul, .class("plain small")) {
        overview.contradictions.prefix(3).map { contradiction in
          let rule = assessment.rubrics[contradiction.rubric].rules[contradiction.rule]
          return tag(.li) {
            tag(.strong) { outside(rule.rule.title, limit: 110) }
            ": "
            outside(rule.message, limit: 170)
          }
        }
      }.unlessEmpty
    }
  }

  private func promise(_ tone: Tone, _ count: Int, _ words: String) -> HTMLNode {
    tag(.li, .class(tone.rawValue)) {
      icon(tone)
      tag(.strong, .class("num")) { HTMLNode.text(grouped(count)) }
      HTMLNode.text(" \(words)")
    }
  }
}

extension HTMLNode {
  /// The element, or nothing where it has no children: an empty list is noise to a screen reader.
  var unlessEmpty: HTMLNode? {
    if case .element(_, _, let children) = self, children.isEmpty { return nil }
    return self
  }
}
