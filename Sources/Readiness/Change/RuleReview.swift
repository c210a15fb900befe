import CEL
import Diagnostics

/// Compares the rules of two reports, and tells who or what is behind each that came to something else.
///
/// A verdict rests on the rule, the manifest, the evidence and the date. Which of them changed is told from digests and from
/// the values that the verdict cites; where two of them did, the first in this order is named, and that it is not certain.
struct RuleReview {
  let files: EvidenceComparison
  private(set) var withdrawn: [Withdrawal] = []
  private(set) var stale: [Expirations.StaleProof] = []
  private(set) var enforced: [Expirations.Enforced] = []
  private(set) var edits: [RubricEdit] = []
  private var changes: [RuleChange] = []
  private let earlier: AssessmentSnapshot
  private let later: AssessmentSnapshot
  /// Whether the manifest and the documents that it names are as they were.
  private let areStatementsSame: Bool
  /// Whether the evidence is, too.
  private let areInputsSame: Bool

  init(_ earlier: AssessmentSnapshot, _ later: AssessmentSnapshot) {
    self.earlier = earlier
    self.later = later
    files = EvidenceComparison(earlier, later)
    areStatementsSame = RuleReview.sameFiles(earlier.inputs, later.inputs)
    areInputsSame = files.isSame && areStatementsSame
  }

  /// The changes of some causes that are told nowhere else: what is worse first.
  func changes(by causes: RuleChange.Cause...) -> [RuleChange] {
    let chosen = changes.filter { causes.contains($0.cause) }
    return [ChangeDirection.worse, .better, .neither].flatMap { direction in
      chosen.filter { $0.direction == direction }
    }
  }

  /// Compares the rules of a rubric that is in both reports.
  mutating func compare(_ pair: RubricMatching.Pair) {
    let (old, new) = (earlier.rubrics[pair.before], later.rubrics[pair.after])
    var rubric = RubricComparison(old, new, isSameGate: earlier.gate == later.gate)
    let matching = RuleMatching(old.rules, new.rules)
    for index in matching.added {
      rubric.add(reference(new.rules[index], new.name, .init(rubric: pair.after, rule: index)), new.rules[index])
    }
    for index in matching.removed { rubric.remove(reference(old.rules[index], new.name, nil), old.rules[index]) }
    for (before, after) in matching.pairs {
      let rule = reference(new.rules[after], new.name, .init(rubric: pair.after, rule: after))
      rubric.compare(old.rules[before], new.rules[after], rule)
      compareAnnouncement(old.rules[before], new.rules[after], rule, &rubric)
      compareResult(old.rules[before], new.rules[after], rule, rubric)
    }
    edits += rubric.edits
  }

  private func reference(
    _ rule: RuleSnapshot, _ rubric: String, _ position: RuleReference.Position?
  ) -> RuleReference {
    RuleReference(rubric: rubric, id: rule.id, title: rule.title, severity: rule.severity, position: position)
  }

  /// Only an unmet rule shows that it is announced: of a met one nothing is known.
  private mutating func compareAnnouncement(
    _ old: RuleSnapshot, _ new: RuleSnapshot, _ rule: RuleReference, _ rubric: inout RubricComparison
  ) {
    guard old.isOpen, new.isOpen else { return }
    switch (old.announcedFor, new.announcedFor) {
    case (nil, nil): return
    case (let before?, nil):
      if let day = try? Timestamp.parseDate(before), day <= later.asOf {
        enforced.append(Expirations.Enforced(rule: rule, day: before, verdict: new.verdict))
      } else {
        rubric.announce(rule, from: before, to: nil)
      }
    case (let before, let after?):
      if let before, sameBytes(before, after) { return }
      rubric.announce(rule, from: before, to: after)
    }
  }

  private mutating func compareResult(
    _ old: RuleSnapshot, _ new: RuleSnapshot, _ rule: RuleReference, _ rubric: RubricComparison
  ) {
    let (before, after) = (RuleChange.Result(old), RuleChange.Result(new))
    guard before != after else { return }
    let likeness = likeness(old, new, rubric)
    let (cause, isCertain) = cause(old, new, likeness)
    var change = RuleChange(
      rule: rule, before: before, after: after, cause: cause, isCauseCertain: isCertain, message: new.message)
    let lost = lostItems(old, new, likeness)
    if let kind = withdrawalKind(old, new), !lost.isEmpty {
      change.cause = .project
      change.isCauseCertain = likeness == .same
      withdrawn.append(Withdrawal(kind: kind, change: change, items: lost))
      return
    }
    let aged = agedItems(old, new)
    if isProofLost(old, new), likeness == .same, !aged.isEmpty {
      change.cause = .date
      change.isCauseCertain = true
      stale.append(Expirations.StaleProof(change: change, items: aged))
      return
    }
    changes.append(change)
  }

  // MARK: Causes

  /// Whether two rules ask for the same.
  private enum Likeness { case same, different, unknown }

  private func likeness(_ old: RuleSnapshot, _ new: RuleSnapshot, _ rubric: RubricComparison) -> Likeness {
    if rubric.isSame { return .same }
    let cited = old.citations + new.citations
    if rubric.changedParameters.contains(where: { name in cited.contains { sameBytes($0.name, name) } }) {
      return .different
    }
    guard let before = old.criteria, let after = new.criteria else { return .unknown }
    return before == after && old.maxAge == new.maxAge ? .same : .different
  }

