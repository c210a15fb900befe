/// Whether two texts are the same bytes: how keys, names and ids are compared everywhere. Swift's own `==` is by canonical
/// equivalence, which other programs do not know.
///
/// It stands on the path of every look-up in every document, so most pairs must end at their lengths.
@inlinable
public func sameBytes(_ a: String, _ b: String) -> Bool {
  let count = a.utf8.count
  guard count == b.utf8.count else { return false }
  let (first, second) = (a.utf8.span, b.utf8.span)
  for index in 0..<count where first[index] != second[index] { return false }
  return true
}
