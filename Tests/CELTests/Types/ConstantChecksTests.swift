import CEL
import Diagnostics
import Testing

@Suite("Constant patterns and times")
struct ConstantChecksTests {
  private func complaints(_ source: String, _ options: Environment.Options = .init()) -> [String] {
    let environment = Environment(
      variables: [Variable("s", .string)], libraries: ConformanceTests.libraries, options: options)
    do {
      _ = try environment.compile(source)
      return []
    } catch {
      let bytes = Array(source.utf8)
      return error.diagnostics.map { diagnostic in
        "\(diagnostic.id) " + (diagnostic.place?.offsets.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "")
      }
    }
  }

  @Test(
    "a literal that is no pattern, time or duration is a mistake that shows before anything runs, at its place",
    arguments: [
      ("s.matches('a(b')", "cel.pattern 'a(b'"), ("matches(s, '[z-a]')", "cel.pattern '[z-a]'"),
      ("false && s.matches('(?=a)')", "cel.pattern '(?=a)'"), ("s.matches(r'(\\d)\\1')", #"cel.pattern r'(\d)\1'"#),
      ("regex.extract(s, '*')", "cel.pattern '*'"), ("regex.replace(s, 'a{2,1}', '')", "cel.pattern 'a{2,1}'"),
      ("regex.extractAll(s, ')')", "cel.pattern ')'"),
      ("timestamp('2024-02-30T00:00:00Z') > timestamp(0)", "cel.timestamp '2024-02-30T00:00:00Z'"),
      ("duration('1 day') == duration('24h')", "cel.duration '1 day'"),
    ])
  func mistakes(source: String, expected: String) {
    #expect(complaints(source) == [expected])
  }

  @Test("all of them are told at once, and in RE2's words")
  func together() throws {
    #expect(complaints("s.matches('(') || timestamp('x') == timestamp('y')").count == 3)
    #expect(throws: DiagnosticsError.self) { _ = try Environment(variables: []).compile("'a'.matches('b(c')") }
    do {
      _ = try Environment(variables: []).compile("'a'.matches('b(c')")
    } catch {
      #expect(error.diagnostics.first?.message.contains("missing )") == true)
    }
  }

  @Test(
    "what is right, or known only when it runs, compiles",
    arguments: [
      "s.matches('a+b')", "s.matches(s)", "'a'.matches('(' + ')')", "timestamp(s) > timestamp('2024-02-29T00:00:00Z')",
      "duration(s) == duration('24h')", "timestamp(0) < timestamp(1)", "regex.extract(s, 'a(b)') == optional.none()",
    ])
  func fine(source: String) { #expect(complaints(source) == []) }

  @Test("switched off, they are errors of evaluation")
  func off() throws {
    var options = Environment.Options()
    options.checksConstants = false
    #expect(complaints("s.matches('a(b')", options) == [])
    let environment = Environment(variables: [], libraries: ConformanceTests.libraries, options: options)
    #expect(Outcomes.text("'x'.matches('a(b')", environment) == "error: invalidArgument")
    #expect(Outcomes.text("false && 'x'.matches('a(b')", environment) == "false")
    #expect(Outcomes.text("timestamp('x') == timestamp(0)", environment).hasPrefix("error"))
  }

  @Test("a pattern that is compiled beforehand does what one does that is not")
  func compiledOnce() {
    #expect(Outcomes.text("regex.extract('ab12', '([0-9]+)').value()") == "'12'")
    #expect(Outcomes.text("regex.extractAll('a1b2', '[0-9]')") == "['1', '2']")
    #expect(Outcomes.text("regex.replace('a1b2', '[0-9]', '#')") == "'a#b#'")
    #expect(Outcomes.text("regex.replace('a1b2', '[0-9]', '#', 1)") == "'a#b2'")
    #expect(Outcomes.text("regex.extract('ab', '(a)(b)')") == "error: invalidArgument")
  }
}
