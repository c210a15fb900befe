import Diagnostics

extension Library {
  /// `charAt indexOf lastIndexOf substring split join replace trim lowerAscii upperAscii reverse format strings.quote`,
  /// as cel-spec's `doc/extensions/strings.md` has them. Offsets count code points.
  ///
  /// ```cel
  /// 'a-b'.split('-').join('+')   // 'a+b'
  /// ```
  public static var strings: Library {
    Library(
      name: "strings",
      functions: [
        Function("charAt", [method("string_char_at_int", [.int], .string, .binary(charAt))]),
        Function(
          "indexOf",
          [
            method("string_index_of_string", [.string], .int, .binary(indexOf)),
            method("string_index_of_string_int", [.string, .int], .int, .ternary(indexOfFrom)),
          ]),
        Function(
          "lastIndexOf",
          [
            method("string_last_index_of_string", [.string], .int, .binary(lastIndexOf)),
            method("string_last_index_of_string_int", [.string, .int], .int, .ternary(lastIndexOfFrom)),
          ]),
        Function(
          "substring",
          [
            method("string_substring_int", [.int], .string, .binary(substring)),
            method("string_substring_int_int", [.int, .int], .string, .ternary(substringRange)),
          ]),
        Function("trim", [method("string_trim", [], .string, .unary(trim))]),
        Function(
          "lowerAscii",
          [method("string_lower_ascii", [], .string, .unary { a throws(EvaluationError) in try lower(a) })]),
        Function(
          "upperAscii",
          [method("string_upper_ascii", [], .string, .unary { a throws(EvaluationError) in try upper(a) })]),
        Function("reverse", [method("string_reverse", [], .string, .unary(reverse))]),
        Function(
          "replace",
          [
            method("string_replace_string_string", [.string, .string], .string, .ternary(replaceAll)),
            method("string_replace_string_string_int", [.string, .string, .int], .string, .variadic(replaceSome)),
          ]),
        Function(
          "split",
          [
            method("string_split_string", [.string], .list(.string), .binary(splitAll)),
            method("string_split_string_int", [.string, .int], .list(.string), .ternary(splitSome)),
          ]),
        Function(
          "join",
          [
            Overload("list_join", [.list(.string)], .string, isMember: true, .unary(join)),
            Overload("list_join_string", [.list(.string), .string], .string, isMember: true, .binary(joinWith)),
          ]),
        Function("format", [method("string_format", [.list(.dyn)], .string, .binary(format))]),
        Function("strings.quote", [Overload("strings_quote", [.string], .string, .unary(quote))]),
      ])
  }

  /// An overload that is called on text.
  private static func method(
    _ id: String, _ parameters: [CELType], _ result: CELType, _ implementation: Overload.Implementation
  ) -> Overload {
    Overload(id, [.string] + parameters, result, isMember: true, implementation)
  }

  // MARK: Positions

  private static func charAt(_ text: Value, _ index: Value) throws(EvaluationError) -> Value {
    guard case .string(let string) = text, case .int(let index) = index else {
      throw .noSuchOverload("charAt", text, index)
    }
    let start = try offset(index, in: string)
    guard start < string.utf8.count else { return .string("") }
    let rest = string.unicodeScalars[string.utf8.index(string.utf8.startIndex, offsetBy: start)...]
    return .string(rest.first.map { String($0) } ?? "")
  }

  private static func indexOf(_ text: Value, _ part: Value) throws(EvaluationError) -> Value {
    try indexOfFrom(text, part, .int(0))
  }

  private static func indexOfFrom(_ text: Value, _ part: Value, _ from: Value) throws(EvaluationError) -> Value {
    guard case .string(let string) = text, case .string(let wanted) = part, case .int(let from) = from else {
      throw .noSuchOverload("indexOf", text, part, from)
    }
    let start = try offset(from, in: string)
    guard let found = ByteSearch(wanted).first(in: string.utf8.span, from: start) else { return .int(-1) }
    return .int(string.scalarOffset(ofByte: found))
  }

  private static func lastIndexOf(_ text: Value, _ part: Value) throws(EvaluationError) -> Value {
    guard case .string(let string) = text, case .string = part else { throw .noSuchOverload("lastIndexOf", text, part) }
    return try lastIndexOfFrom(text, part, .int(Int64(string.scalarCount)))
  }

