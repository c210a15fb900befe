import CEL
import Diagnostics
import Testing
import TestSupport

@Suite("Checker")
struct CheckerTests {
  private func diagnostics(_ source: String, _ environment: Environment = ReleaseFixture.environment) -> [Diagnostic] {
    do {
      _ = try environment.compile(source)
      return []
    } catch {
      return error.diagnostics
    }
  }

  @Test(
    "what cannot be right is pointed at, with what would be",
    arguments: [
      (
        "release.1️⃣rolback1️⃣.kind == 'none'", "cel.undefined-field", "'rolback' is not a field of 'release'",
        "did you mean 'rollback'?"
      ),
      (
        "release.rollback.1️⃣max_minuts1️⃣ < 3", "cel.undefined-field", "'max_minuts' is not a field of 'release.rollback'",
        "did you mean 'max_minutes'?"
      ),
      (
        "has(release.1️⃣servise1️⃣)", "cel.undefined-field", "'servise' is not a field of 'release'",
        "did you mean 'service'?"
      ),
      (
        "data.sources.all(s, s.1️⃣acess1️⃣ != '')", "cel.undefined-field", "'acess' is not a field of 'source'",
        "did you mean 'access'?"
      ),
      ("release.1️⃣zzz1️⃣", "cel.undefined-field", "'zzz' is not a field of 'release'", nil),
      ("1️⃣relaese1️⃣.service", "cel.undeclared", "'relaese' is not declared", "did you mean 'release'?"),
      ("1️⃣nothing1️⃣ == 1", "cel.undeclared", "'nothing' is not declared", nil),
      (
        "data.sources.all(source, 1️⃣sourse1️⃣.rows > 1)", "cel.undeclared", "'sourse' is not declared",
        "did you mean 'source'?"
      ),
      ("gate.1️⃣startWith1️⃣('m')", "cel.undeclared", "there is no function 'startWith'", "did you mean 'startsWith'?"),
      ("1️⃣siez1️⃣(gate)", "cel.undeclared", "there is no function 'siez'", "did you mean 'size'?"),
      ("data.sources.1️⃣exist1️⃣(s, true)", "cel.undeclared", "there is no function 'exist'", "did you mean 'exists'?"),
      ("gate 1️⃣==1️⃣ 1", "cel.no-overload", "'==' compares values of one type, found string and int", nil),
      ("1 1️⃣==1️⃣ 1.0", "cel.no-overload", "'==' compares values of one type, found int and double", nil),
      ("release.service 1️⃣==1️⃣ null", "cel.no-overload", "'==' compares values of one type, found string and null", nil),
      ("gate 1️⃣in1️⃣ [1]", "cel.no-overload", "'in' looks for string among int", nil),
      ("gate in 1️⃣gate1️⃣", "cel.no-overload", "'in' looks into a list or a map, not string", nil),
      ("1️⃣gate1️⃣ && true", "cel.no-overload", "'&&' takes bool, found string", nil),
      ("true || 1️⃣11️⃣", "cel.no-overload", "'||' takes bool, found int", nil),
      ("1️⃣gate1️⃣ ? 1 : 2", "cel.no-overload", "the condition of '?:' takes bool, found string", nil),
      ("true 1️⃣?1️⃣ 1 : 'a'", "cel.no-overload", "the two branches of '?:' differ: int and string", nil),
      ("!1️⃣gate1️⃣", "cel.no-overload", "'!' takes bool here, found string", nil),
      ("gate.startsWith(1️⃣11️⃣)", "cel.no-overload", "'startsWith' takes string here, found int", nil),
      ("gate.1️⃣getHours1️⃣()", "cel.no-overload", "'getHours' does not take (string)", "it takes (timestamp), (duration)"),
      ("1️⃣startsWith1️⃣(gate, 'm')", "cel.no-overload", "'startsWith' is called on a value: x.startsWith(…)", nil),
      ("gate1️⃣[1️⃣0]", "cel.no-overload", "string cannot be indexed", nil),
      ("data.sources[1️⃣'a'1️⃣]", "cel.no-overload", "a list is indexed by int, not string", nil),
      ("release.labels[1️⃣11️⃣]", "cel.no-overload", "the keys of this map are string, not int", nil),
      ("gate.1️⃣length1️⃣", "cel.no-overload", "string has no fields, so no 'length'", nil),
      ("1️⃣gate1️⃣.all(c, true)", "cel.no-overload", "only a list or a map can be walked, not string", nil),
      ("data.tags.exists(t, 1️⃣t1️⃣)", "cel.no-overload", "the condition of 'exists' takes bool, found string", nil),
      ("data.tags.filter(t, 1️⃣11️⃣)", "cel.no-overload", "the condition of 'filter' takes bool, found int", nil),
      (
        "1️⃣a.B1️⃣{c: 1}", "cel.undeclared", "'a.B' is no type that an expression can make",
        "write a map: {'field': value}"
      ),
      (
        "1️⃣source1️⃣{name: 'a'}.name == 'a'", "cel.construction",
        "an object of type 'source' comes from the input, and no expression can make one",
        "write a map: {'field': value}"
      ),
      (
        "[1️⃣.release.rollback1️⃣{}] == []", "cel.construction",
        "an object of type '.release.rollback' comes from the input, and no expression can make one",
        "write a map: {'field': value}"
      ),
      ("[?1️⃣11️⃣]", "cel.no-overload", "'?' needs an optional here, found int", nil),
    ])
  func complains(marked: String, id: String, message: String, fix: String?) {
    let text = MarkedText(marked)
    let found = diagnostics(text.text)
    #expect(found.map(\.id) == [id])
    #expect(found.first?.message == message)
    #expect(found.first?.fix == fix)
    let marks = text.offsets["1️⃣"] ?? []
    #expect(found.first?.place?.offsets?.lowerBound == marks.first, "\(found)")
    if text.text.contains("[0]") == false { #expect(found.first?.place?.offsets?.upperBound == marks.last, "\(found)") }
  }

  @Test("an operator says what it takes")
  func operators() {
    let text = MarkedText("gate 1️⃣+1️⃣ 1")
    let found = diagnostics(text.text)
    #expect(found.first?.message == "'+' does not take (string, int)")
    #expect(found.first?.place?.offsets == text.range("1️⃣"))
    #expect(found.first?.fix?.contains("(string, string)") == true)
  }

  @Test("several mistakes are named at once, and none twice")
  func several() {
    let text = MarkedText("release.1️⃣rolback1️⃣.kind == 'x' && 2️⃣gat2️⃣ == 'mvp' && gate.3️⃣contain3️⃣('m')")
    #expect(
      diagnostics(text.text).map { $0.place?.offsets } == ["1️⃣", "2️⃣", "3️⃣"].map { text.range($0) })
  }

