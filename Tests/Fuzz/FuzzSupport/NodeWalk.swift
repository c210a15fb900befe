import Diagnostics
public import Documents

/// Looks at every node of a tree: each has a place inside its file, and no text that is not UTF-8.
public func walk(_ node: Node) {
  check(node.range)
  for entry in node.entries {
    check(entry.keyRange)
    walk(entry.value)
  }
  for element in node.elements { walk(element) }
}

private func check(_ range: SourceRange) {
  guard let offsets = range.offsets else { return }
  require(offsets.upperBound <= range.file.bytes.count, "a place beyond the end: \(offsets)")
}
