/// A function of the language with its overloads. Operators are functions too, under cel-go's names (`_+_`, `_[_]`, `!_`).
public struct Function: Sendable {
  /// Its name, as expressions call it.
  public var name: String
  /// What it can be called with.
  public var overloads: [Overload]

  /// A function.
  public init(_ name: String, _ overloads: [Overload]) {
    self.name = name
    self.overloads = overloads
  }
}

/// One way to call a function: the types that it takes and gives, and what it does.
///
/// ```swift
/// let element = CELType.parameter("T")
/// let reversed = Overload(
///   "list_reversed", [.list(element)], .list(element), isMember: true,
///   .unary { value throws(EvaluationError) in
///     guard case .list(let list) = value else { throw EvaluationError(.noSuchOverload, "not a list") }
///     return .list(ListValue(list.elements.reversed()))
///   })
/// let environment = Environment(variables: [], functions: [Function("backwards", [reversed])])
/// try environment.compile("[1, 2].backwards()[0] + 1").evaluate().get()  // 3
/// ```
public struct Overload: Sendable {
  /// What it does. Every argument is a value; unknowns and errors never reach it.
  public enum Implementation: Sendable {
    case unary(@Sendable (Value) throws(EvaluationError) -> Value)
    case binary(@Sendable (Value, Value) throws(EvaluationError) -> Value)
    case ternary(@Sendable (Value, Value, Value) throws(EvaluationError) -> Value)
    case variadic(@Sendable ([Value]) throws(EvaluationError) -> Value)
    /// Declared for the checker, evaluated by the planner itself (`_&&_`, `_?_:_`).
    case planned
  }

  /// cel-go's name of the overload, such as `size_string`.
  public var id: String
  /// The types of the arguments; of a method, the first is the receiver's.
  public var parameters: [CELType]
  /// The type of what it gives.
  public var result: CELType
  /// Whether it is called as a method: `receiver.name(…)`.
  public var isMember: Bool
  /// What it does.
  public var implementation: Implementation

  /// An overload.
  public init(
    _ id: String, _ parameters: [CELType], _ result: CELType, isMember: Bool = false,
    _ implementation: Implementation
  ) {
    self.id = id
    self.parameters = parameters
    self.result = result
    self.isMember = isMember
    self.implementation = implementation
  }
}

/// A named set of functions that an `Environment` can be given, one file for each.
///
/// ```swift
/// let geometry = Library(
///   name: "geometry", functions: [Function("area") { (width: Double, height: Double) in width * height }])
/// let environment = Environment(variables: [], libraries: [.standard, geometry])
/// try environment.compile("area(2.0, 1.5)").evaluate().get()  // 3.0
/// ```
public struct Library: Sendable {
  /// Its name, such as `strings`.
  public var name: String
  /// Its functions. Functions of the same name in several libraries add their overloads up.
  public var functions: [Function]

  /// A library.
  public init(name: String, functions: [Function]) {
    self.name = name
    self.functions = functions
  }
}

/// Why an evaluation came to no value. Its place in the source is added by the planner.
///
/// ```swift
/// let program = try Environment(variables: [Variable("n", .int)]).compile("100 / n")
/// do {
///   _ = try program.evaluate(["n": 0], as: Int.self)
/// } catch {
///   print("\(error.kind): \(error)")  // divisionByZero: division by zero
/// }
/// ```
public struct EvaluationError: Error, Hashable, Sendable {
  /// What kind of failure it is.
  public enum Kind: String, Sendable, Hashable {
    case noSuchOverload
    case noSuchKey
    case noSuchField
    case indexOutOfRange
    case divisionByZero
    case overflow
    case invalidArgument
    case invalidConversion
    case unboundVariable
    /// A value for a variable that no expression can refer to.
    case undeclaredVariable
    /// A value was asked for, and the result is unknown.
    case unknownInput
    case unknownFunction
    case costExceeded
    case emptyOptional
  }

  /// What kind of failure it is.
  public var kind: Kind
  /// One line, lower case: what went wrong.
  public var message: String
  /// The UTF-8 offsets, in the expression, of what failed.
  public var offsets: Range<Int>?

  /// A failure.
  public init(_ kind: Kind, _ message: String, offsets: Range<Int>? = nil) {
    self.kind = kind
    self.message = message
    self.offsets = offsets
  }
}