  @Test("an expression inside a document is complained about in the document")
  func inDocument() throws {
    let text = MarkedText("claim: >-\n  gate == 'mvp' &&\n  1️⃣relase1️⃣.service == 'x'\n", path: "rules.yaml")
    let fragment = SourceFragment(
      text: "gate == 'mvp' && relase.service == 'x'", range: text.file.range(7..<56),
      pieces: [.init(textOffset: 0, fileOffset: 12), .init(textOffset: 17, fileOffset: 31)])
    do {
      _ = try ReleaseFixture.environment.compile(fragment)
      Issue.record("compiles")
    } catch {
      expectDiagnostics(error.diagnostics, in: text, ["1️⃣": "cel.undeclared"])
    }
  }

  @Test(
    "a text that is no value of an enumeration is found wherever the two meet",
    arguments: [
      ("release.rollback.kind == 1️⃣'previous_modle'1️⃣", "did you mean 'previous_model'?"),
      ("release.rollback.kind != 1️⃣'Nope'1️⃣", "did you mean 'none'?"),
      ("1️⃣'xyz'1️⃣ == release.rollback.kind", "it is one of 'previous_model', 'disable_model', 'fallback_rule', 'none'"),
      (
        "release.rollback.kind in ['none', 1️⃣'disable'1️⃣]",
        "it is one of 'previous_model', 'disable_model', 'fallback_rule', 'none'"
      ),
      ("!(release.rollback.kind in [1️⃣'falback_rule'1️⃣])", "did you mean 'fallback_rule'?"),
      ("1️⃣'disabel_model'1️⃣ in release.fallbacks", "did you mean 'disable_model'?"),
      ("release.fallbacks.exists(f, f == 1️⃣'nonne'1️⃣)", "did you mean 'none'?"),
      ("release.fallbacks[0] == 1️⃣'nonne'1️⃣", "did you mean 'none'?"),
    ])
  func enumerations(marked: String, fix: String) {
    let text = MarkedText(marked)
    let found = diagnostics(text.text)
    #expect(found.map(\.id) == ["cel.not-in-enumeration"])
    #expect(found.first?.place?.offsets == text.range("1️⃣"))
    #expect(found.first?.fix == fix)
  }

