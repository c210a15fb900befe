import CEL
import Diagnostics
import Testing

@Suite("Properties of evaluating expressions")
struct EvaluationProperties {
  private static let parts = 0..<8
  private static let perPart = 250

  private static let typed = RandomWorld.environment()
  private static let dynamic = RandomWorld.environment(isTyped: false)
  private static let unchecked = RandomWorld.environment(isChecked: false)

  /// The expressions of a part.
  private func forEach(
    _ part: Int, _ body: (_ text: String, _ expression: RandomExpression, _ template: String) -> Void
  ) {
    for seed in 0..<Self.perPart {
      var expression = RandomExpression(seed: part * Self.perPart + seed)
      let template = expression.template()
      body(expression.written(template, withLiterals: true), expression, template)
    }
  }

  private func outcome(_ text: String, _ world: (environment: Environment, activation: Activation)) -> Outcome? {
    (try? world.environment.compile(text))?.evaluate(world.activation)
  }

  /// Whether two outcomes are the same. Of errors, that there is one is what counts: which of several is met first is no
  /// property of the expression.
  private func isSame(_ a: Outcome, _ b: Outcome) -> Bool {
    switch (a, b) {
    case (.value(let x), .value(let y)): CELTests.isSame(x, y)
    case (.unknown(let x), .unknown(let y)): x.map(\.path) == y.map(\.path)
    case (.error, .error): true
    default: false
    }
  }

  @Test("random expressions of a wanted type compile, and many come to a value")
  func generatorIsUseful() {
    var counts = (compiled: 0, values: 0, unknowns: 0, errors: 0)
    for part in Self.parts {
      forEach(part) { text, _, _ in
        guard let outcome = outcome(text, Self.typed) else { return }
        counts.compiled += 1
        switch outcome {
        case .value: counts.values += 1
        case .unknown: counts.unknowns += 1
        case .error: counts.errors += 1
        }
      }
    }
    let all = Self.parts.count * Self.perPart
    #expect(counts.compiled * 100 > all * 80 && counts.values * 100 > all * 25, "\(counts)")
    #expect(counts.unknowns * 100 > all * 5 && counts.errors * 100 > all * 5, "\(counts)")
  }

  @Test("declared types never change what an expression comes to", arguments: parts)
  func typesChangeNothing(part: Int) {
    forEach(part) { text, _, _ in
      guard let declared = outcome(text, Self.typed), let dynamic = outcome(text, Self.dynamic) else { return }
      #expect(
        isSame(declared, dynamic), "\(text)\n\(Outcomes.text(declared)), and with 'dyn' \(Outcomes.text(dynamic))")
    }
  }

  @Test("checking never changes what an expression comes to", arguments: parts)
  func checkingChangesNothing(part: Int) {
    forEach(part) { text, _, _ in
      guard let checked = outcome(text, Self.typed) else { return }
      let unchecked = outcome(text, Self.unchecked)
      #expect(
        unchecked.map { isSame(checked, $0) } == true,
        "\(text)\n\(Outcomes.text(checked)), and unchecked \(unchecked.map(Outcomes.text) ?? "not compiled")")
    }
  }

  @Test("a trace comes to the same, at the same cost", arguments: parts)
  func tracingChangesNothing(part: Int) throws {
    forEach(part) { text, _, _ in
      guard let program = try? Self.typed.environment.compile(text) else { return }
      let (outcome, cost) = program.measure(Self.typed.activation)
      #expect(Outcomes.text(program.trace(Self.typed.activation).outcome) == Outcomes.text(outcome), "\(text)")
      guard cost > 0 else { return }
      // The trace does not tell its cost: it must get by with what the evaluation needs, and not with less.
      let justEnough = program.trace(Self.typed.activation, costLimit: cost).outcome
      #expect(Outcomes.text(justEnough) == Outcomes.text(outcome), "\(text)\nwith a budget of \(cost)")
      let tooLittle = program.trace(Self.typed.activation, costLimit: cost - 1).outcome
      #expect(Outcomes.text(tooLittle) == "error: costExceeded", "\(text)\nwith a budget of \(cost - 1)")
    }
  }

  @Test("the same expression comes to the same each time, at the same cost", arguments: parts)
  func repeats(part: Int) {
    forEach(part) { text, _, _ in
      guard let program = try? Self.typed.environment.compile(text) else { return }
      let first = program.measure(Self.typed.activation)
      let second = program.measure(Self.typed.activation)
      #expect(Outcomes.text(first.outcome) == Outcomes.text(second.outcome) && first.cost == second.cost, "\(text)")
    }
  }

  @Test("what is folded, hashed or compiled ahead comes to what it would come to otherwise", arguments: parts)
  func constantsAreAsVariables(part: Int) {
    forEach(part) { text, expression, template in
      // Without literals nothing can be worked out before the evaluation.
      let late = RandomWorld.environment(constants: expression.constants)
      let lateText = expression.written(template, withLiterals: false)
      guard let early = outcome(text, Self.typed), let other = outcome(lateText, late) else { return }
      #expect(isSame(early, other), "\(text)\n\(Outcomes.text(early)), and not folded \(Outcomes.text(other))")
    }
  }

  @Test(
    "a value is in a constant list exactly if it is in the same list that comes from outside",
    arguments: [
      "[1, 2, 3]", "[1u, 2.0, 3]", "['a', 'b', 'é']", "[true, null, 1, 'a']", "[0.5, 0.0 / 0.0, -0.0]",
      "[[1], [2], [1, 2], []]", "[{'a': 1}, {}, {'a': 2}]", "[b'a', b'', b'ab']",
      "[timestamp(0), timestamp(1), duration('1s')]", "[type(1), type('a'), int, list]",
      "[optional.of(1), optional.none(), 1]", "[18446744073709551615u, 9223372036854775807, -1, 1e300]",
    ])
  func hashedLists(list: String) throws {
    let environment = Environment(
      variables: [Variable("x", .dyn), Variable("values", .list(.dyn))], libraries: ConformanceTests.libraries)
    let items =
      ["1", "1u", "1.0", "2", "3.0", "0.5", "-0.0", "0", "0.0 / 0.0", "'a'", "'e\u{301}'", "'é'", "b'a'", "true"]
      + [
        "null", "[1]", "[1.0]", "[]", "{'a': 1u}", "{}", "timestamp(0)", "duration('1s')", "type(2)", "string",
        "list", "optional.of(1u)", "optional.none()", "18446744073709551615u", "1.8446744073709552e19", "1e300",
      ]
    let hashed = try environment.compile("x in \(list)")
    let walked = try environment.compile("x in values")
    for item in items {
      var activation = environment.activation()
      activation.bind("x", to: RandomWorld.value(of: item))
      activation.bind("values", to: RandomWorld.value(of: list))
      #expect(
        Outcomes.text(hashed.evaluate(activation)) == Outcomes.text(walked.evaluate(activation)), "\(item) in \(list)")
    }
  }

  @Test("an object with an absent field is unknown in a constant list, as it is in one from outside")
  func absentFieldsInConstantLists() throws {
    for list in ["[{'a': 1}]", "[{'a': 1}, {'a': 2}, {'a': 3}, {'a': 4}]"] {
      let source = "dyn(release.rollback) in \(list)"
      let text = Outcomes.text(source, ReleaseFixture.environment, ReleaseFixture.activation)
      #expect(text == "unknown: release.rollback.max_minutes", "\(source)")
    }
  }
}
