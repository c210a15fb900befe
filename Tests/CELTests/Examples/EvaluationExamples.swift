import CEL
import Diagnostics
import Testing

@Suite("Examples: programs and what they come to")
struct EvaluationExamples {
  @Test("Program")
  func program() throws {
    let environment = Environment(variables: [Variable("team", .dyn), Variable("gate", .string)])
    let program = try environment.compile("gate=='mvp' && team.members.size()>2")
    #expect(program.formatted == "gate == 'mvp' && team.members.size() > 2")
    #expect(program.resultType == .bool)
    #expect(program.referencedVariables == ["gate", "team"])
    #expect(program.attributePaths == ["gate", "team.members"])
  }

  @Test("ConditionBounds")
  func bounds() throws {
    let program = try Environment(variables: [Variable("unmet", .int)]).compile("unmet > 3")
    let bounds = ConditionBounds(program)
    #expect(bounds.attributes == ["unmet"])
    #expect(bounds.outcomes([4...9]) == [.isTrue])
    #expect(bounds.outcomes([0...9]) == [.isTrue, .isFalse])
  }

  @Test("Program.evaluate(_:costLimit:)")
  func evaluate() throws {
    let environment = Environment(variables: [Variable("team", .list(.string)), Variable("name", .string)])
    let program = try environment.compile("name in team && size(team) < 8")
    #expect("\(program.evaluate(["name": "Ada", "team": ["Ada", "Grace"]]))" == "true")
    #expect(
      "\(program.evaluate(["nane": "Ada"]))" == "error: there is no variable 'nane', did you mean 'name'?")
  }

  @Test("Program.evaluate(_:as:costLimit:)")
  func evaluateAs() throws {
    let program = try Environment(variables: [Variable("names", .list(.string))]).compile("names.map(n, size(n))")
    #expect(try program.evaluate(["names": ["Ada", "Grace"]], as: [Int].self) == [3, 5])
  }

  @Test("Program.measure(_:costLimit:)")
  func measure() throws {
    let environment = Environment(variables: [Variable("text", .string)])
    let activation = try environment.activation(["text": "a haystack"])
    let (outcome, cost) = try environment.compile("text.contains('hay')").measure(activation)
    #expect("\(outcome)" == "true")
    #expect(cost == 2)
  }

  @Test("Program.trace(_:costLimit:)")
  func trace() throws {
    let environment = Environment(variables: [Variable("names", .list(.string))])
    let trace = try environment.compile("size(names) > 2").trace(environment.activation(["names": ["Ada"]]))
    #expect(
      trace.steps.map { "\($0.text) → \($0.outcome)" }
        == ["size(names) > 2 → false", "size(names) → 1", "names → ['Ada']"])
    #expect(trace.reads.map(\.path) == ["names"])
  }

  @Test("Outcome")
  func outcome() throws {
    var printed = ""
    func print(_ value: Any) { printed += "\(value)\n" }
    let environment = Environment(variables: [Variable("owner", .string)])
    var activation = environment.activation()
    activation.setAbsent("owner")
    switch try environment.compile("owner == 'Ada'").evaluate(activation) {
    case .value(let value): print("it is \(value)")
    case .unknown(let unknowns): print("it needs \(unknowns.map(\.path))")
    case .error(let error): print("it failed: \(error)")
    }
    #expect(printed == "it needs [\"owner\"]\n")
  }

  @Test("Outcome.get()")
  func get() throws {
    #expect(try Environment(variables: []).compile("[1, 2].map(n, n * n)").evaluate().get() == [1, 4])
  }

  @Test("Outcome.get(as:)")
  func getAs() throws {
    let outcome = try Environment(variables: []).compile("{'a': 1}").evaluate()
    #expect(try outcome.get(as: [String: Int].self) == ["a": 1])
    let error = #expect(throws: EvaluationError.self) {
      try outcome.get(as: Bool.self)
    }
    #expect(error?.description == "the result: expected bool, found map {'a': 1}")
  }

  @Test("EvaluationError")
  func error() throws {
    var printed = ""
    func print(_ value: Any) { printed += "\(value)\n" }
    let program = try Environment(variables: [Variable("n", .int)]).compile("100 / n")
    do {
      _ = try program.evaluate(["n": 0], as: Int.self)
    } catch {
      print("\(error.kind): \(error)")
    }
    #expect(printed == "divisionByZero: division by zero\n")
  }

  @Test("EvaluationError.diagnostic(in:)")
  func diagnostic() throws {
    var printed = ""
    func print(_ value: Any) { printed += "\(value)\n" }
    let program = try Environment(variables: []).compile("[1, 2][5]")
    if case .error(let error) = program.evaluate() {
      print(error.diagnostic(in: program.source).rendered())
    }
    #expect(
      printed == """
        expression:1:1: error: index 5 is outside the list of 2
          1 | [1, 2][5]
            | ^~~~~~~~~

        """)
  }

  @Test("Activation")
  func activation() throws {
    let environment = Environment(variables: [Variable("gate", .string)])
    let program = try environment.compile("gate == 'mvp'")
    var activation = environment.activation()
    activation.bind("gate", to: .string("mvp"))
    #expect("\(program.evaluate(activation))" == "true")
  }

  @Test("Activation.set(_:to:)")
  func set() throws {
    let environment = Environment(variables: [Variable("names", .list(.string))])
    var activation = environment.activation()
    try activation.set("names", to: ["Ada", "Grace"])
    #expect(try environment.compile("names.size()").evaluate(activation).get() == 2)
  }

  @Test("Activation.setAbsent(_:)")
  func setAbsent() throws {
    let environment = Environment(variables: [Variable("owner", .string), Variable("size", .int)])
    var activation = environment.activation()
    try activation.set("size", to: 3)
    activation.setAbsent("owner")
    #expect(try environment.compile("size > 2 || owner == 'Ada'").evaluate(activation).get() == true)
  }
}
