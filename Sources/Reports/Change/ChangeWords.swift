import CEL
import Diagnostics
import Readiness

/// What reports say of a change, in the same words everywhere: a headline, where the rubrics stand, and a list for each of
/// those who changed something. Plain text; what is from outside is made safe by whoever writes it.
struct ChangeWords {
  /// One thing that changed.
  struct Line {
    var direction: ChangeDirection
    /// The rule's id, or another name from outside.
    var name: String?
    /// Where the rule stands in the later report.
    var position: RuleReference.Position?
    var text: String
  }

  /// What one of them changed.
  struct Part {
    var title: String
    var lines: [Line]
  }

  let change: AssessmentChange

  init(_ change: AssessmentChange) {
    self.change = change
  }

  /// `What changed since 21 November 2026`; the time of day, too, where both are of one day.
  var title: String { "What changed since \(earlierTime)" }

  private var earlierTime: String {
    let isSameDay = sameBytes(change.before.asOf.dateDescription, change.after.asOf.dateDescription)
    return isSameDay ? change.before.asOf.description : change.before.asOf.dayInWords
  }

  /// What became of the decision.
  var headline: String {
    let (before, after) = (change.before, change.after)
    var text =
      before.decision == after.decision
      ? "\(after.decision.rawValue), as before."
      : "\(before.decision.rawValue) before, \(after.decision.rawValue) now."
    if before.outcome != .broken, after.outcome == .broken {
      text += " An input or a rule could not be evaluated, unlike before."
    }
    return text
  }

  /// What a reader must know before the rest.
  var caveats: [String] {
    let (before, after) = (change.before, change.after)
    var caveats: [String] = []
    if change.isOfOtherProject {
      caveats.append(
        "The reports are of different projects: “\(oneLine(before.project, limit: 120))” and “\(oneLine(after.project, limit: 120))”."
      )
    }
    if after.asOf < before.asOf { caveats.append("The report that stands for the earlier one is of a later date.") }
    if !sameBytes(before.toolVersion, after.toolVersion) {
      caveats.append(
        "Another version of gonogo judged: \(oneLine(before.toolVersion, limit: 40)) before, \(oneLine(after.toolVersion, limit: 40)) now."
      )
    }
    if !change.isComplete {
      caveats.append(
        "A report of an older gonogo does not say by what each rule judges; what the rubric changed is told as far as can be seen."
      )
    }
    return caveats
  }

  /// Where each rubric stands, a sentence each.
  var standings: [String] {
    change.standings.map { standing in
      let (old, new) = (standing.before, standing.after)
      var parts: [String] = []
      if change.standings.count > 1 { parts.append(moved(old.decision.rawValue, new.decision.rawValue)) }
      parts.append("score " + moved(shown(old.scores.score), shown(new.scores.score)))
      parts.append("proved " + moved(shown(old.scores.proved), shown(new.scores.proved)))
      parts.append("stated " + moved(shown(old.scores.stated), shown(new.scores.stated)))
      parts.append(
        "needed " + moved(old.threshold.map(String.init) ?? "none", new.threshold.map(String.init) ?? "none"))
      return "\(oneLine(standing.title, limit: 120)): \(parts.joined(separator: "; "))."
    }
  }

  /// All that changed, evidence that was withdrawn first. Parts without anything are left out.
  var parts: [Part] {
    [
      Part(title: "Evidence withdrawn", lines: change.withdrawn.map(withdrawal)),
      Part(title: "What the project changed", lines: projectLines),
      Part(title: "What the rubric changed", lines: change.rubric.edits.map(edit) + change.rubric.rules.map(rule)),
      Part(title: "What expired", lines: expiredLines),
    ].filter { !$0.lines.isEmpty }
  }

  /// One sentence for a reader in a hurry.
  var summary: String {
    let rules =
      change.project.rules + change.rubric.rules + change.expired.rules + change.expired.evidence.map(\.change)
    let (worse, better) = (
      rules.count { $0.direction == .worse }, rules.count { $0.direction == .better }
    )
    var parts: [String] = []
    let withdrawn = change.withdrawn.count
    if withdrawn > 0 { parts.append("evidence was withdrawn for \(counted(withdrawn, "demand"))") }
    if worse > 0 { parts.append("\(counted(worse, "demand")) worse") }
    if better > 0 { parts.append("\(counted(better, "demand")) better") }
    if !change.rubric.edits.isEmpty { parts.append("the rubric changed") }
    if !change.expired.waivers.isEmpty { parts.append("\(counted(change.expired.waivers.count, "waiver")) ended") }
    let what = parts.isEmpty ? "no demand came to anything else" : parts.joined(separator: ", ")
    return "Since \(earlierTime), then \(change.before.decision.rawValue): \(what)."
  }

