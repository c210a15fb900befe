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
    tag(.details) {
      tag(.summary) {
        chip(Tone(rule, in: group), rule.verdict.word)
        text(" ")
        tag(.b) { outside(rule.rule.title) }
        tag(.span, .class("byline")) {
          outside(rule.rule.id)
          text(" · ")
          text(rule.rule.severity.rawValue)
        }
        if isOpen { tag(.span, .class("found")) { found() } }
      }
      // The name stands inside what is folded: browsers then unfold it for whoever follows a link, without the script too.
      tag(.div, .id(anchor)) {
        facts()
        deciding()
        traces()
        used()
      }
    }
  }

  /// Whether there is something to do about it, which is then said in its folded line already.
  private var isOpen: Bool { group != .met && group != .aside }
  private static let shortMessage = 300
  /// So many paths that are missing stand there at once.
  private static let shownMissing = 5
  /// So many values, and so many steps of an expression.
  private static let shownValues = 8
  /// So many of a longer list are named in the folded line.
  private static let namedMissing = 3

  private func found() {
    if hasManyMissing {
      text("not stated: ")
      outside(rule.missing.prefix(Self.namedMissing).map(\.path).joined(separator: ", "), limit: Self.shortMessage)
      text(" and \(grouped(rule.missing.count - Self.namedMissing)) more")
    } else {
      outside(rule.message, limit: Self.shortMessage)
    }
  }

  /// Whether what was found is a list of paths that is too long to be read in one line; they are all told below.
  private var hasManyMissing: Bool { rule.verdict == .missing && rule.missing.count > Self.shownMissing }

  /// One below the heading of the rule's group.
  private var detailHeading: HTMLTag { page.hasSeveralRubrics ? .h5 : .h4 }

  private func facts() {
    tag(.dl) {
      // First what the reader came for; of what is met nothing is left to do.
      if group != .met, let remedy = rule.rule.remedy { fact("What to do") { outside(remedy) } }
      fact("Expected") {
        if let level = rule.requiredLevel {
          text(level.demand)
          text(", at this gate")
          if rule.verdict.counts { text(rule.isMet ? ": met" : ": not met") }
        } else {
          text("nothing at this gate yet")
        }
      }
      if !isOpen || (rule.message.utf8.count > Self.shortMessage && !hasManyMissing) {
        fact("Found") { outside(rule.message) }
      }
      if !rule.missing.isEmpty {
        fact("Missing") {
          list(rule.missing, unfolded: Self.shownMissing) { missing($0) }
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
      fact("Weighs") {
        text(rule.rule.weight)
        text(" in the score; ")
        text(rule.rule.effort.words)
      }
      if !rule.rule.sources.isEmpty { fact("References") { outside(rule.rule.sources.joined(separator: ", ")) } }
      // To hand on: whoever follows it comes here.
      fact("Link") { tag(.a, .href(Link(anchor: anchor))) { text("this demand") } }
    }
  }

  private func missing(_ missing: MissingValue) {
    code(missing.path)
    if let reason = missing.reason {
      text(": ")
      outside(reason)
    }
    place(missing.place, ", belongs at ")
  }

  /// The values that decided, with their places.
  private func deciding() {
    if rule.citations.isEmpty { return }
    tag(detailHeading) { text("Values that decided") }
    list(rule.citations, unfolded: Self.shownValues, .class("values")) { citation in
      tag(.code) {
        text(excerpt(citation.path, 4_000))
        text(" = ")
        text(excerpt(citation.value, 4_000))
      }
      if let place = citation.place {
        text(", ")
        self.place(place)
      }
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
          text(trace.role.rawValue)
          text(": ")
          outcome(trace.text, trace.result)
        }
        let parts = trace.steps.filter { !isToldAlready($0, of: trace) }
        steps(parts.prefix(Self.shownValues))
        if parts.count > Self.shownValues {
          tag(.details, .class("more")) {
            tag(.summary) { text("\(counted(parts.count - Self.shownValues, "more step"))") }
            steps(parts.dropFirst(Self.shownValues))
          }
        }
      }
    }
  }

  private func steps(_ steps: ArraySlice<ExpressionTrace.Step>) {
    if steps.isEmpty { return }
    tag(.ul) {
      for step in steps { tag(.li, indent(step.depth)) { outcome(step.text, step.result) } }
    }
  }

  /// The first step is the whole expression, which stands there already; one that only reads a value, or what is absent,
  /// stands above, with its place.
  private func isToldAlready(_ step: ExpressionTrace.Step, of trace: ExpressionTrace) -> Bool {
    if step.depth <= 0, sameBytes(step.text, trace.text) { return true }
    if readsWhatIsAbsent(step) { return true }
    return rule.citations.contains { sameBytes($0.path, step.text) && sameBytes($0.value, step.result) }
  }

  /// Whether a step is a path, and all that it came to is that this path, or what it leads through, is not stated.
  private func readsWhatIsAbsent(_ step: ExpressionTrace.Step) -> Bool {
    let marker = "unknown: ".utf8
    guard step.result.utf8.starts(with: marker) else { return false }
    let absent = step.result.utf8.dropFirst(marker.count)
    guard step.text.utf8.starts(with: absent) else { return false }
    let rest = step.text.utf8.dropFirst(absent.count)
    return rest.allSatisfy { $0 != 0x20 && $0 != UInt8(ascii: "(") }
  }

  /// How far a step stands to the right; most are of the first depth, which needs no name.
  private func indent(_ depth: Int) -> [HTMLAttribute] {
    depth < 2 ? [] : [.class(Self.depths[min(depth, 6)])]
  }

  private static let depths = (0...6).map { "d\($0)" }

  /// An expression and what it came to.
  private func outcome(_ expression: String, _ result: String) {
    code(expression)
    text(" → ")
    tag(.b) { text(excerpt(result, 4_000)) }
  }

  /// The evidence in short; its row in the register, which the link leads to, has the rest.
  private func used() {
    if rule.evidence.isEmpty { return }
    tag(detailHeading) { text("Evidence") }
    let entries = page.assessment.evidence.entries
    tag(.ul, .class("values")) {
      for use in rule.evidence where entries.indices.contains(use.entry) {
        let entry = entries[use.entry]
        tag(.li) {
          tag(.a, .href(Link(anchor: page.evidenceAnchor(use.entry)))) { code(entry.place) }
          text(" ")
          text(use.standing.words)
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
