import struct CEL.Timestamp
import Diagnostics
import Evidence
import Readiness

/// Assessments made by hand, for the reporters' tests and for looking at. Their numbers add up as the engine's do.
enum SampleAssessment {
  static let manifest = SourceFile(
    path: "gonogo.yaml",
    text: String(repeating: "# a line of the manifest\n", count: 60) + "release: {rollback: {max_minutes: 120}}\n")
  static let rulesFile = SourceFile(path: "rubrics/production-readiness.yaml", text: "rules: []\n")
  static let junit = SourceFile(
    path: "test-results/junit.xml", streamedWithDigest: .sha256(of: Array("junit".utf8)))

  /// 2026-11-21T13:00:00Z.
  static let now: Timestamp = {
    guard let now = Timestamp(seconds: 1_795_266_000) else { preconditionFailure("not a time") }
    return now
  }()

  static func line(_ number: Int, of file: SourceFile = manifest) -> SourceRange {
    SourceRange(file: file, line: number)
  }

  static func rule(
    _ id: String, _ title: String, _ severity: RuleSeverity, _ verdict: Verdict, needs level: Level = .claimed,
    message: String? = nil, marks: [Mark] = [], verifiable: Bool = true, evidence: [EvidenceUse] = []
  ) -> RuleAssessment {
    var rule = Rule(id: id, title: title, severity: severity, place: rulesFile.range(0..<5))
    rule.gates = [.mvp: .claimed, .production: level]
    rule.claim = SourceFragment("release.rollback.max_minutes <= params.max_rollback_minutes")
    if verifiable { rule.verify = SourceFragment("evidence.exists(d, d.revision_history_limit > 0)") }
    rule.why = "A model that loses money cannot wait for a retrain."
    rule.remedy = "Name the previous model version, the person who may switch, and rehearse it once."
    rule.effort = severity == .blocker ? .small : .medium
    rule.sources = ["vetter-2021", "ml-test-score"]
    let isMet = verdict.level.map { $0 >= level } ?? false
    let isOpen = verdict == .missing || verdict == .insufficient
    return RuleAssessment(
      rule: rule, verdict: verdict, requiredLevel: verdict == .upcoming ? nil : level, isMet: isMet, marks: marks,
      message: message ?? "\(title): \(verdict.rawValue).",
      missing: verdict == .missing
        ? [MissingValue(path: "release.rollback.rehearsed_on", place: line(61), reason: "'tbd' is a placeholder")] : [],
      notes: verdict == .claimed && verifiable ? ["no evidence of this kind was found"] : [],
      citations: isOpen || verdict == .contradicted
        ? [
          Citation(
            path: "release.rollback.max_minutes", value: "120", place: manifest.range(1520..<1523)),
          Citation(path: "params.max_rollback_minutes", value: "30", place: nil),
        ] : [],
      traces: verdict == .upcoming
        ? []
        : [
          ExpressionTrace(
            role: .claim,
            text:
              "release.rollback.kind in ['previous_model', 'disable_model'] && release.rollback.max_minutes <= params.max_rollback_minutes",
            result: isOpen ? "false" : "true",
            steps: [
              .init(text: "release.rollback.kind in ['previous_model', 'disable_model']", depth: 1, result: "true"),
              .init(text: "release.rollback.kind", depth: 2, result: "'previous_model'"),
              .init(
                text: "release.rollback.max_minutes <= params.max_rollback_minutes", depth: 1,
                result: isOpen ? "false" : "true"),
              .init(text: "release.rollback.max_minutes", depth: 2, result: "120"),
            ])
        ], evidence: evidence)
  }

  /// A rubric with the counts, scores and areas of its rules.
  static func rubric(
    name: String = "production-readiness", title: String = "Production readiness", decision: Decision, reason: String,
    threshold: Int? = 80, rules: [RuleAssessment], way: WayToGo = WayToGo(steps: [], reachesGo: true, scoreAfter: nil),
    tailoring: [TailoringNote] = []
  ) -> RubricAssessment {
    var areas: [AreaAssessment] = []
    var seen: [String] = []
    for rule in rules where !seen.contains(rule.rule.area) {
      seen.append(rule.rule.area)
      let members = rules.filter { $0.rule.area == rule.rule.area }
      areas.append(
        AreaAssessment(
          id: rule.rule.area, title: rule.rule.area.prefix(1).uppercased() + rule.rule.area.dropFirst(),
          scores: scores(members), counts: counts(members)))
    }
    areas.sort { ($0.scores.score?.value ?? 0) < ($1.scores.score?.value ?? 0) }
    return RubricAssessment(
      name: name, title: title, digest: .sha256(of: Array(name.utf8)), decision: decision, reason: reason,
      threshold: threshold, scores: scores(rules), areas: areas.filter { $0.scores.score != nil },
      counts: counts(rules), rules: rules, wayToGo: way, tailoring: tailoring)
  }

