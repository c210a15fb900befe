public import Diagnostics

/// What an evaluation comes to: a value, an unknown with everything that it hangs on, or an error.
///
/// Absence never becomes a default: a field that is not there makes what depends on it unknown, and an unknown says
/// which paths would have to be stated.
///
/// ```swift
/// let environment = Environment(variables: [Variable("owner", .string)])
/// var activation = environment.activation()
/// activation.setAbsent("owner")
/// switch try environment.compile("owner == 'Ada'").evaluate(activation) {
/// case .value(let value): print("it is \(value)")
/// case .unknown(let unknowns): print("it needs \(unknowns.map(\.path))")
/// case .error(let error): print("it failed: \(error)")
/// }
/// // it needs ["owner"]
/// ```
public enum Outcome: Sendable {
  /// It came to a value.
  case value(Value)
  /// It could not be decided. The unknowns are sorted by the bytes of their paths, each named once.
  case unknown([Unknown])
  /// It failed.
  case error(EvaluationError)
}

/// An attribute that was not there when it was needed.
public struct Unknown: Sendable, Hashable {
  /// Its path as rules write it, such as `release.rollback.max_minutes` or `data.sources[1].access`.
  public var path: String
  /// Where it would belong, where that is known.
  public var place: SourceRange?

  /// An attribute that was not there.
  public init(path: String, place: SourceRange? = nil) {
    self.path = path
    self.place = place
  }
}

/// An evaluation told step by step: what `explain` shows and what a verdict cites.
public struct Trace: Sendable {
  /// What it came to.
  public var outcome: Outcome
  /// The sub-expressions that were evaluated, in the order of the source, the whole first. Of a comprehension's body
  /// only the iteration that decided is told.
  public var steps: [Step]
  /// The attributes that were read, each path once, in the order of reading.
  public var reads: [Read]

  /// A sub-expression and what it came to.
  public struct Step: Sendable {
    /// Its UTF-8 offsets in the source.
    public let offsets: Range<Int>
    /// How deep it stands below the whole expression, which has depth 0.
    public let depth: Int
    /// Of a comprehension: the index of the element that decided it, where one did.
    public internal(set) var decidingIndex: Int?
    /// The whole expression. Of many steps only few are shown, so that a step's text is cut when somebody asks for it.
    private let source: String
    var result = Evaluated.value(.null)

    init(_ offsets: Range<Int>, of source: String, depth: Int) {
      self.offsets = offsets
      self.source = source
      self.depth = depth
    }

    /// Its source text.
    public var text: String { String(Substring(bytes)) }

    /// What it came to.
    public var outcome: Outcome { Outcome(result) }

    /// Whether it does nothing but to name an attribute, as `release.service` does: told without cutting its text.
    public var isPath: Bool {
      let bytes = source.utf8.span
      for index in offsets {
        switch bytes[index] {
        case UInt8(ascii: "."), UInt8(ascii: "_"), 0x30...0x39, 0x41...0x5A, 0x61...0x7A: continue
        default: return false
        }
      }
      return true
    }

    private var bytes: Substring.UTF8View {
      let utf8 = source.utf8
      let start = utf8.index(utf8.startIndex, offsetBy: offsets.lowerBound)
      return source[start..<utf8.index(start, offsetBy: offsets.count)].utf8
    }
  }

  /// An attribute that was read, with its value and the place that it came from.
  public struct Read: Sendable {
    /// Its path, such as `release.rollback.max_minutes`.
    public var path: String
    /// Its value.
    public var value: Value
    /// Where the value stands in the input, where that is known.
    public var place: SourceRange?

    /// A reading.
    public init(path: String, value: Value, place: SourceRange? = nil) {
      self.path = path
      self.value = value
      self.place = place
    }
  }

  /// A trace.
  public init(outcome: Outcome, steps: [Step], reads: [Read]) {
    self.outcome = outcome
    self.steps = steps
    self.reads = reads
  }
}
