import Diagnostics

/// The words that stand where an answer should be: `tbd`, `n/a`, `[more information needed]`.
///
/// A value is a placeholder when the whole of it is one of these words, blanks at both ends and upper and lower case
/// aside.
public struct Placeholders: Sendable {
  /// From a length in bytes to the words of this length, folded as answers are.
  private let words: [[[UInt8]]]

  /// What a text comes to.
  enum Standing {
    case answer, blank, placeholder
  }

  /// No placeholders.
  public static let none = Placeholders([])

  /// These words; how they are written makes no difference.
  public init(_ words: some Sequence<String>) {
    var byLength: [[[UInt8]]] = []
    for word in words {
      let folded = foldedAnswer(word)
      while byLength.count <= folded.count { byLength.append([]) }
      byLength[folded.count].append(folded)
    }
    self.words = byLength
  }

  /// Whether a whole text is one of the words.
  public func contains(_ text: String) -> Bool { standing(of: text) == .placeholder }

  func standing(of text: String) -> Standing {
    let bytes = text.utf8.span
    var start = 0
    var end = bytes.count
    while start < end, isASCIIBlank(bytes[start]) { start += 1 }
    while start < end, isASCIIBlank(bytes[end - 1]) { end -= 1 }
    if start == end { return .blank }
    // Nearly every text is an answer that is too long for any of the words; nothing of it is read but its ends. In lower
    // case a code point may shrink, to a third of its bytes at most.
    let hasPlainEnds = bytes[start] < 0x80 && bytes[end - 1] < 0x80
    if hasPlainEnds, end - start >= words.count * 3 { return .answer }
    for index in start..<end where bytes[index] >= 0x80 { return standing(folded: foldedAnswer(text)) }
    guard end - start < words.count else { return .answer }
    for word in words[end - start] {
      var same = 0
      while same < word.count, asciiLowercased(bytes[start + same]) == word[same] { same += 1 }
      if same == word.count { return .placeholder }
    }
    return .answer
  }

  private func standing(folded: [UInt8]) -> Standing {
    if folded.isEmpty { return .blank }
    return folded.count < words.count && words[folded.count].contains(folded) ? .placeholder : .answer
  }
}

/// A text as answers are compared: without blanks at both ends, in lower case (each code point by itself, which is the
/// same in every language).
func foldedAnswer(_ text: String) -> [UInt8] {
  if text.utf8.allSatisfy({ $0 < 0x80 }) {
    var bytes = Array(text.utf8)[...]
    while let first = bytes.first, isASCIIBlank(first) { bytes.removeFirst() }
    while let last = bytes.last, isASCIIBlank(last) { bytes.removeLast() }
    return bytes.map(asciiLowercased)
  }
  var scalars = Array(text.unicodeScalars)[...]
  while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
  while let last = scalars.last, isBlank(last) { scalars.removeLast() }
  var bytes: [UInt8] = []
  for scalar in scalars { bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8) }
  return bytes
}

private func isASCIIBlank(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7F }

/// White space, control characters, and what shows nothing at all: a text of these alone says nothing.
private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x00...0x20, 0x7F...0x9F: true
  case ..<0x80: false
  default: scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
  }
}
