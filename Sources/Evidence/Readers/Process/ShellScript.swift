/// The commands of a shell script, as far as reading tells them: what is called, with which words, and whether the
/// script goes on as if nothing were where it fails.
///
/// This is no shell: variables stay as they are written, what stands in `$(…)` is part of a word, functions and loops are
/// looked into as if they ran once. POSIX' grammar (XCU 2) gives the tokens.
struct ShellScript {
  /// A simple command.
  struct Command: Equatable {
    var words: [String]
    /// Why its failure changes nothing; nil where it ends the script.
    var ignored: Ignored?
    /// Whether it stands in a condition, where what its failure comes to is not known.
    var isCondition = false
  }

  /// Why a failure changes nothing.
  enum Ignored: String {
    case orTrue = "or_true"
    case pipe
    case background
    case noErrexit = "no_errexit"
  }

  /// How the shell was started.
  struct Options {
    /// `-e`: the first command that fails ends the script.
    var errexit = true
    /// `-o pipefail`: a pipeline fails where any of its commands does, not only the last.
    var pipefail = false
  }

  private(set) var commands: [Command] = []

  init(_ text: String, options: Options = Options()) {
    var lexer = ShellLexer(Array(text.utf8))
    let tokens = lexer.tokens()
    var options = options
    var words: [String] = []
    for (index, token) in tokens.enumerated() {
      switch token {
      case .word(let word): words.append(word)
      case .end(let end):
        if !words.isEmpty { add(words, end, tokens[(index + 1)...], &options) }
        words = []
      }
    }
    if !words.isEmpty { add(words, .line, [], &options) }
    // Without -e only the last command counts.
    if let last = commands.indices.last, commands[last].ignored == .noErrexit { commands[last].ignored = nil }
  }

  private mutating func add(
    _ words: [String], _ end: ShellLexer.End, _ rest: ArraySlice<ShellLexer.Token>, _ options: inout Options
  ) {
    let (plain, isCondition) = ShellScript.withoutKeywords(words)
    guard let first = plain.first else { return }
    if first.hasBytes("set") {
      ShellScript.set(plain, &options)
      commands.append(Command(words: plain))
      return
    }
    var ignored: Ignored?
    switch end {
    case .or where !ShellScript.fails(rest): ignored = .orTrue
    case .and where ShellScript.endsWithAlternative(rest): ignored = .orTrue
    case .pipe where !options.pipefail: ignored = .pipe
    case .background: ignored = .background
    default: if !options.errexit { ignored = .noErrexit }
    }
    commands.append(Command(words: plain, ignored: ignored, isCondition: isCondition))
  }

  /// How far it is looked for what a list comes to: scripts that say so later are written for no reader.
  private static let longestAlternative = 50

  /// Whether a list that goes on with `&&` ends with an alternative that does not fail: `a && b || true`.
  private static func endsWithAlternative(_ rest: ArraySlice<ShellLexer.Token>) -> Bool {
    for (index, token) in zip(rest.indices, rest).prefix(longestAlternative) {
      guard case .end(let end) = token else { continue }
      if end == .or { return !fails(rest[(index + 1)...]) }
      if end != .and && end != .pipe { return false }
    }
    return false
  }

  /// Whether what stands after `||`, to the end of the list, fails in its turn: `|| exit 1`, `|| (echo no; false)`.
  private static func fails(_ rest: ArraySlice<ShellLexer.Token>) -> Bool {
    var words: [String] = []
    var depth = 0
    for token in rest.prefix(longestAlternative) {
      switch token {
      case .word(let word):
        words.append(word)
        if word.hasBytes("{") { depth += 1 }
        if word.hasBytes("}") { depth -= 1 }
      case .end(let end):
        if isFailure(words) { return true }
        words = []
        if end == .open { depth += 1 }
        if end == .close { depth -= 1 }
        if depth <= 0, end == .line || end == .semicolon || end == .close { return false }
      }
    }
    return isFailure(words)
  }

  private static func isFailure(_ words: [String]) -> Bool {
    guard let first = words.first(where: { !$0.hasBytes("{") && !$0.hasBytes("}") }) else { return false }
    if first.hasBytes("false") { return true }
    let argument = words.drop { !$0.hasBytes(first) }.dropFirst().first
    return (first.hasBytes("exit") || first.hasBytes("return")) && argument != nil && argument?.hasBytes("0") == false
  }

  private static func set(_ words: [String], _ options: inout Options) {
    for word in words.dropFirst() {
      if word.startsWithBytes("+"), word.utf8.contains(UInt8(ascii: "e")) { options.errexit = false }
      if word.startsWithBytes("-"), word.utf8.contains(UInt8(ascii: "e")) { options.errexit = true }
      if word.hasBytes("errexit") { options.errexit = !words.contains { $0.hasBytes("+o") } }
      if word.hasBytes("pipefail") { options.pipefail = !words.contains { $0.hasBytes("+o") } }
    }
  }

  /// Without the words of the grammar and without assignments before the command.
  private static func withoutKeywords(_ words: [String]) -> (words: [String], isCondition: Bool) {
    var words = words[...]
    var isCondition = false
    while let first = words.first {
      switch first {
      case "then", "do", "else", "{", "time": words.removeFirst()
      case "if", "elif", "while", "until", "!":
        isCondition = true
        words.removeFirst()
      case "fi", "done", "esac", "}", "for", "case", "function": return ([], false)
      default:
        guard isAssignment(first) else { return (Array(words), isCondition) }
        words.removeFirst()
      }
    }
    return ([], false)
  }