  static func counts(_ rules: [RuleAssessment]) -> VerdictCounts {
    var counts = VerdictCounts()
    for rule in rules {
      counts[rule.verdict] += 1
      if rule.announcedFor != nil {
        counts.announced += 1
      } else if rule.verdict.counts {
        if rule.isMet { counts.met += 1 } else { counts.unmet += 1 }
        if rule.isWaived { counts.waived += 1 }
      }
    }
    return counts
  }

  static func scores(_ rules: [RuleAssessment]) -> ScoreSet {
    let counting = rules.filter { $0.verdict.counts && $0.announcedFor == nil }
    let weight = counting.reduce(0) { $0 + $1.rule.weight }
    func sum(_ halves: (RuleAssessment) -> Int) -> Score? {
      Score(halfPoints: counting.reduce(0) { $0 + $1.rule.weight * halves($1) }, weight: weight)
    }
    return ScoreSet(
      score: sum { $0.verdict == .verified ? 2 : $0.verdict == .claimed ? ($0.rule.verify == nil ? 2 : 1) : 0 },
      proved: sum { $0.verdict == .verified || $0.verdict == .claimed && $0.rule.verify == nil ? 2 : 0 },
      stated: sum { [.verified, .claimed, .contradicted].contains($0.verdict) ? 2 : 0 })
  }

  static func assessment(
    rubrics: [RubricAssessment], decision: Decision, reason: String, outcome: Outcome, isStrict: Bool = false
  ) -> Assessment {
    Assessment(
      project: ProjectIdentity(
        name: "Churn early warning", id: "churn", description: "Finds customers who are about to leave.",
        repository: "https://git.example.org/retail/churn", riskTier: "limited", modelVersion: "3.1.0",
        sponsor: "Dana Okafor"),
      gate: .production, statedGate: .production, asOf: now,
      rubrics: rubrics, decision: decision, reason: reason, outcome: outcome, isStrict: isStrict,
      evidence: EvidenceRegister(
        entries: [
          EvidenceRegister.Entry(
            kind: "test_results", format: "junit", place: line(3, of: junit), digest: junit.digest,
            tool: "pytest 8.3.2",
            producedAt: "2026-11-20T22:04:11Z", commit: "4f1c2aa"),
          EvidenceRegister.Entry(
            kind: "model_card", format: "markdown", place: SourceFile(path: "MODEL_CARD.md", text: "# Card\n").whole,
            digest: .sha256(of: Array("card".utf8)), modelVersion: "3.1.0"),
        ],
        unreadable: [
          .init(
            kind: "coverage", path: "coverage.xml", reason: "the file ends inside an element", place: line(12))
        ],
        passedOver: [.init(path: ".venv", reason: "a folder of installed packages")]),
      waivers: [], signoffs: [], absences: [], businessCase: businessCase, diagnostics: [],
      provenance: Provenance(
        toolVersion: "0.1.0",
        inputs: [
          .init(role: "manifest", path: "gonogo.yaml", digest: manifest.digest),
          .init(role: "rubric", path: rulesFile.path, digest: rulesFile.digest),
        ], signoffDigest: .sha256(of: Array("sign".utf8)), assessmentDigest: .sha256(of: Array("assessment".utf8)),
        command: "gonogo assess . --gate production --as-of 2026-11-21T13:00:00Z --report html=report.html"))
  }

  static var businessCase: BusinessCase {
    var value = BusinessCase()
    value.why = "Customers who are about to leave are called a week earlier."
    value.investment = .init(amount: 240_000, currency: "EUR")
    value.annualBenefit = .init(amount: 310_000, currency: "EUR")
    value.statedPaybackMonths = 9
    value.paybackMonths = 12.0 * 240 / 310
    value.kpis = [
      .init(name: "Monthly churn", baseline: 2.4, target: 1.9, unit: "%"),
      .init(name: "Customers reached in time", baseline: 1_200, target: 5_400, unit: "a month"),
      .init(name: "Cost of a retained customer", baseline: 38, target: nil, unit: "EUR"),
    ]
    value.milestones = [
      .init(title: "Proof of concept shown to the call centre", dueOn: "2026-04-15", isPast: true),
      .init(title: "Two regions live", dueOn: "2026-10-01", isPast: true),
      .init(title: "All regions live", dueOn: "2027-02-01", isPast: false),
      .init(title: "Handover to operations", dueOn: nil, isPast: false),
    ]
    return value
  }

