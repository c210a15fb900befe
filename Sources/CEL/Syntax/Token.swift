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
  /// UTF-8 offsets.
  var start: Int
  var end: Int

  var offsets: Range<Int> { start..<end }
}

extension Token.Kind {
  /// The function that a binary operator calls, under cel-go's name; nil for what is no operator or no function.
  var binaryFunction: String? {
    switch self {
    case .plus: "_+_"
    case .minus: "_-_"
    case .star: "_*_"
    case .slash: "_/_"
    case .percent: "_%_"
    case .equal: "_==_"
    case .notEqual: "_!=_"
    case .less: "_<_"
    case .lessOrEqual: "_<=_"
    case .greater: "_>_"
    case .greaterOrEqual: "_>=_"
    case .in: "@in"
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
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .in: 3
    case .plus, .minus: 4
    case .star, .slash, .percent: 5
    default: 0
    }
  }
}
