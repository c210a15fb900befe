// Where a text is too long for its place: it ends after a whole word.

/// The first so many scalars of a text, without the word that the limit would cut in two, and with a mark. A word that is
/// longer than what may be given up for it is cut all the same.
func wholeWords(_ text: String, _ limit: Int) -> String {
  guard let end = cut(text, limit) else { return text }
  let scalars = text.unicodeScalars
  if scalars[end] == " " { return ended(scalars[..<end]) }
  let earliest = scalars.index(end, offsetBy: -min(limit / 2, mostGivenUp))
  guard let space = scalars[earliest..<end].lastIndex(of: " ") else { return String(scalars[..<end]) + "…" }
  return ended(scalars[..<space])
}

/// So many scalars of a word, at most, are left out to keep words whole.
private let mostGivenUp = 24

/// Without the mark that leads on to what is left out.
private func ended(_ scalars: Substring.UnicodeScalarView) -> String {
  var kept = scalars
  while let last = kept.last, last == " " || last == "," || last == ";" || last == ":" { kept.removeLast() }
  return String(kept) + "…"
}
