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
  for index in bytes.indices {
    let byte = bytes[index]
    if byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x20 && before == 0x20 { return false }
    before = byte
  }
  return before != 0x20
}

/// A text from outside as a sentence that others can follow: one line, with a full stop where it has no end of its own.
func sentence(_ text: String, limit: Int) -> String {
  let line = oneLine(text, limit: limit)
  let ends = [".", "!", "?", "…", ":"]
  return ends.contains(where: { line.utf8.suffix($0.utf8.count).elementsEqual($0.utf8) }) ? line : line + "."
}
