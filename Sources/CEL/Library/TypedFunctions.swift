// Functions written in Swift: their types are those of the closure.

extension Overload {
  /// An overload that a Swift closure gives: the closure's parameters are the overload's.
  ///
  /// ```swift
  /// let twice = Function(
  ///   "twice",
  ///   [
  ///     Overload("twice_int") { (number: Int) in number * 2 },
  ///     Overload("twice_string") { (text: String) in text + text },
  ///   ])
  /// let environment = Environment(variables: [], functions: [twice])
  /// try environment.compile("twice(twice('ab'))").evaluate().get()  // 'abababab'
  /// ```
  ///
  /// - Parameters:
  ///   - id: a name that no other overload has.
  ///   - isMember: whether it is called as a method, on its first argument.
  ///   - body: what it does. What it throws is the error of the evaluation; an `EvaluationError` is passed on as it is.
  public init<each Argument: ValueConvertible, Result: ValueConvertible>(
    _ id: String, isMember: Bool = false, _ body: @escaping @Sendable (repeat each Argument) throws -> Result
  ) {
    var parameters: [CELType] = []
    for type in repeat (each Argument).self { parameters.append(type.celType) }
    self.init(
      id, parameters, Result.celType, isMember: isMember,
      .variadic { values throws(EvaluationError) in
        var next = values.startIndex
        func argument<T: ValueConvertible>(_ type: T.Type) throws -> T {
          defer { next += 1 }
          guard next < values.endIndex else { throw EvaluationError(.noSuchOverload, "too few arguments") }
          do {
            return try T(celValue: values[next])
          } catch {
            throw EvaluationError(.invalidArgument, "argument \(next + 1): \(error)")
          }
        }
        do {
          return try body(repeat try argument((each Argument).self)).celValue
        } catch let error as EvaluationError {
          throw error
        } catch {
          throw EvaluationError(.invalidArgument, "\(error)")
        }
      })
  }
}

extension Function {
  /// A function that is called by its name, `twice(21)`, and does what a Swift closure does.
  ///
  /// ```swift
  /// let environment = Environment(variables: [], functions: [Function("twice") { (number: Int) in number * 2 }])
  /// try environment.compile("twice(21)").evaluate().get(as: Int.self)  // 42
  /// ```
  ///
  /// Several functions of one name add their overloads up. A name may have dots in it, `acme.twice`.
  public init<each Argument: ValueConvertible, Result: ValueConvertible>(
    _ name: String, _ body: @escaping @Sendable (repeat each Argument) throws -> Result
  ) {
    self.init(name, [Overload(Self.id(name, repeat (each Argument).self), body)])
  }

  /// A function that is called on its first argument, `'go'.shout(2)`, and does what a Swift closure does.
  ///
  /// ```swift
  /// let shout = Function(member: "shout") { (text: String, times: Int) in
  ///   text.uppercased() + String(repeating: "!", count: times)
  /// }
  /// let environment = Environment(variables: [], functions: [shout])
  /// try environment.compile("'go'.shout(2)").evaluate().get()  // 'GO!!'
  /// ```
  public init<each Argument: ValueConvertible, Result: ValueConvertible>(
    member name: String, _ body: @escaping @Sendable (repeat each Argument) throws -> Result
  ) {
    self.init(name, [Overload("member_" + Self.id(name, repeat (each Argument).self), isMember: true, body)])
  }

  private static func id<each Argument: ValueConvertible>(_ name: String, _ types: repeat (each Argument).Type)
    -> String
  {
    var id = name
    for type in repeat each types { id += "_\(type.celType)" }
    return id
  }
}

extension [Library] {
  /// All libraries that come along: the standard one, and strings, optionals, lists, sets, math, regular expressions,
  /// encoders and network addresses.
  ///
  /// ```swift
  /// let environment = Environment(variables: [], libraries: .all)
  /// try environment.compile("math.greatest('a,b'.split(',').size(), 1)").evaluate().get()  // 2
  /// ```
  public static var all: [Library] {
    [.standard, .strings, .optionals, .lists, .sets, .math, .regex, .encoders, .network]
  }
}
