import Diagnostics

/// A text as one line without spaces at its ends or two in a row, as XML's tokens and most lists want it, cut to a length
/// and inert. A text that says nothing becomes a dash.
func oneLine(_ text: String, limit: Int) -> String {
  let text = excerpt(text, limit)
  if isOneLine(text) { return inert(text) }
  var bytes: [UInt8] = []
  var isBetweenWords = false
  for byte in text.utf8 {
    if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      isBetweenWords = true
      continue
    }
    if isBetweenWords, !bytes.isEmpty { bytes.append(0x20) }
    isBetweenWords = false
    bytes.append(byte)
  }
  return bytes.isEmpty ? "–" : inert(String(decoding: bytes, as: UTF8.self))
}

/// Whether a text is as it should be already.
private func isOneLine(_ text: String) -> Bool {
  let bytes = text.utf8.span
  var before: UInt8 = 0x20
  var at = 0
  // Most lines are plain from beginning to end; from the first eight bytes that are not, each is looked at.
  while bytes.count - at >= 8 {
    let eight = EightBytes(bytes, at: at)
    guard eight.without(pairOf: 0x20, after: before).arePlain else { break }
    before = eight.last
    at += 8
  }
  for index in at..<bytes.count {
    let byte = bytes[index]
    if byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x20 && before == 0x20 { return false }
    before = byte
  }
  return before != 0x20
}

/// A text from outside as a sentence that others can follow: one line, with a full stop where it has no end of its own.
func sentence(_ text: String, limit: Int) -> String {
  let line = oneLine(text, limit: limit)
  return endsItself(line) ? line : line + "."
}

private func endsItself(_ line: String) -> Bool {
  switch line.utf8.last {
  case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"): true
  case 0xA6: line.utf8.suffix(3).elementsEqual("…".utf8)
  default: false
  }
}
