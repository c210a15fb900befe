import Diagnostics

/// What a text in Markdown has where: its headings, and under each how much text of its own, and how many placeholders.
///
/// A heading is no content, nor is a comment, a rule or the frame of a table. Headings in fenced code are code.
struct MarkdownOutline {
  /// A heading and what stands between it and the next one. The first section, without a heading, is what comes before.
  struct Section {
    var heading: String
    /// 1 to 6; 0 for what comes before the first heading.
    var level: Int
    var range: SourceRange
    /// Lines of text, code included.
    var textLines = 0
    /// Lines that are nothing but a placeholder.
    var placeholderLines = 0
    var words = 0
    /// Labels in front of a value: `- **Contact:** …`, in lower case.
    var filledLabels: [String] = []
  }

  private(set) var sections: [Section]
  /// How many placeholders there are.
  private(set) var placeholders = 0

  private let file: SourceFile
  private var fence: (mark: UInt8, length: Int)?
  private var isInComment = false
  /// What the line before came to, for headings that are underlined.
  private var lineBefore: (text: String, range: SourceRange, isText: Bool, words: Int)?

  init(_ file: SourceFile, from start: Int = 0) {
    self.file = file
    sections = [Section(heading: "", level: 0, range: file.range(start..<start))]
    var line = start
    while line < file.bytes.count {
      let end = file.bytes[line...].firstIndex(of: 0x0A) ?? file.bytes.count
      var textEnd = end
      if textEnd > line, file.bytes[textEnd - 1] == 0x0D { textEnd -= 1 }
      read(file.bytes[line..<textEnd])
      line = end + 1
    }
  }

  var words: Int { sections.reduce(0) { $0 + $1.words } }
  var textLines: Int { sections.reduce(0) { $0 + $1.textLines } }
  var placeholderLines: Int { sections.reduce(0) { $0 + $1.placeholderLines } }

  /// The sections below a section, itself included.
  func subtree(of index: Int) -> Range<Int> {
    guard sections[index].level > 0 else { return index..<(index + 1) }
    let next = sections[(index + 1)...].firstIndex { $0.level <= sections[index].level }
    return index..<(next ?? sections.count)
  }

  private mutating func read(_ bytes: ArraySlice<UInt8>) {
    let range = file.range(bytes.startIndex..<bytes.endIndex)
    if let open = fence {
      let mark = fenceMark(bytes)
      if let mark, mark.mark == open.mark, mark.length >= open.length, mark.isBare {
        fence = nil
      } else if bytes.contains(where: { $0 > 0x20 }) {
        count { $0.textLines += 1 }
      }
      lineBefore = nil
      return
    }
    let visible = withoutComments(bytes)
    if let mark = fenceMark(visible[...]) {
      fence = (mark.mark, mark.length)
      lineBefore = nil
      return
    }
    let line = String(decoding: visible, as: UTF8.self)
    if let (level, heading) = atxHeading(visible) {
      sections.append(Section(heading: heading, level: level, range: range))
      lineBefore = nil
    } else if let level = underline(visible), let before = lineBefore, before.isText {
      // The line before was a heading after all.
      count {
        $0.textLines -= 1
        $0.words -= before.words
      }
      sections.append(Section(heading: headingText(before.text), level: level, range: before.range))
      lineBefore = nil
    } else {
      readText(line, range)
    }
  }

  private mutating func readText(_ line: String, _ range: SourceRange) {
    lineBefore = nil
    let (label, value, isParagraph) = parts(of: line)
    guard value.utf8.contains(where: { $0 >= 0x80 || isLetterOrDigit($0) || "?…".utf8.contains($0) }) else {
      // A rule, a table's frame, a label without a value: `...` and `-` alone stand for a text that is missing.
      if PlaceholderText.isPlaceholder(value) {
        placeholders += 1
        count { $0.placeholderLines += 1 }
      }
      return
    }
    if PlaceholderText.isBoilerplate(value) { return }
    let occurrences = PlaceholderText.occurrences(in: value)
    placeholders += occurrences
    if isHTMLTagOnly(value) { return }
    if PlaceholderText.isPlaceholder(value) || isTableOfPlaceholders(value) {
      placeholders += occurrences == 0 ? 1 : 0
      count { $0.placeholderLines += 1 }
      return
    }
    let words = wordCount(value)
    // Licence and language come from the front matter in the Hub's template, whoever filled it in.
    let isCopied = label.hasBytes("license") || label.startsWithBytes("language(s)")
    count {
      if !isCopied { $0.textLines += 1 }
      $0.words += words
      if !label.isEmpty { $0.filledLabels.append(label) }
    }
    if isParagraph { lineBefore = (line.trimmed, range, true, words) }
  }

  private mutating func count(_ change: (inout Section) -> Void) {
    change(&sections[sections.count - 1])
  }

  /// The line without what stands between `<!--` and `-->`, over several lines too.
  private mutating func withoutComments(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard isInComment || bytes.contains(UInt8(ascii: "<")) else { return Array(bytes) }
    var visible: [UInt8] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      if isInComment {
        if bytes[at...].starts(with: "-->".utf8) {
          isInComment = false
          at += 3
        } else {
          at += 1
        }
      } else if bytes[at...].starts(with: "<!--".utf8) {
        isInComment = true
        at += 4
      } else {
        visible.append(bytes[at])
        at += 1
      }
    }
    return visible
  }
}