  // MARK: Names

  /// `<rubric>/<id>` where there are several rubrics.
  private func name(_ rule: RuleReference) -> String {
    let areSeveral =
      change.standings.count > 1
      || change.rubric.edits.contains { $0.aspect == .rubricAdded || $0.aspect == .rubricRemoved }
    return oneLine(areSeveral ? "\(rule.rubric)/\(rule.id)" : rule.id, limit: 200)
  }

  func line(_ rule: RuleReference, _ direction: ChangeDirection, _ text: String) -> Line {
    Line(
      direction: direction, name: name(rule), position: rule.position,
      text: "\(oneLine(rule.title, limit: 150)): \(text)")
  }

  private func shown(_ score: Score?) -> String { score.map { String($0.shown) } ?? "none" }

  private func moved(_ before: String, _ after: String) -> String {
    sameBytes(before, after) ? "\(after) as before" : "\(after), before \(before)"
  }

  // MARK: Rules

  private func rule(_ change: RuleChange) -> Line {
    var text = results(change) + ". " + sentence(change.message, limit: 250)
    if let remark = remark(change) { text += " " + remark }
    return line(change.rule, change.direction, text)
  }

  private func results(_ change: RuleChange) -> String {
    let (before, after) = (change.before, change.after)
    var text =
      before.verdict == after.verdict
      ? "\(after.verdict.word) as before" : "\(before.verdict.word) before, \(after.verdict.word) now"
    if before.requiredLevel != after.requiredLevel, let level = after.requiredLevel {
      text += "; it has to be \(level.demand) now"
    }
    if before.isMet, !after.isMet, after.verdict.counts { text += "; not met any more" }
    if !before.isMet, after.isMet { text += before.verdict.counts ? "; met now" : "; met" }
    return text
  }

  private func remark(_ change: RuleChange) -> String? {
    switch change.cause {
    case .project: change.isCauseCertain ? nil : "What is asked for may have changed, too."
    case .gate:
      change.isCauseCertain
        ? "Another gate asks for it." : "Another gate asks for it; the rubric changed its levels, too."
    case .rubric: change.isCauseCertain ? nil : "The project’s files or the date changed, too."
    case .date:
      change.isCauseCertain ? "Only the date is another." : "Only the date is another, as far as its values show."
    case .tool: "Only the version of gonogo is another."
    }
  }

  private func withdrawal(_ withdrawal: Withdrawal) -> Line {
    let what =
      switch withdrawal.kind {
      case .proof: "its proof is no longer there"
      case .denial: "what spoke against it is no longer there, and nothing proves it"
      }
    var items = withdrawal.items.prefix(3).map { "\(file($0.evidence)) \($0.fate.words)" }
    if withdrawal.items.count > 3 { items.append("and \(counted(withdrawal.items.count - 3, "more item"))") }
    return line(
      withdrawal.change.rule, .worse, "\(results(withdrawal.change)): \(what). \(items.joined(separator: "; ")).")
  }

  /// An item with its digest, short: a file of the same path may have had other content.
  private func file(_ evidence: EvidenceSnapshot) -> String {
    let digest = String(decoding: evidence.digest.hex.utf8.prefix(12), as: UTF8.self)
    return "\(oneLine(evidence.path, limit: 150)) (\(oneLine(evidence.kind, limit: 60)), SHA-256 \(digest)…)"
  }

  // MARK: Project