  @Test(
    "an enumeration is otherwise a string",
    arguments: [
      "release.rollback.kind == 'none'", "release.rollback.kind in ['none', 'disable_model']",
      "release.rollback.kind.startsWith('prev')", "release.rollback.kind == gate", "release.rollback.kind + 'x' == 'y'",
      "release.rollback.kind in data.tags", "size(release.rollback.kind) > 0", "'none' in release.fallbacks",
      "[release.rollback.kind, gate] == ['a', 'b']", "(true ? release.rollback.kind : 'other') == 'other'",
      "release.labels[release.rollback.kind] == 'x'", "release.rollback.kind < 'z'",
    ])
  func enumerationAsString(source: String) {
    #expect(diagnostics(source).isEmpty)
  }

  @Test(
    "types are deduced exactly",
    arguments: [
      ("1", "int"), ("[]", "list(dyn)"), ("{}", "map(dyn, dyn)"), ("[1, 2u]", "list(dyn)"), ("[1, null]", "list(dyn)"),
      ("{'a': 1}", "map(string, int)"), ("{'a': 1, 2: 'b'}", "map(dyn, dyn)"), ("[[1], []]", "list(list(int))"),
      ("[1].map(x, string(x))", "list(string)"), ("{'a': 1}.map(k, k)", "list(string)"),
      ("[1].filter(x, true)", "list(int)"),
      ("[1].all(x, true)", "bool"), ("{'a': 1}.transformMap(k, v, string(v))", "map(string, string)"),
      ("['a'].transformList(i, v, i)", "list(int)"), ("type(1)", "type(int)"), ("int", "type(int)"),
      ("optional.of(1)", "optional(int)"), ("optional.none()", "optional(dyn)"), ("[?optional.of(1)]", "list(int)"),
      ("optional.of(1).orValue(2)", "int"), ("optional.of([1])[0]", "optional(int)"), ("{'a': 1}.?a", "optional(int)"),
      ("release.?rollback.kind", "optional(string)"), ("optional.of(1).optMap(x, 'a')", "optional(string)"),
      ("true ? 1 : dyn('a')", "dyn"), ("true ? [] : [1]", "list(int)"), ("dyn(1) + 1", "int"),
      ("dyn(1) + dyn(2)", "dyn"),
      ("release", "release"), ("data.sources", "list(source)"), ("data.sources.map(s, s.rows)", "list(int)"),
      ("release.rollback.kind", "string"), ("gate + gate", "string"), ("any.x.y", "dyn"), ("any == 1", "bool"),
      ("cel.bind(x, [1], x)", "list(int)"), ("timestamp(0) - timestamp(0)", "duration"), ("-1", "int"),
      ("!true", "bool"),
      ("[1, 2][0]", "int"), ("'a' in {'a': 1}", "bool"), ("google.protobuf.Timestamp", "type(timestamp)"),
    ])
  func deduces(source: String, expected: String) throws {
    #expect(try ReleaseFixture.environment.compile(source).resultType.description == expected)
  }

