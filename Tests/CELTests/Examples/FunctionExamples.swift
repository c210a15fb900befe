import CEL
import Testing

@Suite("Examples: functions and libraries")
struct FunctionExamples {
  @Test("Overload.init(_:isMember:_:)")
  func overloads() throws {
    let twice = Function(
      "twice",
      [
        Overload("twice_int") { (number: Int) in number * 2 },
        Overload("twice_string") { (text: String) in text + text },
      ])
    let environment = Environment(variables: [], functions: [twice])
    #expect(try environment.compile("twice(twice('ab'))").evaluate().get() == "abababab")
  }

  @Test("Function.init(_:_:)")
  func function() throws {
    let environment = Environment(variables: [], functions: [Function("twice") { (number: Int) in number * 2 }])
    #expect(try environment.compile("twice(21)").evaluate().get(as: Int.self) == 42)
  }

  @Test("Function.init(member:_:)")
  func member() throws {
    let shout = Function(member: "shout") { (text: String, times: Int) in
      text.uppercased() + String(repeating: "!", count: times)
    }
    let environment = Environment(variables: [], functions: [shout])
    #expect(try environment.compile("'go'.shout(2)").evaluate().get() == "GO!!")
  }

  @Test("Overload")
  func generic() throws {
    let element = CELType.parameter("T")
    let reversed = Overload(
      "list_reversed", [.list(element)], .list(element), isMember: true,
      .unary { value throws(EvaluationError) in
        guard case .list(let list) = value else { throw EvaluationError(.noSuchOverload, "not a list") }
        return .list(ListValue(list.elements.reversed()))
      })
    let environment = Environment(variables: [], functions: [Function("backwards", [reversed])])
    #expect(try environment.compile("[1, 2].backwards()[0] + 1").evaluate().get() == 3)
  }

  @Test("Library")
  func library() throws {
    let geometry = Library(
      name: "geometry", functions: [Function("area") { (width: Double, height: Double) in width * height }])
    let environment = Environment(variables: [], libraries: [.standard, geometry])
    #expect(try environment.compile("area(2.0, 1.5)").evaluate().get() == 3.0)
  }

  @Test("[Library].all")
  func all() throws {
    let environment = Environment(variables: [], libraries: .all)
    #expect(try environment.compile("math.greatest('a,b'.split(',').size(), 1)").evaluate().get() == 2)
  }

  @Test("Library.standard, .strings, .optionals, .lists, .sets, .math, .regex, .encoders, .network")
  func libraries() throws {
    func value(_ expression: String, _ library: Library) throws -> String {
      try Environment(variables: [], libraries: [.standard, library]).compile(expression).evaluate().get().literal
    }
    #expect(try value("size('ab') + [1, 2, 3].filter(n, n > 1).size()", .standard) == "4")
    #expect(try value("'a-b'.split('-').join('+')", .strings) == "'a+b'")
    #expect(try value("{'a': 1}[?'b'].orValue(0)", .optionals) == "0")
    #expect(try value("[3, 1, 2].sort()", .lists) == "[1, 2, 3]")
    #expect(try value("['ccc', 'a', 'bb'].sortBy(t, size(t))", .lists) == "['a', 'bb', 'ccc']")
    #expect(try value("sets.contains([1, 2], [2])", .sets) == "true")
    #expect(try value("math.greatest(1, 5)", .math) == "5")
    #expect(try value("regex.replace('a1b2', '[0-9]', '')", .regex) == "'ab'")
    #expect(try value("base64.encode(b'hi')", .encoders) == "'aGk='")
    #expect(try value("cidr('10.0.0.0/8').containsIP('10.1.2.3')", .network) == "true")
  }
}
