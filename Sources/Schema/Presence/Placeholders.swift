/// The words that stand where an answer should be: `tbd`, `n/a`, `[more information needed]`.
///
/// A value is a placeholder when the whole of it is one of these words, blanks at both ends and upper and lower case
/// aside.
public struct Placeholders: Sendable {
  private let words: Set<[UInt8]>
  private let longest: Int

  /// No placeholders.
  public static let none = Placeholders([])

  /// These words; how they are written makes no difference.
  public init(_ words: some Sequence<String>) {
    let folded = words.map { foldedAnswer($0) }
    self.words = Set(folded)
    self.longest = folded.map(\.count).max() ?? 0
  }

  /// Whether a whole text is one of the words.
  public func contains(_ text: String) -> Bool { contains(folded: foldedAnswer(text)) }

  func contains(folded: [UInt8]) -> Bool { folded.count <= longest && words.contains(folded) }
}

/// A text as answers are compared: without blanks at both ends, in lower case (each code point by itself, which is the
/// same in every language).
func foldedAnswer(_ text: String) -> [UInt8] {
  if text.utf8.allSatisfy({ $0 < 0x80 }) {
    var bytes = Array(text.utf8)[...]
    while let first = bytes.first, isBlank(Unicode.Scalar(first)) { bytes.removeFirst() }
    while let last = bytes.last, isBlank(Unicode.Scalar(last)) { bytes.removeLast() }
    return bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }
  var scalars = Array(text.unicodeScalars)[...]
  while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
  while let last = scalars.last, isBlank(last) { scalars.removeLast() }
  var bytes: [UInt8] = []
  for scalar in scalars { bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8) }
  return bytes
}

/// White space, control characters, and what shows nothing at all: a text of these alone says nothing.
private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x00...0x20, 0x7F...0x9F: true
  case ..<0x80: false
  default: scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
  }
}
