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
    guard place.hasColumn, let start = place.start, let end = place.end, let text = place.file.line(start.line) else {
      return nil
    }
    let scalars = Array(text.unicodeScalars)
    let from = min(start.column - 1, scalars.count)
    let to = end.line == start.line ? min(max(end.column - 1, from), scalars.count) : scalars.count
    // A long line (a minified file) is cut around the place, so that the place is in sight.
    let first = from > width - 40 ? from - 20 : 0
    let last = min(scalars.count, first + width)
    var shown = ""
    var padding = ""
    var marks = ""
    if first > 0 {
      shown += "…"
      padding += " "
    }
    for index in first..<last {
      let piece = inertInLine(scalars[index])
      shown += piece
      let blank = String(repeating: index >= from && index < to ? "~" : " ", count: piece.unicodeScalars.count)
      if index < from { padding += blank } else if index < to { marks += blank }
    }
    if last < scalars.count { shown += "…" }
    let number = String(start.line)
    let gutter = String(repeating: " ", count: number.utf8.count)
    line = "  \(number) | \(shown)"
    marker = "  \(gutter) | \(padding)^\(marks.dropFirst())"
  }
}

private func inertInLine(_ scalar: Unicode.Scalar) -> String {
  scalar == "\t" ? " " : inert(String(scalar))
}
