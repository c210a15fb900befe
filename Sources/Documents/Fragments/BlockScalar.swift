/// Reads a literal (`|`) or folded (`>`) scalar of YAML again, keeping the places of its bytes. The folding is libyaml's.
struct BlockScalar {
  private let bytes: [UInt8]
  private let offsets: Range<Int>

  init(_ bytes: [UInt8], _ offsets: Range<Int>) {
    self.bytes = bytes
    self.offsets = offsets
  }

  /// The pieces that spell the text; nil where none do.
  func pieces(spelling wanted: [UInt8]) -> ScalarPieces? {
    var at = offsets.lowerBound + 1
    var isIndentGiven = false
    while at < offsets.upperBound, bytes[at] != 0x0A, bytes[at] != 0x0D {
      if bytes[at] == UInt8(ascii: "#") {
        while at < offsets.upperBound, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
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
    while at < offsets.upperBound {
      let lineStart = at
      while at < offsets.upperBound, bytes[at] == 0x20 { at += 1 }
      if at < offsets.upperBound, bytes[at] != 0x0A, bytes[at] != 0x0D { least = min(least, at - lineStart) }
      while at < offsets.upperBound, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
      skipBreak(&at)
    }
    return least == .max ? 0 : least
  }

  private func pieces(from start: Int, indent: Int) -> ScalarPieces {
    let isFolded = bytes[offsets.lowerBound] == UInt8(ascii: ">")
    var result = ScalarPieces()
    var at = start
    var lastBreak: Int?
    var furtherBreaks: [Int] = []
    var startsBlank = false
    skipIndentation(&at, indent, &furtherBreaks)
    while at < offsets.upperBound {
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
      while at < offsets.upperBound, bytes[at] != 0x0A, bytes[at] != 0x0D {
        result.append(bytes[at], from: at)
        at += 1
      }
      lastBreak = at
      skipBreak(&at)
      skipIndentation(&at, indent, &furtherBreaks)
    }
    return result
  }

  private func skipIndentation(_ at: inout Int, _ indent: Int, _ breaks: inout [Int]) {
    while at < offsets.upperBound {
      let lineStart = at
      while at < offsets.upperBound, bytes[at] == 0x20, at - lineStart < indent { at += 1 }
      guard at < offsets.upperBound, bytes[at] == 0x0A || bytes[at] == 0x0D else { return }
      breaks.append(at)
      skipBreak(&at)
    }
  }

  private func skipBreak(_ at: inout Int) {
    guard at < offsets.upperBound else { return }
    if bytes[at] == 0x0D {
      at += 1
      if at < offsets.upperBound, bytes[at] == 0x0A { at += 1 }
    } else if bytes[at] == 0x0A {
      at += 1
    }
  }
}
