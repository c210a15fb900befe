extension Library {
  /// `regex.extract`, `regex.extractAll` and `regex.replace`, as cel-go's `ext/regex.go` has them. Needs the optionals
  /// library beside it.
  ///
  /// ```cel
  /// regex.replace('a1b2', '[0-9]', '')   // 'ab'
  /// ```
  public static var regex: Library {
    Library(
      name: "regex",
      functions: [
        Function(
          "regex.extract",
          [Overload("regex_extract_string_string", [.string, .string], .optional(.string), .binary(extract))]),
        Function(
          "regex.extractAll",
          [Overload("regex_extractAll_string_string", [.string, .string], .list(.string), .binary(extractAll))]),
        Function(
          "regex.replace",
          [
            Overload(
              "regex_replace_string_string_string", [.string, .string, .string], .string, .ternary(regexReplaceAll)),
            Overload(
              "regex_replace_string_string_string_int", [.string, .string, .string, .int], .string,
              .variadic(regexReplace)),
          ]),
      ])
  }

  /// The longest text of which all matches are looked for. One match takes time linear to the text, but to look for many
  /// may take the square of it.
  private static let longestText = 1_000_000

  /// What one of the functions does with a pattern that is compiled already. The values are all its arguments, the
  /// pattern's text among them.
  typealias PatternFunction = @Sendable (RegularExpression, [Value]) throws(EvaluationError) -> Value

  /// The function of an overload.
  static func patternFunction(_ overload: String) -> PatternFunction? {
    switch overload {
    case "regex_extract_string_string":
      return { (pattern, values) throws(EvaluationError) in
        try extract(pattern, values)
      }
    case "regex_extractAll_string_string":
      return { (pattern, values) throws(EvaluationError) in
        try extractAll(pattern, values)
      }
    case "regex_replace_string_string_string", "regex_replace_string_string_string_int":
      return { (pattern, values) throws(EvaluationError) in try regexReplace(pattern, values) }
    default: return nil
    }
  }

  private static func requireOneGroup(_ expression: RegularExpression, _ text: String) throws(EvaluationError) {
    guard expression.groupCount <= 1 else {
      throw EvaluationError(.invalidArgument, "\(quotedExcerpt(text)) has more than one capturing group")
    }
  }

  private static func pattern(_ name: String, _ values: [Value]) throws(EvaluationError) -> RegularExpression {
    guard values.count > 1, case .string(let source) = values[1] else { throw .noSuchOverload(name, values) }
    return try RegularExpression(source)
  }

  private static func extract(_ text: Value, _ source: Value) throws(EvaluationError) -> Value {
    try extract(try pattern("regex.extract", [text, source]), [text, source])
  }

  private static func extract(_ expression: RegularExpression, _ values: [Value]) throws(EvaluationError) -> Value {
    guard values.count == 2, case .string(let string) = values[0], case .string(let source) = values[1] else {
      throw .noSuchOverload("regex.extract", values)
    }
    try requireOneGroup(expression, source)
    guard let match = expression.firstMatch(in: string, from: 0) else { return .optional(OptionalValue(nil)) }
    // Of a group that took no part or is empty there is nothing to extract.
    guard let range = match.last ?? nil, match.count == 1 || !range.isEmpty else {
      return .optional(OptionalValue(nil))
    }
    return .optional(OptionalValue(.string(string.slice(range))))
  }

  private static func extractAll(_ text: Value, _ source: Value) throws(EvaluationError) -> Value {
    try extractAll(try pattern("regex.extractAll", [text, source]), [text, source])
  }

  private static func extractAll(_ expression: RegularExpression, _ values: [Value]) throws(EvaluationError) -> Value {
    guard values.count == 2, case .string(let string) = values[0], case .string(let source) = values[1] else {
      throw .noSuchOverload("regex.extractAll", values)
    }
    try requireOneGroup(expression, source)
    var found: [Value] = []
    try forEachMatch(of: expression, in: string) { match throws(EvaluationError) in
      if let range = match.last ?? nil, match.count == 1 || !range.isEmpty {
        found.append(.string(string.slice(range)))
        try ResultLimit.check(elements: found.count)
      }
      return true
    }
    return .list(ListValue(found))
  }

  private static func regexReplaceAll(_ text: Value, _ pattern: Value, _ new: Value) throws(EvaluationError) -> Value {
    try regexReplace([text, pattern, new])
  }

  private static func regexReplace(_ arguments: [Value]) throws(EvaluationError) -> Value {
    try regexReplace(try pattern("regex.replace", arguments), arguments)
  }

  private static func regexReplace(
    _ expression: RegularExpression, _ arguments: [Value]
  ) throws(EvaluationError) -> Value {
    var arguments = arguments
    if arguments.count == 3 { arguments.append(.int(-1)) }
    guard arguments.count == 4, case .string(let string) = arguments[0], case .string = arguments[1],
      case .string(let new) = arguments[2], case .int(let limit) = arguments[3]
    else { throw .noSuchOverload("regex.replace", arguments) }
    let pieces = try replacement(new, groups: expression.groupCount)
    var remaining = limit < 0 ? Int.max : Int(limit)
    guard remaining > 0 else { return arguments[0] }
    var result = ""
    var copied = 0
    try forEachMatch(of: expression, in: string) { match throws(EvaluationError) in
      guard let whole = match.first ?? nil else { return false }
      result += string.slice(copied..<whole.lowerBound)
      for piece in pieces {
        switch piece {
        case .text(let text): result += text
        case .group(let number): if let range = match[number] { result += string.slice(range) }
        }
        try ResultLimit.check(bytes: result.utf8.count)
      }
      copied = whole.upperBound
      remaining -= 1
      return remaining > 0
    }
    result += string.slice(copied..<string.utf8.count)
    try ResultLimit.check(bytes: result.utf8.count)
    return .string(result)
  }

  private enum Piece {
    case text(String)
    case group(Int)
  }

  /// A replacement, in which `\1` is a group and `\\` a backslash.
  private static func replacement(_ text: String, groups: Int) throws(EvaluationError) -> [Piece] {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var scanner = TextScanner(text)
    while let byte = scanner.takeAny() {
      guard byte == UInt8(ascii: "\\") else {
        literal.append(byte)
        continue
      }
      switch scanner.takeAny() {
      case UInt8(ascii: "\\"): literal.append(byte)
      case (let digit?) where (0x30...0x39).contains(digit):
        let number = Int(digit - 0x30)
        guard number <= groups else {
          throw EvaluationError(
            .invalidArgument, "the replacement refers to group \(number), and the pattern has \(groups)")
        }
        pieces.append(.text(String(decoding: literal, as: UTF8.self)))
        pieces.append(.group(number))
        literal = []
      default:
        throw EvaluationError(
          .invalidArgument, "in the replacement \(quotedExcerpt(text)) a '\\' stands before neither a digit nor a '\\'")
      }
    }
    return pieces + [.text(String(decoding: literal, as: UTF8.self))]
  }

  /// All matches that do not overlap, from the left, until `body` answers false. An empty one right behind another does
  /// not count.
  private static func forEachMatch(
    of expression: RegularExpression, in text: String,
    _ body: ([Range<Int>?]) throws(EvaluationError) -> Bool
  ) throws(EvaluationError) {
    guard text.utf8.count <= longestText else {
      throw EvaluationError(.overflow, "the text is longer than \(longestText) bytes")
    }
    var position = 0
    var lastEnd = -1
    while position <= text.utf8.count, let match = expression.firstMatch(in: text, from: position),
      let whole = match.first ?? nil
    {
      if !(whole.isEmpty && whole.lowerBound == lastEnd) {
        guard try body(match) else { return }
      }
      lastEnd = whole.upperBound
      position = whole.isEmpty ? text.utf8.span.endOfScalar(at: whole.upperBound) ?? .max : whole.upperBound
    }
  }
}
