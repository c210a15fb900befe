internal import Diagnostics

// What `sortBy` asks of a list and of its keys.
extension Checker {
  /// The type of what is sorted. The macro belongs to the lists library, and is there where that is.
  mutating func sortedElement(of range: TypeID, _ node: NodeID, at focus: Range<Int>) -> TypeID {
    guard functions.names.index(of: Library.sortByKeysName) != nil else {
      complain("cel.undeclared", "there is no function 'sortBy'", at: focus, fix: "it is in the lists library")
      return TypeStore.dyn
    }
    if case .map = store[store.resolve(range)] {
      complain("cel.no-overload", "'sortBy' sorts a list, not \(describe(range))", at: tree[node].offsets)
      return TypeStore.dyn
    }
    return elements(of: range, hasSecond: false, node).0
  }

  /// What a list is sorted by has an order.
  mutating func requireSortable(_ key: TypeID, _ node: NodeID) {
    switch store[store.resolve(key)] {
    case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .enumeration, .dyn, .variable: break
    default:
      complain("cel.no-overload", "'sortBy' has no order for \(describe(key))", at: tree[node].offsets)
    }
  }
}
