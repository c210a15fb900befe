import CEL
import Diagnostics
import Foundation

/// One case of the language's conformance suite, as JSON: an expression, its environment, and what it must come to.
struct ConformanceCase {
  enum Expectation {
    case value(Value)
    case error
    case typed(CELType, Value?)
  }

  var id: String
  var expression: String
  var isChecked: Bool
  var isCheckOnly: Bool
  var container: String
  var variables: [Variable] = []
  var functions: [Function] = []
  var bindings: [(name: String, value: Value)] = []
  var expectation: Expectation
  var features: [String]
}

struct MalformedCase: Error, CustomStringConvertible {
  var description: String
}

extension ConformanceCase {
  /// All cases of a file.
  static func cases(of file: URL) throws -> [ConformanceCase] {
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    guard let object = json as? [String: Any], let cases = object["cases"] as? [[String: Any]] else {
      throw MalformedCase(description: "\(file.lastPathComponent) has no cases")
    }
    return try cases.map { try ConformanceCase($0) }
  }

  private init(_ json: [String: Any]) throws {
    guard let id = json["id"] as? String, let expression = json["expr"] as? String,
      let expect = json["expect"] as? [String: Any]
    else { throw MalformedCase(description: "a case without id, expr or expect") }
    self.id = id
    self.expression = expression
    isChecked = json["disable_check"] as? Bool != true
    isCheckOnly = json["check_only"] as? Bool == true
    container = json["container"] as? String ?? ""
    features = json["features"] as? [String] ?? []
    if let value = expect["value"] {
      expectation = .value(try Self.value(value))
    } else if let typed = expect["typed_result"] as? [String: Any], let type = typed["type"] {
      expectation = .typed(try Self.type(type), try typed["value"].map { try Self.value($0) })
    } else if expect["error"] != nil {
      expectation = .error
    } else {
      throw MalformedCase(description: "\(id) expects nothing")
    }
    for declaration in json["type_env"] as? [[String: Any]] ?? [] {
      guard let name = declaration["name"] as? String else { throw MalformedCase(description: id) }
      if let type = declaration["type"] {
        variables.append(Variable(name, try Self.type(type)))
      } else {
        functions.append(try Self.function(name, declaration["overloads"] as? [[String: Any]] ?? []))
      }
    }
    for (name, value) in json["bindings"] as? [String: Any] ?? [:] {
      bindings.append((name, try Self.value(value)))
    }
  }

  /// A function that is only declared: the suite never calls one.
  private static func function(_ name: String, _ overloads: [[String: Any]]) throws -> Function {
    Function(
      name,
      try overloads.map { json in
        guard let id = json["id"] as? String, let parameters = json["params"] as? [Any], let result = json["result"]
        else { throw MalformedCase(description: "an overload of \(name)") }
        return Overload(
          id, try parameters.map { try type($0) }, try type(result), isMember: json["receiver"] as? Bool == true,
          .variadic { _ throws(EvaluationError) in throw EvaluationError(.unknownFunction, "only declared") })
      })
  }

  static func type(_ json: Any) throws -> CELType {
    if let name = json as? String {
      switch name {
      case "null": return .null
      case "bool": return .bool
      case "int": return .int
      case "uint": return .uint
      case "double": return .double
      case "string": return .string
      case "bytes": return .bytes
      case "timestamp": return .timestamp
      case "duration": return .duration
      case "dyn": return .dyn
      default: break
      }
    }
    if let object = json as? [String: Any], object.count == 1, let (key, inner) = object.first {
      switch (key, inner) {
      case ("list", _): return .list(try type(inner))
      case ("map", let pair as [Any]) where pair.count == 2: return .map(try type(pair[0]), try type(pair[1]))
      case ("wrapper", _): return .wrapper(try type(inner))
      case ("optional", _): return .optional(try type(inner))
      case ("type", _): return .type(try type(inner))
      case ("type_param", let name as String): return .parameter(name)
      case ("abstract", let abstract as [String: Any]):
        guard let name = abstract["name"] as? String else { break }
        return .opaque(name, try (abstract["params"] as? [Any] ?? []).map { try type($0) })
      default: break
      }
    }
    throw MalformedCase(description: "no type: \(json)")
  }

