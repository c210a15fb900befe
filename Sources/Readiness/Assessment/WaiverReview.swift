import CEL
import Diagnostics
import Documents

/// Reads the manifest's waivers, decides which are in force, and lays them over the rules that they cover.
struct WaiverReview: Sendable {
  /// A waiver as written, with the times that it is in force.
  private struct Waiver: Sendable {
    var status: WaiverStatus
    var begins: Timestamp?
    var ends: Timestamp?
    var gates: [Gate]?
    var coversContradicted = false
    var isSound = true
  }

  let facts: Facts
  private(set) var diagnostics: [Diagnostic] = []
  /// The rules of the rubric that was reviewed last that are met, and that a waiver in force would cover if they were not.
  private(set) var standby: Set<Int> = []
  private var waivers: [Waiver] = []

  init(_ facts: Facts) {
    self.facts = facts
    for node in facts.manifest.facts["waivers"]?.elements ?? [] { waivers.append(read(node)) }
  }

  /// What became of each waiver, once all rubrics are reviewed.
  var statuses: [WaiverStatus] { waivers.map(\.status) }

  /// Lays the waivers in force over a rubric's unmet rules.
  ///
  /// `error` cannot be waived. `missing`, `insufficient` and an unproven `claimed` are covered; `contradicted` only where
  /// the waiver says so.
  mutating func cover(_ rules: inout [RuleAssessment], of rubric: Rubric, isShared: (String) -> Bool) {
    var covering: [(waiver: Int, rule: Int)] = []
    var inForce = 0
    standby = []
    for index in waivers.indices where waivers[index].isSound {
      guard
        let rule = rules.indices.first(where: { names(waivers[index], rules[$0].rule, of: rubric, isShared: isShared) })
      else { continue }
      if let problem = problem(of: waivers[index], rule: rules[rule].rule, rubric: rubric) {
        waivers[index].isSound = false
        waivers[index].status.state = .invalid
        waivers[index].status.note = problem
        diagnostics.append(.invalidWaiver(waivers[index].status, problem))
        continue
      }
      guard isInForce(waivers[index]) else {
        if waivers[index].status.state == .unknownRule { waivers[index].status.state = .notInForce }
        continue
      }
      inForce += 1
      covering.append((index, rule))
    }
    if let most = rubric.mostWaivers, inForce > most {
      diagnostics.append(
        .tooManyWaivers(inForce, most, rubric: rubric, at: facts.manifest.facts.entry("waivers")?.keyRange))
      for (index, _) in covering {
        waivers[index].status.state = .invalid
        waivers[index].status.note = "\(inForce) waivers are in force and the rubric allows \(most): none counts"
      }
      return
    }
    for (index, rule) in covering {
      guard covers(waivers[index], rules[rule]) else {
        if rules[rule].isMet { standby.insert(rule) }
        if waivers[index].status.state != .covering {
          waivers[index].status.state = .unused
          waivers[index].status.note =
            rules[rule].isMet
            ? "the rule is met" : "the rule's verdict '\(rules[rule].verdict.rawValue)' is not covered by it"
        }
        continue
      }
      if rules[rule].waiver == nil { rules[rule].marks.append(.waived(index)) }
      waivers[index].status.state = .covering
      waivers[index].status.note = nil
    }
  }

  /// Warns of waivers whose rule is in no rubric of the run.
  mutating func finish(rubrics: [Rubric]) {
    let unknown = waivers.indices.filter { waivers[$0].status.state == .unknownRule }
    guard !unknown.isEmpty else { return }
    let ids = rubrics.flatMap { rubric in rubric.rules.map(\.id) + rubric.rules.map { "\(rubric.name)/\($0.id)" } }
    for index in unknown {
      diagnostics.append(.waiverOfUnknownRule(waivers[index].status, among: ids))
      waivers[index].status.note = "no rubric of this run has the rule"
    }
  }

  // MARK: Reading