  @Test("literals of mixed types are refused where that is asked for")
  func homogeneous() {
    var options = Environment.Options()
    options.homogeneousLiterals = true
    let environment = Environment(variables: [], options: options)
    let text = MarkedText("[1, 1️⃣'a'1️⃣] == [] || {'a': 1, 2️⃣22️⃣: 3️⃣'x'3️⃣} == {}")
    expectDiagnostics(
      diagnosticsIn(text, environment), in: text,
      ["1️⃣": "cel.mixed-literal", "2️⃣": "cel.mixed-literal", "3️⃣": "cel.mixed-literal"])
    #expect(diagnostics("[1, 2] == [] && {'a': 1, 'b': 2} == {} && [1, dyn('a')] == []", environment).isEmpty)
  }

  private func diagnosticsIn(_ text: MarkedText, _ environment: Environment) -> [Diagnostic] {
    do {
      _ = try environment.compile(
        SourceFragment(
          text: text.text, range: text.file.range(0..<text.file.bytes.count),
          pieces: [.init(textOffset: 0, fileOffset: 0)]))
      return []
    } catch {
      return error.diagnostics
    }
  }

  @Test("a name is looked up in the container and outwards, a comprehension's variable before all")
  func containers() throws {
    let environment = Environment(
      variables: [
        Variable("a.b.x", .int), Variable("a.x", .string), Variable("x", .bool), Variable("a.b.y.z", .double),
        Variable("y", .map(.string, .bool)),
      ], container: "a.b")
    func type(_ source: String) throws -> String { try environment.compile(source).resultType.description }
    #expect(try type("x") == "int")
    #expect(try type(".x") == "bool")
    #expect(try type(".a.x") == "string")
    #expect(try type("a.x") == "string")
    #expect(try type("y.z") == "double")
    #expect(try type("y.w") == "bool")
    #expect(try type(".y.z") == "bool")
    #expect(try type("[b'q'].map(x, x)[0]") == "bytes")
    #expect(try type("[{'z': null}].map(y, y.z)[0]") == "null")
    #expect(try type("[1].map(x, .x)[0]") == "bool")
  }

  @Test("unchecked, a mistake is an error only where it is evaluated")
  func unchecked() {
    var options = Environment.Options()
    options.isChecked = false
    let environment = Environment(
      variables: [Variable("a", .int)], libraries: ConformanceTests.libraries, options: options)
    var activation = environment.activation()
    activation.bind("a", to: .int(1))
    for (source, expected) in [
      ("nothing || true", "true"), ("nothing", "error: unboundVariable"), ("f(1) || true", "true"),
      ("f(1)", "error: unknownFunction"), ("a.f()", "error: unknownFunction"), ("1 + 1u", "error: noSuchOverload"),
      ("1 == 'a'", "false"), ("'a' && false", "false"), ("'a' && true", "error: noSuchOverload"),
      ("1 < 1.5", "true"), ("a.b", "error: noSuchField"), ("a[0]", "error: noSuchOverload"),
      ("!a", "error: noSuchOverload"),
      ("a ? 1 : 2", "error: noSuchOverload"), ("1.exists(x, true)", "error: noSuchOverload"),
      ("[1].filter(x, 1)", "error: noSuchOverload"), ("[1].exists(x, 1)", "error: noSuchOverload"),
      ("'abc'.size(1)", "error: noSuchOverload"), ("null < 1", "error: noSuchOverload"),
      ("{1.5: 2}", "error: invalidArgument"),
      ("{null: 1}", "error: invalidArgument"), ("{'a': 1, 'a': 2}", "error: invalidArgument"),
      ("{1: 1, 1u: 2}", "error: invalidArgument"), ("A{b: 1}", "error: unknownFunction"),
      ("1 in 'a'", "error: noSuchOverload"),
      // What no macro is may still be handed one, also where its first argument looks like a macro's variable.
      ("[1].Map(e, [2].map(x, e * x))", "error: unknownFunction"),
      ("Map(e, [2].all(x, x > 1)) || true", "true"), ("f(e, cel.bind(x, 1, x)) || true", "true"),
    ] {
      #expect(Outcomes.text(source, environment, activation) == expected, "\(source)")
    }
  }
}
