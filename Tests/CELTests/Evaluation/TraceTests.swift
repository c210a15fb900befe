import CEL
import Diagnostics
import Testing

@Suite("Trace")
struct TraceTests {
  private func trace(_ source: String) throws -> Trace {
    try ReleaseFixture.environment.compile(source).trace(ReleaseFixture.activation)
  }

  @Test("every sub-expression that was evaluated is a step, in the order of the source")
  func steps() throws {
    let trace = try trace("release.service == 'churn' && gate == 'mvp'")
    #expect(
      trace.steps.map { "\($0.depth) \($0.text) → \(Outcomes.text($0.outcome))" } == [
        "0 release.service == 'churn' && gate == 'mvp' → true",
        "1 release.service == 'churn' → true",
        "2 release.service → 'churn'",
        "3 release → release{…}",
        "1 gate == 'mvp' → true",
        "2 gate → 'mvp'",
      ])
    #expect(trace.steps[1].offsets == 0..<26)
    #expect(trace.steps.map(\.isPath) == [false, false, true, true, false, true])
  }

  @Test("what is not evaluated is no step")
  func shortCircuit() throws {
    let trace = try trace("gate == 'poc' && release.service == 'churn'")
    #expect(!trace.steps.contains { $0.text == "release.service" })
  }

  @Test("attributes that were read are told with value and place, each once")
  func reads() throws {
    let trace = try trace("release.service == 'churn' && release.service != gate && has(release.rollback.kind)")
    #expect(trace.reads.map(\.path) == ["release.service", "gate", "release.rollback.kind"])
    #expect(trace.reads[0].value.literal == "'churn'")
    #expect(trace.reads[0].place == ReleaseFixture.file.range(11..<25))
    #expect(trace.reads[1].place == nil)
    #expect(trace.reads[2].place == ReleaseFixture.file.range(39..<59))
  }

  @Test("a comprehension tells which element decided, and only what that element came to")
  func deciding() throws {
    let trace = try trace("data.sources.exists(s, s.name == 'c')")
    #expect(trace.steps[0].decidingIndex == 2)
    #expect(
      trace.steps.map(\.text) == [
        "data.sources.exists(s, s.name == 'c')", "data.sources", "data", "s.name == 'c'", "s.name", "s",
      ])
    #expect(trace.reads.map(\.path) == ["data.sources", "data.sources[2].name"])
    #expect(trace.reads[1].value.literal == "'c'")
  }

  @Test("where no element decided, everything that was read is told, and no step of the body")
  func undecided() throws {
    let trace = try trace("data.sources.all(s, s.name != 'x')")
    #expect(trace.steps[0].decidingIndex == nil)
    #expect(!trace.steps.contains { $0.text == "s.name" })
    #expect(
      trace.reads.map(\.path) == [
        "data.sources", "data.sources[0].name", "data.sources[1].name", "data.sources[2].name",
      ])
  }

  @Test("an element that is not known is the step that shows")
  func unknownElement() throws {
    let trace = try trace("data.sources.all(s, s.access != 'x')")
    #expect(
      trace.steps.contains { $0.text == "s.access" && Outcomes.text($0.outcome) == "unknown: data.sources[1].access" })
  }

  @Test("the elements of a list of texts have places, too")
  func scalarElements() throws {
    let trace = try trace("data.tags.exists(t, t == 'y')")
    #expect(trace.reads.last?.path == "data.tags[1]")
    #expect(trace.reads.last?.place == ReleaseFixture.file.range(4..<5))
  }

  @Test("comprehensions inside comprehensions keep their own elements apart")
  func nested() throws {
    let trace = try trace("data.sources.exists(s, data.tags.exists(t, t == 'y' && s.name == 'b'))")
    #expect(trace.steps[0].decidingIndex == 1)
    #expect(trace.steps.first { $0.text.hasPrefix("data.tags.exists") }?.decidingIndex == 1)
    #expect(trace.reads.map(\.path).contains("data.sources[1].name"))
  }

  @Test("a trace costs what the plain evaluation costs")
  func cost() throws {
    let program = try ReleaseFixture.environment.compile("data.sources.exists(s, s.name == 'c' && has(s.rows))")
    let cost = program.measure(ReleaseFixture.activation).cost
    guard case .error(let error) = program.trace(ReleaseFixture.activation, costLimit: cost - 1).outcome else {
      Issue.record("within the budget")
      return
    }
    #expect(error.kind == .costExceeded)
    #expect(Outcomes.text(program.trace(ReleaseFixture.activation, costLimit: cost).outcome).hasPrefix("unknown"))
  }
}
