public import Diagnostics

/// A name that expressions may use, and the type of its value.
///
/// ```swift
/// let environment = Environment(variables: [Variable("name", .string), Variable("scores", [Double].self)])
/// try environment.compile("scores.filter(s, s > 0.5)").resultType.description  // list(double)
/// ```
public struct Variable: Sendable, Hashable {
  /// The name; it may have dots in it.
  public var name: String
  /// The type of its value.
  public var type: CELType
  /// How large its value may be: what cost estimates go by.
  public var size: SizeBounds

  /// A variable.
  public init(_ name: String, _ type: CELType, size: SizeBounds = .unknown) {
    self.name = name
    self.type = type
    self.size = size
  }

  /// A variable.
  public init(name: String, type: CELType) { self.init(name, type) }

  /// A variable of a Swift type: `Variable("names", [String].self)`.
  public init<T: ValueConvertible>(_ name: String, _ type: T.Type) { self.init(name, T.celType) }
}

/// A name that stands for one value wherever it is used.
///
/// ```swift
/// let environment = Environment(variables: [], constants: [Constant("acme.limits.team", 8)], container: "acme")
/// try environment.compile("limits.team + 1").evaluate().get()  // 9
/// ```
public struct Constant: Sendable {
  /// The name; it may have dots in it.
  public var name: String
  /// What it stands for.
  public var value: Value

  /// A constant.
  public init(_ name: String, _ value: some ValueConvertible) {
    self.name = name
    self.value = value.celValue
  }
}

/// What expressions are compiled against: the variables, constants and functions that they may use, and the bounds that
/// they keep to. Made once, used for many expressions, from any thread.
///
/// ```swift
/// let environment = Environment(variables: [Variable("name", .string), Variable("team", .list(.string))])
/// let program = try environment.compile("name in team")
/// let isMember = try program.evaluate(["name": "Ada", "team": ["Ada", "Grace"]], as: Bool.self)
/// print(isMember)  // true
/// ```
///
/// What is wrong with an expression is found before it runs, all of it at once, each at its place:
///
/// ```swift
/// let environment = Environment(variables: [Variable("name", .string)])
/// do {
///   _ = try environment.compile("nme == 'Ada' || size(name) > '3'")
/// } catch {
///   print(error)
/// }
/// // expression:1:1: error: 'nme' is not declared
/// //   1 | nme == 'Ada' || size(name) > '3'
/// //     | ^~~ did you mean 'name'?
/// // expression:1:28: error: '>' does not take (int, string)
/// //   …
/// ```
public struct Environment: Sendable {
  /// How strictly, and within which bounds, expressions are compiled and evaluated.
  ///
  /// ```swift
  /// var options = Environment.Options()
  /// options.costLimit = 1000
  /// let environment = Environment(variables: [Variable("rows", .list(.int))], options: options)
  /// let program = try environment.compile("rows.all(a, rows.all(b, a + b >= 0))")
  /// program.evaluate(["rows": Array(0..<1000)])  // error: the expression costs too much
  /// ```
  public struct Options: Sendable, Hashable {
    /// Whether types are checked. Without, an unknown name or a wrong type is an error of evaluation.
    public var isChecked = true
    /// Whether the elements of a list literal, and the keys and values of a map literal, must be of one type.
    public var homogeneousLiterals = false
    /// Whether texts that stand there as regular expressions, times or durations have to be such. Without, one that is
    /// none is an error of evaluation.
    public var checksConstants = true
    /// The cost after which an evaluation ends with `costExceeded`, in cel-go's units (about 50 ns each).
    public var costLimit = 10_000_000
    /// The bytes that the values made by an evaluation may take, all together; beyond it ends with `costExceeded`.
    public var memoryLimit = 128 << 20
    /// The most that an expression may cost by its estimate: one that could cost more is not compiled. Nil for no limit.
    public var estimateLimit: UInt64?
    /// How deep an expression may nest, and how high its tree may grow.
    public var maxDepth = 250
    /// How many code points an expression may have.
    public var maxLength = 100_000

    /// The usual options.
    public init() {}
  }