  private static func isAssignment(_ word: String) -> Bool {
    guard let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")), equals != word.startIndex else { return false }
    return word.utf8[..<equals].allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "_") }
  }
}

/// Takes a script apart into words and what ends commands.
private struct ShellLexer {
  enum End: Equatable {
    case line, semicolon, and, or, pipe, background, open, close
  }

  enum Token {
    case word(String)
    case end(End)
  }

  private let bytes: [UInt8]
  private var at = 0
  private var found: [Token] = []
  private var word: [UInt8] = []
  private var hasWord = false
  /// The words that end the here-documents which begin after this line.
  private var documents: [[UInt8]] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func tokens() -> [Token] {
    while at < bytes.count { step() }
    endWord()
    return found
  }

  private func byte(_ offset: Int) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

  private mutating func step() {
    switch bytes[at] {
    case UInt8(ascii: "\\"):
      // A backslash before a line end joins the lines.
      if byte(1) == 0x0A { at += 2 } else if byte(1) == 0x0D, byte(2) == 0x0A { at += 3 } else { take(escaped: true) }
    case 0x20, 0x09, 0x0D:
      endWord()
      at += 1
    case 0x0A:
      end(.line, length: 1)
      skipDocuments()
    case UInt8(ascii: "#") where !hasWord:
      while at < bytes.count, bytes[at] != 0x0A { at += 1 }
    case UInt8(ascii: "'"): takeQuoted(UInt8(ascii: "'"), escapes: false)
    case UInt8(ascii: "\""): takeQuoted(UInt8(ascii: "\""), escapes: true)
    case UInt8(ascii: "`"): takeQuoted(UInt8(ascii: "`"), escapes: true)
    case UInt8(ascii: "$") where byte(1) == UInt8(ascii: "(") || byte(1) == UInt8(ascii: "{"): takeExpansion()
    case UInt8(ascii: ";"): end(.semicolon, length: byte(1) == UInt8(ascii: ";") ? 2 : 1)
    case UInt8(ascii: "&"): takeAmpersand()
    case UInt8(ascii: "|"):
      let isOr = byte(1) == UInt8(ascii: "|")
      end(isOr ? .or : .pipe, length: isOr || byte(1) == UInt8(ascii: "&") ? 2 : 1)
    case UInt8(ascii: "("): end(.open, length: 1)
    case UInt8(ascii: ")"): end(.close, length: 1)
    case UInt8(ascii: "<") where byte(1) == UInt8(ascii: "<") && byte(2) != UInt8(ascii: "<"): takeDocument()
    default: take()
    }
  }

  private mutating func take(escaped: Bool = false) {
    if escaped { at += 1 }
    if at < bytes.count {
      word.append(bytes[at])
      hasWord = true
    }
    at += 1
  }

  private mutating func endWord() {
    if hasWord { found.append(.word(String(decoding: word, as: UTF8.self))) }
    word = []
    hasWord = false
  }

  private mutating func end(_ end: End, length: Int) {
    endWord()
    found.append(.end(end))
    at += length
  }

  private mutating func takeQuoted(_ quote: UInt8, escapes: Bool) {
    hasWord = true
    at += 1
    while at < bytes.count, bytes[at] != quote {
      if escapes, bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count { at += 1 }
      word.append(bytes[at])
      at += 1
    }
    at += 1
  }

  /// `$(…)`, `${…}` and GitHub's `${{ … }}`, which has blanks in it: part of a word.
  private mutating func takeExpansion() {
    hasWord = true
    let open = byte(1)
    let close = open == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
    var depth = 0
    repeat {
      if bytes[at] == open { depth += 1 }
      if bytes[at] == close { depth -= 1 }
      word.append(bytes[at])
      at += 1
    } while at < bytes.count && (depth > 0 || bytes[at - 1] == UInt8(ascii: "$"))
  }

  /// `&&`, `&`, or a part of `>&` and `&>`.
  private mutating func takeAmpersand() {
    if byte(1) == UInt8(ascii: "&") {
      end(.and, length: 2)
    } else if byte(1) == UInt8(ascii: ">") || word.last == UInt8(ascii: ">") || word.last == UInt8(ascii: "<") {
      take()
    } else {
      end(.background, length: 1)
    }
  }

  private mutating func takeDocument() {
    endWord()
    at += 2
    if at < bytes.count, bytes[at] == UInt8(ascii: "-") { at += 1 }
    while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    var name: [UInt8] = []
    while at < bytes.count, isLetterOrDigit(bytes[at]) || [0x5F, 0x27, 0x22, 0x5C, 0x2D].contains(bytes[at]) {
      // Quoted names mean the same end.
      if bytes[at] != 0x27, bytes[at] != 0x22, bytes[at] != 0x5C { name.append(bytes[at]) }
      at += 1
    }
    if !name.isEmpty { documents.append(name) }
  }

  private mutating func skipDocuments() {
    for name in documents {
      while at < bytes.count {
        let start = at
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
        let line = bytes[start..<at]
        if at < bytes.count { at += 1 }
        if line.trimmed.elementsEqual(name) { break }
      }
    }
    documents = []
  }
}
