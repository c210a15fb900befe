import Synchronization

/// Room for a plan that is made when it is first asked for. Threads that ask at the same time may each make one; the
/// first stays.
///
/// The library's `AtomicLazyReference` does the same, but is not specialised for its type: asking it takes longer than
/// evaluating a small expression.
@safe struct PlanSlot: ~Copyable, Sendable {
  private let plan = unsafe Atomic<Unmanaged<PlannedNode>?>(nil)

  /// Evaluates the plan. It lives as long as the slot does, so that nobody has to hold on to it meanwhile.
  func evaluate(_ state: inout EvaluationState, _ make: () -> PlannedNode) -> Evaluated {
    guard let known = unsafe plan.load(ordering: .acquiring) else { return first(make).evaluate(&state) }
    return unsafe known._withUnsafeGuaranteedRef { $0.evaluate(&state) }
  }

  private func first(_ make: () -> PlannedNode) -> PlannedNode {
    let made = unsafe Unmanaged.passRetained(make())
    let (_, first) = unsafe plan.compareExchange(expected: nil, desired: made, ordering: .acquiringAndReleasing)
    guard let first = unsafe first else { return unsafe made.takeUnretainedValue() }
    unsafe made.release()
    return unsafe first.takeUnretainedValue()
  }

  deinit { unsafe plan.load(ordering: .acquiring)?.release() }
}
