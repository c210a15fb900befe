import Diagnostics

/// Reads the words of JSON (RFC 8259, strictly) from a file that has passed `TextEncoding`: strings, numbers, literals
/// and punctuation. The tree reader and `JSONCursor` are its two users.
struct JSONScanner: Sendable {
  let file: SourceFile
  let bytes: [UInt8]
  let acceptsNonFinite: Bool
  /// The offset of the next byte.
  var at: Int

  init(_ file: SourceFile, limits: Limits, acceptingNonFinite: Bool) throws(Diagnostic) {
    guard file.bytes.count <= limits.bytes else { throw .tooLarge(file, limit: limits.bytes) }
    self.file = file
    bytes = file.bytes
    acceptsNonFinite = acceptingNonFinite
    at = try TextEncoding(of: file, format: "json", refusingControls: false).markLength
  }

  /// The next byte that is no white space; nil at the end.
  @inline(__always)
  mutating func peek() -> UInt8? {
    let count = bytes.count
    while at < count {
      let byte = bytes[at]
      if byte > 0x20 || (byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09) { return byte }
      at += 1
    }
    return nil
  }

  /// Reads past a byte if it comes next.
  @inline(__always)
  mutating func skip(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    at += 1
    return true
  }

  /// A scalar, at whose first byte the scanner stands.
  mutating func scalar(_ first: UInt8) throws(Diagnostic) -> Node.Content {
    switch first {
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  // MARK: - Strings

  /// The string at whose opening quote the scanner stands.
  mutating func string() throws(Diagnostic) -> String {
    let open = at
    at += 1
    let end = endOfRun()
    guard end < bytes.count else { throw unclosed(open) }
    guard bytes[end] == UInt8(ascii: "\"") else { return try escapedString(open, end) }
    defer { at = end + 1 }
    return String(decoding: bytes[at..<end], as: UTF8.self)
  }

  @inline(__always)
  private func endOfRun() -> Int {
    var end = at
    let bytes = bytes.span
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      end += 1
    }
    return end
  }

  private mutating func escapedString(_ open: Int, _ firstEnd: Int) throws(Diagnostic) -> String {
    var text: [UInt8] = []
    var end = firstEnd
    while true {
      text.append(contentsOf: bytes[at..<end])
      at = end
      guard at < bytes.count else { throw unclosed(open) }
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        try escape(into: &text)
      default:
        throw syntax(
          bytes[at] == 0x0A ? "a line ends inside a string" : "a control character stands inside a string",
          at..<(at + 1),
          fix: "write it as an escape, such as \\n or \\u0007")
      }
      end = endOfRun()
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(Diagnostic) {
    let start = at
    guard at + 1 < bytes.count else { throw syntax("an escape is not finished", start..<bytes.count) }
    at += 2
    switch bytes[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[start + 1])
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try escapedScalar(start)
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: throw syntax("JSON has no such escape", start..<at)
    }
  }

  private mutating func escapedScalar(_ start: Int) throws(Diagnostic) -> Unicode.Scalar {
    let first = try hexUnit(start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    // A surrogate: only a high one with a low one behind it is a character.
    if first < 0xDC00, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") {
      at += 2
      let second = try hexUnit(at - 2)
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + ((first & 0x3FF) << 10 | second & 0x3FF))
      {
        return scalar
      }
    }
    throw syntax("this escape is half of a surrogate pair, which is no character", start..<at)
  }

  private mutating func hexUnit(_ start: Int) throws(Diagnostic) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard at < bytes.count, let digit = hexDigit(bytes[at]) else {
        throw syntax("\\u needs four hexadecimal digits", start..<min(at + 1, bytes.count))
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }

  // MARK: - Numbers and words

  private mutating func number() throws(Diagnostic) -> Node.Content {
    let start = at
    if bytes[at] == UInt8(ascii: "-") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "I") {
        guard try isInfinity(start) else { throw unknownWord(start) }
        return .number(-.infinity)
      }
    }
    let integerStart = at
    guard skipDigits() > 0 else { throw syntax("a digit is missing after '-'", start..<at) }
    if at - integerStart > 1, bytes[integerStart] == UInt8(ascii: "0") {
      throw syntax("a number may not start with 0", start..<at)
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      guard skipDigits() > 0 else { throw syntax("a digit is missing after the point", start..<at) }
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") { at += 1 }
      guard skipDigits() > 0 else { throw syntax("a digit is missing in the exponent", start..<at) }
    }
    return DecimalNumber.content(bytes.span, start..<at)
  }

  @inline(__always)
  private mutating func skipDigits() -> Int {
    let start = at
    while at < bytes.count, bytes[at] &- 0x30 <= 9 { at += 1 }
    return at - start
  }

  private mutating func word() throws(Diagnostic) -> Node.Content {
    let start = at
    if skipWord("true") { return .bool(true) }
    if skipWord("false") { return .bool(false) }
    if skipWord("null") { return .null }
    if skipWord("NaN") {
      guard acceptsNonFinite else { throw nonFinite(start) }
      return .number(.nan)
    }
    if bytes[at] == UInt8(ascii: "I"), try isInfinity(start) { return .number(.infinity) }
    throw unknownWord(start)
  }

  private mutating func isInfinity(_ start: Int) throws(Diagnostic) -> Bool {
    guard skipWord("Infinity") else { return false }
    guard acceptsNonFinite else { throw nonFinite(start) }
    return true
  }

  private mutating func skipWord(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard at + count <= bytes.count else { return false }
    let matches = word.withUTF8Buffer { word in
      for index in 0..<count where unsafe word[index] != bytes[at + index] { return false }
      return true
    }
    guard matches, at + count == bytes.count || !isWordByte(bytes[at + count]) else { return false }
    at += count
    return true
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte &- 0x30 <= 9 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  // MARK: - Complaints

  func syntax(_ message: String, _ offsets: Range<Int>, fix: String? = nil) -> Diagnostic {
    Diagnostic(.error, id: "json.syntax", message, at: file.range(offsets), fix: fix)
  }

  /// Something else than what must come next stands here.
  func expected(_ what: String) -> Diagnostic {
    guard at < bytes.count else { return syntax("the file ends where \(what) should come", at..<at) }
    let found = bytes[at]
    if found == UInt8(ascii: "/") || found == UInt8(ascii: "#") {
      return syntax("JSON has no comments", at..<(at + 1))
    }
    if found == UInt8(ascii: "'") { return syntax("JSON's strings stand in double quotes", at..<(at + 1)) }
    return syntax("\(what) should come here", at..<wordEnd(at))
  }

  private func unclosed(_ open: Int) -> Diagnostic {
    syntax("the string that starts here has no end", open..<(open + 1))
  }

  private func nonFinite(_ start: Int) -> Diagnostic {
    syntax("JSON has no NaN and no Infinity", start..<at, fix: "write null, or leave the field out")
  }

  private func unknownWord(_ start: Int) -> Diagnostic {
    let end = wordEnd(start)
    guard end > start + 1 || isWordByte(bytes[start]) else { return expected("a value") }
    let word = shortened(String(decoding: bytes[start..<end], as: UTF8.self))
    let known = ["true", "false", "null"]
    return syntax("'\(word)' is no JSON value", start..<end, fix: didYouMean(word, among: known))
  }

  private func wordEnd(_ start: Int) -> Int {
    var end = start
    while end < bytes.count, end - start < 400, isWordByte(bytes[end]) { end += 1 }
    if end == start, end < bytes.count { end += 1 }
    // The end of a cut word must not fall inside a character.
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
