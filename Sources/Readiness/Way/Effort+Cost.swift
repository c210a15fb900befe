extension Effort {
  /// What fulfilling a rule of this effort costs, where ways to GO are compared: a medium remedy as much as three small
  /// ones, a large one as much as eight. A rubric states efforts in words; these numbers are the only ones that there are,
  /// and every plan shows them.
  public var cost: Int {
    switch self {
    case .small: 1
    case .medium: 3
    case .large: 8
    }
  }
}
