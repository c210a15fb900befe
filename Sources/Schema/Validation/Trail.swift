import CEL

/// The way from the document as a whole to where a pass stands. A path is made of it only where there is something to
/// say: most of what stands in a document is neither wrong nor absent.
struct Trail {
  private struct Stage {
    var step: AttributePath.Step
    /// Under which index rules find an element: another one behind elements that were taken out.
    var factIndex: Int?
  }

  private let start: AttributePath?
  private var stages: [Stage] = []

  /// A way that begins at a path; nil for the document as a whole.
  init(from start: AttributePath?) { self.start = start }

  mutating func enter(_ step: AttributePath.Step) { stages.append(Stage(step: step)) }

  mutating func enter(element index: Int, fact factIndex: Int) {
    stages.append(Stage(step: .index(index), factIndex: factIndex == index ? nil : factIndex))
  }

  mutating func leave() { stages.removeLast() }

  /// Where it leads in the document as it is written; nil for the document as a whole.
  var path: AttributePath? { stages.reduce(start) { AttributePath($1.step, in: $0) } }

  /// Where rules find what stands there.
  var factPath: AttributePath? {
    stages.reduce(start) { AttributePath($1.factIndex.map { .index($0) } ?? $1.step, in: $0) }
  }
}
