/// A stage of a project, in the order in which projects pass them.
public enum Gate: String, Sendable, Hashable, CaseIterable, Comparable {
  case kickoff
  case poc
  case mvp
  case production
  case operate

  /// An earlier gate comes first.
  public static func < (a: Gate, b: Gate) -> Bool { a.position < b.position }

  private var position: Int {
    switch self {
    case .kickoff: 0
    case .poc: 1
    case .mvp: 2
    case .production: 3
    case .operate: 4
    }
  }
}