  /// NO-GO with contradictions, a waiver, unknowns, an announced rule, tailoring and complaints.
  static var noGo: Assessment {
    let junitUse = [EvidenceUse(entry: 0, standing: .fresh)]
    let rules = [
      rule("business.roi", "The return on investment is worked out", .major, .claimed, verifiable: false),
      rule("business.sponsor", "Somebody who pays stands behind the project", .blocker, .claimed, verifiable: false),
      rule("business.alternatives", "Simpler ways were considered", .minor, .claimed, verifiable: false),
      rule("team.roles", "Every role that the project needs is filled", .major, .claimed, verifiable: false),
      rule(
        "team.reviewers", "Two people can review every part", .major, .contradicted,
        message: "The manifest names two reviewers; CODEOWNERS has one."),
      rule(
        "data.access", "The whole team can reach all the data", .major, .missing,
        message: "Access to the call-centre data was requested on 3 September and is still open."),
      rule("data.lineage", "Where the data come from can be traced", .major, .claimed),
      rule(
        "data.quality", "Data quality is checked before every training", .major, .claimed,
        evidence: [EvidenceUse(entry: 1, standing: .stale)]),
      rule("data.labeling-plan", "Labels are bought or made by a plan", .minor, .notApplicable),
      rule("data.retention", "Personal data are deleted in time", .minor, .missing, marks: [.announced("2027-01-01")]),
      rule(
        "model.baseline", "The model beats a simple baseline", .blocker, .verified, needs: .verified, evidence: junitUse
      ),
      rule(
        "model.card", "A model card tells what the model is for", .major, .verified, needs: .verified,
        evidence: [EvidenceUse(entry: 1, standing: .fresh)]),
      rule("model.explained", "Its decisions can be explained to those who ask", .minor, .claimed),
      rule(
        "tests.holdout", "The model holds on data that it has not seen", .blocker, .contradicted, needs: .verified,
        message: "The manifest promises recall of at least 0.75; the run of 20 November shows 0.71.", evidence: junitUse
      ),
      rule(
        "tests.load", "The service withstands the expected peak", .major, .missing,
        message: "No load test at peak is stated.", marks: [.waived(0)]),
      rule(
        "tests.coverage", "Most of the code is exercised by tests", .minor, .error, needs: .verified,
        message: "coverage.xml cannot be read: the file ends inside an element."),
      rule(
        "release.rollback-plan", "A bad release can be rolled back within 30 minutes", .blocker, .insufficient,
        message: "Rolling back takes 120 minutes; at most 30 are allowed."),
      rule("release.canary", "A release reaches few users first", .major, .verified, evidence: junitUse),
      rule("release.approval", "Somebody named approves every release", .minor, .claimed, verifiable: false),
      rule(
        "operations.monitoring", "Inputs, outputs and exceptions are monitored", .blocker, .verified, needs: .verified,
        evidence: junitUse),
      rule("operations.drift", "Drift is noticed", .major, .verified, evidence: junitUse),
      rule("operations.handover", "Operations have taken over", .minor, .upcoming),
      rule(
        "security.dependencies", "Dependencies are known and free of known holes", .major, .verified, needs: .verified),
      rule("security.secrets", "No secrets are in the repository", .blocker, .verified),
    ]
    var assessment = assessment(
      rubrics: [
        rubric(
          decision: .noGo,
          reason: "Two demands that block are not met, and the score of 61 is below the 80 that are needed.",
          rules: rules,
          way: WayToGo(
            steps: [
              .init(rule: 16, isNeededForConditionalGo: true), .init(rule: 13, isNeededForConditionalGo: true),
              .init(rule: 15, isNeededForConditionalGo: true), .init(rule: 5, isNeededForConditionalGo: false),
              .init(rule: 14, isNeededForConditionalGo: false), .init(rule: 4, isNeededForConditionalGo: false),
            ], reachesGo: true, scoreAfter: Score(halfPoints: 86, weight: 50)),
          tailoring: [
            TailoringNote(
              from: "gonogo-production", subject: "data.labeling-plan", change: "severity: major → minor",
              reason: "we buy labelled data", effect: .loosens)
          ])
      ],
      decision: .noGo,
      reason:
        "Two of its promises cannot be kept today: a bad release cannot be rolled back within 30 minutes, and the model does worse on unseen data than was promised.",
      outcome: .broken)
    var waiver = WaiverStatus(rule: "tests.load", state: .covering, place: line(40))
    waiver.reason = "launch is limited to two regions"
    waiver.owner = "Platform team"
    waiver.approver = "Dana Okafor"
    waiver.approvedOn = "2026-10-01"
    waiver.expiresOn = "2026-12-15"
    waiver.ticket = "https://tickets.example.org/ML-411"
    waiver.compensation = "traffic is capped at a tenth of the peak"
    waiver.daysLeft = 24
    var invalid = WaiverStatus(rule: "team.reviewers", state: .invalid, place: line(48))
    invalid.reason = "small team"
    invalid.owner = "Kim"
    invalid.approver = "kim"
    invalid.expiresOn = "2027-01-31"
    invalid.note = "the approver is the owner"
    assessment.waivers = [waiver, invalid]
    var signoff = SignoffStatus(state: .stale, place: line(55))
    signoff.gate = "production"
    signoff.role = "business sponsor"
    signoff.person = "Dana Okafor"
    signoff.signedOn = "2026-11-12"
    signoff.digest = "sha256:9c1f0b7e3a1d4c55e07a"
    assessment.signoffs = [signoff]
    assessment.absences = [
      AbsentValue(
        path: "release.rollback.rehearsed_on", place: manifest.range(1500..<1507), reason: "'tbd' is a placeholder")
    ]
    assessment.diagnostics = [
      Diagnostic(
        .error, id: "waiver.approver-is-owner", "a waiver's approver must not be its owner", at: line(48),
        notes: [.init("the owner is named here", place: line(47))], fix: "name somebody else"),
      Diagnostic(.warning, id: "evidence.unreadable", "the file ends inside an element", at: line(12)),
    ]
    assessment.statedGate = .mvp
    return assessment
  }

