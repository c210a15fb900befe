import CEL
import Diagnostics

/// What `gonogo eval` prints: the value or what it hangs on, the type, and how it came about.
struct EvaluationAccount {
  /// The longest value that is written out: more is no answer at a prompt.
  static let longestValue = 10_000

  let program: Program
  let trace: Trace?
  let outcome: Outcome
  let isTypeShown: Bool

  /// The lines; empty where there is nothing but an error to tell.
  var text: String {
    var lines: [String] = []
    switch outcome {
    case .value(let value): lines.append(inert(value.spelledOut.literal(maxLength: EvaluationAccount.longestValue)))
    case .unknown(let unknowns):
      lines.append("unknown, as these are not stated:")
      lines += unknowns.map { "  \(inert($0.path))\(place($0.place))" }
    case .error: break
    }
    if isTypeShown { lines.append("type: \(inert(program.resultType.description))") }
    if let trace {
      lines += TraceAccount(trace: trace, source: program.source).lines
      if !trace.reads.isEmpty { lines += ["", "read:"] }
      lines += trace.reads.map { "  \(inert("\($0.path) = \($0.value.spelledOut.literal)"))\(place($0.place))" }
    }
    return lines.joined(separator: "\n")
  }

  private func place(_ place: SourceRange?) -> String {
    place.map { "  (\(inert($0.description)))" } ?? ""
  }
}

extension Value {
  /// The value with its objects as maps of the fields that are there, which is how they can be written out.
  var spelledOut: Value {
    // More containers than a printed value can have.
    var room = EvaluationAccount.longestValue
    return spelledOut(&room)
  }

  private func spelledOut(_ room: inout Int) -> Value {
    guard room > 0 else { return self }
    switch self {
    case .list(let list):
      room -= 1
      return .list(ListValue(list.elements.map { $0.spelledOut(&room) }))
    case .map(let map):
      room -= 1
      return .map(MapValue(keys: map.keys, values: map.values.map { $0.spelledOut(&room) }))
    case .object(let object):
      room -= 1
      var keys: [Value] = []
      var values: [Value] = []
      for (index, field) in object.type.fields.enumerated() {
        guard case .present(let value, _) = object.field(at: index) else { continue }
        keys.append(.string(field.name))
        values.append(value.spelledOut(&room))
      }
      return .map(MapValue(keys: keys, values: values))
    case .optional(let optional): return .optional(OptionalValue(optional.value?.spelledOut(&room)))
    default: return self
    }
  }
}
