internal import Diagnostics

// The second form of a plan: the same nodes, each wrapped in one that writes down what it came to.

/// What a trace is written into while it is taken. A class, so that where none is taken there is but a nil. What changes
/// stands behind a pointer: a variable of a class would be checked for exclusive access with each step.
@safe
final class TraceRecord {
  private let contents: UnsafeMutablePointer<Contents>

  init(of source: String, nodeCount: Int, slotCount: Int) {
    unsafe contents = .allocate(capacity: 1)
    unsafe contents.initialize(to: Contents(of: source, nodeCount: nodeCount, slotCount: slotCount))
  }

  deinit {
    unsafe contents.deinitialize(count: 1)
    unsafe contents.deallocate()
  }

  var steps: [Trace.Step] { unsafe contents.pointee.steps }
  var hasRoomForReads: Bool { unsafe contents.pointee.hasRoomForReads }
  /// The attributes that were read, each path once.
  var distinctReads: [Trace.Read] { unsafe contents.pointee.distinctReads }

  /// Begins a step and everything below it; `end` says what it came to.
  func begin(_ offsets: Range<Int>, loopSlot: Int?) -> Int {
    unsafe contents.pointee.begin(offsets, loopSlot: loopSlot)
  }

  func end(_ step: Int, _ result: Evaluated, decidingIndex: Int?) {
    unsafe contents.pointee.end(step, result, decidingIndex: decidingIndex)
  }

  func add(_ read: Read) { unsafe contents.pointee.add(read) }

  /// Begins an iteration of a comprehension's body.
  func mark(_ slot: Int) -> (mark: Loop, loop: Loop) { unsafe contents.pointee.mark(slot) }

  /// Ends an iteration: only one of them stays.
  func endIteration(
    _ slot: Int, _ iteration: (mark: Loop, loop: Loop), _ result: Evaluated, decisive: Bool?
  ) {
    unsafe contents.pointee.endIteration(slot, iteration, result, decisive: decisive)
  }
}

extension TraceRecord {
  struct Read {
    var path: AttributePath
    var value: Value
    var place: SourceRange?
  }

  /// Where a comprehension's body has begun to write, and whether an iteration is kept already.
  struct Loop {
    var stepStart: Int
    var readStart: Int
    var hasKept = false
  }

  /// What was written down so far.
  private struct Contents {
    /// More than anybody reads; a loop over everything must not fill the memory.
    private static let maxReads = 10_000

    private let source: String
    var steps: [Trace.Step] = []
    var reads: [Read] = []
    /// By the slot of the comprehension's variable.
    private var loops: [Loop?] = []
    private var depth = 0

    init(of source: String, nodeCount: Int, slotCount: Int) {
      self.source = source
      steps.reserveCapacity(nodeCount)
      loops = [Loop?](slotCount, of: nil)
    }

    /// Begins a step and everything below it; `end` says what it came to.
    mutating func begin(_ offsets: Range<Int>, loopSlot: Int?) -> Int {
      steps.append(Trace.Step(offsets, of: source, depth: depth))
      depth += 1
      if let loopSlot { loops[loopSlot] = nil }
      return steps.count - 1
    }

    mutating func end(_ step: Int, _ result: Evaluated, decidingIndex: Int?) {
      depth -= 1
      steps[step].result = result
      steps[step].decidingIndex = decidingIndex
    }

    var hasRoomForReads: Bool { reads.count < Self.maxReads }

    mutating func add(_ read: Read) {
      if reads.isEmpty { reads.reserveCapacity(8) }
      reads.append(read)
    }

    /// Begins an iteration of a comprehension's body.
    func mark(_ slot: Int) -> (mark: Loop, loop: Loop) {
      let mark = Loop(stepStart: steps.count, readStart: reads.count)
      return (mark, loops[slot] ?? mark)
    }

    /// Ends an iteration: only one of them stays.
    mutating func endIteration(
      _ slot: Int, _ iteration: (mark: Loop, loop: Loop), _ result: Evaluated, decisive: Bool?
    ) {
      let mark = iteration.mark
      var loop = iteration.loop
      switch result {
      case .value(.bool(let bool)) where bool == decisive:
        // What the other elements came to is beside the point now.
        steps.removeSubrange(loop.stepStart..<mark.stepStart)
        reads.removeSubrange(loop.readStart..<mark.readStart)
        loop.hasKept = true
      case .value: steps.removeSubrange(mark.stepStart...)
      case .unknown, .failure:
        if loop.hasKept { steps.removeSubrange(mark.stepStart...) }
        loop.hasKept = true
      }
      loops[slot] = loop
    }

