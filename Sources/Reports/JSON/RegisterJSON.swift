import Diagnostics
import Evidence
import Readiness

// What the JSON report says of evidence, waivers, sign-offs and the business case.

extension JSONWriter {
  func evidence(_ evidence: EvidenceRegister) {
    object {
      array("entries", evidence.entries) { entry in
        object {
          member("kind", entry.kind)
          member("format", entry.format)
          member("place", entry.place)
          member("digest", entry.digest.description)
          member("tool", entry.tool)
          member("produced_at", entry.producedAt)
          member("commit", entry.commit)
          member("model_version", entry.modelVersion)
          member("dataset_digest", entry.datasetDigest)
          member("used_by", entry.usedBy)
        }
      }
      array("unreadable", evidence.unreadable) { file in
        object {
          member("kind", file.kind)
          member("path", file.path)
          member("reason", file.reason)
          member("place", file.place)
        }
      }
      array("passed_over", evidence.passedOver) { path in
        line {
          member("path", path.path)
          member("reason", path.reason)
        }
      }
    }
  }

  func waiver(_ waiver: WaiverStatus) {
    object {
      member("rule", waiver.rule)
      member("state", waiver.state.rawValue)
      member("reason", waiver.reason)
      member("owner", waiver.owner)
      member("approver", waiver.approver)
      member("approved_on", waiver.approvedOn)
      member("expires_on", waiver.expiresOn)
      member("days_left", waiver.daysLeft)
      member("ticket", waiver.ticket)
      member("compensation", waiver.compensation)
      member("note", waiver.note)
      member("place", waiver.place)
    }
  }

  func signoff(_ signoff: SignoffStatus) {
    object {
      member("gate", signoff.gate)
      member("role", signoff.role)
      member("person", signoff.person)
      member("signed_on", signoff.signedOn)
      member("digest", signoff.digest)
      member("state", signoff.state.rawValue)
      member("note", signoff.note)
      member("place", signoff.place)
    }
  }

  func businessCase(_ stated: BusinessCase) {
    object {
      member("why", stated.why)
      member("investment", stated.investment)
      member("annual_benefit", stated.annualBenefit)
      member("stated_payback_months", stated.statedPaybackMonths)
      member("payback_months", stated.paybackMonths)
      array("kpis", stated.kpis) { kpi in
        line {
          member("name", kpi.name)
          member("baseline", kpi.baseline)
          member("target", kpi.target)
          member("unit", kpi.unit)
        }
      }
      array("milestones", stated.milestones) { milestone in
        line {
          member("title", milestone.title)
          member("due_on", milestone.dueOn)
          member("past", milestone.isPast)
        }
      }
    }
  }

  private func member(_ key: StaticString, _ money: BusinessCase.Money?) {
    guard let money else { return member(key) { null() } }
    line(key) {
      member("amount", money.amount)
      member("currency", money.currency)
    }
  }
}
