import CEL
import Diagnostics
import FuzzSupport

/// An environment with a little of everything, and values for it.
struct Workbench {
  let environment: Environment
  private let activation: Activation

  static let typed = Workbench(isTyped: true, isChecked: true)
  static let dynamic = Workbench(isTyped: false, isChecked: true)
  static let unchecked = Workbench(isTyped: false, isChecked: false)

  private static let libraries: [Library] = [
    .standard, .strings, .optionals, .lists, .sets, .math, .regex, .encoders, .network,
  ]

  /// A value of each kind under a letter, and one that is absent.
  private static let variables: [(name: String, type: CELType, value: Value)] = [
    ("b", .bool, .bool(true)), ("i", .int, .int(-7)), ("u", .uint, .uint(7)), ("d", .double, .double(0.5)),
    ("s", .string, .string("añ😀")), ("y", .bytes, .bytes(BytesValue([0xFF, 0x00]))),
    ("t", .timestamp, Timestamp(seconds: 1_782_864_000).map { .timestamp($0) } ?? .null),
    ("l", .list(.int), .list(ListValue([.int(3), .int(1), .int(2)]))),
    (
      "m", .map(.string, .list(.string)),
      .map(MapValue(keys: [.string("k")], values: [.list(ListValue([.string("v")]))]))
    ),
    ("x", .dyn, .double(.nan)),
  ]

  private init(isTyped: Bool, isChecked: Bool) {
    var options = Environment.Options()
    options.isChecked = isChecked
    options.costLimit = 20_000
    environment = Environment(
      variables: Self.variables.map { Variable($0.name, isTyped ? $0.type : .dyn) } + [Variable("a", .dyn)],
      libraries: Self.libraries, options: options)
    var activation = environment.activation()
    for variable in Self.variables { activation.bind(variable.name, to: variable.value) }
    activation.bindAbsent("a", path: AttributePath(.field("a")))
    self.activation = activation
  }

  /// What an expression comes to, where it compiles.
  func judge(_ text: String) -> Outcome? {
    let program: Program
    do throws(DiagnosticsError) {
      program = try environment.compile(text)
    } catch {
      require(error.diagnostics.hasErrors, "refused without an error")
      show(error.diagnostics)
      return nil
    }
    requireStable(program.formatted)
    let (outcome, cost) = program.measure(activation)
    require(cost >= 0, "a negative cost: \(cost)")
    let trace = program.trace(activation)
    requireSame(outcome, trace.outcome, "tracing changes the result")
    for step in trace.steps { require(!step.text.isEmpty, "a step without a text") }
    return outcome
  }

  /// What has been written out reads as the same again.
  private func requireStable(_ formatted: String) {
    // Brackets and escapes may have made it longer than an expression may be.
    guard formatted.unicodeScalars.count <= environment.options.maxLength else { return }
    do throws(DiagnosticsError) {
      let again = try environment.compile(formatted).formatted
      require(again == formatted, "written differently: \(formatted) and \(again)")
    } catch {
      fatalError("what was written does not compile: \(formatted): \(error.diagnostics.map(\.message))")
    }
  }
}

/// Ends the process where two outcomes differ. Errors are one: which of several is told may differ.
func requireSame(_ a: Outcome, _ b: Outcome, _ message: String) {
  switch (a, b) {
  case (.value(let x), .value(let y)):
    require(x.literal == y.literal, "\(message): \(x.literal) and \(y.literal)")
  case (.unknown(let x), .unknown(let y)):
    require(x.map(\.path) == y.map(\.path), "\(message): \(x.map(\.path)) and \(y.map(\.path))")
  case (.error(let x), .error(let y)):
    let isOver = x.kind == .costExceeded || y.kind == .costExceeded
    require(isOver || !x.message.isEmpty, "an error without words")
  default: fatalError("\(message): \(a) and \(b)")
  }
}
