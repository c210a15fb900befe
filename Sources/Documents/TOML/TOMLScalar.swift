/// What a plain word of TOML means: a boolean, a number, a date or a time. Judged by the format's grammar before anything
/// is made a number of.
enum TOMLScalar {
  static func content(_ word: ArraySlice<UInt8>) -> Node.Content? {
    switch String(decoding: word, as: UTF8.self) {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "inf", "+inf": return .number(.infinity)
    case "-inf": return .number(-.infinity)
    case "nan", "+nan", "-nan": return .number(.nan)
    default: break
    }
    if let integer = prefixedInteger(word) { return integer }
    if isDateOrTime(word) { return .text(String(decoding: word, as: UTF8.self)) }
    return decimal(word)
  }

  /// `0xFF`, `0o17`, `0b1010`.
  private static func prefixedInteger(_ word: ArraySlice<UInt8>) -> Node.Content? {
    guard word.count > 2, word.first == UInt8(ascii: "0") else { return nil }
    let radix: UInt8
    switch word[word.startIndex + 1] {
    case UInt8(ascii: "x"): radix = 16
    case UInt8(ascii: "o"): radix = 8
    case UInt8(ascii: "b"): radix = 2
    default: return nil
    }
    guard let digits = withoutUnderscores(word.dropFirst(2), isDigit: { (hexDigit($0) ?? 99) < radix }) else {
      return nil
    }
    return Int64(String(decoding: digits, as: UTF8.self), radix: Int(radix)).map { .integer($0) } ?? .unrepresentable
  }

  private static func decimal(_ word: ArraySlice<UInt8>) -> Node.Content? {
    func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
    var text: [UInt8] = []
    var rest = word
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      text.append(sign)
      rest = rest.dropFirst()
    }
    func part(_ end: (UInt8) -> Bool) -> [UInt8]? {
      let digits = rest.prefix { !end($0) }
      rest = rest.dropFirst(digits.count)
      return withoutUnderscores(digits, isDigit: isDigit)
    }
    func isExponent(_ byte: UInt8) -> Bool { byte | 0x20 == UInt8(ascii: "e") }
    guard let whole = part({ $0 == UInt8(ascii: ".") || isExponent($0) }) else { return nil }
    guard whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
    text += whole
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard let fraction = part(isExponent) else { return nil }
      text.append(UInt8(ascii: "."))
      text += fraction
    }
    if let first = rest.first, isExponent(first) {
      rest = rest.dropFirst()
      text.append(UInt8(ascii: "e"))
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        text.append(sign)
        rest = rest.dropFirst()
      }
      guard let exponent = part({ _ in false }) else { return nil }
      text += exponent
    }
    guard rest.isEmpty else { return nil }
    return DecimalNumber.content(text.span, 0..<text.count)
  }

  /// Digits without the underscores that may stand between two of them; nil where there is anything else, or nothing.
  private static func withoutUnderscores(_ word: ArraySlice<UInt8>, isDigit: (UInt8) -> Bool) -> [UInt8]? {
    var digits: [UInt8] = []
    var wasDigit = false
    for byte in word {
      if isDigit(byte) {
        digits.append(byte)
        wasDigit = true
      } else {
        guard byte == UInt8(ascii: "_"), wasDigit else { return nil }
        wasDigit = false
      }
    }
    return wasDigit ? digits : nil
  }

  // MARK: - Dates and times

  static func isDate(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count == 10, let month = number(word, "0000-00-00", at: 5), let day = number(word, "0000-00-00", at: 8)
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }

  private static func isDateOrTime(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count > 10 else { return isDate(word) || isTime(word) }
    let separator = word[word.startIndex + 10]
    guard separator == UInt8(ascii: "T") || separator == UInt8(ascii: "t") || separator == 0x20 else {
      return isTime(word)
    }
    guard isDate(word.prefix(10)) else { return false }
    var time = word.dropFirst(11)
    if let last = time.last, last == UInt8(ascii: "Z") || last == UInt8(ascii: "z") { return isTime(time.dropLast()) }
    // An offset: `+01:00`.
    if time.count > 6, time[time.endIndex - 6] == UInt8(ascii: "+") || time[time.endIndex - 6] == UInt8(ascii: "-") {
      let offset = time.suffix(5)
      guard let hours = number(offset, "00:00", at: 0), let minutes = number(offset, "00:00", at: 3), hours < 24,
        minutes < 60
      else { return false }
      time = time.dropLast(6)
    }
    return isTime(time)
  }

  private static func isTime(_ word: ArraySlice<UInt8>) -> Bool {
    let head = word.prefix(8)
    guard let hour = number(head, "00:00:00", at: 0), let minute = number(head, "00:00:00", at: 3),
      let second = number(head, "00:00:00", at: 6), hour < 24, minute < 60, second <= 60
    else { return false }
    let fraction = word.dropFirst(8)
    guard let point = fraction.first else { return true }
    return point == UInt8(ascii: ".") && fraction.count > 1 && fraction.dropFirst().allSatisfy { $0 &- 0x30 <= 9 }
  }

  /// The two digits at an offset of a word that has the shape of a pattern, in which `0` stands for a digit.
  private static func number(_ word: ArraySlice<UInt8>, _ pattern: StaticString, at offset: Int) -> Int? {
    guard word.count == pattern.utf8CodeUnitCount else { return nil }
    let hasShape = pattern.withUTF8Buffer { pattern in
      for index in 0..<word.count {
        let byte = word[word.startIndex + index]
        let isRight = unsafe pattern[index] == UInt8(ascii: "0") ? byte &- 0x30 <= 9 : pattern[index] == byte
        guard isRight else { return false }
      }
      return true
    }
    guard hasShape else { return nil }
    return Int(word[word.startIndex + offset] - 0x30) * 10 + Int(word[word.startIndex + offset + 1] - 0x30)
  }
}