  private mutating func read(_ node: Node) -> Waiver {
    let rule = node["rule"]?.scalarText
    var waiver = Waiver(
      status: WaiverStatus(rule: rule ?? "(no rule)", state: .unknownRule, place: node["rule"]?.range ?? node.range))
    waiver.status.reason = node["reason"]?.scalarText
    waiver.status.owner = node["owner"]?.scalarText
    waiver.status.approver = node["approver"]?.scalarText
    waiver.status.approvedOn = node["approved_on"]?.scalarText
    waiver.status.expiresOn = node["expires_on"]?.scalarText
    waiver.status.ticket = node["ticket"]?.scalarText
    waiver.status.compensation = node["compensation"]?.scalarText
    waiver.coversContradicted = (node["covers"]?.elements ?? []).contains { $0.text == Verdict.contradicted.rawValue }
    waiver.gates = node["gates"].map { $0.elements.compactMap { $0.text.flatMap(Gate.init) } }
    waiver.begins = waiver.status.approvedOn.flatMap { try? Timestamp.parseDate($0) }
    waiver.ends = waiver.status.expiresOn.flatMap { try? Timestamp.parseDate($0) }
      .flatMap { try? $0.adding(Duration(nanoseconds: WaiverReview.day)) }
    if let problem = problem(of: waiver, hasRule: rule != nil) {
      waiver.isSound = false
      waiver.status.state = .invalid
      waiver.status.note = problem
      diagnostics.append(.invalidWaiver(waiver.status, problem))
    } else if isInForce(waiver), let ends = waiver.ends, let left = try? ends.since(facts.now) {
      waiver.status.daysLeft = Int(left.nanoseconds / WaiverReview.day)
    }
    return waiver
  }

  private static let day: Int64 = 86_400 * 1_000_000_000

  private func problem(of waiver: Waiver, hasRule: Bool) -> String? {
    let status = waiver.status
    let fields: [(String, Bool)] = [
      ("rule", hasRule), ("reason", status.reason != nil), ("owner", status.owner != nil),
      ("approver", status.approver != nil), ("approved_on", waiver.begins != nil), ("expires_on", waiver.ends != nil),
    ]
    let missing = fields.filter { !$0.1 }.map(\.0)
    if !missing.isEmpty { return "it does not state \(missing.joined(separator: ", "))" }
    if let owner = status.owner, let approver = status.approver, folded(owner) == folded(approver) {
      return "its approver is its owner: somebody else has to accept the risk"
    }
    if let begins = waiver.begins, let ends = waiver.ends, ends <= begins { return "it expires before it is approved" }
    return nil
  }

  private func problem(of waiver: Waiver, rule: Rule, rubric: Rubric) -> String? {
    if !rule.isWaivable { return "the rule '\(rule.id)' cannot be waived" }
    if let longest = rubric.longestWaiver, let begins = waiver.begins, let ends = waiver.ends,
      let length = try? ends.since(begins), length.nanoseconds > longest
    {
      return "it lasts \(length.nanoseconds / WaiverReview.day) days; the rubric allows \(longest / WaiverReview.day)"
    }
    return nil
  }

  /// Trimmed and case-folded, so that 'Ana ' and 'ana' are one person.
  private func folded(_ name: String) -> [UInt8] {
    let words = name.unicodeScalars.split { $0.properties.isWhitespace }
    return Array(words.map { String(String.UnicodeScalarView($0)).lowercased() }.joined(separator: " ").utf8)
  }

  // MARK: Covering

  private func names(_ waiver: Waiver, _ rule: Rule, of rubric: Rubric, isShared: (String) -> Bool) -> Bool {
    let name = waiver.status.rule
    if rule.answers(to: name) { return !isShared(rule.id) || !name.utf8.contains(UInt8(ascii: "/")) }
    let prefix = rubric.name + "/"
    return name.utf8.starts(with: prefix.utf8) && rule.answers(to: String(name.dropFirst(prefix.count)))
  }

  private func isInForce(_ waiver: Waiver) -> Bool {
    guard let begins = waiver.begins, let ends = waiver.ends, facts.now >= begins, facts.now < ends else {
      return false
    }
    return waiver.gates.map { $0.contains(facts.gate) } ?? true
  }

  private func covers(_ waiver: Waiver, _ assessed: RuleAssessment) -> Bool {
    guard !assessed.isMet else { return false }
    switch assessed.verdict {
    case .missing, .insufficient, .claimed: return true
    case .contradicted: return waiver.coversContradicted
    case .error, .upcoming, .notApplicable, .verified: return false
    }
  }
}

extension Diagnostic {
  static func invalidWaiver(_ waiver: WaiverStatus, _ problem: String) -> Diagnostic {
    Diagnostic(
      .error, id: "waiver.invalid", "the waiver of '\(waiver.rule)' covers nothing: \(problem)", at: waiver.place)
  }

  static func waiverOfUnknownRule(_ waiver: WaiverStatus, among ids: [String]) -> Diagnostic {
    Diagnostic(
      .warning, id: "waiver.unknown-rule", "the waiver of '\(waiver.rule)' covers nothing: no rubric has that rule",
      at: waiver.place, fix: didYouMean(waiver.rule, among: ids))
  }

  static func tooManyWaivers(_ count: Int, _ most: Int, rubric: Rubric, at place: SourceRange?) -> Diagnostic {
    Diagnostic(
      .error, id: "waiver.too-many",
      "\(count) waivers are in force and the rubric '\(rubric.name)' allows \(most): none counts", at: place)
  }
}
