import Diagnostics

/// One line of Markdown, without its end: what its bytes come to by themselves.
struct MarkdownLine {
  let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// A fence of code: its mark, how often it stands there, and whether nothing stands behind it.
  var fenceMark: (mark: UInt8, length: Int, isBare: Bool)? {
    let text = bytes.drop { $0 == 0x20 || $0 == 0x09 }
    guard let mark = text.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    let length = text.prefix { $0 == mark }.count
    guard length >= 3 else { return nil }
    let rest = text.dropFirst(length)
    // ```code``` in one line is no fence.
    if mark == UInt8(ascii: "`"), rest.contains(mark) { return nil }
    return (mark, length, rest.allSatisfy { $0 == 0x20 || $0 == 0x09 })
  }

  /// `## Heading`, with its level.
  var heading: (level: Int, text: String)? {
    let text = bytes.drop { $0 == 0x20 }
    guard text.first == UInt8(ascii: "#"), bytes.count - text.count <= 3 else { return nil }
    let level = text.prefix { $0 == UInt8(ascii: "#") }.count
    let rest = text.dropFirst(level)
    guard level <= 6, rest.isEmpty || rest.first == 0x20 || rest.first == 0x09 else { return nil }
    return (level, headingText(rest))
  }

  /// The level of the heading that a line of `===` or `---` makes of the line before.
  var underline: Int? {
    let text = bytes.trimmed
    guard text.count >= 2, let first = text.first else { return nil }
    let level: Int
    switch first {
    case UInt8(ascii: "="): level = 1
    case UInt8(ascii: "-"): level = 2
    case UInt8(ascii: "~"): level = 3
    default: return nil
    }
    return text.allSatisfy { $0 == first } ? level : nil
  }

  /// The label, the value, and whether it is a plain paragraph: `- **Contact:** x` gives `contact`, `x`, no.
  var parts: (label: String, value: ArraySlice<UInt8>, isParagraph: Bool) {
    var text = bytes.trimmed
    var isParagraph = !bytes.starts(with: "    ") && text.first != UInt8(ascii: "|")
    while let rest = MarkdownLine(text).afterMark {
      text = rest.trimmed
      isParagraph = false
    }
    if text.count == 1, let mark = text.first, MarkdownLine.bullets.contains(mark) { text = [] }
    if text.starts(with: "**"), let (label, value) = MarkdownLine(text).labelled { return (label, value, false) }
    return ("", text, isParagraph)
  }

  private static let bullets: [UInt8] = [UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+")]

  /// What follows the mark of a list's item, a task or a quotation; nil where there is none.
  private var afterMark: ArraySlice<UInt8>? {
    guard let first = bytes.first else { return nil }
    if first == UInt8(ascii: ">") { return bytes.dropFirst() }
    if MarkdownLine.bullets.contains(first) {
      guard bytes.dropFirst().first == 0x20 else { return nil }
      let isTask = first == UInt8(ascii: "-") && ["- [ ] ", "- [x] ", "- [X] "].contains { bytes.starts(with: $0) }
      return bytes.dropFirst(isTask ? 6 : 2)
    }
    let digits = bytes.prefix(4).prefix { (0x30...0x39).contains($0) }
    guard (1...3).contains(digits.count) else { return nil }
    let rest = bytes.dropFirst(digits.count)
    return rest.starts(with: ". ") || rest.starts(with: ") ") ? rest.dropFirst(2) : nil
  }

  /// `**Label:** value` or `**Label**: value`: the label in lower case, and the value.
  private var labelled: (label: String, value: ArraySlice<UInt8>)? {
    let star = UInt8(ascii: "*")
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let rest = bytes[(colon + 1)...]
    let label = bytes[..<colon].drop { $0 == star }
    guard label.count <= 80, rest.starts(with: "**") || label.suffix(2).elementsEqual([star, star]) else { return nil }
    let name = asciiLowercased(String(decoding: label.filter { $0 != star }, as: UTF8.self)).trimmed
    return (name.withoutOptional, rest.drop { $0 == star }.trimmed)
  }

  /// Whether it is nothing but tags of HTML.
  var isHTMLTagOnly: Bool {
    let text = bytes.trimmed
    guard text.first == UInt8(ascii: "<"), text.last == UInt8(ascii: ">") else { return false }
    if PlaceholderText.isPlaceholder(bytes) { return false }
    var isInTag = false
    for byte in text {
      if byte == UInt8(ascii: "<") {
        isInTag = true
      } else if byte == UInt8(ascii: ">") {
        isInTag = false
      } else if !isInTag, byte > 0x20 {
        return false
      }
    }
    return true
  }

  /// Whether it is a row of a table with nothing but placeholders in it, apart from its first cell, the row's name.
  var isRowOfPlaceholders: Bool {
    guard bytes.first == UInt8(ascii: "|") else { return false }
    var cells = 0
    var rest = bytes
    while !rest.isEmpty {
      let cell = rest.prefix { $0 != UInt8(ascii: "|") }
      rest = rest.dropFirst(cell.count + 1)
      let text = cell.trimmed
      if text.isEmpty { continue }
      cells += 1
      if cells > 1, !PlaceholderText.isPlaceholder(text) { return false }
    }
    return cells > 1
  }

  /// How many pieces between blanks have a letter or digit in them, of whatever script; a dash alone is none.
  var wordCount: Int {
    var words = 0
    var isWord = false
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte >= 0x80 {
        let (isLetter, length) = letter(at: index)
        if isLetter { isWord = true }
        index += length
        continue
      }
      if byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "|") {
        if isWord { words += 1 }
        isWord = false
      } else if isLetterOrDigit(byte) {
        isWord = true
      }
      index += 1
    }
    return isWord ? words + 1 : words
  }

  /// Whether a code point beyond ASCII is more than punctuation, an arrow or a sign; and its length in bytes.
  private func letter(at index: Int) -> (isLetter: Bool, length: Int) {
    let lead = UInt32(bytes[index])
    func continuation(_ offset: Int) -> UInt32 {
      index + offset < bytes.endIndex ? UInt32(bytes[index + offset] & 0x3F) : 0
    }
    if lead >= 0xF0 { return (true, 4) }
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | continuation(1) >= 0xAA, 2) }
    let scalar = (lead & 0xF) << 12 | continuation(1) << 6 | continuation(2)
    return (!(0x2000...0x2BFF).contains(scalar), 3)
  }
}

/// A heading's words: without closing `#`, emphasis, HTML and `[optional]`.
func headingText(_ text: ArraySlice<UInt8>) -> String {
  var bytes: [UInt8] = []
  var isInTag = false
  for byte in text.trimmed {
    if byte == UInt8(ascii: "<") {
      isInTag = true
    } else if byte == UInt8(ascii: ">"), isInTag {
      isInTag = false
      bytes.append(0x20)
    } else if !isInTag, byte != UInt8(ascii: "*"), byte != UInt8(ascii: "`") {
      bytes.append(byte)
    }
  }
  while let last = bytes.last, last == UInt8(ascii: "#") || last == 0x20 { bytes.removeLast() }
  return String(decoding: bytes, as: UTF8.self).trimmed.withoutOptional
}

extension String {
  /// Without the `[optional]` that templates have behind a name.
  fileprivate var withoutOptional: String {
    guard asciiLowercased(self).endsWithBytes("[optional]") else { return self }
    return String(Substring(utf8.dropLast(10))).trimmed
  }
}
