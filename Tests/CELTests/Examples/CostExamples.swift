import CEL
import Testing

@Suite("Examples: costs")
struct CostExamples {
  @Test("CostEstimate")
  func estimate() throws {
    let environment = Environment(variables: [Variable("s", .string, size: SizeBounds(most: 100))])
    let estimate = try environment.compile("s.startsWith('a') && s.contains('b')").costEstimate
    #expect("\(estimate)" == "2...13")
  }

  @Test("SizeBounds")
  func bounds() throws {
    let environment = Environment(variables: [
      Variable("names", .list(.string), size: SizeBounds(most: 20, elements: SizeBounds(most: 64)))
    ])
    #expect(try environment.compile("names.all(n, n == 'a')").costEstimate.max < 200)
  }
}
