/// Reads a literal (`|`) or folded (`>`) scalar of YAML again, keeping the places of its bytes. The folding is libyaml's.
struct BlockScalar {
  private let bytes: [UInt8]

  /// A scalar as it stands in the file, from its `|` or `>` on.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The pieces that spell the text; nil where none do.
  func pieces(spelling wanted: [UInt8]) -> ScalarPieces? {
    var at = 1
    var isIndentGiven = false
    while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D {
      if bytes[at] == UInt8(ascii: "#") {
        while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
        break
      }
      if bytes[at] &- 0x31 < 9 { isIndentGiven = true }
      at += 1
    }
    skipBreak(&at)
    // With an indicator (`|2`) the indentation depends on what is around the scalar: the one that spells the text is it.
    let detected = indentation(from: at)
    for indent in isIndentGiven ? Array((0...detected).reversed()) : [detected] {
      let result = pieces(from: at, indent: indent)
      if result.spells(wanted) { return result }
    }
    return nil
  }

  /// The least indentation of a line that is not blank.
  private func indentation(from start: Int) -> Int {
    var least = Int.max
    var at = start
    while at < bytes.count {
      let lineStart = at
      while at < bytes.count, bytes[at] == 0x20 { at += 1 }
      if at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { least = min(least, at - lineStart) }
      while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
      skipBreak(&at)
    }
    return least == .max ? 0 : least
  }

  private func pieces(from start: Int, indent: Int) -> ScalarPieces {
    let isFolded = bytes[0] == UInt8(ascii: ">")
    var result = ScalarPieces()
    var at = start
    var lastBreak: Int?
    var furtherBreaks: [Int] = []
    var startsBlank = false
    skipIndentation(&at, indent, &furtherBreaks)
    while at < bytes.count {
      let isBlank = bytes[at] == 0x20 || bytes[at] == 0x09
      if let lastBreak {
        if isFolded, !startsBlank, !isBlank {
          if furtherBreaks.isEmpty { result.append(0x20, from: lastBreak) }
        } else {
          result.append(0x0A, from: lastBreak)
        }
      }
      for offset in furtherBreaks { result.append(0x0A, from: offset) }
      furtherBreaks.removeAll()
      startsBlank = isBlank
      let lineStart = at
      while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
      result.append(bytes, lineStart..<at)
      lastBreak = at
      skipBreak(&at)
      skipIndentation(&at, indent, &furtherBreaks)
    }
    return result
  }

  private func skipIndentation(_ at: inout Int, _ indent: Int, _ breaks: inout [Int]) {
    while at < bytes.count {
      let lineStart = at
      while at < bytes.count, bytes[at] == 0x20, at - lineStart < indent { at += 1 }
      guard at < bytes.count, bytes[at] == 0x0A || bytes[at] == 0x0D else { return }
      breaks.append(at)
      skipBreak(&at)
    }
  }

  private func skipBreak(_ at: inout Int) {
    guard at < bytes.count else { return }
    if bytes[at] == 0x0D {
      at += 1
      if at < bytes.count, bytes[at] == 0x0A { at += 1 }
    } else if bytes[at] == 0x0A {
      at += 1
    }
  }
}