  /// GO, everything met.
  static var go: Assessment {
    let rules = [
      rule("business.roi", "The return on investment is worked out", .major, .claimed, verifiable: false),
      rule("model.baseline", "The model beats a simple baseline", .blocker, .verified, needs: .verified),
      rule("release.rollback-plan", "A bad release can be rolled back", .blocker, .verified),
    ]
    var assessment = assessment(
      rubrics: [rubric(decision: .go, reason: "Every demand is met.", rules: rules)], decision: .go,
      reason: "Every demand of this gate is met, most of them by evidence.", outcome: .passed)
    var signoff = SignoffStatus(state: .standing, place: line(55))
    signoff.person = "Dana Okafor"
    signoff.role = "business sponsor"
    assessment.signoffs = [signoff]
    return assessment
  }

  /// Two rubrics that decide differently, and one that has nothing to decide.
  static func several(isStrict: Bool = false) -> Assessment {
    let conditional = rubric(
      name: "acme-extra", title: "Acme extra demands", decision: .conditionalGo, reason: "One major demand is not met.",
      threshold: nil,
      rules: [
        rule("business.roi", "The return on investment is worked out", .major, .verified),
        rule("data.access", "The whole team can reach all the data", .major, .missing),
      ], way: WayToGo(steps: [.init(rule: 1, isNeededForConditionalGo: false)], reachesGo: true, scoreAfter: nil))
    let none = rubric(
      name: "later", title: "Later demands", decision: .nothingToDecide, reason: "No demand applies at this gate.",
      rules: [rule("operations.handover", "Operations have taken over", .minor, .upcoming)])
    return assessment(
      rubrics: go.rubrics + [conditional, none], decision: .conditionalGo, reason: "One major demand is not met.",
      outcome: isStrict ? .notPassed : .passed, isStrict: isStrict)
  }

  /// No rubric at all, and nothing stated.
  static var empty: Assessment {
    var assessment = assessment(
      rubrics: [], decision: .noGo, reason: "No rubric decides.", outcome: .broken)
    assessment.businessCase = BusinessCase()
    assessment.evidence = EvidenceRegister(entries: [], unreadable: [], passedOver: [])
    assessment.project = ProjectIdentity(name: "x")
    return assessment
  }

  /// Every sample with its name, for tests that hold for all of them.
  static var all: [(name: String, assessment: Assessment)] {
    [
      ("no-go", noGo), ("go", go), ("several", several()), ("several, strict", several(isStrict: true)),
      ("empty", empty), ("scaled", scaled),
      ("hostile", hostile), ("changed", changed),
    ]
  }
}