  private static func lastIndexOfFrom(_ text: Value, _ part: Value, _ from: Value) throws(EvaluationError) -> Value {
    guard case .string(let string) = text, case .string(let wanted) = part, case .int(let from) = from else {
      throw .noSuchOverload("lastIndexOf", text, part, from)
    }
    let end = try offset(from, in: string)
    guard let found = ByteSearch(wanted).last(in: string.utf8.span, upTo: end) else { return .int(-1) }
    return .int(string.scalarOffset(ofByte: found))
  }

  private static func substring(_ text: Value, _ start: Value) throws(EvaluationError) -> Value {
    guard case .string(let string) = text, case .int(let start) = start else {
      throw .noSuchOverload("substring", text, start)
    }
    return .string(string.slice(try offset(start, in: string)..<string.utf8.count))
  }

  private static func substringRange(_ text: Value, _ start: Value, _ end: Value) throws(EvaluationError) -> Value {
    guard case .string(let string) = text, case .int(let start) = start, case .int(let end) = end else {
      throw .noSuchOverload("substring", text, start, end)
    }
    guard start <= end else {
      throw EvaluationError(.indexOutOfRange, "a substring cannot end at \(end) before it starts at \(start)")
    }
    return .string(string.slice(try offset(start, in: string)..<offset(end, in: string)))
  }

  /// The byte offset of a code point's, which may also be the end.
  private static func offset(_ scalar: Int64, in text: String) throws(EvaluationError) -> Int {
    guard let offset = text.byteOffset(ofScalar: scalar) else {
      throw EvaluationError(.indexOutOfRange, "index out of range: \(scalar) of \(text.scalarCount) characters")
    }
    return offset
  }

  // MARK: Forms

  /// Without the white space (Unicode's `White_Space`) at both ends.
  private static func trim(_ text: Value) throws(EvaluationError) -> Value {
    guard case .string(let string) = text else { throw .noSuchOverload("trim", text) }
    var scalars = string.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return .string(String(scalars))
  }

  private static func lower(_ text: Value) throws(EvaluationError) -> Value {
    guard case .string(let string) = text else { throw .noSuchOverload("lowerAscii", text) }
    return .string(String(decoding: string.utf8.map(asciiLowercased), as: UTF8.self))
  }

  private static func upper(_ text: Value) throws(EvaluationError) -> Value {
    guard case .string(let string) = text else { throw .noSuchOverload("upperAscii", text) }
    return .string(String(decoding: string.utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }, as: UTF8.self))
  }

  private static func reverse(_ text: Value) throws(EvaluationError) -> Value {
    guard case .string(let string) = text else { throw .noSuchOverload("reverse", text) }
    var reversed = String.UnicodeScalarView()
    reversed.append(contentsOf: string.unicodeScalars.reversed())
    return .string(String(reversed))
  }

  /// In double quotes, with everything escaped that could not stand in a literal as it is.
  private static func quote(_ text: Value) throws(EvaluationError) -> Value {
    guard case .string(let string) = text else { throw .noSuchOverload("strings.quote", text) }
    var quoted: [UInt8] = [UInt8(ascii: "\"")]
    for byte in string.utf8 {
      switch byte {
      case 0x07: quoted += Array(#"\a"#.utf8)
      case 0x08: quoted += Array(#"\b"#.utf8)
      case 0x09: quoted += Array(#"\t"#.utf8)
      case 0x0A: quoted += Array(#"\n"#.utf8)
      case 0x0B: quoted += Array(#"\v"#.utf8)
      case 0x0C: quoted += Array(#"\f"#.utf8)
      case 0x0D: quoted += Array(#"\r"#.utf8)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += [UInt8(ascii: "\\"), byte]
      default: quoted.append(byte)
      }
    }
    quoted.append(UInt8(ascii: "\""))
    try ResultLimit.check(bytes: quoted.count)
    return .string(String(decoding: quoted, as: UTF8.self))
  }

  private static func format(_ text: Value, _ arguments: Value) throws(EvaluationError) -> Value {
    guard case .string(let string) = text, case .list(let list) = arguments else {
      throw .noSuchOverload("format", text, arguments)
    }
    return .string(try StringFormat.format(string, list.elements))
  }
}
