import Diagnostics
import Readiness

/// One rule of the appendix: folded to its verdict, demand and finding; unfolded, everything that decided it. It keeps the
/// rule, which is large, so that none of the elements has to take a copy along.
final class RuleDetails: HTMLPage {
  private let page: ReportPage
  private let rule: RuleAssessment
  private let group: RuleGroup
  private let anchor: String

  init(_ page: ReportPage, rubric: Int, rule index: Int) {
    self.page = page
    rule = page.assessment.rubrics[rubric].rules[index]
    group = page.groupedRules[rubric].groups[index]
    anchor = page.ruleAnchors[rubric][index]
    super.init(continuing: page)
  }

  func write() {
    tag(.details, .class("rule"), .id(anchor), .with(.ruleState, group.rawValue)) {
      tag(.summary) {
        chip(Tone(rule, in: group), rule.verdict.word)
        text(" ")
        tag(.span, .class("title")) { outside(rule.rule.title) }
        tag(.span, .class("soft small byline")) {
          outside(rule.rule.id)
          text(" · ")
          text(rule.rule.severity.rawValue)
        }
        if group != .met, group != .aside {
          tag(.span, .class("small found")) { outside(rule.message, limit: 300) }
        }
      }
      tag(.div, .class("body")) {
        facts()
        deciding()
        traces()
        used()
      }
    }
  }

  /// One below the heading of the rule's group.
  private var detailHeading: HTMLTag { page.hasSeveralRubrics ? .h5 : .h4 }

  private func facts() {
    tag(.dl) {
      fact("Verdict") {
        text(rule.verdict.word)
        text(". ")
        text(rule.verdict.meaning)
      }
      fact("Expected") {
        if let level = rule.requiredLevel {
          text(level.demand)
          text(", at this gate")
          if rule.verdict.counts { text(rule.isMet ? ": met" : ": not met") }
        } else {
          text("nothing at this gate yet")
        }
      }
      fact("Found") { outside(rule.message) }
      if !rule.missing.isEmpty {
        fact("Missing") {
          list(rule.missing) { missing in
            code(missing.path)
            if let reason = missing.reason {
              text(": ")
              outside(reason)
            }
            place(missing.place, ", belongs at ")
          }
        }
      }
      if !rule.notes.isEmpty {
        fact(rule.notes.count == 1 ? "Note" : "Notes") {
          list(rule.notes) { outside($0) }
        }
      }
      if let index = rule.waiver, page.assessment.waivers.indices.contains(index) {
        fact("Waived") {
          tag(.a, .href(Link(anchor: "waiver-\(index + 1)"))) { text("waiver \(index + 1)") }
          if let day = page.assessment.waivers[index].expiresOn { text(", until \(dayInWords(excerpt(day, 20)))") }
        }
      }
      if let day = rule.announcedFor {
        fact("Announced") { text("counts from \(dayInWords(excerpt(day, 20))) on, and not yet") }
      }
      if let why = rule.rule.why { fact("Why") { outside(why) } }
      if let remedy = rule.rule.remedy { fact("What to do") { outside(remedy) } }
      fact("Weighs") {
        text(rule.rule.weight)
        text(" in the score; ")
        text(rule.rule.severity.rawValue)
        text(" when unmet; ")
        text(rule.rule.effort.words)
      }
      if !rule.rule.sources.isEmpty { fact("References") { outside(rule.rule.sources.joined(separator: ", ")) } }
    }
  }

  /// The values that decided, with their places.
  private func deciding() {
    if rule.citations.isEmpty { return }
    tag(detailHeading) { text("Values that decided") }
    list(rule.citations, .class("values")) { citation in
      code(citation.path)
      text(" = ")
      code(citation.value)
      place(citation.place, ", ")
    }
  }

  private func place(_ place: SourceRange?, _ lead: String) {
    guard let place else { return }
    tag(.span, .class("soft")) {
      text(lead)
      code(place)
    }
  }

  private func traces() {
    if rule.traces.isEmpty { return }
    tag(detailHeading) { text("Expressions") }
    for trace in rule.traces {
      tag(.div, .class("trace")) {
        tag(.p) {
          tag(.span, .class("soft")) {
            text(trace.role.rawValue)
            text(": ")
          }
          outcome(trace.text, trace.result)
        }
        // The first step is the whole expression, which stands there already.
        let parts = trace.steps.drop { $0.depth <= 0 && $0.text == trace.text }
        if !parts.isEmpty {
          tag(.ul) {
            for step in parts {
              tag(.li, .class(Self.depths[min(max(step.depth, 0), 6)])) { outcome(step.text, step.result) }
            }
          }
        }
      }
    }
  }

  private static let depths = (0...6).map { "depth-\($0)" }

  /// An expression and what it came to.
  private func outcome(_ expression: String, _ result: String) {
    code(expression)
    text(" → ")
    tag(.strong) { code(result) }
  }

  private func used() {
    if rule.evidence.isEmpty { return }
    tag(detailHeading) { text("Evidence") }
    let entries = page.assessment.evidence.entries
    tag(.ul, .class("values")) {
      for use in rule.evidence where entries.indices.contains(use.entry) {
        let entry = entries[use.entry]
        tag(.li) {
          tag(.a, .href(Link(anchor: page.evidenceAnchor(use.entry)))) { code(entry.place) }
          text(" \(use.standing.words); ")
          outside("\(entry.kind) (\(entry.format))")
          if let tool = entry.tool {
            text(", by ")
            outside(tool)
          }
          if let time = entry.producedAt {
            text(", of ")
            outside(time)
          }
          text(", ")
          shortDigest(entry.digest)
        }
      }
    }
  }
}
