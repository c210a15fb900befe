/// Taking text apart and putting it together: `split`, `join`, `replace` of `Library.strings`.
extension Library {
  static func splitAll(_ text: Value, _ separator: Value) throws(EvaluationError) -> Value {
    try splitSome(text, separator, .int(-1))
  }

  /// At most so many pieces, of which the last is the rest; all of them for a negative number.
  static func splitSome(_ text: Value, _ separator: Value, _ limit: Value) throws(EvaluationError) -> Value {
    guard case .string(let string) = text, case .string(let separator) = separator, case .int(let limit) = limit else {
      throw .noSuchOverload("split", text, separator, limit)
    }
    let most = limit < 0 ? Int.max : Int(limit)
    guard most > 0 else { return .list(ListValue([])) }
    var pieces: [Value] = []
    var start = 0
    let bytes = string.utf8.span
    let search = ByteSearch(separator)
    while pieces.count < most - 1 {
      // Nothing at all separates each code point from the next.
      let found = separator.isEmpty ? bytes.endOfScalar(at: start) : search.first(in: bytes, from: start)
      guard let found, !separator.isEmpty || found < bytes.count else { break }
      pieces.append(.string(string.slice(start..<found)))
      try ResultLimit.check(elements: pieces.count + 1)
      start = found + separator.utf8.count
    }
    if !separator.isEmpty || !string.isEmpty { pieces.append(.string(string.slice(start..<bytes.count))) }
    return .list(ListValue(pieces))
  }

  static func join(_ list: Value) throws(EvaluationError) -> Value { try joinWith(list, .string("")) }

  static func joinWith(_ list: Value, _ separator: Value) throws(EvaluationError) -> Value {
    guard case .list(let pieces) = list, case .string(let separator) = separator else {
      throw .noSuchOverload("join", list, separator)
    }
    var text = ""
    for (index, piece) in pieces.elements.enumerated() {
      guard case .string(let string) = piece else {
        throw EvaluationError(
          .invalidArgument, "only strings can be joined, and element \(index) is a \(piece.runtimeType.runtimeName)")
      }
      try ResultLimit.check(bytes: text.utf8.count + separator.utf8.count + string.utf8.count)
      if index > 0 { text += separator }
      text += string
    }
    return .string(text)
  }

  static func replaceAll(_ text: Value, _ old: Value, _ new: Value) throws(EvaluationError) -> Value {
    try replaceSome([text, old, new, .int(-1)])
  }

  /// At most so many replacements; all of them for a negative number. Nothing at all (`''`) stands before each code
  /// point and at the end.
  static func replaceSome(_ arguments: [Value]) throws(EvaluationError) -> Value {
    guard arguments.count == 4, case .string(let string) = arguments[0], case .string(let old) = arguments[1],
      case .string(let new) = arguments[2], case .int(let limit) = arguments[3]
    else { throw .noSuchOverload("replace", arguments) }
    var remaining = limit < 0 ? Int.max : Int(limit)
    var result: [UInt8] = []
    let bytes = string.utf8.span
    let search = ByteSearch(old)
    var copied = 0
    var position = 0
    while remaining > 0, let found = search.first(in: bytes, from: position) {
      result.append(contentsOf: string.utf8.dropFirst(copied).prefix(found - copied))
      result.append(contentsOf: new.utf8)
      try ResultLimit.check(bytes: result.count)
      copied = found + old.utf8.count
      remaining -= 1
      if old.isEmpty {
        guard let next = bytes.endOfScalar(at: found) else { break }
        position = next
      } else {
        position = copied
      }
    }
    result.append(contentsOf: string.utf8.dropFirst(copied))
    try ResultLimit.check(bytes: result.count)
    return .string(String(decoding: result, as: UTF8.self))
  }
}

extension Span<UInt8> {
  /// Where the scalar ends that starts at an offset; nil at the end of the text.
  func endOfScalar(at offset: Int) -> Int? {
    guard offset < count else { return nil }
    var end = offset + 1
    while end < count, self[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
