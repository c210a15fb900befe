import CEL
import Diagnostics

/// Compares the waivers and the sign-offs of two reports.
struct RecordReview {
  private(set) var waivers: [WaiverChange] = []
  /// The waivers that were in force and whose last day has passed.
  private(set) var ended: [WaiverSnapshot] = []
  private(set) var signoffs: [SignoffChange] = []

  init(_ earlier: AssessmentSnapshot, _ later: AssessmentSnapshot) {
    compareWaivers(earlier, later)
    compareSignoffs(earlier.signoffs, later.signoffs)
  }

  private mutating func compareWaivers(_ earlier: AssessmentSnapshot, _ later: AssessmentSnapshot) {
    let same = RecordMatching(earlier.waivers.map(\.wording), later.waivers.map(\.wording))
    for (before, after) in same.pairs {
      let (old, new) = (earlier.waivers[before], later.waivers[after])
      guard old.isInForce != new.isInForce else { continue }
      if old.isInForce, hasEnded(new, at: later.asOf) {
        ended.append(old)
      } else {
        waivers.append(WaiverChange(before: old, after: new))
      }
    }
    // What is left is of other wording: two of one rule are one that was changed.
    let (gone, new) = (same.gone.map { earlier.waivers[$0] }, same.new.map { later.waivers[$0] })
    let changed = RecordMatching(gone.map { [$0.rule] }, new.map { [$0.rule] })
    for (before, after) in changed.pairs { waivers.append(WaiverChange(before: gone[before], after: new[after])) }
    for waiver in changed.gone.map({ gone[$0] }) {
      if waiver.isInForce, hasEnded(waiver, at: later.asOf) {
        ended.append(waiver)
      } else {
        waivers.append(WaiverChange(before: waiver, after: nil))
      }
    }
    for index in changed.new { waivers.append(WaiverChange(before: nil, after: new[index])) }
  }

  /// A waiver is in force through the end of its last day, UTC.
  private func hasEnded(_ waiver: WaiverSnapshot, at now: Timestamp) -> Bool {
    guard let text = waiver.expiresOn, let day = try? Timestamp.parseDate(text),
      let end = try? day.adding(Duration(nanoseconds: 86_400 * 1_000_000_000))
    else { return false }
    return end <= now
  }

  private mutating func compareSignoffs(_ earlier: [SignoffSnapshot], _ later: [SignoffSnapshot]) {
    let matching = RecordMatching(earlier.map(\.wording), later.map(\.wording))
    for (before, after) in matching.pairs where earlier[before].state != later[after].state {
      signoffs.append(SignoffChange(before: earlier[before], after: later[after]))
    }
    for index in matching.gone { signoffs.append(SignoffChange(before: earlier[index], after: nil)) }
    for index in matching.new { signoffs.append(SignoffChange(before: nil, after: later[index])) }
  }
}

/// Which record of the earlier list is which of the later one: those of the same texts, in their order.
private struct RecordMatching {
  private(set) var pairs: [(before: Int, after: Int)] = []
  private(set) var gone: [Int] = []
  private(set) var new: [Int] = []

  init(_ earlier: [[String?]], _ later: [[String?]]) {
    var waiting: [[[UInt8]?]: [Int]] = [:]
    for index in later.indices.reversed() { waiting[RecordMatching.key(later[index]), default: []].append(index) }
    var taken = [Bool](repeating: false, count: later.count)
    for index in earlier.indices {
      if let after = waiting[RecordMatching.key(earlier[index])]?.popLast() {
        taken[after] = true
        pairs.append((index, after))
      } else {
        gone.append(index)
      }
    }
    new = later.indices.filter { !taken[$0] }
  }

  private static func key(_ texts: [String?]) -> [[UInt8]?] { texts.map { text in text.map { Array($0.utf8) } } }
}

extension WaiverSnapshot {
  fileprivate var wording: [String?] { [rule, reason, owner, approver, approvedOn, expiresOn] }
}

extension SignoffSnapshot {
  fileprivate var wording: [String?] { [gate, role, person, signedOn, digest] }
}
