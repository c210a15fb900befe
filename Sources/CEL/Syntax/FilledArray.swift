extension Array {
  /// So many times the same element. `init(repeating:count:)` is not specialised for its type, which for a handful of
  /// elements costs more than everything that is done with them.
  init(_ count: Int, of element: Element) {
    self = []
    guard count > 0 else { return }
    reserveCapacity(count)
    for _ in 0..<count { append(element) }
  }
}
