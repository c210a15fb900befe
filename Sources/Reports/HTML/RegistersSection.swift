import Diagnostics
import Readiness

// Below page one, for the auditor: what was read, what was waived, what was changed, what says nothing, what is wrong.

extension ReportPage {
  var evidenceRegister: HTMLNode {
    let evidence = assessment.evidence
    return section("evidence", theme[.evidence]) {
      if evidence.entries.isEmpty {
        tag(.p) { "No evidence was read." }
      } else {
        register(
          "Every file that was read, and what it was used for",
          ["File", "What", "States its date", "Commit, model, data", "SHA-256", "Used by"],
          rows: evidence.entries.enumerated().map { index, entry in evidenceRow(index, entry) })
      }
      if !evidence.unreadable.isEmpty {
        register(
          "What could not be read", ["File", "Kind", "Why", "Place"],
          rows: evidence.unreadable.map { file in
            tag(.tr) {
              rowHeading { code(file.path) }
              cell { outside(file.kind) }
              cell { outside(file.reason) }
              cell { file.place.map { code($0.description) } ?? "–" }
            }
          })
      }
      if !evidence.passedOver.isEmpty {
        tag(.details) {
          tag(.summary) { HTMLNode.text("\(counted(evidence.passedOver.count, "path")) passed over") }
          register(
            "What was passed over", ["Path", "Why"],
            rows: evidence.passedOver.map { path in
              tag(.tr) {
                rowHeading { code(path.path) }
                cell { outside(path.reason) }
              }
            })
        }
      }
    }
  }

  private func evidenceRow(_ index: Int, _ entry: EvidenceRegister.Entry) -> HTMLNode {
    tag(.tr, .id(evidenceAnchor(index))) {
      rowHeading { code(entry.place.description) }
      cell {
        outside("\(entry.kind) (\(entry.format))")
        if let tool = entry.tool {
          ", by "
          outside(tool)
        }
      }
      cell { entry.producedAt.map { outside($0) } ?? "–" }
      cell {
        let stated = [
          entry.commit.map { "commit \($0)" }, entry.modelVersion.map { "model \($0)" },
          entry.datasetDigest.map { "data \($0)" },
        ].compactMap(\.self)
        if stated.isEmpty { "–" } else { outside(stated.joined(separator: ", ")) }
      }
      cell { code(entry.digest.hex) }
      cell {
        if entry.usedBy.isEmpty { "nothing" } else { outside(entry.usedBy.joined(separator: ", ")) }
      }
    }
  }

  var waiverRegister: HTMLNode {
    section("waivers", theme[.waivers]) {
      if assessment.waivers.isEmpty {
        tag(.p) { "The manifest has no waivers." }
      } else {
        register(
          "Every waiver of the manifest, and what became of it",
          ["Rule", "State", "Reason", "Owner, approver", "From, until", "Instead", "Place"],
          rows: assessment.waivers.enumerated().map { index, waiver in waiverRow(index, waiver) })
      }
    }
  }

  private func waiverRow(_ index: Int, _ waiver: WaiverStatus) -> HTMLNode {
    tag(.tr, .id("waiver-\(index + 1)")) {
      rowHeading { outside(waiver.rule) }
      cell {
        chip(waiver.state == .covering ? .go : .caution, waiver.state.words)
        if waiver.expiresSoon { chip(.caution, "ends soon") }
        if let note = waiver.note {
          " "
          outside(note)
        }
      }
      cell {
        outside(waiver.reason ?? "–")
        if let ticket = waiver.ticket {
          " "
          address(ticket)
        }
      }
      cell { outside("\(waiver.owner ?? "nobody"); \(waiver.approver ?? "nobody")") }
      cell {
        outside("\(waiver.approvedOn ?? "?") to \(waiver.expiresOn ?? "?")")
        if let left = waiver.daysLeft { HTMLNode.text(", \(counted(left, "day")) left") }
      }
      cell { outside(waiver.compensation ?? "–") }
      cell { code(waiver.place.description) }
    }
  }

  var tailoring: HTMLNode? {
    let tailored = assessment.rubrics.filter { !$0.tailoring.isEmpty }
    guard !tailored.isEmpty else { return nil }
    return section("tailoring", theme[.tailoring]) {
      tailored.map { rubric in
        register(
          "What \(excerpt(rubric.title, 120)) changes", ["Rule or parameter", "From", "Change", "Why", "Effect"],
          rows: rubric.tailoring.map { note in
            tag(.tr) {
              rowHeading { outside(note.subject) }
              cell { outside(note.from) }
              cell { outside(note.change) }
              cell { outside(note.reason) }
              cell { chip(note.effect == .loosens ? .caution : .quiet, note.effect.words) }
            }
          })
      }
    }
  }

  var absences: HTMLNode? {
    guard !assessment.absences.isEmpty else { return nil }
    return section("absences", theme[.absences]) {
      register(
        "Written in the manifest, and counted as absent", ["Value", "Place", "Why"],
        rows: assessment.absences.map { absence in
          tag(.tr) {
            rowHeading { code(absence.path) }
            cell { code(absence.place.description) }
            cell { outside(absence.reason) }
          }
        })
    }
  }

  /// Always there: page one refers to it where a run is broken.
  var diagnostics: HTMLNode {
    section("diagnostics", theme[.diagnostics]) {
      if assessment.diagnostics.isEmpty {
        tag(.p) { "Nothing is wrong with the manifest, the rubrics and the evidence." }
      } else {
        tag(.ul, .class("diagnostics")) { assessment.diagnostics.map(diagnostic) }
      }
    }
  }

  private func diagnostic(_ diagnostic: Diagnostic) -> HTMLNode {
    tag(.li) {
      chip(Tone(diagnostic.severity), diagnostic.severity.rawValue)
      " "
      outside(diagnostic.message)
      if let fix = diagnostic.fix {
        "; "
        outside(fix)
      }
      tag(.span, .class("soft small byline")) {
        if let place = diagnostic.place {
          code(place.description)
          " "
        }
        outside(diagnostic.id)
      }
      tag(.ul, .class("small")) {
        diagnostic.notes.map { note in
          tag(.li) {
            outside(note.message)
            if let place = note.place {
              " "
              code(place.description)
            }
          }
        }
      }.unlessEmpty
    }
  }
}
