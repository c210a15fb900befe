internal import Diagnostics

// The second form of a plan: the same nodes, each wrapped in one that writes down what it came to.

/// What a trace is written into while it is taken.
struct TraceRecord {
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

  /// More than anybody reads; a loop over everything must not fill the memory.
  private static let maxReads = 10_000

  private let source: String
  private(set) var steps: [Trace.Step] = []
  private(set) var reads: [Read] = []
  /// By the slot of the comprehension's variable.
  private var loops: [Loop?] = []
  private var depth = 0

  /// The record that the plain form of a plan has: nothing is ever written to it.
  init() { source = "" }

  init(of source: String, nodeCount: Int, slotCount: Int) {
    self.source = source
    steps.reserveCapacity(nodeCount)
    if slotCount > 0 { loops = [Loop?](repeating: nil, count: slotCount) }
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

  mutating func add(_ read: Read) { reads.append(read) }

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
    // A handful is told apart sooner by walking than by hashing.
    if reads.count <= 16 {
      for (index, read) in reads.enumerated() {
        if reads[..<index].contains(where: { $0.path.isSame(as: read.path) }) { continue }
        distinct.append(Trace.Read(path: read.path.description, value: read.value, place: read.place))
      }
    } else {
      var seen: Set<MapKey.Text> = []
      for read in reads {
        let path = read.path.description
        guard seen.insert(MapKey.Text(string: path)).inserted else { continue }
        distinct.append(Trace.Read(path: path, value: read.value, place: read.place))
      }
    }
    return distinct
  }
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
    guard state.isRecording else { return inner.evaluate(&state) }
    let step = state.record.begin(offsets, loopSlot: loopSlot)
    if loopSlot != nil { state.decidingIndex = nil }
    let result = inner.evaluate(&state)
    state.record.end(step, result, decidingIndex: loopSlot == nil ? nil : state.decidingIndex)
    if readsAttribute, case .value(let value) = result, state.record.hasRoomForReads, let path = inner.path(&state) {
      let place = inner.origin(&state)
      state.record.add(TraceRecord.Read(path: path, value: value, place: place))
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
    guard state.isRecording else { return inner.evaluate(&state) }
    let iteration = state.record.mark(slot)
    let result = inner.evaluate(&state)
    state.record.endIteration(slot, iteration, result, decisive: decisive)
    return result
  }
}
