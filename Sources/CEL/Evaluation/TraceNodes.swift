internal import Diagnostics

// The second form of a plan: the same nodes, each wrapped in one that writes down what it came to.

/// What a trace is written into while it is taken.
final class TraceRecorder {
  struct Step {
    var offsets: Range<Int>
    var depth: Int
    var outcome: Outcome
    var decidingIndex: Int?
  }

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
  static let maxReads = 10_000

  var steps: [Step] = []
  var reads: [Read] = []
  var loops: [Int: Loop] = [:]
  var depth = 0
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
    guard let recorder = state.recorder else { return inner.evaluate(&state) }
    let index = recorder.steps.count
    recorder.steps.append(
      TraceRecorder.Step(offsets: offsets, depth: recorder.depth, outcome: .value(.null), decidingIndex: nil))
    recorder.depth += 1
    if let loopSlot {
      recorder.loops[loopSlot] = nil
      state.decidingIndex = nil
    }
    let result = inner.evaluate(&state)
    recorder.depth -= 1
    recorder.steps[index].outcome = Outcome(result)
    if loopSlot != nil { recorder.steps[index].decidingIndex = state.decidingIndex }
    if readsAttribute, case .value(let value) = result, recorder.reads.count < TraceRecorder.maxReads,
      let path = inner.path(&state)
    {
      recorder.reads.append(TraceRecorder.Read(path: path, value: value, place: inner.origin(&state)))
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
    guard let recorder = state.recorder else { return inner.evaluate(&state) }
    let stepMark = recorder.steps.count
    let readMark = recorder.reads.count
    var loop = recorder.loops[slot] ?? TraceRecorder.Loop(stepStart: stepMark, readStart: readMark)
    let result = inner.evaluate(&state)
    switch result {
    case .value(.bool(let bool)) where bool == decisive:
      // What the other elements came to is beside the point now.
      recorder.steps.removeSubrange(loop.stepStart..<stepMark)
      recorder.reads.removeSubrange(loop.readStart..<readMark)
      loop.hasKept = true
    case .value: recorder.steps.removeSubrange(stepMark...)
    case .unknown, .failure:
      if loop.hasKept { recorder.steps.removeSubrange(stepMark...) }
      loop.hasKept = true
    }
    recorder.loops[slot] = loop
    return result
  }
}
