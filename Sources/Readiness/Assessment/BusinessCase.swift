/// The return on investment, the KPIs and the milestones as the manifest states them, for the people who pay.
public struct BusinessCase: Sendable, Hashable {
  /// An amount of money.
  public struct Money: Sendable, Hashable {
    /// How much.
    public var amount: Double
    /// Of what, as an ISO 4217 code.
    public var currency: String?

    /// An amount.
    public init(amount: Double, currency: String?) {
      self.amount = amount
      self.currency = currency
    }
  }

  /// A key performance indicator.
  public struct KPI: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Where it stands today.
    public var baseline: Double?
    /// Where it should go.
    public var target: Double?
    /// Its unit.
    public var unit: String?

    /// An indicator.
    public init(name: String, baseline: Double?, target: Double?, unit: String?) {
      self.name = name
      self.baseline = baseline
      self.target = target
      self.unit = unit
    }
  }

  /// A phase of the plan.
  public struct Milestone: Sendable, Hashable {
    /// What is to be reached.
    public var title: String
    /// When, as an ISO date.
    public var dueOn: String?
    /// Whether it was due before the assessment.
    public var isPast: Bool

    /// A milestone.
    public init(title: String, dueOn: String?, isPast: Bool) {
      self.title = title
      self.dueOn = dueOn
      self.isPast = isPast
    }
  }

  /// What it is good for, in the team's words.
  public var why: String?
  /// What is put in.
  public var investment: Money?
  /// What comes back in a year.
  public var annualBenefit: Money?
  /// Months until the investment is back, as stated.
  public var statedPaybackMonths: Double?
  /// Months until the investment is back: 12 × investment ÷ annual benefit, where both are in the same currency.
  public var paybackMonths: Double?
  /// The indicators.
  public var kpis: [KPI]
  /// The phases.
  public var milestones: [Milestone]

  /// A case in which nothing is stated.
  public init() {
    kpis = []
    milestones = []
  }
}