  /// The variables that expressions may use.
  public let variables: [Variable]
  /// The names that stand for one value each.
  public let constants: [Constant]
  /// The name in which unqualified names are looked up first, such as `acme.policies`.
  public let container: String
  /// Strictness and bounds.
  public let options: Options

  private let declarations: Declarations
  /// Constants bound, variables not.
  private let blankActivation: Activation

  /// An environment.
  ///
  /// - Parameters:
  ///   - variables: what expressions may refer to. One that is declared twice has its first type.
  ///   - libraries: sets of functions; `.all` are those that come along.
  ///   - functions: further functions. Functions of one name add their overloads up, wherever they are declared.
  ///   - constants: names that stand for one value each. A variable of the same name goes before.
  ///   - container: the name in which unqualified names are looked up first.
  ///   - options: strictness and bounds.
  public init(
    variables: [Variable], libraries: [Library] = [.standard], functions: [Function] = [], constants: [Constant] = [],
    container: String = "", options: Options = Options()
  ) {
    let all = functions.isEmpty ? libraries : libraries + [Library(name: "", functions: functions)]
    self.init(variables, FunctionTable(all), constants, container, options)
  }

  private init(
    _ variables: [Variable], _ functions: FunctionTable, _ constants: [Constant], _ container: String,
    _ options: Options
  ) {
    self.variables = variables
    self.constants = constants
    self.container = container
    self.options = options
    // Constants stand after the variables. A name has one meaning only.
    let named = constants.filter { constant in !variables.contains { sameBytes($0.name, constant.name) } }
    declarations = Declarations(
      variables: variables + named.map { Variable($0.name, $0.value.deducedType) }, functions: functions,
      container: container)
    blankActivation = Activation(declarations, variableCount: variables.count, constants: named.map(\.value))
  }

  /// The same environment with further variables. What its libraries declare is shared: where several environments
  /// differ in their variables only, making them from one another is much cheaper than making each anew.
  ///
  /// ```swift
  /// let common = Environment(variables: [Variable("name", .string)], libraries: .all)
  /// let environment = common.adding([Variable("age", .int)])
  /// try environment.compile("name == 'Ada' && age > 30").evaluate(["name": "Ada", "age": 36]).get()  // true
  /// ```
  public func adding(_ further: [Variable]) -> Environment {
    Environment(variables + further, declarations.functions, constants, container, options)
  }

  /// An activation in which nothing is bound yet.
  public func activation() -> Activation { blankActivation }

  /// Compiles an expression that is a text of its own.
  public func compile(_ text: String) throws(DiagnosticsError) -> Program {
    try compile(SourceFragment(text))
  }

  /// Compiles an expression that stands inside a document; complaints point into the document.
  ///
  /// ```swift
  /// let source = SourceFragment("size(name) > max", path: "rules.cel")
  /// let environment = Environment(variables: [Variable("name", .string)])
  /// _ = try environment.compile(source)  // throws: rules.cel:1:14: error: 'max' is not declared
  /// ```
  public func compile(_ source: SourceFragment) throws(DiagnosticsError) -> Program {
    let (tree, syntaxComplaints) = Parser.parse(
      source.text, maxDepth: options.maxDepth, maxLength: options.maxLength)
    // A tree with flaws is not checked: half an expression has half its types wrong.
    if !syntaxComplaints.isEmpty { throw DiagnosticsError(syntaxComplaints.map { $0.diagnostic(in: source) }) }
    let (checked, complaints) = Checker.check(tree, declarations, options)
    var typeComplaints = complaints
    if let complaint = checked.heightComplaint(maxDepth: options.maxDepth) { typeComplaints.append(complaint) }
    if options.checksConstants { typeComplaints += checked.checkConstants(declarations) }
    if !typeComplaints.isEmpty { throw DiagnosticsError(typeComplaints.map { $0.diagnostic(in: source) }) }
    if let limit = options.estimateLimit, let complaint = CostEstimator.complaint(checked, declarations, options, limit)
    {
      throw DiagnosticsError([complaint.diagnostic(in: source)])
    }
    return Program(source, checked, declarations, blankActivation, options)
  }
}