private func indent(_ bytes: some Collection<UInt8>) -> Int { bytes.prefix { $0 == 0x20 }.count }

private func fenceMark(_ bytes: ArraySlice<UInt8>) -> (mark: UInt8, length: Int, isBare: Bool)? {
  let text = bytes.drop { $0 == 0x20 || $0 == 0x09 }
  guard let mark = text.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
  let length = text.prefix { $0 == mark }.count
  guard length >= 3 else { return nil }
  let rest = text.dropFirst(length)
  // ```code``` in one line is no fence.
  if mark == UInt8(ascii: "`"), rest.contains(mark) { return nil }
  return (mark, length, rest.allSatisfy { $0 == 0x20 || $0 == 0x09 })
}

private func atxHeading(_ bytes: [UInt8]) -> (Int, String)? {
  guard indent(bytes) <= 3 else { return nil }
  let text = bytes.drop { $0 == 0x20 }
  let level = text.prefix { $0 == UInt8(ascii: "#") }.count
  let rest = text.dropFirst(level)
  guard (1...6).contains(level), rest.isEmpty || rest.first == 0x20 || rest.first == 0x09 else { return nil }
  return (level, headingText(String(decoding: rest, as: UTF8.self)))
}

private func underline(_ bytes: [UInt8]) -> Int? {
  let text = String(decoding: bytes, as: UTF8.self).trimmed.utf8
  guard text.count >= 2, let first = text.first, text.allSatisfy({ $0 == first }) else { return nil }
  return switch first {
  case UInt8(ascii: "="): 1
  case UInt8(ascii: "-"): 2
  case UInt8(ascii: "~"): 3
  default: nil
  }
}

/// A heading's words: without closing `#`, emphasis, HTML and `[optional]`.
private func headingText(_ text: String) -> String {
  var bytes: [UInt8] = []
  var isInTag = false
  for byte in text.trimmed.utf8 {
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
  let plain = String(decoding: bytes, as: UTF8.self).trimmed
  guard asciiLowercased(plain).endsWithBytes("[optional]") else { return plain }
  return String(Substring(plain.utf8.dropLast(10))).trimmed
}

/// A line's label, its value, and whether it is a plain paragraph: `- **Contact:** x` gives `contact`, `x`, no.
private func parts(of line: String) -> (label: String, value: String, isParagraph: Bool) {
  var text = line.trimmed
  var isParagraph = !line.startsWithBytes("    ") && !text.startsWithBytes("|")
  while true {
    let start = text
    for mark in ["- [ ] ", "- [x] ", "- [X] ", "- ", "* ", "+ ", "> ", ">"] where text.startsWithBytes(mark) {
      text = String(Substring(text.utf8.dropFirst(mark.utf8.count))).trimmed
      isParagraph = false
      break
    }
    let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
    if !digits.isEmpty, digits.count < 4 {
      let rest = text.utf8.dropFirst(digits.count)
      if rest.starts(with: ". ".utf8) || rest.starts(with: ") ".utf8) {
        text = String(Substring(rest.dropFirst(2))).trimmed
        isParagraph = false
      }
    }
    if text.hasBytes(start) { break }
  }
  if text.hasBytes("-") || text.hasBytes("*") || text.hasBytes("+") { text = "" }
  // **Label:** value, and **Label**: value
  guard text.startsWithBytes("**"), let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
    return ("", text, isParagraph)
  }
  let rest = text.utf8[text.utf8.index(after: colon)...]
  let label = text.utf8[..<colon].drop { $0 == UInt8(ascii: "*") }
  let isLabel = rest.starts(with: "**".utf8) || label.suffix(2).elementsEqual("**".utf8)
  guard isLabel, label.count <= 80 else { return ("", text, isParagraph) }
  let name = label.filter { $0 != UInt8(ascii: "*") }
  let value = rest.drop { $0 == UInt8(ascii: "*") }
  var plain = asciiLowercased(String(decoding: name, as: UTF8.self)).trimmed
  if plain.endsWithBytes("[optional]") { plain = String(Substring(plain.utf8.dropLast(10))).trimmed }
  return (plain, String(Substring(value)).trimmed, false)
}

private func isHTMLTagOnly(_ value: String) -> Bool {
  let text = value.trimmed.utf8
  guard text.first == UInt8(ascii: "<"), text.last == UInt8(ascii: ">") else { return false }
  if PlaceholderText.isPlaceholder(value) { return false }
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

/// A row of a table with nothing but placeholders in it, apart from its first cell, which is the row's name.
private func isTableOfPlaceholders(_ value: String) -> Bool {
  guard value.startsWithBytes("|") else { return false }
  let cells = value.utf8.split(separator: UInt8(ascii: "|")).map { String(Substring($0)).trimmed }
    .filter { !$0.isEmpty }
  return cells.count > 1 && cells.dropFirst().allSatisfy(PlaceholderText.isPlaceholder)
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
}

/// Pieces between blanks with a letter or digit in them, of whatever script; a dash alone is none.
private func wordCount(_ text: String) -> Int {
  text.utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "|") }.filter { piece in
    String(Substring(piece)).unicodeScalars.contains { scalar in
      scalar.isASCII
        ? isLetterOrDigit(UInt8(scalar.value)) : scalar.value >= 0xAA && !(0x2000...0x2BFF).contains(scalar.value)
    }
  }.count
}
