internal import Diagnostics

extension CostEstimator {
  /// What is wrong with an expression that may cost more than a limit: nil where it may not. It points at the smallest
  /// part that may cost more by itself.
  static func complaint(
    _ checked: CheckedTree, _ declarations: Declarations, _ options: Environment.Options, _ limit: UInt64
  ) -> Complaint? {
    var estimator = CostEstimator(checked, declarations, options)
    guard estimator.estimate().max > limit else { return nil }
    let tree = checked.tree
    var culprit = tree.root
    while true {
      var inner: NodeID?
      tree.forEachChild(of: tree[culprit].form) { child in
        if inner == nil, estimator.costs[Int(child)].max > limit { inner = child }
      }
      guard let inner else { break }
      culprit = inner
    }
    let cost = estimator.costs[Int(culprit)].max
    // Nobody declares sizes that multiply to so much: something in it has no bound.
    let isBounded = cost < 1 << 50
    return Complaint(
      id: "cel.cost",
      message: isBounded
        ? "this may cost up to \(cost) units, and \(limit) are allowed"
        : "nothing bounds what this may cost, and \(limit) units are allowed",
      offsets: tree[culprit].offsets, fix: "declare how large what it goes through can be, or go through less of it")
  }
}
