extension Library {
  /// `contains startsWith endsWith matches`, all of them by code points, which for UTF-8 is by bytes.
  static var textFunctions: [Function] {
    func method(_ name: String, _ id: String, _ test: @escaping @Sendable (String, String) -> Bool) -> Function {
      let implementation: @Sendable (Value, Value) throws(EvaluationError) -> Value = {
        text, part throws(EvaluationError) in
        guard case .string(let a) = text, case .string(let b) = part else { throw .noSuchOverload(name, text, part) }
        return .bool(test(a, b))
      }
      return Function(name, [Overload(id, [.string, .string], .bool, isMember: true, .binary(implementation))])
    }
    return [
      method("contains", "contains_string", contains),
      method("startsWith", "starts_with_string") { $0.utf8.starts(with: $1.utf8) },
      method("endsWith", "ends_with_string") { text, end in
        text.utf8.count >= end.utf8.count && text.utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
      },
      Function(
        "matches",
        [
          Overload("matches", [.string, .string], .bool, .binary(matches)),
          Overload("matches_string", [.string, .string], .bool, isMember: true, .binary(matches)),
        ]),
    ]
  }

  static func contains(_ text: String, _ part: String) -> Bool {
    part.utf8.count <= text.utf8.count && ByteSearch(part).first(in: text.utf8.span) != nil
  }

  private static func matches(_ text: Value, _ pattern: Value) throws(EvaluationError) -> Value {
    guard case .string(let text) = text, case .string(let pattern) = pattern else {
      throw .noSuchOverload("matches", text, pattern)
    }
    return .bool(try RegularExpression(pattern).matches(text))
  }
}
