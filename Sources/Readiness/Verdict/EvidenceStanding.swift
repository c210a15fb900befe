import CEL
import Diagnostics
import Documents
import Evidence

/// Whether an item of evidence can prove anything for a rule: its age and its identity.
struct EvidenceJudge {
  let facts: Facts

  /// Clocks differ: a time that lies less than this in the future is not held against an item.
  static let grace = Duration(nanoseconds: 24 * 3_600 * 1_000_000_000)

  /// How an item stands under a rule's `max_age`. An item of another model version proves nothing either way; under
  /// `max_age`, one without a stated time, or from the future, or too old, is stale: it cannot prove, and still
  /// contradicts.
  func standing(of item: EvidenceItem, maxAge: Int64?) -> EvidenceUse.Standing {
    if let stated = facts.manifest.modelVersion, let own = item.modelVersion?.scalarText,
      !sameBytes(own, stated)
    {
      return .otherModelVersion
    }
    guard let maxAge else { return .fresh }
    guard let produced = producedAt(item), let limit = try? facts.now.adding(EvidenceJudge.grace), produced <= limit
    else { return .stale }
    guard let oldest = try? facts.now.subtracting(Duration(nanoseconds: maxAge)) else { return .fresh }
    return produced < oldest ? .stale : .fresh
  }

  /// When an item was produced, where its content says so; a date without a time is 00:00 UTC.
  func producedAt(_ item: EvidenceItem) -> Timestamp? {
    guard let text = item.producedAt?.scalarText else { return nil }
    return (try? Timestamp.parse(text)) ?? (try? Timestamp.parseDate(text))
  }

  /// What the items disagree on, so that together they prove nothing; nil where they agree or do not say.
  func disagreement(of items: [EvidenceItem]) -> String? {
    if let values = distinct(items.compactMap { $0.commit?.scalarText }) {
      return "the items state different commits (\(values)), so that they prove nothing together"
    }
    if let values = distinct(items.compactMap { $0.modelVersion?.scalarText }) {
      return "the items state different model versions (\(values)), so that they prove nothing together"
    }
    return nil
  }

  private func distinct(_ values: [String]) -> String? {
    var seen: [String] = []
    for value in values where !seen.contains(where: { sameBytes($0, value) }) { seen.append(value) }
    return seen.count > 1 ? seen.prefix(4).joined(separator: ", ") + (seen.count > 4 ? ", …" : "") : nil
  }
}
