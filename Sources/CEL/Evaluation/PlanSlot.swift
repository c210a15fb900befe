import Synchronization

/// Room for a plan that is made when it is first asked for. Threads that ask at the same time may each make one; the
/// first stays.
///
/// The library's `AtomicLazyReference` does the same, but is not specialised for its type: asking it takes longer than
/// evaluating a small expression.
@safe struct PlanSlot: ~Copyable, Sendable {
  private let plan = unsafe Atomic<Unmanaged<PlannedNode>?>(nil)

  func plan(_ make: () -> PlannedNode) -> PlannedNode {
    if let known = unsafe plan.load(ordering: .acquiring) { return unsafe known.takeUnretainedValue() }
    let made = unsafe Unmanaged.passRetained(make())
    let (_, first) = unsafe plan.compareExchange(expected: nil, desired: made, ordering: .acquiringAndReleasing)
    guard let first = unsafe first else { return unsafe made.takeUnretainedValue() }
    unsafe made.release()
    return unsafe first.takeUnretainedValue()
  }

  deinit { unsafe plan.load(ordering: .acquiring)?.release() }
}
