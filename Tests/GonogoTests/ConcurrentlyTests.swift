import Synchronization
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

  @Test("nobody oversleeps: work within work within work is always finished", arguments: [1, 2, 3, 5])
  func nestedOften(cores: Int) {
    let workers = Workers(cores: cores)
    let done = Atomic(0)
    for _ in 0..<300 {
      workers.begin { done.add(1, ordering: .relaxed) }
      workers.perform(
        (0..<3).map { _ in
          {
            workers.perform(
              (0..<3).map { _ in
                { workers.perform((0..<3).map { _ in { done.add(1, ordering: .relaxed) } }) }
              })
          }
        })
    }
    // What was only begun may still be under way.
    #expect((300 * 27...300 * 28).contains(done.load(ordering: .relaxed)))
  }
}
