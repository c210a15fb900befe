/// `'%s of %d'.format([a, b])`: `%s %d %f %e %b %o %x %X %%`, with a precision (`%.2f`) and no width, as cel-spec's
/// `doc/extensions/strings.md` has it. Arguments that nothing asks for are passed over.
enum StringFormat {
  /// The most digits after the point that can be asked for.
  private static let mostPlaces = 100

  static func format(_ text: String, _ arguments: [Value]) throws(EvaluationError) -> String {
    var output: [UInt8] = []
    var scanner = TextScanner(text)
    var index = 0
    while let byte = scanner.takeAny() {
      guard byte == UInt8(ascii: "%") else {
        output.append(byte)
        continue
      }
      if scanner.take("%") {
        output.append(byte)
        continue
      }
      guard !scanner.isAtEnd else { throw invalid("the format ends after a '%'") }
      guard index < arguments.count else { throw invalid("index \(index) out of range: too few arguments") }
      let places = try takePrecision(&scanner)
      guard let verb = scanner.takeAny() else { throw invalid("the format ends in a precision") }
      output.append(contentsOf: try formatted(arguments[index], verb: verb, places: places).utf8)
      try ResultLimit.check(bytes: output.count)
      index += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func takePrecision(_ scanner: inout TextScanner) throws(EvaluationError) -> Int {
    guard scanner.take(".") else { return 6 }
    let digits = scanner.takeDigits()
    // 100 is the most, so that four digits are too many whatever they are.
    let places = digits.prefix(4).reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard !digits.isEmpty else { throw invalid("a precision without digits") }
    guard places <= mostPlaces, digits.count <= 4 else { throw invalid("a precision over \(mostPlaces)") }
    return places
  }

  private static func formatted(_ value: Value, verb: UInt8, places: Int) throws(EvaluationError) -> String {
    switch (verb, value) {
    case (UInt8(ascii: "s"), _):
      var output: [UInt8] = []
      try append(value, to: &output)
      return String(decoding: output, as: UTF8.self)
    case (UInt8(ascii: "d"), .int(let int)): return String(int)
    case (UInt8(ascii: "d"), .uint(let uint)): return String(uint)
    case (UInt8(ascii: "d"), .double(let double)): return DoubleText.plain(double)
    case (UInt8(ascii: "f"), .int(let int)): return DoubleText.fixed(Double(int), places: places)
    case (UInt8(ascii: "f"), .uint(let uint)): return DoubleText.fixed(Double(uint), places: places)
    case (UInt8(ascii: "f"), .double(let double)): return DoubleText.fixed(double, places: places)
    case (UInt8(ascii: "e"), .int(let int)): return DoubleText.scientific(Double(int), places: places)
    case (UInt8(ascii: "e"), .uint(let uint)): return DoubleText.scientific(Double(uint), places: places)
    case (UInt8(ascii: "e"), .double(let double)): return DoubleText.scientific(double, places: places)
    case (UInt8(ascii: "b"), .bool(let bool)): return bool ? "1" : "0"
    case (UInt8(ascii: "b"), .int(let int)): return String(int, radix: 2)
    case (UInt8(ascii: "b"), .uint(let uint)): return String(uint, radix: 2)
    case (UInt8(ascii: "o"), .int(let int)): return String(int, radix: 8)
    case (UInt8(ascii: "o"), .uint(let uint)): return String(uint, radix: 8)
    case (UInt8(ascii: "x"), _), (UInt8(ascii: "X"), _):
      guard let text = hexadecimal(value, uppercase: verb == UInt8(ascii: "X")) else { break }
      return text
    default: break
    }
    let letter = verb < 0x80 ? String(UnicodeScalar(verb)) : "�"
    guard "dfebosxX".utf8.contains(verb) else { throw invalid("there is no '%\(letter)'") }
    throw invalid("a \(value.runtimeType.runtimeName) cannot be formatted as '%\(letter)'")
  }

  private static func hexadecimal(_ value: Value, uppercase: Bool) -> String? {
    switch value {
    case .int(let int): String(int, radix: 16, uppercase: uppercase)
    case .uint(let uint): String(uint, radix: 16, uppercase: uppercase)
    case .string(let text): hexadecimal(text.utf8, uppercase: uppercase)
    case .bytes(let bytes): hexadecimal(bytes.bytes, uppercase: uppercase)
    default: nil
    }
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>, uppercase: Bool) -> String {
    let digits = Array((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// What `%s` makes of a value; lists and maps with their elements, maps sorted by what their keys become.
  private static func append(_ value: Value, to output: inout [UInt8]) throws(EvaluationError) {
    switch value {
    case .null: output += Array("null".utf8)
    case .bool(let bool): output += Array((bool ? "true" : "false").utf8)
    case .int(let int): output += Array(String(int).utf8)
    case .uint(let uint): output += Array(String(uint).utf8)
    case .double(let double): output += Array(DoubleText.plain(double).utf8)
    case .string(let text): output += Array(text.utf8)
    case .bytes(let bytes): output += bytes.bytes
    case .timestamp(let timestamp): output += Array(timestamp.description.utf8)
    case .duration(let duration): output += Array(duration.description.utf8)
    case .type(let type): output += Array(type.type.runtimeName.utf8)
    case .list(let list):
      output.append(UInt8(ascii: "["))
      for (index, element) in list.elements.enumerated() {
        if index > 0 { output += Array(", ".utf8) }
        try append(element, to: &output)
        try ResultLimit.check(bytes: output.count)
      }
      output.append(UInt8(ascii: "]"))
    case .map(let map):
      var entries: [(key: [UInt8], value: Value)] = []
      for (key, value) in zip(map.keys, map.values) {
        var text: [UInt8] = []
        try append(key, to: &text)
        entries.append((text, value))
      }
      entries.sort { $0.key.lexicographicallyPrecedes($1.key) }
      output.append(UInt8(ascii: "{"))
      for (index, entry) in entries.enumerated() {
        if index > 0 { output += Array(", ".utf8) }
        output += entry.key + Array(": ".utf8)
        try append(entry.value, to: &output)
        try ResultLimit.check(bytes: output.count)
      }
      output.append(UInt8(ascii: "}"))
    case .object, .optional, .opaque:
      throw invalid("a \(value.runtimeType.runtimeName) cannot be formatted as '%s'")
    }
  }

  private static func invalid(_ reason: String) -> EvaluationError {
    EvaluationError(.invalidArgument, "format: \(reason)")
  }
}
