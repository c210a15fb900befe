/// What a framework comes to for one project: derived from the rules' verdicts, never stated twice. It says how far the
/// rules got, not whether anybody complies.
public struct FrameworkAssessment: Sendable {
  /// Whether the framework is held against the project.
  public enum Applicability: Sendable, Hashable {
    /// What the manifest states makes it bind.
    case binds
    /// The manifest, or who asked for the report, names it.
    case named
    /// What is stated does not tell: the paths that would.
    case unknown([String])
    /// It could not be found out: why.
    case undecided(String)
    /// What is stated rules it out, or nothing binds and nobody named it.
    case doesNotApply
  }

  /// The framework.
  public var framework: Framework
  /// Whether it is held against the project.
  public var applicability: Applicability
  /// Its controls, in the framework's order; none where it is not held against the project.
  public var controls: [ControlAssessment]

  /// How many of its controls have each status, those that do not apply included.
  public func count(_ status: ControlAssessment.Status) -> Int {
    controls.indices.count { controls[$0].status == status }
  }
}

/// What a control comes to: the worst of its rules.
public struct ControlAssessment: Sendable {
  /// The statuses, the worst first.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// One of its rules is not met, be it waived.
    case notMet = "not_met"
    /// No rule serves it, or one of those that do was not judged.
    case notAssessed = "not_assessed"
    /// All its rules are met, and at least one only by what the team states.
    case statedOnly = "stated_only"
    /// All its rules are met by evidence.
    case evidenced
    /// It does not bind this project, or none of its rules applies.
    case notApplicable = "not_applicable"
  }

  /// A rule that serves a control.
  public struct ServingRule: Sendable, Hashable {
    /// Its id, as the framework names it.
    public var id: String
    /// Where it was judged: the indices of rubric and rule in the assessment; nil where it is in no rubric of the run.
    public var judged: Judged?
    /// What it comes to for the control.
    public var status: Status
    /// Whether a waiver covers it.
    public var isWaived: Bool

    /// A rule's place in an assessment.
    public struct Judged: Sendable, Hashable {
      /// The rubric's index.
      public var rubric: Int
      /// The rule's index in it.
      public var rule: Int

      /// A place.
      public init(rubric: Int, rule: Int) {
        self.rubric = rubric
        self.rule = rule
      }
    }
  }

  /// The control.
  public var control: Control
  /// What it comes to.
  public var status: Status
  /// What it is by law on the day of the assessment.
  public var legalState: LegalStatus.State
  /// The rules that serve it, in the control's order.
  public var rules: [ServingRule]
  /// Why the status is what it is, where the rules do not say.
  public var remark: String?

  /// Whether a waiver stands behind it.
  public var isWaived: Bool { rules.contains(where: \.isWaived) }
}
