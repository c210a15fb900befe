/// Reads a plain or quoted scalar of YAML, or a string of JSON, again, keeping the places of its bytes. The folding of
/// lines is libyaml's.
struct FlowScalar {
  private let bytes: [UInt8]
  private let end: Int
  private var at = 0
  private var result = ScalarPieces()
  /// A line was ended by a backslash: its end is no space.
  private var joinsLine = false

  /// A scalar as it stands in the file, with its quotes.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    end = bytes.count
  }

  /// The pieces; nil where the source is not of that form.
  func pieces(quote: UInt8?) -> ScalarPieces? {
    var scalar = self
    return scalar.read(quote)
  }

  private mutating func read(_ quote: UInt8?) -> ScalarPieces? {
    if quote != nil { at += 1 }
    while at < end {
      let byte = bytes[at]
      if byte == quote {
        if byte == UInt8(ascii: "'"), at + 1 < end, bytes[at + 1] == byte {
          result.append(byte, from: at)
          at += 2
          continue
        }
        return at + 1 == end ? result : nil
      }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        guard escape() else { return nil }
        if joinsLine { foldWhiteSpace() }
      } else if isBlank(byte) || isBreak(byte) {
        foldWhiteSpace()
      } else {
        let start = at
        while at < end, isOrdinary(bytes[at], quote) { at += 1 }
        result.append(bytes, start..<max(at, start + 1))
        at = max(at, start + 1)
      }
    }
    return quote == nil ? result : nil
  }

  private mutating func foldWhiteSpace() {
    let start = at
    var firstBreak: Int?
    var furtherBreaks: [Int] = []
    while at < end, isBlank(bytes[at]) || isBreak(bytes[at]) {
      if isBreak(bytes[at]) {
        if firstBreak == nil, !joinsLine { firstBreak = at } else { furtherBreaks.append(at) }
        if bytes[at] == 0x0D, at + 1 < end, bytes[at + 1] == 0x0A { at += 1 }
      }
      at += 1
    }
    if firstBreak == nil, !joinsLine {
      result.append(bytes, start..<at)
    } else if let firstBreak, furtherBreaks.isEmpty {
      result.append(0x20, from: firstBreak)
    } else {
      for offset in furtherBreaks { result.append(0x0A, from: offset) }
    }
    joinsLine = false
  }

  /// Reads an escape; false where there is no such.
  private mutating func escape() -> Bool {
    let start = at
    guard at + 1 < end else { return false }
    let letter = bytes[at + 1]
    at += 2
    if isBreak(letter) {
      if letter == 0x0D, at < end, bytes[at] == 0x0A { at += 1 }
      joinsLine = true
      return true
    }
    let scalar: UInt32
    if let known = simpleEscape(letter) {
      scalar = known
    } else {
      switch letter {
      case UInt8(ascii: "x"): scalar = hexadecimal(2) ?? .max
      case UInt8(ascii: "u"): scalar = pairedScalar(hexadecimal(4) ?? .max)
      case UInt8(ascii: "U"): scalar = hexadecimal(8) ?? .max
      default: return false
      }
    }
    guard let encoded = Unicode.Scalar(scalar).flatMap({ UTF8.encode($0) }) else { return false }
    for byte in encoded { result.append(byte, from: start) }
    return true
  }

  /// The character of JSON's two escapes for one, or the scalar itself.
  private mutating func pairedScalar(_ first: UInt32) -> UInt32 {
    guard (0xD800...0xDBFF).contains(first), at + 1 < end, bytes[at] == UInt8(ascii: "\\"),
      bytes[at + 1] == UInt8(ascii: "u")
    else { return first }
    at += 2
    guard let second = hexadecimal(4), (0xDC00...0xDFFF).contains(second) else { return .max }
    return 0x10000 + ((first & 0x3FF) << 10 | second & 0x3FF)
  }

  private mutating func hexadecimal(_ count: Int) -> UInt32? {
    guard at + count <= end else { return nil }
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = hexDigit(bytes[at]) else { return nil }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }

  /// Whether a byte stands for itself.
  private func isOrdinary(_ byte: UInt8, _ quote: UInt8?) -> Bool {
    byte != quote && byte != UInt8(ascii: "\\") && byte > 0x20
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

/// YAML's escapes of one letter (§5.7), JSON's among them.
private func simpleEscape(_ letter: UInt8) -> UInt32? {
  switch letter {
  case UInt8(ascii: "0"): 0x00
  case UInt8(ascii: "a"): 0x07
  case UInt8(ascii: "b"): 0x08
  case UInt8(ascii: "t"), 0x09: 0x09
  case UInt8(ascii: "n"): 0x0A
  case UInt8(ascii: "v"): 0x0B
  case UInt8(ascii: "f"): 0x0C
  case UInt8(ascii: "r"): 0x0D
  case UInt8(ascii: "e"): 0x1B
  case UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "'"): UInt32(letter)
  case UInt8(ascii: "N"): 0x85
  case UInt8(ascii: "_"): 0xA0
  case UInt8(ascii: "L"): 0x2028
  case UInt8(ascii: "P"): 0x2029
  default: nil
  }
}
