import Diagnostics
import Evidence
import Readiness

// Below page one, for the auditor: what was read, what was waived, what was changed, what says nothing, what is wrong.

extension ReportPage {
  func evidenceRegister() {
    let evidence = assessment.evidence
    section("evidence", theme[.evidence]) {
      if evidence.entries.isEmpty {
        tag(.p) { text("No evidence was read.") }
      } else {
        register(
          "Every file that was read, and what it was used for",
          ["File", "What", "States its date", "Commit, model, data", "SHA-256", "Used by"]
        ) {
          let uses = usesOfEvidence
          for (index, entry) in evidence.entries.enumerated() { evidenceRow(index, entry, uses[index]) }
        }
      }
      if !evidence.unreadable.isEmpty {
        register("What could not be read", ["File", "Kind", "Why", "Place"]) {
          for file in evidence.unreadable {
            tag(.tr) {
              rowHeading { code(file.path) }
              cell { outside(file.kind) }
              cell { outside(file.reason) }
              cell { if let place = file.place { code(place) } else { text("–") } }
            }
          }
        }
      }
      if !evidence.passedOver.isEmpty {
        tag(.details) {
          tag(.summary) { text("\(counted(evidence.passedOver.count, "path")) passed over") }
          register("What was passed over", ["Path", "Why"]) {
            for path in evidence.passedOver {
              tag(.tr) {
                rowHeading { code(path.path) }
                cell { outside(path.reason) }
              }
            }
          }
        }
      }
    }
  }

  /// For each entry, the rules that used it.
  private var usesOfEvidence: [[(rubric: Int, rule: Int)]] {
    var uses: [[(rubric: Int, rule: Int)]] = assessment.evidence.entries.map { _ in [] }
    for (number, rubric) in assessment.rubrics.enumerated() {
      for index in rubric.rules.indices {
        for use in rubric.rules[index].evidence where uses.indices.contains(use.entry) {
          uses[use.entry].append((number, index))
        }
      }
    }
    return uses
  }

  private func evidenceRow(_ index: Int, _ entry: EvidenceRegister.Entry, _ uses: [(rubric: Int, rule: Int)]) {
    tag(.tr, .id(evidenceAnchor(index))) {
      rowHeading { code(entry.place) }
      cell {
        outside("\(entry.kind) (\(entry.format))")
        if let tool = entry.tool {
          text(", by ")
          outside(tool)
        }
      }
      cell { if let time = entry.producedAt { outside(time) } else { text("–") } }
      cell {
        let stated = [
          entry.commit.map { "commit \($0)" }, entry.modelVersion.map { "model \($0)" },
          entry.datasetDigest.map { "data \($0)" },
        ].compactMap(\.self)
        if stated.isEmpty { text("–") } else { outside(stated.joined(separator: ", ")) }
      }
      cell { code(entry.digest.hex) }
      cell {
        if uses.isEmpty { text("nothing") }
        for (number, use) in uses.enumerated() {
          if number > 0 { text(", ") }
          ruleReference(use.rubric, use.rule)
        }
      }
    }
  }

  /// A rule by its id, with the rubric's where there are several, leading to its place.
  private func ruleReference(_ rubric: Int, _ rule: Int) {
    tag(.a, .href(ruleLink(rubric, rule))) {
      if hasSeveralRubrics { outside("\(assessment.rubrics[rubric].name)/") }
      outside(assessment.rubrics[rubric].rules[rule].rule.id)
    }
  }

  func waiverRegister() {
    section("waivers", theme[.waivers]) {
      if assessment.waivers.isEmpty {
        tag(.p) { text("The manifest has no waivers.") }
      } else {
        register(
          "Every waiver of the manifest, and what became of it",
          ["Rule", "State", "Reason", "Owner, approver", "From, until", "Instead", "Place"]
        ) {
          for (index, waiver) in assessment.waivers.enumerated() { waiverRow(index, waiver) }
        }
      }
    }
  }

  private func waiverRow(_ index: Int, _ waiver: WaiverStatus) {
    tag(.tr, .id("waiver-\(index + 1)")) {
      rowHeading {
        if let rule = ruleWaived(by: index) {
          tag(.a, .href(ruleLink(rule.rubric, rule.rule))) { outside(waiver.rule) }
        } else {
          outside(waiver.rule)
        }
      }
      cell {
        chip(waiver.state == .covering ? .go : .caution, waiver.state.words)
        if waiver.expiresSoon { chip(.caution, "ends soon") }
        if let note = waiver.note {
          text(" ")
          outside(note)
        }
      }
      cell {
        outside(waiver.reason ?? "–")
        if let ticket = waiver.ticket {
          text(" ")
          address(ticket)
        }
      }
      cell { outside("\(waiver.owner ?? "nobody"); \(waiver.approver ?? "nobody")") }
      cell {
        outside("\(waiver.approvedOn ?? "?") to \(waiver.expiresOn ?? "?")")
        if let left = waiver.daysLeft { text(", \(counted(left, "day")) left") }
      }
      cell { outside(waiver.compensation ?? "–") }
      cell { code(waiver.place) }
    }
  }

  /// The first rule that a waiver is about, where one of this run is.
  func ruleWaived(by waiver: Int) -> (rubric: Int, rule: Int)? {
    for (number, rubric) in assessment.rubrics.enumerated() {
      if let index = rubric.rules.firstIndex(where: { $0.waiver == waiver }) { return (number, index) }
    }
    return nil
  }

  func tailoring() {
    let tailored = assessment.rubrics.filter { !$0.tailoring.isEmpty }
    guard !tailored.isEmpty else { return }
    section("tailoring", theme[.tailoring]) {
      for rubric in tailored {
        register(
          "What \(excerpt(rubric.title, 120)) changes", ["Rule or parameter", "From", "Change", "Why", "Effect"]
        ) {
          for note in rubric.tailoring {
            tag(.tr) {
              rowHeading { outside(note.subject) }
              cell { outside(note.from) }
              cell { outside(note.change) }
              cell { outside(note.reason) }
              cell { chip(note.effect == .loosens ? .caution : .quiet, note.effect.words) }
            }
          }
        }
      }
    }
  }

  func absences() {
    guard !assessment.absences.isEmpty else { return }
    section("absences", theme[.absences]) {
      register("Written in the manifest, and counted as absent", ["Value", "Place", "Why"]) {
        for absence in assessment.absences {
          tag(.tr) {
            rowHeading { code(absence.path) }
            cell { code(absence.place) }
            cell { outside(absence.reason) }
          }
        }
      }
    }
  }

  /// Always there: page one refers to it where a run is broken.
  func diagnostics() {
    section("diagnostics", theme[.diagnostics]) {
      if assessment.diagnostics.isEmpty {
        tag(.p) { text("Nothing is wrong with the manifest, the rubrics and the evidence.") }
      } else {
        tag(.ul, .class("diagnostics")) {
          for diagnostic in assessment.diagnostics { self.diagnostic(diagnostic) }
        }
      }
    }
  }

  private func diagnostic(_ diagnostic: Diagnostic) {
    tag(.li) {
      chip(Tone(diagnostic.severity), diagnostic.severity.rawValue)
      text(" ")
      outside(diagnostic.message)
      if let fix = diagnostic.fix {
        text("; ")
        outside(fix)
      }
      tag(.span, .class("byline")) {
        if let place = diagnostic.place {
          code(place)
          text(" ")
        }
        outside(diagnostic.id)
      }
      list(diagnostic.notes, .class("small")) { note in
        outside(note.message)
        if let place = note.place {
          text(" ")
          code(place)
        }
      }
    }
  }
}