  static func value(_ json: Any) throws -> Value {
    guard let object = json as? [String: Any], object.count == 1, let (kind, content) = object.first else {
      throw MalformedCase(description: "no value: \(json)")
    }
    switch (kind, content) {
    case ("null", _): return .null
    case ("bool", let bool as Bool): return .bool(bool)
    case ("int", let text as String): if let int = Int64(text) { return .int(int) }
    case ("uint", let text as String): if let uint = UInt64(text) { return .uint(uint) }
    case ("double", let text as String):
      switch text {
      case "NaN": return .double(.nan)
      case "Infinity": return .double(.infinity)
      case "-Infinity": return .double(-.infinity)
      default: if let double = Double(text) { return .double(double) }
      }
    case ("string", let text as String): return .string(text)
    case ("bytes", let text as String):
      if let data = Data(base64Encoded: text) { return .bytes(BytesValue([UInt8](data))) }
    case ("timestamp", let text as String): return .timestamp(try Timestamp.parse(text))
    case ("duration", let text as String): return .duration(try Duration.parse(text))
    case ("list", let elements as [Any]): return .list(ListValue(try elements.map { try value($0) }))
    case ("map", let entries as [[Any]]):
      return .map(MapValue(keys: try entries.map { try value($0[0]) }, values: try entries.map { try value($0[1]) }))
    case ("type", let name as String): return .type(TypeValue(try typeNamed(name)))
    case ("optional", let inner): return .optional(OptionalValue(inner is NSNull ? nil : try value(inner)))
    default: break
    }
    throw MalformedCase(description: "no value: \(json)")
  }

  private static func typeNamed(_ name: String) throws -> CELType {
    switch name {
    case "null_type": .null
    case "list": .list(.dyn)
    case "map": .map(.dyn, .dyn)
    case "type": .type(.dyn)
    case "google.protobuf.Timestamp": .timestamp
    case "google.protobuf.Duration": .duration
    case "optional_type": .optional(.dyn)
    default: try type(name)
    }
  }
}

extension ConformanceCase {
  /// Runs the case: nil where it comes to what it must, else what is wrong.
  func problem(libraries: [Library]) -> String? {
    var options = Environment.Options()
    options.isChecked = isChecked
    let environment = Environment(
      variables: variables, libraries: libraries + [Library(name: "declared", functions: functions)],
      container: container, options: options)
    let program: Program
    do {
      program = try environment.compile(expression)
    } catch {
      if case .error = expectation { return nil }
      return "does not compile: \(error.diagnostics.map { $0.message + ($0.fix.map { " (\($0))" } ?? "") })"
    }
    if case .typed(let type, _) = expectation, program.resultType != type {
      return "has type \(program.resultType), not \(type)"
    }
    if isCheckOnly {
      if case .error = expectation { return "compiles, and should not" }
      return nil
    }
    var activation = environment.activation()
    for (name, value) in bindings { activation.bind(name, to: value) }
    let outcome = program.evaluate(activation)
    if let difference = difference(outcome) { return difference }
    // The trace is another plan: it has to come to the same.
    return difference(program.trace(activation).outcome).map { "traced: \($0)" }
  }

  private func difference(_ outcome: Outcome) -> String? {
    switch (expectation, outcome) {
    case (.error, .error): return nil
    case (.value(let expected), .value(let value)), (.typed(_, let expected?), .value(let value)):
      return isSame(expected, value) ? nil : "is \(value.literal), not \(expected.literal)"
    case (.typed(_, nil), .value): return nil
    case (_, .error(let error)): return "fails: \(error.message)"
    case (_, .value(let value)): return "is \(value.literal), and should fail"
    case (_, .unknown(let unknown)): return "is unknown: \(unknown.map(\.path))"
    }
  }
}

/// Equality as the suite means it: types count, NaN matches NaN, maps have no order.
func isSame(_ a: Value, _ b: Value) -> Bool {
  switch (a, b) {
  case (.double(let x), .double(let y)): x.isNaN ? y.isNaN : x == y
  case (.list(let x), .list(let y)):
    x.elements.count == y.elements.count && zip(x.elements, y.elements).allSatisfy { isSame($0, $1) }
  case (.map(let x), .map(let y)):
    x.keys.count == y.keys.count
      && zip(x.keys, x.values).allSatisfy { key, value in
        zip(y.keys, y.values).contains { isSame(key, $0) && isSame(value, $1) }
      }
  case (.optional(let x), .optional(let y)):
    switch (x.value, y.value) {
    case (nil, nil): true
    case (let x?, let y?): isSame(x, y)
    default: false
    }
  case (.int, .int), (.uint, .uint), (.bool, .bool), (.string, .string), (.bytes, .bytes), (.null, .null),
    (.timestamp, .timestamp), (.duration, .duration), (.type, .type):
    a.isEqual(to: b)
  default: false
  }
}
