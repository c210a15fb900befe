import Diagnostics

/// Reads the words of TOML 1.0 (toml.io/en/v1.0.0, its ABNF): keys, strings, numbers, dates and line ends.
struct TOMLScanner {
  let file: SourceFile
  let bytes: [UInt8]
  /// The offset of the next byte.
  var at: Int

  init(_ file: SourceFile, from start: Int) {
    self.file = file
    bytes = file.bytes
    at = start
  }

  func peek() -> UInt8? { at < bytes.count ? bytes[at] : nil }

  func starts(with text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard at + count <= bytes.count else { return false }
    return text.withUTF8Buffer { text in
      for index in 0..<count where unsafe text[index] != bytes[at + index] { return false }
      return true
    }
  }

  /// Reads past a text if it comes next.
  mutating func take(_ text: StaticString) -> Bool {
    guard starts(with: text) else { return false }
    at += text.utf8CodeUnitCount
    return true
  }

  mutating func skipBlanks() {
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
  }

  /// Reads past blanks, line ends and comments; false at the end of the file.
  mutating func skipBlankLines() throws(Diagnostic) -> Bool {
    while true {
      skipBlanks()
      try skipComment()
      guard try skipLineEnd() else { return at < bytes.count }
    }
  }

  /// What stands behind a header or a value: nothing but a comment.
  mutating func endLine() throws(Diagnostic) {
    skipBlanks()
    try skipComment()
    guard at < bytes.count else { return }
    guard try skipLineEnd() else { throw syntax("nothing more may stand on this line", here) }
  }

  private mutating func skipComment() throws(Diagnostic) {
    guard peek() == UInt8(ascii: "#") else { return }
    while at < bytes.count, bytes[at] != 0x0A {
      if bytes[at] == 0x0D, at + 1 < bytes.count, bytes[at + 1] == 0x0A { return }
      try refuseControl()
      at += 1
    }
  }

  private mutating func skipLineEnd() throws(Diagnostic) -> Bool {
    if take("\n") || take("\r\n") { return true }
    if peek() == 0x0D { throw syntax("a carriage return stands alone", here) }
    return false
  }

  private func refuseControl() throws(Diagnostic) {
    guard bytes[at] < 0x20 && bytes[at] != 0x09 || bytes[at] == 0x7F else { return }
    throw syntax("a control character may not stand here", here, fix: "write it as an escape, such as \\u0007")
  }

  // MARK: - Keys and strings

  mutating func keyPart() throws(Diagnostic) -> String {
    switch peek() {
    case UInt8(ascii: "\""): return try basicString()
    case UInt8(ascii: "'"): return try literalString()
    default:
      let start = at
      while at < bytes.count, TOMLScanner.isBare(bytes[at]) { at += 1 }
      guard at > start else { throw syntax("a key should come here", here) }
      return String(decoding: bytes[start..<at], as: UTF8.self)
    }
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    byte &- 0x30 <= 9 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private mutating func literalString() throws(Diagnostic) -> String {
    let open = at
    at += 1
    while at < bytes.count, bytes[at] != UInt8(ascii: "'") {
      guard bytes[at] != 0x0A, bytes[at] != 0x0D else {
        throw .tomlUnclosed("string", at: file.range(open..<(open + 1)))
      }
      try refuseControl()
      at += 1
    }
    guard at < bytes.count else { throw .tomlUnclosed("string", at: file.range(open..<(open + 1))) }
    at += 1
    return String(decoding: bytes[(open + 1)..<(at - 1)], as: UTF8.self)
  }

  private mutating func basicString() throws(Diagnostic) -> String {
    let open = at
    at += 1
    var text: [UInt8] = []
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      guard bytes[at] != 0x0A, bytes[at] != 0x0D else {
        throw .tomlUnclosed("string", at: file.range(open..<(open + 1)))
      }
      try refuseControl()
      if bytes[at] == UInt8(ascii: "\\") {
        try escape(into: &text)
      } else {
        text.append(bytes[at])
        at += 1
      }
    }
    guard at < bytes.count else { throw .tomlUnclosed("string", at: file.range(open..<(open + 1))) }
    at += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// A string between three quotes of a kind; up to two more may stand before them.
  private mutating func longString(_ quote: UInt8) throws(Diagnostic) -> String {
    let open = at
    at += 3
    _ = take("\n") || take("\r\n")
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      if byte == quote {
        var run = 0
        while at + run < bytes.count, bytes[at + run] == quote, run < 5 { run += 1 }
        at += run
        if run >= 3 {
          text.append(contentsOf: repeatElement(quote, count: run - 3))
          return String(decoding: text, as: UTF8.self)
        }
        text.append(contentsOf: repeatElement(quote, count: run))
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        if try !skipContinuation() { try escape(into: &text) }
      } else if byte == 0x0D, at + 1 < bytes.count, bytes[at + 1] == 0x0A {
        text += [0x0D, 0x0A]
        at += 2
      } else {
        if byte != 0x0A { try refuseControl() }
        text.append(byte)
        at += 1
      }
    }
    throw .tomlUnclosed("string", at: file.range(open..<(open + 3)))
  }

