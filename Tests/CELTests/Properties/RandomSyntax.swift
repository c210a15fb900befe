/// Writes random expressions that parse, whatever they may mean: every form of the grammar, with more brackets, blanks and
/// comments than anybody needs.
struct RandomSyntax {
  private var random: SeededRandom

  init(seed: Int) { random = SeededRandom(seed: seed) }

  mutating func expression(_ depth: Int = 4) -> String {
    let text = form(depth)
    return random.once(in: 6) ? "(\(text))" : text
  }

  private mutating func form(_ depth: Int) -> String {
    if depth == 0 { return leaf() }
    let next = depth - 1
    switch Int.random(in: 0..<26, using: &random) {
    case 0: return leaf()
    case 1, 2:
      let operators = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", " in "]
      return bracketed(next) + random.pick(operators) + blank() + bracketed(next)
    case 3: return expression(next).inBrackets + random.pick([" + ", "-", " * "]) + bracketed(next) + " - " + leaf()
    case 4: return chain(random.pick([" && ", "||"]), next)
    case 5: return bracketed(next) + "&&" + bracketed(next) + blank() + "||" + bracketed(next) + " && " + leaf()
    case 6: return bracketed(next) + " ? " + bracketed(next) + blank() + ": " + expression(next)
    case 7: return "!" + operand(next)
    case 8: return "!!" + operand(next)
    case 9: return "-(" + expression(next) + ")"
    case 10: return "--" + blank() + operand(next)
    case 11: return operand(next) + "." + blank() + field()
    case 12: return operand(next) + random.pick([".?", " . ?"]) + field()
    case 13: return operand(next) + random.pick(["[", "[?", " [ ? "]) + expression(next) + "]"
    case 14: return name() + "(" + listed(next) + ")"
    case 15: return operand(next) + "." + name() + "(" + listed(next) + ")"
    case 16: return "[" + entries(next) + "]"
    case 17: return "{" + pairs(next) + "}"
    case 18:
      return random.pick(["A", "a.B", ".a.b.C"]) + "{" + random.pick(["", "f: \(expression(next))", "f:1,g:2,"]) + "}"
    case 19: return "has(" + operand(next) + "." + field() + ")"
    case 20: return "cel.bind(" + name() + "," + expression(next) + ", " + expression(next) + ")"
    case 21: return "cel.block([" + listed(next) + "]," + blank() + expression(next) + ")"
    case 22: return random.pick(["cel.index(0)", "cel.index( 1)", "cel.iterVar(0, 1)", "cel.accuVar(0,\n1)"])
    default: return operand(next) + "." + macro(next)
    }
  }

  private mutating func macro(_ depth: Int) -> String {
    let one = random.once(in: 8) ? "cel.iterVar(0, 1)" : name()
    let two = one.hasSuffix(")") ? "cel.iterVar(1, 1)" : one + "2"
    return switch Int.random(in: 0..<8, using: &random) {
    case 0:
      random.pick(["all", "exists", "exists_one", "existsOne", "filter", "map"]) + "(\(one), \(expression(depth)))"
    case 1: "map(\(one), \(expression(depth)),\(blank())\(expression(depth)))"
    case 2: random.pick(["all", "exists", "exists_one", "existsOne"]) + "(\(one), \(two), \(expression(depth)))"
    case 3:
      random.pick(["transformList", "transformMap", "transformMapEntry"]) + "(\(one),\(two),\(expression(depth)))"
    case 4:
      random.pick(["transformList", "transformMap", "transformMapEntry"])
        + "(\(one), \(two), \(expression(depth)), \(expression(depth)))"
    case 5: random.pick(["optMap", "optFlatMap", "sortBy"]) + "(\(one), \(expression(depth)))"
    // Not the shape of a macro: calls.
    case 6: random.pick(["all", "map", "filter", "has", "optMap"]) + "(\(expression(depth)))"
    default: "bind(\(one), \(expression(depth)), \(expression(depth)))"
    }
  }

  private mutating func bracketed(_ depth: Int) -> String {
    random.once(in: 2) ? expression(depth).inBrackets : operand(depth)
  }

  /// Something that needs no brackets before a dot.
  private mutating func operand(_ depth: Int) -> String {
    random.once(in: 3) ? leaf() : expression(depth).inBrackets
  }

  private mutating func chain(_ joint: String, _ depth: Int) -> String {
    var text = bracketed(depth)
    for _ in 0..<Int.random(in: 1...4, using: &random) { text += joint + bracketed(depth) }
    return text
  }

  private mutating func listed(_ depth: Int) -> String {
    var texts: [String] = []
    for _ in 0..<Int.random(in: 0...3, using: &random) { texts.append(expression(depth)) }
    return texts.joined(separator: ",")
  }

  private mutating func entries(_ depth: Int) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...3, using: &random) { text += random.pick(["", "", "?"]) + expression(depth) + "," }
    return text
  }

  private mutating func pairs(_ depth: Int) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      text += random.pick(["", "", "?"]) + expression(depth) + blank() + ":" + expression(depth) + ","
    }
    return text
  }

  private mutating func field() -> String {
    random.pick([name(), name(), "as", "package", "`a-b c/d.e_1`", "`in`", "`null`", "`plain`", "`1`"])
  }

  private mutating func name() -> String {
    random.pick(["a", "b", "x_1", "_", "cel", "r", "br", "e1", "u", "inner", "trueish", "size", "or"])
  }

  private mutating func blank() -> String {
    random.pick(["", "", " ", "\t", "\n", "\r\n", "\u{0C}", " // said by the way ( '\n", " //\n"])
  }

  private mutating func leaf() -> String {
    random.pick([
      name(), name(), "." + name(), "true", "false", "null", "0", "7", "0x1F", "-1", "- 1", "-9223372036854775808",
      "9223372036854775807", "3u", "0xFFu", "18446744073709551615u", "1.0", "-1.5", ".5", "-0.0", "1e300", "5e-324",
      "0.1", "1e21", "123456789012345680.0", "'a'", "\"it's\"", "'''a\n'b''c'''", "r'\\d\\'", "R\"\"\"\\\"\"\"",
      "'\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\\"\\'\\`'", "'\\x00\\x7f\\u0085\\u200e\\u2028\\u202e\\ufeff\\U0001F600'",
      "'e\u{301}é😀'",
      "''", "b'\\x00\\xff\\377a'", "b''", "B'é'", "bR'\\x41'", "[]", "{}",
    ])
  }
}

extension String {
  fileprivate var inBrackets: String { "(\(self))" }
}
