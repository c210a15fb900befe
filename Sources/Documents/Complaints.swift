import Diagnostics

/// Collects what is wrong with one document, up to a bound: a file of a million mistakes must not become a report of a
/// million lines.
struct Complaints {
  private(set) var diagnostics: [Diagnostic] = []
  private let limit: Int

  init(limit: Int) {
    self.limit = max(1, limit)
  }

  mutating func add(_ diagnostic: Diagnostic) {
    if diagnostics.count < limit {
      diagnostics.append(diagnostic)
    } else if diagnostics.count == limit {
      diagnostics.append(
        Diagnostic(
          .error, id: "document.more-problems", "more than \(limit) problems in this file; the rest is not listed",
          at: diagnostic.place))
    }
  }
}
