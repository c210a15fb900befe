import Diagnostics
import Readiness

// What the JSON report says of evidence, waivers, sign-offs and the business case.

extension EvidenceRegister {
  var json: JSONValue {
    .object([
      ("entries", .array(entries.map(entry))),
      (
        "unreadable",
        .array(
          unreadable.map { file in
            .object([
              ("kind", .string(file.kind)), ("path", .string(file.path)), ("reason", .string(file.reason)),
              ("place", .optional(file.place)),
            ])
          })
      ),
      (
        "passed_over",
        .array(passedOver.map { .object([("path", .string($0.path)), ("reason", .string($0.reason))]) })
      ),
    ])
  }

  private func entry(_ entry: Entry) -> JSONValue {
    .object([
      ("kind", .string(entry.kind)),
      ("format", .string(entry.format)),
      ("place", entry.place.json),
      ("digest", .string(entry.digest.description)),
      ("tool", .optional(entry.tool)),
      ("produced_at", .optional(entry.producedAt)),
      ("commit", .optional(entry.commit)),
      ("model_version", .optional(entry.modelVersion)),
      ("dataset_digest", .optional(entry.datasetDigest)),
      ("used_by", .strings(entry.usedBy)),
    ])
  }
}

extension WaiverStatus {
  var json: JSONValue {
    .object([
      ("rule", .string(rule)),
      ("state", .string(state.rawValue)),
      ("reason", .optional(reason)),
      ("owner", .optional(owner)),
      ("approver", .optional(approver)),
      ("approved_on", .optional(approvedOn)),
      ("expires_on", .optional(expiresOn)),
      ("days_left", .optional(daysLeft)),
      ("ticket", .optional(ticket)),
      ("compensation", .optional(compensation)),
      ("note", .optional(note)),
      ("place", place.json),
    ])
  }
}

extension SignoffStatus {
  var json: JSONValue {
    .object([
      ("gate", .optional(gate)),
      ("role", .optional(role)),
      ("person", .optional(person)),
      ("signed_on", .optional(signedOn)),
      ("digest", .optional(digest)),
      ("state", .string(state.rawValue)),
      ("note", .optional(note)),
      ("place", place.json),
    ])
  }
}

extension BusinessCase {
  var json: JSONValue {
    .object([
      ("why", .optional(why)),
      ("investment", investment?.json ?? .null),
      ("annual_benefit", annualBenefit?.json ?? .null),
      ("stated_payback_months", .optional(statedPaybackMonths)),
      ("payback_months", .optional(paybackMonths)),
      (
        "kpis",
        .array(
          kpis.map { kpi in
            .object([
              ("name", .string(kpi.name)), ("baseline", .optional(kpi.baseline)), ("target", .optional(kpi.target)),
              ("unit", .optional(kpi.unit)),
            ])
          })
      ),
      (
        "milestones",
        .array(
          milestones.map { milestone in
            .object([
              ("title", .string(milestone.title)), ("due_on", .optional(milestone.dueOn)),
              ("past", .bool(milestone.isPast)),
            ])
          })
      ),
    ])
  }
}

extension BusinessCase.Money {
  fileprivate var json: JSONValue {
    .object([("amount", .double(amount)), ("currency", .optional(currency))])
  }
}
