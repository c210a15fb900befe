import CEL

/// What random expressions speak of: two variables of each kind, of which one is plainly there and one may be absent.
enum RandomWorld {
  typealias Kind = RandomExpression.Kind

  static func names(of kind: Kind) -> [String] { ["\(kind)1", "\(kind)1", "\(kind)2", "\(kind)3"] }

  static func type(of kind: Kind) -> CELType {
    switch kind {
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    case .timestamp: .timestamp
    case .duration: .duration
    case .ints: .list(.int)
    case .strings: .list(.string)
    case .counts: .map(.string, .int)
    case .maybe: .optional(.int)
    }
  }

  private static let literals: [Kind: [String]] = [
    .bool: ["true", "false"], .int: ["3", "-9223372036854775808"], .uint: ["3u", "18446744073709551615u"],
    .double: ["1.5", "0.0 / 0.0"], .string: ["'a'", "'añ😀b'"], .bytes: ["b'a'", "b'\\xff\\x00'"],
    .timestamp: ["timestamp('2026-11-22T10:11:12Z')", "timestamp('9999-12-31T23:59:59.999999999Z')"],
    .duration: ["duration('36h')", "duration('-2562047h')"], .ints: ["[1, 2, 3]", "[7, 0, -1]"],
    .strings: ["['a', 'b']", "['', 'ab', 'a']"], .counts: ["{'a': 1, 'b': 2}", "{'': 0}"],
    .maybe: ["optional.of(2)", "optional.none()"],
  ]

  /// What the variables are bound to: of each kind the first two; the third is absent.
  static let bindings: [(name: String, value: Value)] = Kind.allCases.flatMap { kind in
    (literals[kind] ?? []).enumerated().map { ("\(kind)\($0 + 1)", value(of: $1)) }
  }

  /// What a literal comes to.
  static func value(of literal: String) -> Value {
    guard let program = try? Outcomes.environment.compile(literal),
      case .value(let value) = program.evaluate(Outcomes.environment.activation())
    else { fatalError("'\(literal)' has no value") }
    return value
  }

  /// An environment with declared types or without, and with further variables for an expression's constants.
  static func environment(isTyped: Bool = true, isChecked: Bool = true, constants: [RandomExpression.Constant] = [])
    -> (environment: Environment, activation: Activation)
  {
    var variables: [Variable] = [Variable("any", .dyn)]
    for kind in Kind.allCases {
      for number in 1...3 { variables.append(Variable("\(kind)\(number)", isTyped ? type(of: kind) : .dyn)) }
    }
    for constant in constants { variables.append(Variable(constant.name, isTyped ? type(of: constant.kind) : .dyn)) }
    var options = Environment.Options()
    options.isChecked = isChecked
    options.costLimit = 1_000_000
    let environment = Environment(variables: variables, libraries: ConformanceTests.libraries, options: options)
    var activation = environment.activation()
    for binding in bindings { activation.bind(binding.name, to: binding.value) }
    for kind in Kind.allCases {
      activation.bindAbsent("\(kind)3", path: AttributePath(.field("\(kind)3")))
    }
    activation.bind("any", to: .double(2))
    for constant in constants { activation.bind(constant.name, to: value(of: constant.literal)) }
    return (environment, activation)
  }
}