  private var projectLines: [Line] {
    let project = change.project
    var lines: [Line] = []
    if let gate = project.gate {
      lines.append(
        Line(
          direction: .neither,
          text: "Another gate is assessed: \(gate.before.rawValue) before, \(gate.after.rawValue) now."))
    }
    lines += project.rules.map(rule)
    lines += project.waivers.map(waiver) + project.signoffs.map(signoff)
    let evidence = project.evidence
    guard !evidence.isEmpty else { return lines }
    var parts: [String] = []
    if evidence.added > 0 { parts.append(counted(evidence.added, "new file")) }
    if evidence.replaced > 0 { parts.append("\(counted(evidence.replaced, "file")) with other content") }
    if !evidence.gone.isEmpty {
      let gone = evidence.gone.prefix(3).map { oneLine($0.path, limit: 120) }.joined(separator: ", ")
      let more = evidence.gone.count > 3 ? " and \(evidence.gone.count - 3) more" : ""
      parts.append("\(evidence.gone.count) gone (\(gone)\(more))")
    }
    lines.append(Line(direction: .neither, text: "Evidence: \(parts.joined(separator: ", "))."))
    return lines
  }

  private func waiver(_ waiver: WaiverChange) -> Line {
    switch (waiver.before, waiver.after) {
    case (let before?, let after?):
      let isOnlyState = sameBytes(until(before), until(after)) && before.state != after.state
      let text =
        isOnlyState
        ? "its waiver was \(before.state.words), and is \(after.state.words) now\(after.note.map { " (\(oneLine($0, limit: 150)))" } ?? "")."
        : "its waiver is another: until \(until(before)) before, until \(until(after)) now; \(after.state.words)."
      return Line(direction: .neither, name: oneLine(after.rule, limit: 200), text: text)
    case (nil, let after?):
      let who =
        "owner \(oneLine(after.owner ?? "nobody", limit: 80)), approved by \(oneLine(after.approver ?? "nobody", limit: 80))"
      return Line(
        direction: .neither, name: oneLine(after.rule, limit: 200),
        text:
          "a new waiver until \(until(after)), \(who), \(after.state.words): \(sentence(after.reason ?? "no reason", limit: 200))"
      )
    case (let before?, nil):
      return Line(
        direction: .neither, name: oneLine(before.rule, limit: 200),
        text: "its waiver until \(until(before)) is gone; it was \(before.state.words).")
    case (nil, nil): return Line(direction: .neither, text: "")
    }
  }

  private func until(_ waiver: WaiverSnapshot) -> String { oneLine(waiver.expiresOn ?? "no date", limit: 40) }

  private func signoff(_ signoff: SignoffChange) -> Line {
    let shown = signoff.after ?? signoff.before
    let who = [shown?.person, shown?.role, shown?.signedOn].compactMap(\.self).map { oneLine($0, limit: 80) }
    let text =
      switch (signoff.before, signoff.after) {
      case (nil, let after?): "a new sign-off: \(after.state.words)."
      case (let before?, nil): "the sign-off is gone; before: \(before.state.words)."
      case (let before, let after):
        "the sign-off \(after?.state.words ?? ""); before: \(before?.state.words ?? "").\(after?.note.map { " " + sentence($0, limit: 150) } ?? "")"
      }
    let (stood, stands) = (signoff.before?.state == .standing, signoff.after?.state == .standing)
    return Line(
      direction: stood == stands ? .neither : stands ? .better : .worse,
      name: who.isEmpty ? "somebody" : who.joined(separator: ", "), text: text)
  }

  // MARK: What expired

  private var expiredLines: [Line] {
    let expired = change.expired
    let waivers = expired.waivers.map { waiver in
      Line(
        direction: .worse, name: oneLine(waiver.rule, limit: 200),
        text: "its waiver ended with \(until(waiver)); \(oneLine(waiver.owner ?? "nobody", limit: 80)) answered for it."
      )
    }
    let proofs = expired.evidence.map { proof in
      let files = proof.items.prefix(3).map(file).joined(separator: "; ")
      return line(proof.change.rule, .worse, "\(results(proof.change)): its proof is too old by now. \(files).")
    }
    let enforced = expired.enforced.map { rule in
      line(
        rule.rule, .worse,
        "it was announced for \(oneLine(rule.day, limit: 40)), and counts now; \(rule.verdict.word).")
    }
    return waivers + proofs + enforced + expired.rules.map(rule)
  }
}

extension Withdrawal.Fate {
  fileprivate var words: String {
    switch self {
    case .gone: "is gone"
    case .replaced: "has other content now, in which nothing proves or denies it"
    case .unreadable: "is not there or cannot be read any more"
    }
  }
}
