// `cel.block` and what goes with it: how an optimiser writes down an expression whose parts occur more than once
// (cel-go's `ext/bindings.go`; the spelling is that of the conformance suite's `block_ext`).
//
// ```cel
// cel.block([size(team), cel.index(0) + 1], cel.index(1) > 3 && cel.index(0) < 9)
// ```
extension Parser {
  /// Whether this is `cel`, before the dot of a macro.
  func isCEL(_ receiver: SyntaxTree.NodeID) -> Bool {
    if case .identifier(let name, isRooted: false) = tree[receiver].form { tree.isName(name, "cel") } else { false }
  }

  /// `cel.block([a, b], body)`
  mutating func block(
    _ arguments: [SyntaxTree.NodeID], _ offsets: Range<Int>, _ focus: Range<Int>
  ) -> SyntaxTree.NodeID {
    switch tree[arguments[0]].form {
    case .list(let slots):
      var children = Array(tree[slots])
      for slot in children {
        guard case .optionalEntry = tree[slot].form else { continue }
        complain("a slot of 'cel.block' cannot be left out", tree[slot].offsets)
        return flaw()
      }
      children.append(arguments[1])
      tree.hasBlocks = true
      return tree.add(.block(tree.addChildren(children[...])), offsets, focus: focus)
    case .flaw: return flaw()
    default:
      complain("'cel.block' needs a list of its slots, written out", tree[arguments[0]].offsets)
      return flaw()
    }
  }

  /// `cel.index(n)`
  mutating func blockSlot(
    _ argument: SyntaxTree.NodeID, _ offsets: Range<Int>, _ focus: Range<Int>
  ) -> SyntaxTree.NodeID {
    guard let number = number(argument), let slot = Int32(exactly: number) else {
      complain("'cel.index' needs the number of a slot, written out", tree[argument].offsets)
      return flaw()
    }
    return tree.add(.blockSlot(slot), offsets, focus: offsets)
  }

  /// `cel.iterVar(depth, n)` and `cel.accuVar(depth, n)`: a variable that is named by two numbers.
  mutating func numberedVariable(
    _ macro: String, _ arguments: [SyntaxTree.NodeID], _ offsets: Range<Int>, _ focus: Range<Int>
  ) -> SyntaxTree.NodeID {
    var numbers: [Int64] = []
    for argument in arguments {
      guard let number = number(argument) else {
        complain("'cel.\(macro)' needs two numbers, written out", tree[argument].offsets)
        return flaw()
      }
      numbers.append(number)
    }
    // No name of the source can be spelled like this, so that it meets none.
    let name = madeName("cel.\(macro)(\(numbers[0]), \(numbers[1]))")
    return tree.add(.identifier(name, isRooted: false), offsets, focus: offsets)
  }

  /// A number that is not negative and stands there as such.
  private func number(_ argument: SyntaxTree.NodeID) -> Int64? {
    guard case .constant(let index) = tree[argument].form, case .int(let int) = tree.constant(index), int >= 0 else {
      return nil
    }
    return int
  }

  /// A name that does not stand in the source; the same for the same text.
  private mutating func madeName(_ text: String) -> SyntaxTree.NameID {
    let known = tree.names.count
    let offsets = tree.spell(text)
    let name = name(offsets, hash: NameHash(text).value)
    if tree.names.count == known { tree.unspell(offsets) }
    return name
  }
}
