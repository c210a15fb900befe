import CEL
import Diagnostics
public import Readiness

/// What changed between two reports, for programs. `templates/schemas/diff.json` describes it; a reader checks
/// `gonogo_diff` first.
public struct ChangeJSON: Sendable {
  /// A writer.
  public init() {}

  /// The change as UTF-8.
  public func report(_ change: AssessmentChange) -> [UInt8] {
    JSONWriter.document { $0.change(change) }
  }
}

extension JSONWriter {
  fileprivate func change(_ change: AssessmentChange) {
    object {
      member("gonogo_diff", 1)
      member("before") { side(change.before) }
      member("after") { side(change.after) }
      member("worse", change.isWorse)
      member("decision", change.decisionDirection.rawValue)
      member("other_project", change.isOfOtherProject)
      member("complete", change.isComplete)
      array("rubrics", change.standings) { standing($0) }
      array("withdrawn", change.withdrawn) { withdrawal($0) }
      object("project") {
        member("gate") {
          if let gate = change.project.gate {
            line {
              member("before", gate.before.rawValue)
              member("after", gate.after.rawValue)
            }
          } else {
            null()
          }
        }
        array("rules", change.project.rules) { rule($0) }
        array("waivers", change.project.waivers) { waiver in
          object {
            member("before") { record(waiver.before) { self.waiver($0) } }
            member("after") { record(waiver.after) { self.waiver($0) } }
          }
        }
        array("signoffs", change.project.signoffs) { signoff in
          object {
            member("before") { record(signoff.before) { self.signoff($0) } }
            member("after") { record(signoff.after) { self.signoff($0) } }
          }
        }
        object("evidence") {
          member("added", change.project.evidence.added)
          member("replaced", change.project.evidence.replaced)
          array("gone", change.project.evidence.gone) { evidence($0) }
        }
      }
      object("rubric") {
        array("edits", change.rubric.edits) { edit($0) }
        array("rules", change.rubric.rules) { rule($0) }
      }
      object("expired") {
        array("waivers", change.expired.waivers) { waiver($0) }
        array("evidence", change.expired.evidence) { proof in
          object {
            member("change") { rule(proof.change) }
            array("items", proof.items) { evidence($0) }
          }
        }
        array("enforced", change.expired.enforced) { enforced in
          object {
            member("rule") { reference(enforced.rule) }
            member("day", enforced.day)
            member("verdict", enforced.verdict.rawValue)
          }
        }
        array("rules", change.expired.rules) { rule($0) }
      }
    }
  }

  private func side(_ side: AssessmentChange.Side) {
    object {
      member("project", side.project)
      member("gate", side.gate.rawValue)
      member("as_of", side.asOf.description)
      member("decision", side.decision.rawValue)
      member("outcome", side.outcome.rawValue)
      member("tool_version", side.toolVersion)
    }
  }

  private func standing(_ standing: RubricStanding) {
    object {
      member("name", standing.name)
      member("title", standing.title)
      member("before") { result(standing.before) }
      member("after") { result(standing.after) }
      array("areas", standing.areas) { area in
        object {
          member("id", area.id)
          member("title", area.title)
          member("before", area.before?.score)
          member("after", area.after?.score)
        }
      }
    }
  }

  private func result(_ result: RubricStanding.Result) {
    object {
      member("decision", result.decision.rawValue)
      member("threshold", result.threshold)
      member("score", result.scores.score)
      member("proved", result.scores.proved)
      member("stated", result.scores.stated)
    }
  }

  private func withdrawal(_ withdrawal: Withdrawal) {
    object {
      member("kind", withdrawal.kind.rawValue)
      member("change") { rule(withdrawal.change) }
      array("items", withdrawal.items) { item in
        line {
          member("kind", item.evidence.kind)
          member("path", item.evidence.path)
          member("digest", item.evidence.digest.description)
          member("fate", item.fate.rawValue)
        }
      }
    }
  }

  private func rule(_ change: RuleChange) {
    object {
      member("rule") { reference(change.rule) }
      member("before") { result(change.before) }
      member("after") { result(change.after) }
      member("direction", change.direction.rawValue)
      member("cause", change.cause.rawValue)
      member("cause_certain", change.isCauseCertain)
      member("message", change.message)
    }
  }

  private func reference(_ rule: RuleReference) {
    line {
      member("rubric", rule.rubric)
      member("id", rule.id)
      member("title", rule.title)
      member("severity", rule.severity.rawValue)
    }
  }

  private func result(_ result: RuleChange.Result) {
    line {
      member("verdict", result.verdict.rawValue)
      member("required", result.requiredLevel?.rawValue)
      member("met", result.isMet)
    }
  }

  private func edit(_ edit: RubricEdit) {
    object {
      member("rubric", edit.rubric)
      member("rule") { record(edit.rule) { reference($0) } }
      member("parameter", edit.parameter)
      member("aspect", edit.aspect.rawValue)
      member("before", edit.before)
      member("after", edit.after)
      member("effect", edit.effect.rawValue)
    }
  }

  private func evidence(_ item: EvidenceSnapshot) {
    line {
      member("kind", item.kind)
      member("path", item.path)
      member("digest", item.digest.description)
    }
  }

  private func waiver(_ waiver: WaiverSnapshot) {
    object {
      member("rule", waiver.rule)
      member("state", waiver.state.rawValue)
      member("reason", waiver.reason)
      member("owner", waiver.owner)
      member("approver", waiver.approver)
      member("approved_on", waiver.approvedOn)
      member("expires_on", waiver.expiresOn)
      member("note", waiver.note)
    }
  }

  private func signoff(_ signoff: SignoffSnapshot) {
    object {
      member("gate", signoff.gate)
      member("role", signoff.role)
      member("person", signoff.person)
      member("signed_on", signoff.signedOn)
      member("digest", signoff.digest)
      member("state", signoff.state.rawValue)
      member("note", signoff.note)
    }
  }

  /// A value, or null where there is none.
  private func record<Record>(_ record: Record?, _ write: (Record) -> Void) {
    if let record { write(record) } else { null() }
  }
}
