import Builtins
import Diagnostics
import Dispatch
import Testing

@testable import Readiness

@Suite("Work that is shared out")
struct WorkDivisionTests {
  static let backwards = WorkDivision(parts: 3) { parts in for part in parts.reversed() { part() } }
  static let threads = WorkDivision(parts: 4) { parts in
    DispatchQueue.concurrentPerform(iterations: parts.count) { parts[$0]() }
  }

  @Test("the results stand in the list's order, whoever finds them", arguments: [0, 1, 2, 3, 4, 10])
  func order(count: Int) {
    for division in [.undivided, Self.backwards, Self.threads] {
      #expect(division.results(over: 5..<5 + count) { Array($0) }.flatMap(\.self) == Array(5..<5 + count))
    }
  }

  @Test("a part that was left undone is done all the same")
  func undone() {
    let forgetful = WorkDivision(parts: 3) { parts in parts[1]() }
    #expect(forgetful.results(over: 0..<6) { Array($0) } == [[0, 1], [2, 3], [4, 5]])
  }

  @Test("what is wrong with rules is told in their order")
  func diagnostics() throws {
    let bench = try Workbench()
    let resolver = RubricResolver(catalogue: Builtins.catalogue, schema: bench.vocabulary.rubricSchema)
    var rubric = try resolver.rubric(named: "production-readiness")
    for index in rubric.rules.indices.reversed() where index.isMultiple(of: 7) {
      rubric.rules[index].claim = SourceFragment("projekt.name == \(index)")
    }
    func complaints(_ division: WorkDivision) -> [String] {
      do throws(DiagnosticsError) {
        _ = try CompiledRubric(rubric, vocabulary: bench.vocabulary, division: division)
        return []
      } catch {
        return error.diagnostics.map { "\($0.message) \($0.place?.description ?? "")" }
      }
    }
    let expected = complaints(.undivided)
    #expect(expected.count > 3)
    #expect(complaints(Self.backwards) == expected)
    #expect(complaints(Self.threads) == expected)
  }

  @Test("an assessment is the same, on one thread or on several")
  func assessment() throws {
    let bench = try Workbench()
    let resolver = RubricResolver(catalogue: Builtins.catalogue, schema: bench.vocabulary.rubricSchema)
    let rubric = try resolver.rubric(named: "production-readiness")
    let facts = Facts(
      manifest: bench.manifest(AssessmentTests.stated), evidence: bench.evidence(AssessmentTests.fresh),
      gate: .production, now: bench.now)
    func rules(_ division: WorkDivision) throws -> [String] {
      let compiled = try CompiledRubric(rubric, vocabulary: bench.vocabulary, division: division)
      let assessor = Assessor(vocabulary: bench.vocabulary, rubrics: [compiled], isStrict: false, division: division)
      let assessment = assessor.assess(facts, run: Assessor.Run(toolVersion: "test", command: "gonogo assess"))
      return assessment.rubrics.flatMap(\.rules).map {
        "\($0.rule.id) \($0.verdict) \($0.message) \($0.missing) \($0.notes) \($0.citations) \($0.traces)"
      }
    }
    let expected = try rules(.undivided)
    #expect(try rules(Self.backwards) == expected)
    #expect(try rules(Self.threads) == expected)
  }
}
