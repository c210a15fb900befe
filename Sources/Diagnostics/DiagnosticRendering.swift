extension Diagnostic {
  /// The complaint as a good compiler prints it: place, severity, message, the line with the range underlined, the fix,
  /// the notes. Everything in it is inert (see `inert`).
  ///
  /// ```
  /// gonogo.yaml:42:13: error: 'rolback' is not a field of 'release'
  ///   42 |   release: {rolback: …
  ///      |             ^~~~~~~ did you mean 'rollback'?
  /// ```
  public func rendered(width: Int = 120) -> String {
    var lines: [String] = []
    let head = place.map { inert($0.description) + ": " } ?? ""
    lines.append("\(head)\(severity.rawValue): \(inert(message))")
    let excerpt = place.flatMap { Excerpt($0, width: width) }
    if let excerpt {
      lines.append(excerpt.line)
      lines.append(excerpt.marker + (fix.map { " " + inert($0) } ?? ""))
    } else if let fix {
      lines.append("  " + inert(fix))
    }
    for note in notes {
      lines.append("  " + (note.place.map { inert($0.description) + ": " } ?? "") + "note: " + inert(note.message))
    }
    return lines.joined(separator: "\n")
  }
}

/// One source line, cut to a width, and the marks under it.
private struct Excerpt {
  var line: String
  var marker: String

  init?(_ place: SourceRange, width: Int) {
    guard let offsets = place.offsets, let start = place.start, let end = place.end,
      let lineOffsets = place.file.lineOffsets(start.line)
    else { return nil }
    let width = max(width, 40)
    // Only what is around the place is looked at: a minified file is one line of megabytes.
    let at = min(offsets.lowerBound, lineOffsets.upperBound)
    let window = boundary(at - 4 * width, place.file, lineOffsets)..<boundary(at + 4 * width, place.file, lineOffsets)
    let bytes = place.file.bytes
    let scalars = Array(String(decoding: bytes[window], as: UTF8.self).unicodeScalars)
    let from = String(decoding: bytes[window.lowerBound..<at], as: UTF8.self).unicodeScalars.count
    let to = end.line == start.line ? min(max(from + end.column - start.column, from), scalars.count) : scalars.count
    // A long line is cut around the place, so that the place is in sight.
    let first = from > width - 40 ? max(0, from - 20) : 0
    let last = min(scalars.count, first + width)
    var shown = ""
    var padding = ""
    var marks = ""
    if first > 0 || window.lowerBound > lineOffsets.lowerBound {
      shown += "…"
      padding += " "
    }
    for index in first..<last {
      // Two of these open a command to a CI runner, anywhere in a line; each scalar alone is harmless.
      let opensCommand = scalars[index] == "#" && index > 0 && scalars[index - 1] == "#"
      let piece = (opensCommand ? "\\" : "") + inertInLine(scalars[index])
      shown += piece
      let blank = String(repeating: index >= from && index < to ? "~" : " ", count: piece.unicodeScalars.count)
      if index < from { padding += blank } else if index < to { marks += blank }
    }
    if last < scalars.count || window.upperBound < lineOffsets.upperBound { shown += "…" }
    let number = String(start.line)
    let gutter = String(repeating: " ", count: number.utf8.count)
    line = "  \(number) | \(shown)"
    marker = "  \(gutter) | \(padding)^\(marks.dropFirst())"
  }
}

/// The offset, moved into the line and back to the beginning of a character.
private func boundary(_ offset: Int, _ file: SourceFile, _ line: Range<Int>) -> Int {
  var offset = min(max(offset, line.lowerBound), line.upperBound)
  while offset > line.lowerBound, offset < line.upperBound, file.bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
  return offset
}

private func inertInLine(_ scalar: Unicode.Scalar) -> String {
  scalar == "\t" ? " " : inert(String(scalar))
}
