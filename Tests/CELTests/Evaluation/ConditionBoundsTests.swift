import CEL
import Testing

@Suite("What a condition may come to between bounds")
struct ConditionBoundsTests {
  private static let environment = Environment(variables: [
    Variable("n", .int), Variable("m", .int), Variable("x", .double), Variable("word", .string),
    Variable("flags", .list(.bool)),
  ])

  private func outcomes(
    _ text: String, _ bounds: [String: ClosedRange<Double>]
  ) throws -> ConditionBounds.Outcomes {
    let condition = ConditionBounds(try Self.environment.compile(text))
    return condition.outcomes(condition.attributes.map { bounds[$0] })
  }

  @Test(
    "comparisons, logic, arithmetic and choices are followed",
    arguments: [
      ("n > 3", 4.0...9.0, [.isTrue]), ("n > 3", 0...3, [.isFalse]), ("n > 3", 0...9, [.isTrue, .isFalse]),
      ("n >= 3", 3...3, [.isTrue]), ("n < 3", 3...9, [.isFalse]), ("n <= 3", 3...4, [.isTrue, .isFalse]),
      ("n == 3", 3...3, [.isTrue]), ("n == 3", 4...5, [.isFalse]), ("n != 3", 3...4, [.isTrue, .isFalse]),
      ("!(n > 3)", 4...9, [.isFalse]), ("n > 3 || n < 100", 0...9, [.isTrue]), ("n > 3 && n > 100", 0...9, [.isFalse]),
      ("n + 1 > 3 * n", 1...9, [.isTrue, .isFalse]), ("2 * n - 1 > 20", 0...9, [.isFalse]),
      ("-n > 0", 1...9, [.isFalse]),
      ("n > 3 ? n < 0 : n > 5", 0...3, [.isFalse]), ("n > 3 ? true : n > 5", 0...9, [.isTrue, .isFalse]),
      ("(n > 3 ? 1 : 2) == 3", 0...9, [.isFalse]),
    ] as [(String, ClosedRange<Double>, ConditionBounds.Outcomes)])
  func follows(text: String, bounds: ClosedRange<Double>, expected: ConditionBounds.Outcomes) throws {
    #expect(try outcomes(text, ["n": bounds]) == expected)
  }

  @Test(
    "what is not followed may come to anything, and what decides beside it still decides",
    arguments: [
      ("word == 'a'", .anything), ("n / 0 > 1", .anything), ("n * 9007199254740993 > 1", .anything),
      ("flags.exists(f, f)", .anything), ("word == 'a' && n > 3", [.isFalse]), ("word == 'a' || n < 3", [.isTrue]),
      ("word == 'a' || n > 3", .anything), ("m > 0", .anything),
    ] as [(String, ConditionBounds.Outcomes)])
  func anything(text: String, expected: ConditionBounds.Outcomes) throws {
    #expect(try outcomes(text, ["n": 1...2]) == expected)
  }

  @Test("whatever random conditions come to is among what was said to be possible", arguments: 0..<8)
  func sound(part: Int) throws {
    for seed in 0..<60 {
      var random = Lehmer(seed: part * 60 + seed)
      let text = random.condition(depth: 4)
      let program = try Self.environment.compile(text)
      let condition = ConditionBounds(program)
      let low = (n: random.number(-4...4), m: random.number(-4...4), x: random.number(-4...4))
      let size = (n: random.number(0...3), m: random.number(0...3), x: random.number(0...3))
      let bounds: [String: ClosedRange<Double>] = [
        "n": Double(low.n)...Double(low.n + size.n), "m": Double(low.m)...Double(low.m + size.m),
        "x": Double(low.x)...Double(low.x + size.x),
      ]
      let possible = condition.outcomes(condition.attributes.map { bounds[$0] })
      for n in low.n...(low.n + size.n) {
        for m in low.m...(low.m + size.m) {
          for half in 0...(2 * size.x) {
            let activation = try Self.environment.activation([
              "n": n, "m": m, "x": Double(low.x) + Double(half) / 2,
            ])
            let outcome: ConditionBounds.Outcomes
            switch program.evaluate(activation) {
            case .value(.bool(true)): outcome = .isTrue
            case .value(.bool(false)): outcome = .isFalse
            default: outcome = .isUndecided
            }
            #expect(possible.contains(outcome), "\(text) at n \(n), m \(m), x \(low.x) + \(half)/2")
          }
        }
      }
    }
  }
}

/// A small generator of random conditions over `n`, `m` and `x`.
private struct Lehmer {
  private var state: UInt64
  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return range.lowerBound + Int(state % UInt64(range.count))
  }

  mutating func condition(depth: Int) -> String {
    if depth == 0 || number(0...5) == 0 {
      let sign = ["<", "<=", ">", ">=", "==", "!="][number(0...5)]
      return number(0...2) == 0 ? "x \(sign) \(number(-4...4)).5" : "\(whole(depth: 2)) \(sign) \(whole(depth: 2))"
    }
    let (a, b) = (condition(depth: depth - 1), condition(depth: depth - 1))
    switch number(0...3) {
    case 0: return "!(\(a))"
    case 1: return "(\(a) && \(b))"
    case 2: return "(\(a) || \(b))"
    default: return "(\(condition(depth: depth - 1)) ? \(a) : \(b))"
    }
  }

  private mutating func whole(depth: Int) -> String {
    if depth == 0 { return ["n", "m", "\(number(-5...5))"][number(0...2)] }
    let (a, b) = (whole(depth: depth - 1), whole(depth: depth - 1))
    return ["n", "m", "(\(a) + \(b))", "(\(a) - \(b))", "(\(a) * \(b))", "-(\(a))", "(\(a) / \(b))"][number(0...6)]
  }
}
