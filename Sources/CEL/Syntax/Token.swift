/// A word of the language: what the lexer makes of a stretch of bytes.
struct Token: Sendable {
  enum Kind: UInt8, Sendable {
    case endOfInput
    case identifier
    /// A name in backquotes, which only selects fields.
    case quotedIdentifier
    /// A name that is kept for languages that CEL is embedded in.
    case reserved
    case `true`
    case `false`
    case null
    case `in`
    case int
    case uint
    case double
    case string
    case bytes
    case leftParenthesis
    case rightParenthesis
    case leftBracket
    case rightBracket
    case leftBrace
    case rightBrace
    case dot
    case comma
    case colon
    case question
    case plus
    case minus
    case star
    case slash
    case percent
    case not
    case equal
    case notEqual
    case less
    case lessOrEqual
    case greater
    case greaterOrEqual
    case and
    case or
    /// A stretch that is no word at all; the lexer has complained.
    case invalid
  }

  var kind: Kind
  /// Of an identifier.
  var hash: UInt32 = 0
  private let startOffset: UInt32
  private let endOffset: UInt32

  init(kind: Kind, start: Int, end: Int) {
    self.kind = kind
    startOffset = UInt32(start)
    endOffset = UInt32(end)
  }

  /// UTF-8 offsets.
  var start: Int { Int(startOffset) }
  var end: Int { Int(endOffset) }
  var offsets: Range<Int> { start..<end }
}

extension Token.Kind {
  /// The binary operator that it is; nil for what is none, and for `&&` and `||`.
  var binaryOperator: Operator? {
    switch self {
    case .plus: .add
    case .minus: .subtract
    case .star: .multiply
    case .slash: .divide
    case .percent: .modulo
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .in: .membership
    default: nil
    }
  }

  /// Whether a value may begin with it, prefixes aside.
  var startsValue: Bool {
    switch self {
    case .identifier, .true, .false, .null, .int, .uint, .double, .string, .bytes, .leftParenthesis, .leftBracket,
      .leftBrace:
      true
    default: false
    }
  }

  /// How tightly a binary operator binds: 1 (`||`) to 5 (`*`), or 0 for what is none.
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    default: binaryOperator?.precedence ?? 0
    }
  }
}
