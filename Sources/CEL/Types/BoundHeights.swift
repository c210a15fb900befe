internal import Diagnostics

// A name that `cel.bind` or `cel.block` binds is worked out where it is first read, from there: to evaluate it is to go as
// deep as if what it stands for stood in its place. So that counts as nesting, or a hundred names that each stand for
// deep expressions over one another would be a way around the bound, and off the end of the stack.
extension CheckedTree {
  /// What is wrong with an expression that nests too deep, with all its bound names written out.
  func heightComplaint(maxDepth: Int) -> Complaint? {
    guard let values = boundValues else { return nil }
    var heights: [Int32] = []
    heights.reserveCapacity(tree.nodes.count)
    // Children stand before their parents in the arena, and a bound value before everything that may refer to it.
    for (index, node) in tree.nodes.enumerated() {
      var height: Int32 = 0
      if case .local(let slot) = references[index], values[Int(slot)] >= 0 { height = heights[Int(values[Int(slot)])] }
      tree.forEachChild(of: node.form) { height = max(height, heights[Int($0)]) }
      height += 1
      if height > maxDepth {
        return .syntax(
          "with what its names stand for, the expression is nested more than \(maxDepth) levels deep", node.focus)
      }
      heights.append(height)
    }
    return nil
  }

  /// For each slot, the node that its value is; -1 where it is not bound. Nil where nothing is bound at all.
  private var boundValues: [SyntaxTree.NodeID]? {
    var values: [SyntaxTree.NodeID]?
    func bind(_ slot: Int32, to node: SyntaxTree.NodeID) {
      if values == nil { values = [SyntaxTree.NodeID](slotCount, of: -1) }
      if slot >= 0 { values?[Int(slot)] = node }
    }
    for (index, comprehension) in tree.comprehensions.enumerated() where comprehension.kind == .bind {
      bind(slots[index], to: comprehension.range)
    }
    if tree.hasBlocks {
      for (index, node) in tree.nodes.enumerated() {
        guard case .block(let run) = node.form, case .slots(let first) = references[index] else { continue }
        for (position, child) in tree[run].dropLast().enumerated() { bind(first + Int32(position), to: child) }
      }
    }
    return values
  }
}