  /// A backslash at the end of a line takes all white space behind it away.
  private mutating func skipContinuation() throws(Diagnostic) -> Bool {
    let start = at
    at += 1
    skipBlanks()
    guard try skipLineEnd() else {
      at = start
      return false
    }
    repeat { skipBlanks() } while try skipLineEnd()
    return true
  }

  private mutating func escape(into text: inout [UInt8]) throws(Diagnostic) {
    let start = at
    guard at + 1 < bytes.count else { throw syntax("an escape is not finished", file.range(start..<bytes.count)) }
    at += 2
    switch bytes[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(bytes[start + 1])
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let digits = bytes[start + 1] == UInt8(ascii: "u") ? 4 : 8
      let end = min(at + digits, bytes.count)
      let hex = String(decoding: bytes[at..<end], as: UTF8.self)
      guard hex.utf8.count == digits, hex.utf8.allSatisfy({ hexDigit($0) != nil }), let value = UInt32(hex, radix: 16),
        let scalar = Unicode.Scalar(value)
      else { throw syntax("this escape is no character", file.range(start..<end)) }
      text.append(contentsOf: Array(String(scalar).utf8))
      at = end
    default: throw syntax("TOML has no such escape", file.range(start..<at))
    }
  }

  // MARK: - Values

  mutating func scalar() throws(Diagnostic) -> Node.Content {
    if starts(with: "\"\"\"") { return .text(try longString(UInt8(ascii: "\""))) }
    if starts(with: "'''") { return .text(try longString(UInt8(ascii: "'"))) }
    switch peek() {
    case UInt8(ascii: "\""): return .text(try basicString())
    case UInt8(ascii: "'"): return .text(try literalString())
    default: break
    }
    let start = at
    while at < bytes.count, TOMLScanner.isPlain(bytes[at]) { at += 1 }
    // A blank may stand between date and time.
    if at - start == 10, at + 1 < bytes.count, bytes[at] == 0x20, bytes[at + 1] &- 0x30 <= 9,
      TOMLScalar.isDate(bytes[start..<at])
    {
      at += 1
      while at < bytes.count, TOMLScanner.isPlain(bytes[at]) { at += 1 }
    }
    guard at > start else { throw syntax("a value should come here", here) }
    guard let content = TOMLScalar.content(bytes[start..<at]) else {
      let word = shortened(String(decoding: bytes[start..<at], as: UTF8.self))
      throw syntax("'\(word)' is no TOML value", file.range(start..<at), fix: "put text in quotes")
    }
    return content
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    isBare(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
  }

  // MARK: - Complaints

  /// The next byte, or the end of the file.
  var here: SourceRange {
    var end = min(at + 1, bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return file.range(at..<end)
  }

  func syntax(_ message: String, _ place: SourceRange, fix: String? = nil) -> Diagnostic {
    Diagnostic(.error, id: "toml.syntax", message, at: place, fix: fix)
  }
}