    /// The attributes that were read, each path once.
    var distinctReads: [Trace.Read] {
      var distinct: [Trace.Read] = []
      distinct.reserveCapacity(reads.count)
      var seen = HashSlots()
      if reads.count > 4 { seen.reserve(reads.count) }
      for (index, read) in reads.enumerated() {
        // A handful is sooner walked than hashed.
        if reads.count <= 4 {
          if reads[..<index].contains(where: { $0.path.isSame(as: read.path) }) { continue }
        } else {
          let hash = read.path.hash
          guard seen.first(hash: hash, where: { reads[$0].path.isSame(as: read.path) }) == nil else { continue }
          seen.insert(index, hash: hash)
        }
        distinct.append(Trace.Read(path: read.path.description, value: read.value, place: read.place))
      }
      return distinct
    }
  }
}

extension EvaluationState {
  /// Begins a step, if steps are written down.
  fileprivate mutating func beginStep(_ offsets: Range<Int>, loopSlot: Int?) -> Int? {
    isQuiet ? nil : record?.begin(offsets, loopSlot: loopSlot)
  }

  fileprivate var hasRoomForReads: Bool { record?.hasRoomForReads ?? false }
}

/// Evaluates a node and writes down what it came to and, for an attribute, what was read and where.
final class TraceNode: PlannedNode, @unchecked Sendable {
  private let inner: PlannedNode
  private let readsAttribute: Bool
  private let loopSlot: Int?

  init(_ inner: PlannedNode, readsAttribute: Bool, loopSlot: Int?, _ offsets: Range<Int>) {
    self.inner = inner
    self.readsAttribute = readsAttribute
    self.loopSlot = loopSlot
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    guard let step = state.beginStep(offsets, loopSlot: loopSlot) else { return inner.evaluate(&state) }
    if loopSlot != nil { state.decidingIndex = nil }
    let result = inner.evaluate(&state)
    state.record?.end(step, result, decidingIndex: loopSlot == nil ? nil : state.decidingIndex)
    if readsAttribute, case .value(let value) = result, state.hasRoomForReads, let path = inner.path(&state) {
      let place = inner.origin(&state)
      state.record?.add(TraceRecord.Read(path: path, value: value, place: place))
    }
    return result
  }

  override func path(_ state: inout EvaluationState) -> AttributePath? { inner.path(&state) }
  override func origin(_ state: inout EvaluationState) -> SourceRange? { inner.origin(&state) }
}

/// The body of a comprehension: of all iterations only the one that decided stays in the record, or the first that
/// came to no answer.
final class TraceBodyNode: PlannedNode, @unchecked Sendable {
  private let inner: PlannedNode
  private let slot: Int
  /// The answer that decides the comprehension, if one can.
  private let decisive: Bool?

  init(_ inner: PlannedNode, slot: Int, decisive: Bool?) {
    self.inner = inner
    self.slot = slot
    self.decisive = decisive
    super.init(inner.offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    guard !state.isQuiet, let iteration = state.record?.mark(slot) else { return inner.evaluate(&state) }
    let result = inner.evaluate(&state)
    state.record?.endIteration(slot, iteration, result, decisive: decisive)
    return result
  }
}

/// Evaluates a selection and writes it down, as `TraceNode` does. What the field is selected of is at hand here, so that
/// it is not evaluated once more to tell the field's place.
final class TraceSelectNode: PlannedNode, @unchecked Sendable {
  private let inner: SelectNode
  private let readsAttribute: Bool

  init(_ inner: SelectNode, readsAttribute: Bool, _ offsets: Range<Int>) {
    self.inner = inner
    self.readsAttribute = readsAttribute
    super.init(offsets)
  }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    guard let step = state.beginStep(offsets, loopSlot: nil) else { return inner.evaluate(&state) }
    let operand = inner.operand.evaluate(&state)
    let result = inner.select(operand, &state)
    state.record?.end(step, result, decidingIndex: nil)
    if readsAttribute, case .value(let value) = result, state.hasRoomForReads,
      let path = inner.path(in: operand, &state)
    {
      state.record?.add(TraceRecord.Read(path: path, value: value, place: inner.place(in: operand)))
    }
    return result
  }

  override func path(_ state: inout EvaluationState) -> AttributePath? { inner.path(&state) }
  override func origin(_ state: inout EvaluationState) -> SourceRange? { inner.origin(&state) }
}
