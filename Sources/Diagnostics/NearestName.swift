/// Finds the name that was probably meant: the closest of some candidates by optimal string alignment distance
/// (insertions, deletions, substitutions, swaps of neighbours), within a third of the length.
///
/// - Returns: the nearest candidate, the first in byte order where several are as near; nil where none is near.
public func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.utf8.prefix(64))
  let limit = max(1, wanted.count / 3)
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let bytes = Array(candidate.utf8.prefix(64))
    guard abs(bytes.count - wanted.count) <= limit else { continue }
    let distance = alignmentDistance(wanted, bytes)
    guard distance <= limit else { continue }
    if let current = best {
      if distance > current.distance { continue }
      if distance == current.distance, !candidate.utf8.lexicographicallyPrecedes(current.name.utf8) { continue }
    }
    best = (candidate, distance)
  }
  return best?.name
}

/// `did you mean 'x'?`, or nil where no candidate is near.
public func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String? {
  nearestName(to: name, among: candidates).map { "did you mean '\($0)'?" }
}

private func alignmentDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var beforePrevious = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  var current = previous
  for i in 0..<a.count {
    current[0] = i + 1
    for j in 0..<b.count {
      let cost = asciiLowercased(a[i]) == asciiLowercased(b[j]) ? 0 : 1
      current[j + 1] = min(previous[j + 1] + 1, current[j] + 1, previous[j] + cost)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        current[j + 1] = min(current[j + 1], beforePrevious[j - 1] + 1)
      }
    }
    (beforePrevious, previous, current) = (previous, current, beforePrevious)
  }
  return previous[b.count]
}
