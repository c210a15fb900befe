/// The level that a rule requires from each gate on, as its `gates:` states it.
public struct RequiredLevels: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  private var kickoff: Level?
  private var poc: Level?
  private var mvp: Level?
  private var production: Level?
  private var operate: Level?

  /// No level at any gate.
  public init() {}

  /// The levels that begin at some gates; of one that is named twice, the last counts.
  public init(dictionaryLiteral elements: (Gate, Level)...) {
    for (gate, level) in elements { self[gate] = level }
  }

  /// The level that is stated for a gate, where one is.
  public subscript(gate: Gate) -> Level? {
    get {
      switch gate {
      case .kickoff: kickoff
      case .poc: poc
      case .mvp: mvp
      case .production: production
      case .operate: operate
      }
    }
    set {
      switch gate {
      case .kickoff: kickoff = newValue
      case .poc: poc = newValue
      case .mvp: mvp = newValue
      case .production: production = newValue
      case .operate: operate = newValue
      }
    }
  }

  /// Whether no gate requires anything.
  public var isEmpty: Bool { self == RequiredLevels() }

  /// Whether a level is stated for any gate.
  public func contains(_ level: Level) -> Bool {
    [kickoff, poc, mvp, production, operate].contains(level)
  }

  /// The level that is required at a gate: that of the last gate up to it that states one.
  public func level(at gate: Gate) -> Level? {
    switch gate {
    case .kickoff: kickoff
    case .poc: poc ?? kickoff
    case .mvp: mvp ?? poc ?? kickoff
    case .production: production ?? mvp ?? poc ?? kickoff
    case .operate: operate ?? production ?? mvp ?? poc ?? kickoff
    }
  }
}
