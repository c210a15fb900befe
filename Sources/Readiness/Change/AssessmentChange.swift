public import CEL
import Diagnostics

/// What is different in an assessment from an earlier one, told apart by who or what changed it.
///
/// ```swift
/// let change = AssessmentChange(from: earlier, to: AssessmentSnapshot(assessment))
/// if change.isWorse { … }                 // the decision, or evidence that was withdrawn
/// ```
public struct AssessmentChange: Sendable, Hashable {
  /// The head of a report.
  public struct Side: Sendable, Hashable {
    /// The project's name.
    public var project: String
    /// The gate.
    public var gate: Gate
    /// `now` of the run.
    public var asOf: Timestamp
    /// The decision.
    public var decision: Decision
    /// What the run came to.
    public var outcome: Outcome
    /// The version of the tool.
    public var toolVersion: String
  }

  /// The earlier report.
  public var before: Side
  /// The later report.
  public var after: Side
  /// Whether the reports name different projects.
  public var isOfOtherProject: Bool
  /// Whether both reports say by which expressions each rule judges; an older version's does not, and what the rubric
  /// changed cannot be told apart as well then.
  public var isComplete: Bool
  /// Where the rubrics that are in both reports stand.
  public var standings: [RubricStanding]
  /// Evidence that decided a rule and is no longer there.
  public var withdrawn: [Withdrawal]
  /// What the project changed.
  public var project: ProjectChanges
  /// What the rubrics changed.
  public var rubric: RubricChanges
  /// What changed by the date alone.
  public var expired: Expirations

  /// Compares two reports.
  public init(from earlier: AssessmentSnapshot, to later: AssessmentSnapshot) {
    before = Side(earlier)
    after = Side(later)
    if let old = earlier.projectID, let new = later.projectID {
      isOfOtherProject = !sameBytes(old, new)
    } else {
      isOfOtherProject = !sameBytes(earlier.project, later.project)
    }
    isComplete = [earlier, later].allSatisfy { side in
      side.rubrics.allSatisfy { rubric in rubric.rules.allSatisfy { $0.criteria != nil } }
    }
    let matching = RubricMatching(earlier, later)
    standings = matching.pairs.map { RubricStanding(earlier.rubrics[$0.before], later.rubrics[$0.after]) }
    var review = RuleReview(earlier, later)
    for pair in matching.pairs { review.compare(pair) }
    let records = RecordReview(earlier, later)
    withdrawn = review.withdrawn
    project = ProjectChanges(
      gate: earlier.gate == later.gate ? nil : ProjectChanges.OtherGate(before: earlier.gate, after: later.gate),
      rules: review.changes(by: .project, .gate, .tool), waivers: records.waivers, signoffs: records.signoffs,
      evidence: review.files.changes)
    rubric = RubricChanges(
      edits: matching.edits + review.edits, rules: review.changes(by: .rubric))
    expired = Expirations(
      waivers: records.ended, evidence: review.stale, enforced: review.enforced, rules: review.changes(by: .date))
  }

  /// Whether the decision is worse than before, or could not be made any more, or evidence was withdrawn.
  public var isWorse: Bool { decisionDirection == .worse || !withdrawn.isEmpty }

  /// Whether the decision is better or worse than before.
  public var decisionDirection: ChangeDirection {
    if before.decision.gravity != after.decision.gravity {
      return before.decision.gravity < after.decision.gravity ? .worse : .better
    }
    guard (before.outcome == .broken) != (after.outcome == .broken) else { return .neither }
    return after.outcome == .broken ? .worse : .better
  }

  /// Whether nothing is told but decision and scores.
  public var isEmpty: Bool {
    withdrawn.isEmpty && project.isEmpty && rubric.isEmpty && expired.isEmpty
  }
}

extension AssessmentChange.Side {
  init(_ snapshot: AssessmentSnapshot) {
    self.init(
      project: snapshot.project, gate: snapshot.gate, asOf: snapshot.asOf, decision: snapshot.decision,
      outcome: snapshot.outcome, toolVersion: snapshot.toolVersion)
  }
}
