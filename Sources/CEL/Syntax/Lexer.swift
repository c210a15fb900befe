/// Cuts the bytes of an expression into tokens, one at a time. It never stops at an error: what is no token is
/// reported as `invalid` with a reason, and the parser goes on behind it.
struct Lexer {
  private let bytes: [UInt8]
  private var position = 0
  /// Why the last token is invalid.
  private(set) var complaint = ""

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next token; at the end, `endOfInput` again and again.
  mutating func next() -> Token {
    skipBlanks()
    let start = position
    guard let byte = peek(0) else { return Token(kind: .endOfInput, start: start, end: start) }
    if isIdentifierStart(byte) { return prefixedStringOrName(start) }
    if isDigit(byte) { return number(start) }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return string(start, isRaw: false, kind: .string)
    case UInt8(ascii: "."):
      if let digit = peek(1), isDigit(digit) { return number(start) }
      return take(1, .dot)
    case UInt8(ascii: "("): return take(1, .leftParenthesis)
    case UInt8(ascii: ")"): return take(1, .rightParenthesis)
    case UInt8(ascii: "["): return take(1, .leftBracket)
    case UInt8(ascii: "]"): return take(1, .rightBracket)
    case UInt8(ascii: "{"): return take(1, .leftBrace)
    case UInt8(ascii: "}"): return take(1, .rightBrace)
    case UInt8(ascii: ","): return take(1, .comma)
    case UInt8(ascii: ":"): return take(1, .colon)
    case UInt8(ascii: "?"): return take(1, .question)
    case UInt8(ascii: "+"): return take(1, .plus)
    case UInt8(ascii: "-"): return take(1, .minus)
    case UInt8(ascii: "*"): return take(1, .star)
    case UInt8(ascii: "/"): return take(1, .slash)
    case UInt8(ascii: "%"): return take(1, .percent)
    case UInt8(ascii: "!"): return follows("=") ? take(2, .notEqual) : take(1, .not)
    case UInt8(ascii: "<"): return follows("=") ? take(2, .lessOrEqual) : take(1, .less)
    case UInt8(ascii: ">"): return follows("=") ? take(2, .greaterOrEqual) : take(1, .greater)
    case UInt8(ascii: "="):
      if follows("=") { return take(2, .equal) }
      return invalid(1, "'=' is no operator; to compare, write '=='")
    case UInt8(ascii: "&"):
      if follows("&") { return take(2, .and) }
      return invalid(1, "'&' is no operator; for 'and', write '&&'")
    case UInt8(ascii: "|"):
      if follows("|") { return take(2, .or) }
      return invalid(1, "'|' is no operator; for 'or', write '||'")
    case UInt8(ascii: "`"): return quotedIdentifier(start)
    default:
      var length = 1
      while let next = peek(length), next & 0xC0 == 0x80 { length += 1 }
      return invalid(length, "this character means nothing here")
    }
  }

  private func peek(_ distance: Int) -> UInt8? {
    let index = position + distance
    return index < bytes.count ? bytes[index] : nil
  }

  private func follows(_ character: Unicode.Scalar) -> Bool { peek(1) == UInt8(ascii: character) }

  private mutating func take(_ length: Int, _ kind: Token.Kind) -> Token {
    let start = position
    position += length
    return Token(kind: kind, start: start, end: position)
  }

  private mutating func invalid(_ length: Int, _ reason: String) -> Token {
    complaint = reason
    return take(length, .invalid)
  }

  private mutating func skipBlanks() {
    while let byte = peek(0) {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D: position += 1
      case UInt8(ascii: "/") where follows("/"):
        while let byte = peek(0), byte != 0x0A { position += 1 }
      default: return
      }
    }
  }

  private mutating func prefixedStringOrName(_ start: Int) -> Token {
    // `r`, `b` and `br` in either case, directly before a quote, belong to a literal.
    let first = bytes[start] | 0x20
    if first == UInt8(ascii: "r"), isQuote(peek(1)) {
      position += 1
      return string(start, isRaw: true, kind: .string)
    }
    if first == UInt8(ascii: "b") {
      if isQuote(peek(1)) {
        position += 1
        return string(start, isRaw: false, kind: .bytes)
      }
      if let second = peek(1), second | 0x20 == UInt8(ascii: "r"), isQuote(peek(2)) {
        position += 2
        return string(start, isRaw: true, kind: .bytes)
      }
    }
    var hash = NameHash()
    repeat {
      hash.add(bytes[position])
      position += 1
    } while position < bytes.count && isIdentifierPart(bytes[position])
    var token = Token(kind: keyword(start..<position), start: start, end: position)
    token.hash = hash.value
    return token
  }

  /// What a word is. No two keywords of one length begin alike, `in` and `if` aside, so that at most one is compared.
  private func keyword(_ range: Range<Int>) -> Token.Kind {
    let word: String
    var kind = Token.Kind.reserved
    switch (range.count, Unicode.Scalar(bytes[range.lowerBound])) {
    case (2, "i"):
      switch bytes[range.lowerBound + 1] {
      case UInt8(ascii: "n"): return .in
      case UInt8(ascii: "f"): return .reserved
      default: return .identifier
      }
    case (2, "a"): word = "as"
    case (3, "f"): word = "for"
    case (3, "l"): word = "let"
    case (3, "v"): word = "var"
    case (4, "t"): (word, kind) = ("true", .true)
    case (4, "n"): (word, kind) = ("null", .null)
    case (4, "e"): word = "else"
    case (4, "l"): word = "loop"
    case (4, "v"): word = "void"
    case (5, "f"): (word, kind) = ("false", .false)
    case (5, "b"): word = "break"
    case (5, "c"): word = "const"
    case (5, "w"): word = "while"
    case (6, "i"): word = "import"
    case (6, "r"): word = "return"
    case (7, "p"): word = "package"
    case (8, "c"): word = "continue"
    case (8, "f"): word = "function"
    case (9, "n"): word = "namespace"
    default: return .identifier
    }
    return bytes[range].elementsEqual(word.utf8) ? kind : .identifier
  }

  private mutating func quotedIdentifier(_ start: Int) -> Token {
    position += 1
    while let byte = peek(0) {
      if byte == UInt8(ascii: "`") {
        position += 1
        if position - start == 2 { break }
        return Token(kind: .quotedIdentifier, start: start, end: position)
      }
      guard isIdentifierPart(byte) || byte == 0x20 || byte == 0x2D || byte == 0x2E || byte == 0x2F else { break }
      position += 1
    }
    complaint = "a name in backquotes holds letters, digits, '_', '-', '.', '/' and spaces"
    return Token(kind: .invalid, start: start, end: position)
  }

  private mutating func number(_ start: Int) -> Token {
    if bytes[start] == UInt8(ascii: "0"), peek(1) == UInt8(ascii: "x"), let digit = peek(2), isHexDigit(digit) {
      position += 2
      while let byte = peek(0), isHexDigit(byte) { position += 1 }
      return integer(start)
    }
    skipDigits()
    var isDouble = false
    if peek(0) == UInt8(ascii: "."), let digit = peek(1), isDigit(digit) {
      isDouble = true
      position += 1
      skipDigits()
    }
    if let byte = peek(0), byte | 0x20 == UInt8(ascii: "e") {
      let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
      if let digit = peek(1 + sign), isDigit(digit) {
        isDouble = true
        position += 1 + sign
        skipDigits()
      }
    }
    return isDouble ? Token(kind: .double, start: start, end: position) : integer(start)
  }

  private mutating func integer(_ start: Int) -> Token {
    if let byte = peek(0), byte | 0x20 == UInt8(ascii: "u") {
      position += 1
      return Token(kind: .uint, start: start, end: position)
    }
    return Token(kind: .int, start: start, end: position)
  }

  private mutating func skipDigits() {
    while let byte = peek(0), isDigit(byte) { position += 1 }
  }

  private mutating func string(_ start: Int, isRaw: Bool, kind: Token.Kind) -> Token {
    let quote = bytes[position]
    let isTriple = peek(1) == quote && peek(2) == quote
    position += isTriple ? 3 : 1
    while let byte = peek(0) {
      if byte == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
        position += isTriple ? 3 : 1
        return Token(kind: kind, start: start, end: position)
      }
      if !isTriple, byte == 0x0A || byte == 0x0D { break }
      position += byte == UInt8(ascii: "\\") && !isRaw ? 2 : 1
    }
    position = min(position, bytes.count)
    complaint = "this text is not closed"
    return Token(kind: .invalid, start: start, end: position)
  }
}

private func isQuote(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
private func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66) }
private func isIdentifierStart(_ byte: UInt8) -> Bool { (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F }
private func isIdentifierPart(_ byte: UInt8) -> Bool { isIdentifierStart(byte) || isDigit(byte) }
