import Diagnostics
import Evidence
import Readiness

extension SampleAssessment {
  /// What a stranger may write: markup, CI commands, terminal codes, characters that act on the eye or on a parser.
  static let hostileTexts = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>", "]]><x>\"'&amp;", "::error::stolen",
    "x ##[add-mask]go ##vso[task.complete]",
    "\u{1B}[31mred\u{1B}[0m\u{9B}2J", "safe\u{202E}txt.exe\u{2066}", "nul\u{0}here" + noncharacters,
    String(repeating: "A", count: 10_240), "javascript:alert(1)", "two\r\nlines\u{2028}three",
    "  spaces   and\ttabs  ", "--><!--</style></script>", "",
  ]

  /// Swift's literals refuse these.
  private static var noncharacters: String {
    String(decoding: [0xFFFE, 0xFFFF, 0xFDD0] as [UInt16], as: UTF16.self)
  }

  /// NO-GO in which every text from outside is hostile.
  static func hostile(_ text: String) -> Assessment {
    let file = SourceFile(path: text, text: "x\n")
    let place = file.range(0..<1)
    var rules: [RuleAssessment] = []
    for (index, verdict) in Verdict.allCases.enumerated() {
      var assessed = rule(text, text, .blocker, verdict, message: text)
      assessed.rule.id = index == 0 ? text : "\(text).\(index)"
      assessed.rule.why = text
      assessed.rule.remedy = text
      assessed.rule.sources = [text]
      assessed.rule.place = place
      assessed.missing = [MissingValue(path: text, place: place, reason: text)]
      assessed.notes = [text]
      assessed.citations = [Citation(path: text, value: text, place: place)]
      assessed.traces = [
        ExpressionTrace(role: .verify, text: text, result: text, steps: [.init(text: text, depth: 99, result: text)])
      ]
      assessed.evidence = [
        EvidenceUse(entry: 0, standing: .otherModelVersion), EvidenceUse(entry: 99, standing: .fresh),
      ]
      if verdict == .missing { assessed.marks = [.waived(0)] }
      if verdict == .insufficient { assessed.marks = [.announced(text)] }
      rules.append(assessed)
    }
    var rubric = rubric(
      name: text, title: text, decision: .noGo, reason: text, rules: rules,
      way: WayToGo(
        steps: rules.indices.map { .init(rule: $0, isNeededForConditionalGo: true) }, reachesGo: false, scoreAfter: nil),
      tailoring: [TailoringNote(from: text, subject: text, change: text, reason: text, effect: .depends)])
    rubric.areas = rubric.areas.map { area in
      var area = area
      area.title = text
      return area
    }
    var assessment = assessment(rubrics: [rubric], decision: .noGo, reason: text, outcome: .broken)
    assessment.project = ProjectIdentity(
      name: text, id: text, description: text, repository: text, riskTier: text, modelVersion: text, sponsor: text)
    var entry = EvidenceRegister.Entry(
      kind: text, format: text, place: place, digest: .sha256(of: []), tool: text, producedAt: text, commit: text,
      modelVersion: text, datasetDigest: text)
    entry.usedBy = [text]
    assessment.evidence = EvidenceRegister(
      entries: [entry], unreadable: [.init(kind: text, path: text, reason: text, place: place)],
      passedOver: [.init(path: text, reason: text)])
    var waiver = WaiverStatus(rule: text, state: .covering, place: place)
    (waiver.reason, waiver.owner, waiver.approver, waiver.approvedOn) = (text, text, text, text)
    (waiver.expiresOn, waiver.ticket, waiver.compensation, waiver.note) = (text, text, text, text)
    assessment.waivers = [waiver]
    var signoff = SignoffStatus(state: .invalid, place: place)
    (signoff.gate, signoff.role, signoff.person, signoff.signedOn) = (text, text, text, text)
    (signoff.digest, signoff.note) = (text, text)
    assessment.signoffs = [signoff]
    assessment.absences = [AbsentValue(path: text, place: place, reason: text)]
    assessment.businessCase.why = text
    assessment.businessCase.investment = .init(amount: .infinity, currency: text)
    assessment.businessCase.annualBenefit = .init(amount: -1e300, currency: text)
    assessment.businessCase.paybackMonths = .nan
    assessment.businessCase.kpis = [
      .init(name: text, baseline: -1e308, target: 1e308, unit: text),
      .init(name: text, baseline: 0, target: 0, unit: nil),
    ]
    assessment.businessCase.milestones = [.init(title: text, dueOn: text, isPast: false)]
    assessment.diagnostics = [
      Diagnostic(.error, id: text, text, at: place, notes: [.init(text, place: place)], fix: text)
    ]
    assessment.provenance.inputs = [.init(role: text, path: text, digest: .sha256(of: []))]
    assessment.provenance.toolVersion = text
    assessment.provenance.command = text
    return assessment
  }

  /// All hostile texts at once in every field.
  static var hostile: Assessment { hostile(hostileTexts.joined(separator: " ")) }
}
