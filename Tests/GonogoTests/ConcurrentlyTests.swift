import Testing

@testable import gonogo

@Suite("Work beside other work")
struct ConcurrentlyTests {
  @Test("results come in the order of the pieces, whichever is done first")
  func order() {
    let pieces = (0..<200).map { number in { @Sendable in (0..<(200 - number) * 50).reduce(number) { sum, _ in sum } } }
    #expect(concurrently(pieces) == Array(0..<200))
  }

  @Test("nothing to do gives nothing")
  func nothing() {
    #expect(concurrently([@Sendable () -> Int]()) == [])
  }

  @Test("two results keep their places and types")
  func two() {
    let (number, text) = concurrently {
      1
    } _: {
      "one"
    }
    #expect(number == 1)
    #expect(text == "one")
  }

  @Test("a piece may itself work in pieces")
  func nested() {
    let sums = concurrently(
      (0..<8).map { outer in
        { @Sendable in concurrently((0..<8).map { inner in { @Sendable in outer * inner } }).reduce(0, +) }
      })
    #expect(sums == (0..<8).map { $0 * 28 })
  }
}
