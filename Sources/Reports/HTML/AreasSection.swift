import Readiness

// Page one, areas and promises: where the project is weak, and what of its word is proved.

extension ReportPage {
  private static let shownAreas = 7
  private static let shownContradictions = 3

  func areas() {
    // With several rubrics, those that decide come first: the areas of the worst decision are what is read.
    let shown = assessment.rubrics.first { $0.decision == assessment.decision } ?? assessment.rubrics.first
    section("areas", theme[.areas]) {
      if let shown, !shown.areas.isEmpty {
        areaTable(shown)
        tag(.ul, .class("key small soft")) {
          key("proved", "proved by evidence")
          key("stated", "stated only")
          key("track", "open")
        }
      } else {
        tag(.p) { text("No area has a demand that counts at this gate.") }
      }
    }
  }

  private func areaTable(_ rubric: RubricAssessment) {
    tag(.table, .class("areas")) {
      if hasSeveralRubrics { tag(.caption) { outside(rubric.title, limit: 80) } }
      tag(.thead) {
        tag(.tr) {
          tag(.th, .with(.scope, "col")) { text("Area") }
          tag(.th, .with(.scope, "col")) { text("Proved, stated, open") }
          if assessment.change != nil { tag(.th, .with(.scope, "col"), .class("num move")) { text("Change") } }
          tag(.th, .with(.scope, "col"), .class("num")) { text("Points") }
        }
      }
      tag(.tbody) {
        for area in rubric.areas.prefix(Self.shownAreas) {
          tag(.tr) {
            rowHeading { tag(.span, .class("cut")) { outside(area.title, limit: 32) } }
            cell {
              if let parts = WeightParts(area, of: rubric) {
                bar(parts, label: "\(excerpt(area.title, 32)): \(parts.inWords)")
              } else {
                tag(.span, .class("soft")) { text("nothing counts") }
              }
            }
            if let change = assessment.change {
              tag(.td, .class("num move")) { text(change.area(area.id, of: rubric.name)?.move ?? "new") }
            }
            numberCell(area.scores.score.map { "\($0.shown)" } ?? "–")
          }
        }
      }
    }
    if rubric.areas.count > Self.shownAreas {
      tag(.p, .class("small soft")) {
        text("\(counted(rubric.areas.count - Self.shownAreas, "stronger area")) under ")
        tag(.a, .href(Link(anchor: "score"))) { text(theme[.score]) }
        text(".")
      }
    }
  }

  private func key(_ style: String, _ word: String) {
    tag(.li) {
      swatch(style)
      text(word)
    }
  }

  func promises(_ overview: Overview) {
    section("promises", theme[.promises]) {
      tag(.ul, .class("promises")) {
        promise(.go, overview.confirmed, "confirmed by evidence")
        promise(.half, overview.unproven, "that no evidence proves yet", leadsTo: unprovenAnchor)
        if overview.onTheirWord > 0 { promise(.quiet, overview.onTheirWord, "that only a person can vouch for") }
        promise(overview.contradictions.isEmpty ? .quiet : .stop, overview.contradictions.count, "contradicted")
      }
      list(overview.contradictions.prefix(Self.shownContradictions), .class("plain small")) { contradiction in
        let rule = assessment.rubrics[contradiction.rubric].rules[contradiction.rule]
        tag(.strong) {
          tag(.a, .href(ruleLink(contradiction.rubric, contradiction.rule))) { outside(rule.rule.title, limit: 110) }
        }
        text(": ")
        outside(contradicted(rule), limit: 240)
      }
      if overview.contradictions.count > Self.shownContradictions {
        tag(.p, .class("small soft")) {
          text("\(grouped(overview.contradictions.count - Self.shownContradictions)) more under ")
          tag(.a, .href(Link(anchor: "rules"))) { text(theme[.rules]) }
          text(".")
        }
      }
    }
  }

  /// What the evidence says. That it says otherwise stands above the list.
  private func contradicted(_ rule: RuleAssessment) -> String {
    let lead = (RuleAssessment.contradictionLead + ": ").utf8
    guard rule.message.utf8.starts(with: lead) else { return rule.message }
    return String(decoding: rule.message.utf8.dropFirst(lead.count), as: UTF8.self)
  }

  private func promise(_ tone: Tone, _ count: Int, _ words: String, leadsTo anchor: String? = nil) {
    tag(.li, .class(tone.rawValue)) {
      icon(tone)
      tag(.strong, .class("num")) { text(grouped(count)) }
      // One item of the grid, as the words without a link are.
      tag(.span) {
        if let anchor { tag(.a, .href(Link(anchor: anchor))) { text(words) } } else { text(words) }
      }
    }
  }

  /// Where those stand that are stated only; nil where they are not all in one place.
  private var unprovenAnchor: String? {
    let rubrics = groupedRules.indices.filter { !groupedRules[$0][.unproven].isEmpty }
    guard let only = rubrics.first, rubrics.count == 1 else { return nil }
    return groupAnchor(only, .unproven)
  }
}
