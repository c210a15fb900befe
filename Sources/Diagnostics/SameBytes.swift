/// Whether two texts are the same bytes: how keys, names and ids are compared everywhere. Swift's own `==` is by canonical
/// equivalence, which other programs do not know.
///
/// It stands on the path of every look-up in every document, so most pairs must end at their lengths.
@inlinable
@inline(__always)
public func sameBytes(_ a: String, _ b: String) -> Bool {
  a.utf8.count == b.utf8.count && sameContents(a, b)
}

/// Whether two texts of one length are the same bytes.
@usableFromInline
func sameContents(_ a: String, _ b: String) -> Bool {
  let (first, second) = (a.utf8.span, b.utf8.span)
  let count = first.count
  var at = 0
  while count - at >= 8 {
    guard first.word(at) == second.word(at) else { return false }
    at += 8
  }
  while at < count {
    guard first[at] == second[at] else { return false }
    at += 1
  }
  return true
}
