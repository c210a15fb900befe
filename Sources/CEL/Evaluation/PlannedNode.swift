internal import Diagnostics

/// A part of a plan: what the planner makes of a node of syntax, ready to be evaluated many times. Subclasses hold
/// constants only, which is why sharing them between threads is safe.
///
/// Results are passed up as `Evaluated`, never thrown: an error or an unknown is an ordinary answer here.
class PlannedNode: @unchecked Sendable {
  // Small: there are many nodes, of many programs.
  private let start: UInt32
  private let end: UInt32

  init(_ offsets: Range<Int>) {
    start = UInt32(offsets.lowerBound)
    end = UInt32(offsets.upperBound)
  }

  /// Where the node stands in the source, for errors.
  final var offsets: Range<Int> { Int(start)..<Int(end) }

  /// What the node comes to.
  func evaluate(_ state: inout EvaluationState) -> Evaluated {
    fail(.invalidArgument, "this part of the expression has no meaning")
  }

  /// The way through the input that the node stands for, where it is an attribute: asked only when something is absent
  /// or a trace is taken, so evaluation pays nothing for it.
  func path(_ state: inout EvaluationState) -> AttributePath? { nil }

  /// Where the attribute's value stands in the input.
  func origin(_ state: inout EvaluationState) -> SourceRange? { nil }

  /// What the node comes to, without charging for it and without leaving a trace: for paths and places.
  final func quietly(_ state: inout EvaluationState) -> Evaluated {
    let (budget, isQuiet) = (state.budget, state.isQuiet)
    state.isQuiet = true
    defer { (state.budget, state.isQuiet) = (budget, isQuiet) }
    return evaluate(&state)
  }

  final func fail(_ kind: EvaluationError.Kind, _ message: String) -> Evaluated {
    .failure(Failure(EvaluationError(kind, message, offsets: offsets)))
  }

  /// An error that a function has thrown, with the node's place where it has none of its own.
  final func fail(_ error: EvaluationError) -> Evaluated {
    var error = error
    if error.offsets == nil { error.offsets = offsets }
    return .failure(Failure(error))
  }
}

/// What changes while a plan is evaluated: the variables, what may still be spent, and the record of a trace.
struct EvaluationState {
  /// A variable of a comprehension.
  struct Local {
    var value: Evaluated
    /// Whether `value` has been worked out; `cel.bind` does so only when somebody asks.
    var isReady = true
    /// The position of the element at hand.
    var index = 0
    /// What is walked.
    var container: Container = .none

    /// Goes on to another element.
    mutating func step(to index: Int, _ value: Value) {
      self.value = .value(value)
      self.index = index
    }
  }

  /// What a comprehension walks, for the paths and places of its elements.
  enum Container {
    case none
    case list(ListValue)
    case map(MapValue)
  }

  let bindings: [Activation.Binding]
  var locals: [Local]
  /// The cost that is left. Below zero the evaluation is over; loops look at it, and the end does.
  var budget: Int
  /// The bytes that values may still take. Below zero the evaluation is over as well, and the budget is spent.
  var room = Int.max
  /// The element that decided the comprehension that was evaluated last.
  var decidingIndex: Int?
  /// What a trace is written to; nil in the plain form.
  var record: TraceRecord?
  /// Whether nothing is to be written down for now.
  var isQuiet = false

  init(bindings: [Activation.Binding], localCount: Int, budget: Int, room: Int = .max) {
    self.room = room
    self.bindings = bindings
    locals = localCount == 0 ? [] : [Local](localCount, of: Local(value: .value(.null)))
    self.budget = budget
  }

  mutating func charge(_ cost: Int) {
    // Saturating: one single step may cost more than is left of the number line.
    budget = budget.subtractingReportingOverflow(cost).overflow ? -1 : budget - cost
  }

  /// Takes memory for values that are made. When there is no more, the budget is spent, so that every loop ends.
  mutating func take(bytes count: Int) {
    room = room.subtractingReportingOverflow(count).overflow ? -1 : room - count
    if room < 0, budget >= 0 { budget = -1 }
  }

  /// Takes memory for a list or a map.
  mutating func take(elements count: Int) { take(bytes: count * MemoryLayout<Value>.stride + 32) }

  /// Takes memory for what a function has made.
  mutating func take(_ value: Value) {
    switch value {
    case .string(let text): take(bytes: text.utf8.count)
    case .bytes(let bytes): take(bytes: bytes.bytes.count)
    case .list(let list): take(elements: list.elements.count)
    default: break
    }
  }
}
