extension Gate {
  /// What people call the gate, in a sentence.
  public var title: String {
    switch self {
    case .kickoff: "kickoff"
    case .poc: "proof of concept"
    case .mvp: "MVP"
    case .production: "production"
    case .operate: "operation"
    }
  }
}
