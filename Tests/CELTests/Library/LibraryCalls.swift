import Testing

@testable import CEL

/// Evaluates calls, operators and literals with nothing but the overloads of the libraries: the tables of these tests are
/// written in the language itself, and do not depend on the parser, the checker or the planner.
struct LibraryCalls {
  private let functions: [String: [Overload]]
  private var scalars: [Unicode.Scalar]
  private var position = 0

  static let libraries: [Library] = [
    .standard, .strings, .optionals, .lists, .sets, .encoders, .regex, .math, .network,
  ]

  private static let table = Dictionary(
    libraries.flatMap(\.functions).map { ($0.name, $0.overloads) }, uniquingKeysWith: +)

  /// The value of a call.
  static func evaluate(_ text: String) throws -> Value {
    var calls = LibraryCalls(text)
    let value = try calls.expression(0)
    calls.skipSpace()
    guard calls.position == calls.scalars.count else { throw NotUnderstood(text: text, position: calls.position) }
    return value
  }

  /// What a call fails with; a failed expectation where it does not.
  static func failure(of text: String) throws -> EvaluationError {
    try #require(throws: EvaluationError.self) { try evaluate(text) }
  }

  struct NotUnderstood: Error {
    var text: String
    var position: Int
  }

  private init(_ text: String) {
    functions = Self.table
    scalars = Array(text.unicodeScalars)
  }

  // MARK: Expressions

  private static let operators: [(text: String, level: Int)] = [
    ("==", 1), ("!=", 1), ("<=", 1), (">=", 1), ("<", 1), (">", 1), ("in ", 1), ("+", 2), ("-", 2), ("*", 3), ("/", 3),
    ("%", 3),
  ]

  private mutating func expression(_ level: Int) throws -> Value {
    var left = try unary()
    while let found = Self.operators.first(where: { $0.level > level && comesNext($0.text) }) {
      _ = take(found.text)
      let right = try expression(found.level)
      left = try call(found.text == "in " ? "@in" : "_\(found.text)_", [left, right])
    }
    return left
  }

  private mutating func unary() throws -> Value {
    if take("!") { return try call("!_", [unary()]) }
    if comesNext("-"), position + 1 < scalars.count, !scalars[position + 1].isDigit {
      _ = take("-")
      return try call("-_", [unary()])
    }
    var value = try primary()
    while true {
      if take("[") {
        value = try call("_[_]", [value, expression(0)])
        try expect("]")
      } else if take(".") {
        let function = name()
        try expect("(")
        value = try call(function, [value] + list(until: ")"), isMember: true)
      } else {
        return value
      }
    }
  }

  private mutating func primary() throws -> Value {
    skipSpace()
    guard position < scalars.count else { throw problem }
    if take("(") {
      let value = try expression(0)
      try expect(")")
      return value
    }
    if take("[") { return .list(ListValue(try list(until: "]"))) }
    if take("{") { return try map() }
    if scalars[position] == "'" { return .string(String(decoding: try quoted(), as: UTF8.self)) }
    if comesNext("b'") {
      position += 1
      return .bytes(BytesValue(try quoted()))
    }
    if scalars[position].isDigit || scalars[position] == "-" { return try number() }
    var path = name()
    switch path {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default: break
    }
    while !take("(") {
      try expect(".")
      path += "." + name()
    }
    return try call(path, list(until: ")"))
  }

  private mutating func list(until end: String) throws -> [Value] {
    var values: [Value] = []
    while !take(end) {
      if !values.isEmpty { try expect(",") }
      values.append(try expression(0))
    }
    return values
  }

  private mutating func map() throws -> Value {
    var keys: [Value] = []
    var values: [Value] = []
    while !take("}") {
      if !keys.isEmpty { try expect(",") }
      keys.append(try expression(0))
      try expect(":")
      values.append(try expression(0))
    }
    return .map(MapValue(keys: keys, values: values))
  }

  private mutating func number() throws -> Value {
    var text = ""
    while position < scalars.count, scalars[position].isDigit || "+-.eEx".unicodeScalars.contains(scalars[position]) {
      let isSign = scalars[position] == "+" || scalars[position] == "-"
      if isSign, let last = text.unicodeScalars.last, last != "e", last != "E" { break }
      if scalars[position] == ".", position + 1 < scalars.count, !scalars[position + 1].isDigit { break }
      text.unicodeScalars.append(scalars[position])
      position += 1
    }
    if position < scalars.count, scalars[position] == "u", let uint = UInt64(text) {
      position += 1
      return .uint(uint)
    }
    if let int = Int64(text) { return .int(int) }
    guard let double = Double(text) else { throw problem }
    return .double(double)
  }

