import struct CEL.Timestamp
import Diagnostics
import Evidence
import Readiness

extension SampleAssessment {
  /// NO-GO, compared with a CONDITIONAL GO of a month before.
  static var changed: Assessment { compared(noGo) }

  /// An assessment, compared with one that is made up from it: what can be different is.
  static func compared(_ assessment: Assessment) -> Assessment {
    var assessment = assessment
    let name = assessment.project.name
    assessment.rubrics[0].parameters = [NamedValue(name: name, value: name)]
    let later = AssessmentSnapshot(assessment)
    var earlier = later
    earlier.asOf = Timestamp(seconds: now.seconds - 31 * 86_400) ?? now
    earlier.decision = .conditionalGo
    earlier.outcome = .passed
    earlier.toolVersion = "0.0.9"
    earlier.project = name + " pilot"
    earlier.projectID = nil
    earlier.evidence.append(
      EvidenceSnapshot(kind: name, path: "\(later.evidence[0].path).old", digest: .sha256(of: [1])))
    let gone = EvidenceUse(entry: earlier.evidence.count - 1, standing: .fresh)
    var rubric = earlier.rubrics[0]
    rubric.digest = .sha256(of: [2])
    rubric.threshold = 85
    rubric.parameters = [NamedValue(name: name, value: "\(name) before")]
    if !rubric.areas.isEmpty { rubric.areas[0].scores.score = Score(halfPoints: 1, weight: 1) }
    for index in rubric.rules.indices {
      let rule = rubric.rules[index]
      let aged = rule.evidence.contains { $0.standing == .stale }
      switch rule.verdict {
      case .claimed where aged:
        rubric.rules[index].verdict = .verified
        rubric.rules[index].evidence = rule.evidence.map { EvidenceUse(entry: $0.entry, standing: .fresh) }
      case .claimed where rule.maxAge == nil && index % 2 == 1:
        rubric.rules[index].verdict = .verified
        rubric.rules[index].evidence = [gone]
      case .contradicted:
        rubric.rules[index].verdict = .claimed
        rubric.rules[index].isMet = true
      case .insufficient:
        rubric.rules[index].verdict = .claimed
        rubric.rules[index].isMet = true
        rubric.rules[index].criteria = .sha256(of: [3])
        rubric.rules[index].severity = .advice
        rubric.rules[index].weight += 1
        rubric.rules[index].maxAge = 86_400
        rubric.rules[index].isWaivable.toggle()
        rubric.rules[index].gates = [.mvp: .claimed]
      case .verified: rubric.rules[index].verdict = .missing
      default: break
      }
    }
    let first = rubric.rules.removeFirst()
    rubric.rules.append(
      RuleSnapshot(
        id: "\(first.id).gone", title: "\(first.title), of old", severity: .minor, weight: 2, verdict: .verified,
        requiredLevel: .claimed, isMet: true))
    earlier.rubrics[0] = rubric
    var ended = WaiverSnapshot(rule: "\(first.id).ended", state: .covering)
    ended.expiresOn = "2026-11-01"
    ended.owner = name
    earlier.waivers = Array(earlier.waivers.dropFirst()) + [ended]
    if !earlier.signoffs.isEmpty { earlier.signoffs[0].state = .standing }
    assessment.change = AssessmentChange(from: earlier, to: later)
    return assessment
  }
}
