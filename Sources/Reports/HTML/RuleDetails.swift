import Diagnostics
import Readiness

// One rule of the appendix: folded to its verdict, demand and finding; unfolded, everything that decided it.

extension ReportPage {
  func ruleDetails(rubric: Int, rule index: Int) -> HTMLNode {
    let rule = assessment.rubrics[rubric].rules[index]
    return tag(
      .details, .class("rule"), .id(ruleAnchors[rubric][index]), .with(.ruleState, RuleGroup(rule).rawValue)
    ) {
      tag(.summary) {
        chip(Tone(rule), rule.verdict.word)
        " "
        tag(.span, .class("title")) { outside(rule.rule.title) }
        tag(.span, .class("soft small byline")) {
          outside(rule.rule.id)
          HTMLNode.text(" · \(rule.rule.severity.rawValue)")
        }
        if RuleGroup(rule) != .met, RuleGroup(rule) != .aside {
          tag(.span, .class("small found")) { outside(rule.message, limit: 300) }
        }
      }
      tag(.div, .class("body")) {
        facts(rule)
        deciding(rule)
        traces(rule)
        used(rule)
      }
    }
  }

  /// One below the heading of the rule's group.
  private var detailHeading: HTMLTag { hasSeveralRubrics ? .h5 : .h4 }

  private func facts(_ rule: RuleAssessment) -> HTMLNode {
    let terms = rule.rule
    return tag(.dl) {
      fact("Verdict") { HTMLNode.text("\(rule.verdict.word). \(rule.verdict.meaning)") }
      fact("Expected") {
        if let level = rule.requiredLevel {
          HTMLNode.text(
            "\(level.demand), at this gate" + (rule.verdict.counts ? (rule.isMet ? ": met" : ": not met") : ""))
        } else {
          "nothing at this gate yet"
        }
      }
      fact("Found") { outside(rule.message) }
      if !rule.missing.isEmpty {
        fact("Missing") {
          tag(.ul) {
            rule.missing.map { missing in
              tag(.li) {
                code(missing.path)
                if let reason = missing.reason {
                  ": "
                  outside(reason)
                }
                place(missing.place, ", belongs at ")
              }
            }
          }
        }
      }
      if !rule.notes.isEmpty {
        fact(rule.notes.count == 1 ? "Note" : "Notes") {
          tag(.ul) { rule.notes.map { note in tag(.li) { outside(note) } } }
        }
      }
      if let index = rule.waiver, assessment.waivers.indices.contains(index) {
        fact("Waived") {
          tag(.a, .href(Link(anchor: "waiver-\(index + 1)"))) { HTMLNode.text("waiver \(index + 1)") }
          if let day = assessment.waivers[index].expiresOn { HTMLNode.text(", until \(dayInWords(excerpt(day, 20)))") }
        }
      }
      if let day = rule.announcedFor {
        fact("Announced") { HTMLNode.text("counts from \(dayInWords(excerpt(day, 20))) on, and not yet") }
      }
      if let why = terms.why { fact("Why") { outside(why) } }
      if let remedy = terms.remedy { fact("What to do") { outside(remedy) } }
      fact("Weighs") {
        HTMLNode.text("\(terms.weight) in the score; \(terms.severity.rawValue) when unmet; \(terms.effort.words)")
      }
      if !terms.sources.isEmpty { fact("References") { outside(terms.sources.joined(separator: ", ")) } }
    }
  }

  /// The values that decided, with their places.
  @HTMLBuilder private func deciding(_ rule: RuleAssessment) -> [HTMLNode] {
    if !rule.citations.isEmpty {
      tag(detailHeading) { "Values that decided" }
      tag(.ul, .class("values")) {
        rule.citations.map { citation in
          tag(.li) {
            code(citation.path)
            " = "
            code(citation.value)
            place(citation.place, ", ")
          }
        }
      }
    }
  }

  private func place(_ place: SourceRange?, _ lead: String) -> HTMLNode? {
    place.map { place in
      tag(.span, .class("soft")) {
        HTMLNode.text(lead)
        code(place.description)
      }
    }
  }

  @HTMLBuilder private func traces(_ rule: RuleAssessment) -> [HTMLNode] {
    if !rule.traces.isEmpty {
      tag(detailHeading) { "Expressions" }
      rule.traces.map { trace in
        tag(.div, .class("trace")) {
          tag(.p) {
            tag(.span, .class("soft")) { HTMLNode.text("\(trace.role.rawValue): ") }
            code(trace.text)
            " → "
            tag(.strong) { code(trace.result) }
          }
          tag(.ul) {
            trace.steps.map { step in
              tag(.li, .class("depth-\(min(max(step.depth, 0), 6))")) {
                code(step.text)
                " → "
                tag(.strong) { code(step.result) }
              }
            }
          }.unlessEmpty
        }
      }
    }
  }

  @HTMLBuilder private func used(_ rule: RuleAssessment) -> [HTMLNode] {
    if !rule.evidence.isEmpty {
      tag(detailHeading) { "Evidence" }
      tag(.ul, .class("values")) {
        rule.evidence.compactMap { use -> HTMLNode? in
          guard assessment.evidence.entries.indices.contains(use.entry) else { return nil }
          let entry = assessment.evidence.entries[use.entry]
          return tag(.li) {
            tag(.a, .href(Link(anchor: evidenceAnchor(use.entry)))) { code(entry.place.description) }
            HTMLNode.text(" \(use.standing.words); ")
            outside("\(entry.kind) (\(entry.format))")
            if let tool = entry.tool {
              ", by "
              outside(tool)
            }
            if let time = entry.producedAt {
              ", of "
              outside(time)
            }
            ", "
            shortDigest(entry.digest)
          }
        }
      }
    }
  }
}