  /// The UTF-8 of a text in single quotes, with the escapes `\n \r \t \\ \' \xHH \u{…}`.
  private mutating func quoted() throws -> [UInt8] {
    try expect("'")
    var bytes: [UInt8] = []
    while position < scalars.count, scalars[position] != "'" {
      var scalar = scalars[position]
      position += 1
      if scalar == "\\", position < scalars.count {
        position += 1
        switch scalars[position - 1] {
        case "n": scalar = "\n"
        case "r": scalar = "\r"
        case "t": scalar = "\t"
        case "x":
          let digits = String(String.UnicodeScalarView(scalars[position..<position + 2]))
          guard let byte = UInt8(digits, radix: 16) else { throw problem }
          bytes.append(byte)
          position += 2
          continue
        case "u":
          try expect("{")
          var digits = ""
          while !take("}") {
            digits.unicodeScalars.append(scalars[position])
            position += 1
          }
          guard let code = UInt32(digits, radix: 16), let named = Unicode.Scalar(code) else { throw problem }
          scalar = named
        case let other: scalar = other
        }
      }
      bytes += Array(String(scalar).utf8)
    }
    try expect("'")
    return bytes
  }

  // MARK: Calls

  /// The overload whose parameters fit the values' types, or else the first of the right form: what a planner does.
  private func call(_ name: String, _ arguments: [Value], isMember: Bool = false) throws -> Value {
    let candidates = (functions[name] ?? []).filter {
      $0.isMember == isMember && $0.parameters.count == arguments.count
    }
    let fitting = candidates.first { overload in
      zip(overload.parameters, arguments).allSatisfy { parameter, argument in
        switch parameter {
        case .dyn, .parameter: true
        default: parameter.runtimeName == argument.runtimeType.runtimeName
        }
      }
    }
    switch (fitting ?? candidates.first)?.implementation {
    case .unary(let body): return try body(arguments[0])
    case .binary(let body): return try body(arguments[0], arguments[1])
    case .ternary(let body): return try body(arguments[0], arguments[1], arguments[2])
    case .variadic(let body): return try body(arguments)
    case .planned, nil: throw EvaluationError(.unknownFunction, name)
    }
  }

  // MARK: Characters

  private var problem: NotUnderstood {
    NotUnderstood(text: String(String.UnicodeScalarView(scalars)), position: position)
  }

  private mutating func skipSpace() {
    while position < scalars.count, scalars[position] == " " { position += 1 }
  }

  private mutating func comesNext(_ text: String) -> Bool {
    skipSpace()
    return scalars[position...].starts(with: text.unicodeScalars)
  }

  private mutating func take(_ text: String) -> Bool {
    guard comesNext(text) else { return false }
    position += text.unicodeScalars.count
    return true
  }

  private mutating func expect(_ text: String) throws {
    guard take(text) else { throw problem }
  }

  private mutating func name() -> String {
    skipSpace()
    var name = String.UnicodeScalarView()
    while position < scalars.count,
      scalars[position].properties.isAlphabetic || scalars[position].isDigit
        || scalars[position] == "@" || scalars[position] == "_"
    {
      name.append(scalars[position])
      position += 1
    }
    return String(name)
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}

/// A call and the expression that its value equals, type included.
struct Equation: Sendable, CustomTestStringConvertible {
  var call: String
  var value: String

  init(_ call: String, _ value: String) {
    self.call = call
    self.value = value
  }

  var testDescription: String { "\(call) is \(value)" }

  /// Evaluates both sides and compares them.
  func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let actual = try LibraryCalls.evaluate(call)
    let expected = try LibraryCalls.evaluate(value)
    #expect(
      sameValue(actual, expected), "\(call) is \(actual), not \(value)", sourceLocation: sourceLocation)
  }
}

/// Whether two values are the same, type included: 1 is not 1.0, -0.0 is not 0.0, NaN is NaN.
func sameValue(_ a: Value, _ b: Value) -> Bool {
  switch (a, b) {
  case (.double(let x), .double(let y)): x.isNaN && y.isNaN || x == y && x.sign == y.sign
  case (.list(let x), .list(let y)):
    x.elements.count == y.elements.count && zip(x.elements, y.elements).allSatisfy(sameValue)
  case (.map(let x), .map(let y)):
    x.keys.count == y.keys.count
      && zip(x.keys, x.values).allSatisfy { key, value in y.value(forKey: key).map { sameValue(value, $0) } ?? false }
  case (.optional(let x), .optional(let y)):
    switch (x.value, y.value) {
    case (nil, nil): true
    case (let x?, let y?): sameValue(x, y)
    default: false
    }
  default: a.runtimeType.runtimeName == b.runtimeType.runtimeName && a.isEqual(to: b)
  }
}

/// A call and the kind of its failure.
struct Failing: Sendable, CustomTestStringConvertible {
  var call: String
  var kind: EvaluationError.Kind

  init(_ call: String, _ kind: EvaluationError.Kind) {
    self.call = call
    self.kind = kind
  }

  var testDescription: String { "\(call) fails with \(kind)" }

  /// Evaluates the call and compares how it fails.
  func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let failure = try LibraryCalls.failure(of: call)
    #expect(failure.kind == kind, "\(failure.message)", sourceLocation: sourceLocation)
  }
}
