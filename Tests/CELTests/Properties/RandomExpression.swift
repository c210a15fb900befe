import CEL

/// Makes random expressions of a wanted type over the variables of `RandomWorld`, so that nearly all of them compile and
/// many come to a value. Each constant stands on its own, so that the same expression can be written with variables in the
/// constants' places.
struct RandomExpression {
  /// The types that are made; all others occur inside.
  enum Kind: CaseIterable {
    case bool, int, uint, double, string, bytes, timestamp, duration, ints, strings, counts, maybe
  }

  /// A constant of the expression: its literal, and the variable that can stand for it.
  struct Constant {
    var name: String
    var literal: String
    var kind: Kind
  }

  private(set) var constants: [Constant] = []
  private var random: SeededRandom
  private var locals: [(name: String, kind: Kind)] = []

  init(seed: Int) { random = SeededRandom(seed: seed) }

  /// The expression with its constants' names in angle brackets; `written` puts in one or the other.
  mutating func template(_ kind: Kind? = nil, depth: Int = 4) -> String {
    make(kind ?? random.pick(Kind.allCases), depth)
  }

  /// A template with the literals in place, or with the names of the variables that stand for them.
  func written(_ template: String, withLiterals: Bool) -> String {
    var text = template
    for constant in constants {
      text = text.replacing("⟨\(constant.name)⟩", with: withLiterals ? constant.literal : constant.name)
    }
    return text
  }

  // MARK: - Leaves

  private mutating func leaf(_ kind: Kind) -> String {
    let fitting = locals.filter { $0.kind == kind }
    if !fitting.isEmpty, random.once(in: 2) { return random.pick(fitting).name }
    if random.once(in: 3) { return random.pick(RandomWorld.names(of: kind)) }
    if random.once(in: 12), let optional = dynamic(kind) { return optional }
    return constant(kind)
  }

  /// Something of type `dyn`.
  private mutating func dynamic(_ kind: Kind) -> String? { random.once(in: 2) ? "dyn(\(constant(kind)))" : "any" }

  private mutating func constant(_ kind: Kind) -> String {
    let literal =
      switch kind {
      case .bool: random.pick(["true", "false"])
      case .int: random.pick(["0", "1", "2", "7", "(-1)", "(-3)", "9223372036854775807", "(-9223372036854775808)"])
      case .uint: random.pick(["0u", "1u", "2u", "7u", "18446744073709551615u"])
      case .double: random.pick(["0.0", "1.0", "2.5", "(-0.5)", "1e300", "(-0.0)", "7.0"])
      case .string: random.pick(["''", "'a'", "'b'", "'ab'", "'é😀'", "'1'", "'a,b'"])
      case .bytes: random.pick(["b''", "b'a'", "b'ab'", "b'\\xff'"])
      case .timestamp: random.pick(["timestamp(0)", "timestamp('2026-11-22T10:11:12.5Z')"])
      case .duration: random.pick(["duration('0s')", "duration('90s')", "duration('-1.5h')"])
      case .ints: random.pick(["[]", "[1]", "[1, 2]", "[3, 1, 2, 7]", "[0, -1, 9223372036854775807]"])
      case .strings: random.pick(["[]", "['a']", "['a', 'b', 'ab']", "['b', '', 'é😀', 'a']"])
      case .counts: random.pick(["{}", "{'a': 1}", "{'a': 1, 'b': 2, '': 0}"])
      case .maybe: random.pick(["optional.none()", "optional.of(1)", "optional.of(7)"])
      }
    let constant = Constant(name: "c\(constants.count)", literal: literal, kind: kind)
    constants.append(constant)
    return "⟨\(constant.name)⟩"
  }

  // MARK: - Operations

  private mutating func make(_ kind: Kind, _ depth: Int) -> String {
    if depth <= 0 || random.once(in: 7) { return leaf(kind) }
    let next = depth - 1
    if random.once(in: 9) { return "(\(make(.bool, next)) ? \(make(kind, next)) : \(make(kind, next)))" }
    if random.once(in: 16) {
      let other = random.pick(Kind.allCases)
      let value = make(other, next)
      return within(other) { "cel.bind(\($1), \(value), \($0.make(kind, next)))" }
    }
    switch kind {
    case .bool: return bool(next)
    case .int: return int(next)
    case .uint: return "(\(make(.uint, next)) \(random.pick(["+", "-", "*", "/", "%"])) \(make(.uint, next)))"
    case .double: return double(next)
    case .string: return string(next)
    case .bytes:
      return random.once(in: 2) ? "bytes(\(make(.string, next)))" : "(\(make(.bytes, next)) + \(make(.bytes, next)))"
    case .timestamp:
      return "(\(make(.timestamp, next)) \(random.pick(["+", "-"])) \(make(.duration, next)))"
    case .duration:
      return random.once(in: 2)
        ? "(\(make(.timestamp, next)) - \(make(.timestamp, next)))"
        : "(\(make(.duration, next)) + \(make(.duration, next)))"
    case .ints: return ints(next)
    case .strings: return strings(next)
    case .counts:
      return within(.string) { "\($0.make(.strings, next)).distinct().transformMapEntry(n, \($1), {\($1): n})" }
    case .maybe:
      switch Int.random(in: 0..<4, using: &random) {
      case 0: return "optional.of(\(make(.int, next)))"
      case 1: return "\(make(.counts, next))[?\(make(.string, next))]"
      case 2: return "\(make(.ints, next))[?\(make(.int, next))]"
      default: return within(.int) { "\($0.make(.maybe, next)).optMap(\($1), \($0.make(.int, next)))" }
      }
    }
  }

