/// What the project itself changed.
public struct ProjectChanges: Sendable, Hashable {
  /// Another gate than before.
  public struct OtherGate: Sendable, Hashable {
    /// The gate that was assessed before.
    public var before: Gate
    /// The gate that is assessed now.
    public var after: Gate
  }

  /// The gate, where another one is assessed.
  public var gate: OtherGate?
  /// The rules that came to something else, what is worse first.
  public var rules: [RuleChange]
  /// Waivers that are new, gone or different.
  public var waivers: [WaiverChange]
  /// Sign-offs that are new, gone or stand otherwise.
  public var signoffs: [SignoffChange]
  /// What became of the evidence, whatever it proves.
  public var evidence: EvidenceChanges

  /// Whether nothing changed that would be told.
  public var isEmpty: Bool {
    gate == nil && rules.isEmpty && waivers.isEmpty && signoffs.isEmpty && evidence.isEmpty
  }
}

/// What became of the files of evidence.
public struct EvidenceChanges: Sendable, Hashable {
  /// Files that are there now and were not.
  public var added = 0
  /// Files with other content than before.
  public var replaced = 0
  /// Files that are no longer there, an item of each.
  public var gone: [EvidenceSnapshot] = []

  /// Whether all of it is as it was.
  public var isEmpty: Bool { added == 0 && replaced == 0 && gone.isEmpty }
}

/// A waiver that is new, gone or different.
public struct WaiverChange: Sendable, Hashable {
  /// The waiver as it was; nil for a new one.
  public var before: WaiverSnapshot?
  /// The waiver as it is; nil for one that is gone.
  public var after: WaiverSnapshot?
}

/// A sign-off that is new, gone or stands otherwise.
public struct SignoffChange: Sendable, Hashable {
  /// The sign-off as it was; nil for a new one.
  public var before: SignoffSnapshot?
  /// The sign-off as it is; nil for one that is gone.
  public var after: SignoffSnapshot?
}

/// What changed in the rubrics, and which rules came to something else by it.
public struct RubricChanges: Sendable, Hashable {
  /// The changes of the rubrics.
  public var edits: [RubricEdit]
  /// The rules that came to something else by them, what is worse first.
  public var rules: [RuleChange]

  /// Whether the rubrics are what they were.
  public var isEmpty: Bool { edits.isEmpty && rules.isEmpty }
}

/// What changed by the date alone: the same inputs, judged later.
public struct Expirations: Sendable, Hashable {
  /// Evidence that is too old now to prove a rule.
  public struct StaleProof: Sendable, Hashable {
    /// The rule, and what it comes to now.
    public var change: RuleChange
    /// The items that are too old.
    public var items: [EvidenceSnapshot]
  }

  /// A rule that was announced, and counts now.
  public struct Enforced: Sendable, Hashable {
    /// The rule.
    public var rule: RuleReference
    /// The first day on which it counts.
    public var day: String
    /// What it comes to.
    public var verdict: Verdict
  }

  /// Waivers that were in force and have ended.
  public var waivers: [WaiverSnapshot]
  /// Rules whose proof is too old now.
  public var evidence: [StaleProof]
  /// Rules that were announced, and count now.
  public var enforced: [Enforced]
  /// Rules that ask for the date themselves.
  public var rules: [RuleChange]

  /// Whether nothing expired.
  public var isEmpty: Bool { waivers.isEmpty && evidence.isEmpty && enforced.isEmpty && rules.isEmpty }
}

/// Where a rubric that is in both reports stands.
public struct RubricStanding: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// Its title.
  public var title: String
  /// What it came to before.
  public var before: Result
  /// What it comes to now.
  public var after: Result
  /// Its areas: those of the later report in its order, then those that are gone.
  public var areas: [Area]

  /// What a rubric came to in one report.
  public struct Result: Sendable, Hashable {
    /// Its decision.
    public var decision: Decision
    /// The threshold of the score.
    public var threshold: Int?
    /// The scores.
    public var scores: ScoreSet
  }

  /// An area in both reports.
  public struct Area: Sendable, Hashable {
    /// Its name in rule ids.
    public var id: String
    /// What people call it.
    public var title: String
    /// Its scores before; nil where no rule of it counted.
    public var before: ScoreSet?
    /// Its scores now; nil where no rule of it counts.
    public var after: ScoreSet?
  }
}

extension RubricStanding {
  init(_ earlier: RubricSnapshot, _ later: RubricSnapshot) {
    name = later.name
    title = later.title
    before = Result(decision: earlier.decision, threshold: earlier.threshold, scores: earlier.scores)
    after = Result(decision: later.decision, threshold: later.threshold, scores: later.scores)
    let old = ByteIndex(earlier.areas.map(\.id))
    let new = ByteIndex(later.areas.map(\.id))
    areas =
      later.areas.map { area in
        Area(
          id: area.id, title: area.title, before: old[area.id].map { earlier.areas[$0].scores }, after: area.scores)
      }
      + earlier.areas.filter { new[$0.id] == nil }.map {
        Area(id: $0.id, title: $0.title, before: $0.scores, after: nil)
      }
  }
}

/// The first place of each text in a list, found by its bytes.
struct ByteIndex {
  private var places: [[UInt8]: Int] = [:]

  init(_ texts: [String]) {
    places.reserveCapacity(texts.count)
    for (index, text) in texts.enumerated() { insert(text, index) }
  }

  /// Takes note of a text; the first one of the same bytes counts.
  mutating func insert(_ text: String, _ index: Int) {
    let key = Array(text.utf8)
    if places[key] == nil { places[key] = index }
  }

  subscript(text: String) -> Int? { places[Array(text.utf8)] }
}
