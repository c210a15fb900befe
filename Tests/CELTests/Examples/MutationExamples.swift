import CEL
import Testing

@Suite("Examples: mutants, and faults of conditions")
struct MutationExamples {
  @Test("Mutant")
  func mutant() throws {
    let environment = Environment(variables: [Variable("age", .int)])
    let mutants = try environment.compile("age >= 18 && age != 99").mutants
    let texts = mutants.map(\.text)
    #expect(
      texts == [
        "age != 99", "age > 18 && age != 99", "age < 18 && age != 99", "age >= 17 && age != 99", "age >= 18",
        "age >= 18 && age == 99", "age >= 18 && age != 100",
      ])
  }

  @Test("ConditionFault")
  func fault() throws {
    let environment = Environment(variables: [Variable("age", .int)])
    let fault = try environment.compile("age > 65 && age < 18").conditionFaults().first
    #expect(fault?.kind == .contradiction)
    #expect(try #require(fault?.terms) == ("age > 65", "age < 18"))
  }
}