  private mutating func bool(_ depth: Int) -> String {
    switch Int.random(in: 0..<16, using: &random) {
    case 0: return "(\(make(.bool, depth)) && \(make(.bool, depth)))"
    case 1: return "(\(make(.bool, depth)) || \(make(.bool, depth)) || \(make(.bool, depth)))"
    case 2: return "!\(make(.bool, depth))"
    case 3, 4:
      let kind = random.pick(Kind.allCases)
      return "(\(make(kind, depth)) \(random.pick(["==", "!="])) \(make(kind, depth)))"
    case 5, 6:
      let kind = random.pick([Kind.int, .uint, .double, .string, .bytes, .timestamp, .duration, .bool])
      return "(\(make(kind, depth)) \(random.pick(["<", "<=", ">", ">="])) \(make(kind, depth)))"
    case 7: return "(\(make(.int, depth)) in \(make(.ints, depth)))"
    case 8: return "(\(make(.string, depth)) in \(make(.strings, depth)))"
    case 9: return "(\(make(.string, depth)) in \(make(.counts, depth)))"
    case 10:
      return within(.int) {
        "\($0.make(.ints, depth)).\($0.pick(["all", "exists", "exists_one"]))(\($1), \($0.make(.bool, depth)))"
      }
    case 11:
      return within(.string) {
        "\($0.make(.counts, depth)).\($0.pick(["all", "exists"]))(\($1), \($0.make(.bool, depth)))"
      }
    case 12:
      return "\(make(.string, depth)).\(random.pick(["contains", "startsWith", "endsWith"]))(\(make(.string, depth)))"
    case 13: return "\(make(.string, depth)).matches(\(random.pick(["'^a'", "'[ab]+$'", "'é.'", "'(x|b)*1'"])))"
    case 14: return "has(\(make(.counts, depth)).a)"
    default: return "\(make(.maybe, depth)).hasValue()"
    }
  }

  private mutating func int(_ depth: Int) -> String {
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1, 2:
      return "(\(make(.int, depth)) \(random.pick(["+", "-", "*", "/", "%"])) \(make(.int, depth)))"
    case 3: return "-(\(make(.int, depth)))"
    case 4: return "size(\(make(random.pick([.string, .bytes, .ints, .strings, .counts]), depth)))"
    case 5: return "int(\(make(random.pick([.int, .uint, .double, .string, .timestamp]), depth)))"
    case 6: return "\(make(.ints, depth))[\(make(.int, depth))]"
    case 7: return "\(make(.counts, depth))[\(make(.string, depth))]"
    case 8: return "\(make(.timestamp, depth)).\(random.pick(["getFullYear", "getDayOfWeek", "getHours"]))()"
    default: return "\(make(.maybe, depth)).orValue(\(make(.int, depth)))"
    }
  }

  private mutating func double(_ depth: Int) -> String {
    random.once(in: 3)
      ? "double(\(make(random.pick([.int, .uint, .string]), depth)))"
      : "(\(make(.double, depth)) \(random.pick(["+", "-", "*", "/"])) \(make(.double, depth)))"
  }

  private mutating func string(_ depth: Int) -> String {
    switch Int.random(in: 0..<5, using: &random) {
    case 0, 1: "(\(make(.string, depth)) + \(make(.string, depth)))"
    case 2: "string(\(make(random.pick([.bool, .int, .uint, .double, .bytes, .timestamp, .duration]), depth)))"
    case 3: "\(make(.strings, depth)).join(\(make(.string, depth)))"
    default: "\(make(.string, depth)).substring(\(make(.int, depth)))"
    }
  }

  private mutating func ints(_ depth: Int) -> String {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: "[\(make(.int, depth)), \(make(.int, depth)), ?\(make(.maybe, depth))]"
    case 1: "(\(make(.ints, depth)) + \(make(.ints, depth)))"
    case 2: within(.int) { "\($0.make(.ints, depth)).filter(\($1), \($0.make(.bool, depth)))" }
    case 3: within(.int) { "\($0.make(.ints, depth)).map(\($1), \($0.make(.int, depth)))" }
    default:
      within(.string) { "\($0.make(.counts, depth)).map(\($1), \($0.make(.bool, depth)), \($0.make(.int, depth)))" }
    }
  }

  private mutating func strings(_ depth: Int) -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: "[\(make(.string, depth)), \(make(.string, depth))]"
    case 1: "(\(make(.strings, depth)) + \(make(.strings, depth)))"
    case 2: within(.string) { "\($0.make(.strings, depth)).filter(\($1), \($0.make(.bool, depth)))" }
    default: "\(make(.string, depth)).split(\(make(.string, depth)))"
    }
  }

  private mutating func pick(_ words: [String]) -> String { random.pick(words) }

  /// Something with one local variable more.
  private mutating func within(_ kind: Kind, _ body: (inout Self, String) -> String) -> String {
    let name = "v\(locals.count)"
    // The range is made by the body as well, and must not see the variable: it would be one of an outer scope.
    locals.append((name, kind))
    defer { locals.removeLast() }
    return body(&self, name)
  }
}
