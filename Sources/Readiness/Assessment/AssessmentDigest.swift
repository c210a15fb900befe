import Diagnostics

/// The digest of an assessment: of all that was decided and of the evidence that it was decided from, but not of the
/// hour. What a sign-off names to say which assessment was seen.
enum AssessmentDigest {
  static func digest(
    signoff: Digest, rubrics: [RubricAssessment], evidence: EvidenceRegister, decision: Decision
  ) -> Digest {
    var json = CanonicalJSON()
    json.object { object in
      object.member("decision") { $0.string(decision.rawValue) }
      object.member("evidence") {
        $0.array(evidence.entries) { json, entry in
          json.strings([entry.kind, entry.place.description, entry.digest.hex])
        }
      }
      object.member("format") { $0.string("gonogo-assessment-1") }
      object.member("rubrics") {
        $0.array(rubrics) { json, rubric in
          json.object { object in
            object.member("decision") { $0.string(rubric.decision.rawValue) }
            object.member("name") { $0.string(rubric.name) }
            object.member("rules") {
              $0.array(rubric.rules) { json, rule in
                json.strings([rule.rule.id, rule.verdict.rawValue, rule.isWaived ? "waived" : ""])
              }
            }
          }
        }
      }
      object.member("subject") { $0.string(signoff.hex) }
      object.member("unreadable") { $0.strings(evidence.unreadable.map(\.path)) }
    }
    return Digest.sha256(of: json.bytes)
  }
}
