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
  /// A paragraph's line, and how many words it has: what is underlined is a heading after all.
  private var lineBefore: (text: ArraySlice<UInt8>, range: SourceRange, words: Int)?

  init(_ file: SourceFile, from start: Int = 0) {
    self.file = file
    sections = [Section(heading: "", level: 0, range: file.range(start..<start))]
    let bytes = file.bytes
    var line = start
    while line < bytes.count {
      var end = line
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      let textEnd = end > line && bytes[end - 1] == 0x0D ? end - 1 : end
      read(bytes[line..<textEnd])
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
    let before = lineBefore
    lineBefore = nil
    if let open = fence {
      let mark = MarkdownLine(bytes).fenceMark
      if let mark, mark.mark == open.mark, mark.length >= open.length, mark.isBare {
        fence = nil
      } else if bytes.contains(where: { $0 > 0x20 }) {
        count { $0.textLines += 1 }
      }
      return
    }
    let range = file.range(bytes.startIndex..<bytes.endIndex)
    let line = MarkdownLine(withoutComments(bytes))
    if let mark = line.fenceMark {
      fence = (mark.mark, mark.length)
    } else if let (level, heading) = line.heading {
      sections.append(Section(heading: heading, level: level, range: range))
    } else if let before, let level = line.underline {
      // The line before was a heading after all.
      count {
        $0.textLines -= 1
        $0.words -= before.words
      }
      sections.append(Section(heading: headingText(before.text), level: level, range: before.range))
    } else {
      readText(line, range)
    }
  }

  private mutating func readText(_ line: MarkdownLine, _ range: SourceRange) {
    let (label, value, isParagraph) = line.parts
    guard value.contains(where: { $0 >= 0x80 || isLetterOrDigit($0) || $0 == UInt8(ascii: "?") }) else {
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
    if MarkdownLine(value).isHTMLTagOnly { return }
    if PlaceholderText.isPlaceholder(value) || MarkdownLine(value).isRowOfPlaceholders {
      placeholders += occurrences == 0 ? 1 : 0
      count { $0.placeholderLines += 1 }
      return
    }
    let words = MarkdownLine(value).wordCount
    // Licence and language come from the front matter in the Hub's template, whoever filled it in.
    let isCopied = label.hasBytes("license") || label.startsWithBytes("language(s)")
    count {
      if !isCopied { $0.textLines += 1 }
      $0.words += words
      if !label.isEmpty { $0.filledLabels.append(label) }
    }
    if isParagraph { lineBefore = (line.bytes, range, words) }
  }

  private mutating func count(_ change: (inout Section) -> Void) {
    change(&sections[sections.count - 1])
  }

  /// The line without what stands between `<!--` and `-->`, over several lines too.
  private mutating func withoutComments(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard isInComment || bytes.contains(UInt8(ascii: "<")) else { return bytes }
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
      } else if bytes[at] == UInt8(ascii: "<"), bytes[at...].starts(with: "<!--".utf8) {
        isInComment = true
        at += 4
      } else {
        visible.append(bytes[at])
        at += 1
      }
    }
    return visible[...]
  }
}
