internal import Diagnostics

// What `cel.block` and `cel.index` mean.
extension Checker {
  /// Each slot may refer to those before it, the body to all. A block inside a block hides the slots of the outer one.
  mutating func block(_ id: NodeID, _ run: SyntaxTree.Children) -> TypeID {
    let first = takeSlots(Int(run.count) - 1)
    references[Int(id)] = .slots(first: first)
    let outer = blockSlots
    blockSlots = []
    defer { blockSlots = outer }
    var type = TypeStore.dyn
    for (position, child) in tree[run].enumerated() {
      type = check(child)
      if position < Int(run.count) - 1 { blockSlots.append((first + Int32(position), type)) }
    }
    return type
  }

  mutating func blockSlot(_ id: NodeID, _ number: Int32) -> TypeID {
    guard Int(number) < blockSlots.count else {
      let known =
        switch blockSlots.count {
        case 0: "there is no slot before it"
        case 1: "there is only slot 0 before it"
        case let count: "the slots before it are 0 to \(count - 1)"
        }
      complain("cel.undeclared", "'cel.index(\(number))' stands for nothing: \(known)", at: tree[id].offsets)
      return TypeStore.dyn
    }
    references[Int(id)] = .local(blockSlots[Int(number)].slot)
    return blockSlots[Int(number)].type
  }
}
