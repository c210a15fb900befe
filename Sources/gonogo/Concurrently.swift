import Readiness

extension WorkDivision {
  /// Over the machine's cores: in more parts than there are cores, as some are done sooner than others.
  static let acrossCores: WorkDivision = {
    let workers = Workers.shared
    guard workers.cores > 1 else { return .undivided }
    return WorkDivision(parts: 2 * workers.cores) { workers.perform($0) }
  }()
}

/// Runs pieces of work beside each other, where the machine has the cores, and gives their results in the order of the
/// pieces. Those that take longest had better stand first.
///
/// Work is done beside other work only where it is a function of its inputs, so that the results do not depend on which
/// piece was quicker.
func concurrently<Result: Sendable>(_ pieces: [@Sendable () -> Result]) -> [Result] {
  WorkDivision.acrossCores.results(of: pieces)
}

/// Runs two pieces of work beside each other.
func concurrently<First: Sendable, Second: Sendable>(
  _ first: @escaping @Sendable () -> First, _ second: @escaping @Sendable () -> Second
) -> (First, Second) {
  WorkDivision.acrossCores.results(first, second)
}
