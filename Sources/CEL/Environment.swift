public import Diagnostics

/// A name that expressions may use, and the type of its value.
public struct Variable: Sendable, Hashable {
  /// The name; it may have dots in it.
  public var name: String
  /// The type of its value.
  public var type: CELType

  /// A variable.
  public init(_ name: String, _ type: CELType) {
    self.name = name
    self.type = type
  }

  /// A variable.
  public init(name: String, type: CELType) { self.init(name, type) }
}

/// What expressions are compiled against: the variables and functions that they may use.
///
/// Made once, used for many expressions:
///
/// ```swift
/// let environment = Environment(variables: [Variable("n", .int)])
/// let program = try environment.compile("n % 2 == 0")
/// var activation = environment.activation()
/// activation.bind("n", to: .int(4))
/// program.evaluate(activation)   // .value(.bool(true))
/// ```
public struct Environment: Sendable {
  /// How strictly, and within which bounds, expressions are compiled and evaluated.
  public struct Options: Sendable, Hashable {
    /// Whether types are checked. Without, an unknown name or a wrong type is an error of evaluation.
    public var isChecked = true
    /// Whether the elements of a list literal, and the keys and values of a map literal, must be of one type.
    public var homogeneousLiterals = false
    /// The cost after which an evaluation ends with `costExceeded`, in cel-go's units (about 50 ns each).
    public var costLimit = 10_000_000
    /// How deep an expression may nest, and how high its tree may grow.
    public var maxDepth = 250
    /// How many code points an expression may have.
    public var maxLength = 100_000

    /// The usual options.
    public init() {}
  }

  /// The variables that expressions may use.
  public let variables: [Variable]
  /// The name in which unqualified names are looked up first, such as `acme.policies`.
  public let container: String
  /// Strictness and bounds.
  public let options: Options

  private let declarations: Declarations

  /// An environment. Functions of the same name in several libraries add their overloads up; a variable that is
  /// declared twice has its first type.
  public init(
    variables: [Variable], libraries: [Library] = [.standard], container: String = "", options: Options = Options()
  ) {
    self.init(variables, FunctionTable(libraries), container, options)
  }

  private init(_ variables: [Variable], _ functions: FunctionTable, _ container: String, _ options: Options) {
    self.variables = variables
    self.container = container
    self.options = options
    declarations = Declarations(variables: variables, functions: functions, container: container)
  }

  /// The same environment with further variables. What its libraries declare is shared: where several environments
  /// differ in their variables only, making them from one another is much cheaper than making each anew.
  public func adding(_ further: [Variable]) -> Environment {
    Environment(variables + further, declarations.functions, container, options)
  }

  /// An activation in which nothing is bound yet.
  public func activation() -> Activation {
    Activation(names: declarations.variableNames, count: variables.count)
  }

  /// Compiles an expression that is a text of its own.
  public func compile(_ text: String) throws(DiagnosticsError) -> Program {
    try compile(SourceFragment(text))
  }

  /// Compiles an expression that stands inside a document; complaints point into the document.
  public func compile(_ source: SourceFragment) throws(DiagnosticsError) -> Program {
    let (tree, syntaxComplaints) = Parser.parse(
      source.text, maxDepth: options.maxDepth, maxLength: options.maxLength)
    // A tree with flaws is not checked: half an expression has half its types wrong.
    if !syntaxComplaints.isEmpty { throw DiagnosticsError(syntaxComplaints.map { $0.diagnostic(in: source) }) }
    let (checked, typeComplaints) = Checker.check(tree, declarations, options)
    if !typeComplaints.isEmpty { throw DiagnosticsError(typeComplaints.map { $0.diagnostic(in: source) }) }
    return Program(source, checked, declarations, costLimit: options.costLimit)
  }
}
