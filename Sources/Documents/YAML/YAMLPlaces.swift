import Diagnostics

/// What the core schema's tags begin with.
let coreTag = "tag:yaml.org,2002:"

/// What the reader makes of a scalar, and where things stand: libyaml marks where an anchor or a tag starts, and ends a
/// block behind the blank lines that follow it.
extension YAMLReader {
  mutating func node(of event: YAMLEvent, at range: SourceRange) -> Node {
    guard let tag = event.tag, !sameBytes(tag, "!") else {
      let isText = event.tag != nil || event.style != .plain
      return Node(isText ? .text(event.text) : event.plainValue ?? .text(event.text), at: range)
    }
    let value = CoreSchema.value(event.text.utf8.span)
    switch (tag, value) {
    case (coreTag + "str", _):
      return Node(.text(event.text), at: range)
    case (coreTag + "null", .null), (coreTag + "bool", .bool), (coreTag + "int", .integer),
      (coreTag + "int", .unrepresentable), (coreTag + "float", .number), (coreTag + "float", .unrepresentable):
      return Node(value ?? .null, at: unquoted(range, event))
    case (coreTag + "float", .integer(let integer)):
      return Node(.number(Double(integer)), at: unquoted(range, event))
    case (coreTag + "null", _), (coreTag + "bool", _), (coreTag + "int", _), (coreTag + "float", _):
      let name = String(tag.dropFirst(coreTag.count))
      complaints.add(
        Diagnostic(.error, id: "yaml.tag", "the tag says '\(name)', which this is not", at: range))
    default:
      complaints.add(.tag(tag, at: tagRange(of: event)))
    }
    return Node(.text(event.text), at: range)
  }

  /// `!!int "5"`: the source text of the number is what stands between the quotes.
  private func unquoted(_ range: SourceRange, _ event: YAMLEvent) -> SourceRange {
    guard event.style == .quoted, let offsets = range.offsets, offsets.count >= 2 else { return range }
    return file.range((offsets.lowerBound + 1)..<(offsets.upperBound - 1))
  }

  func extent(of event: YAMLEvent) -> Range<Int> {
    let start = contentStart(of: event)
    let end = event.style == .block ? blockEnd(start, event.end) : event.end
    return start..<max(start, end)
  }

  /// The end of a block scalar's last line that has something in it: libyaml's mark is behind all the blank lines.
  private func blockEnd(_ start: Int, _ end: Int) -> Int {
    var last = min(end, bytes.count)
    while last > start, isSpaceOrBreak(bytes[last - 1]) { last -= 1 }
    while last < end, last < bytes.count, bytes[last] == 0x20 || bytes[last] == 0x09 { last += 1 }
    return last
  }

  /// Where the value itself starts, behind its anchor and tag.
  func contentStart(of event: YAMLEvent) -> Int {
    guard event.anchor != nil || event.tag != nil else { return event.start }
    let end = event.kind == .scalar ? event.end : bytes.count
    var at = event.start
    while at < end {
      let byte = bytes[at]
      if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!") {
        at = propertyEnd(at, end, closedByBracket: byte == UInt8(ascii: "!"))
      } else if byte == UInt8(ascii: "#") {
        while at < end, breakLength(at) == 0 { at += 1 }
      } else if isSpaceOrBreak(byte) {
        at += 1
      } else {
        let length = breakLength(at)
        guard length > 0 else { break }
        at += length
      }
    }
    return min(at, end)
  }

  /// How many bytes the line break at an offset has, 0 where there is none. To libyaml a line ends, and a comment with it,
  /// at a line feed, at a carriage return, and at Unicode's three as well.
  private func breakLength(_ at: Int) -> Int {
    func follows(_ second: UInt8, _ third: ClosedRange<UInt8>?) -> Bool {
      guard at + 1 < bytes.count, bytes[at + 1] == second else { return false }
      guard let third else { return true }
      return at + 2 < bytes.count && third.contains(bytes[at + 2])
    }
    return switch bytes[at] {
    case 0x0A, 0x0D: 1
    case 0xC2 where follows(0x85, nil): 2
    case 0xE2 where follows(0x80, 0xA8...0xA9): 3
    default: 0
    }
  }

  private func propertyEnd(_ start: Int, _ end: Int, closedByBracket: Bool) -> Int {
    var at = start + 1
    if closedByBracket, at < end, bytes[at] == UInt8(ascii: "<") {
      while at < end, bytes[at] != UInt8(ascii: ">") { at += 1 }
      return min(at + 1, end)
    }
    while at < end {
      let byte = bytes[at]
      if isSpaceOrBreak(byte) { break }
      // In brackets a comma or a closing bracket ends an anchor or a tag too.
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { break }
      at += 1
    }
    return at
  }

  func tagRange(of event: YAMLEvent) -> SourceRange {
    var at = event.start
    let end = min(bytes.count, max(event.end, contentStart(of: event)))
    while at < end {
      let byte = bytes[at]
      let stop = propertyEnd(at, end, closedByBracket: byte == UInt8(ascii: "!"))
      if byte == UInt8(ascii: "!") { return file.range(at..<stop) }
      at = byte == UInt8(ascii: "&") ? stop : at + 1
    }
    return file.range(event.start..<max(event.start, end))
  }

  private func isSpaceOrBreak(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Whether a syntax error is a template's doing: a `{{` or `{%` outside quotes up to the end of its line.
  func templateComplaint(before place: SourceRange?) -> Diagnostic? {
    guard var end = place?.offsets?.lowerBound else { return nil }
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return templateMarker(in: bytes[..<end]).map { .template(at: file.range($0)) }
  }
}