  private func cause(
    _ old: RuleSnapshot, _ new: RuleSnapshot, _ likeness: Likeness
  ) -> (cause: RuleChange.Cause, isCertain: Bool) {
    if old.requiredLevel != new.requiredLevel {
      if earlier.gate != later.gate { return (.gate, old.gates == new.gates) }
      if old.verdict == new.verdict { return (.rubric, true) }
    }
    switch likeness {
    case .different: return (.rubric, areInputsSame)
    case .unknown: return areInputsSame ? (.rubric, earlier.asOf == later.asOf) : (.project, false)
    case .same:
      if areInputsSame { return (earlier.asOf == later.asOf ? .tool : .date, true) }
      switch dateShare(old, new) {
      case .all: return (.date, true)
      case .asFarAsSeen: return (.date, false)
      case .none: return (.project, old.requiredLevel == new.requiredLevel)
      }
    }
  }

  private enum DateShare { case all, asFarAsSeen, none }

  /// Whether the date alone made the difference. It is certain where the files, or all values that the verdict cites, are
  /// as they were. A rule may cite other values at another date, so that those that it cites at both are the next best.
  private func dateShare(_ old: RuleSnapshot, _ new: RuleSnapshot) -> DateShare {
    guard earlier.asOf != later.asOf, (old.citations + new.citations).contains(where: { sameBytes($0.name, "now") }),
      hasSameEvidence(old, new)
    else { return .none }
    if areStatementsSame { return .all }
    func stated(_ rule: RuleSnapshot) -> [NamedValue] { rule.citations.filter { !sameBytes($0.name, "now") } }
    let (before, after) = (stated(old), stated(new))
    if before.count == after.count, old.missing.count == new.missing.count,
      zip(before, after).allSatisfy({ sameBytes($0.name, $1.name) && sameBytes($0.value, $1.value) }),
      zip(old.missing, new.missing).allSatisfy({ sameBytes($0, $1) })
    {
      return .all
    }
    // What was missing and is cited now was stated since, and the other way round.
    let (places, laterPlaces) = (ByteIndex(before.map(\.name)), ByteIndex(after.map(\.name)))
    if old.missing.contains(where: { laterPlaces[$0] != nil }) || new.missing.contains(where: { places[$0] != nil }) {
      return .none
    }
    let common = after.compactMap { value in places[value.name].map { (before[$0].value, value.value) } }
    return !common.isEmpty && common.allSatisfy { sameBytes($0, $1) } ? .asFarAsSeen : .none
  }

  private func hasSameEvidence(_ old: RuleSnapshot, _ new: RuleSnapshot) -> Bool {
    old.evidence.count == new.evidence.count
      && zip(old.evidence, new.evidence).allSatisfy {
        guard let before = earlier.item(of: $0), let after = later.item(of: $1) else { return false }
        return before.isSame(as: after)
      }
  }

  private static func sameFiles(_ old: [Provenance.Input], _ new: [Provenance.Input]) -> Bool {
    func stated(_ inputs: [Provenance.Input]) -> [Provenance.Input] {
      inputs.filter { sameBytes($0.role, "manifest") || sameBytes($0.role, "document") }
    }
    let (before, after) = (stated(old), stated(new))
    return before.count == after.count
      && zip(before, after).allSatisfy {
        sameBytes($0.role, $1.role) && sameBytes($0.path, $1.path) && $0.digest == $1.digest
      }
  }

  // MARK: Evidence

  /// Whether a rule was proved, and nothing proves it now. That the evidence now speaks against it, or that the claim
  /// itself does not hold, is no loss of evidence.
  private func isProofLost(_ old: RuleSnapshot, _ new: RuleSnapshot) -> Bool {
    guard old.verdict == .verified else { return false }
    return new.verdict == .claimed || new.verdict == .missing && !new.hasClaim
  }

  private func withdrawalKind(_ old: RuleSnapshot, _ new: RuleSnapshot) -> Withdrawal.Kind? {
    switch (old.verdict, new.verdict) {
    case (.verified, .claimed), (.verified, .missing), (.verified, .error): .proof
    case (.contradicted, .claimed): .denial
    // Decided by evidence alone: it said no, and now says nothing.
    case (.insufficient, .missing) where !old.hasClaim && !new.hasClaim: .denial
    default: nil
    }
  }

  /// The items that decided a rule before, and are no longer there for it. What was stale contradicts as well.
  private func lostItems(
    _ old: RuleSnapshot, _ new: RuleSnapshot, _ likeness: Likeness
  ) -> [Withdrawal.Item] {
    let selected = new.evidence.compactMap(later.item)
    return old.evidence.filter { $0.standing == .fresh || old.verdict != .verified && $0.standing == .stale }
      .compactMap(earlier.item).compactMap { item in
        switch files.fate(of: item) {
        case .kept: return nil
        case .absent:
          let isUnreadable = later.unreadable.contains { sameBytes($0, item.path) }
          return Withdrawal.Item(evidence: item, fate: isUnreadable ? .unreadable : .gone)
        case .replaced:
          guard likeness == .same, !selected.contains(where: { $0.isOfSameFile(as: item) }) else { return nil }
          return Withdrawal.Item(evidence: item, fate: .replaced)
        }
      }
  }

  /// The items that proved a rule, are still there, and are too old now.
  private func agedItems(_ old: RuleSnapshot, _ new: RuleSnapshot) -> [EvidenceSnapshot] {
    let fresh = old.evidence.filter { $0.standing == .fresh }.compactMap(earlier.item)
    return new.evidence.filter { $0.standing == .stale }.compactMap(later.item)
      .filter { item in fresh.contains { $0.isSame(as: item) } }
  }
}
