/// Finds where a file is no YAML but a template of Helm, Jinja or Kustomize for some: the first `{{` or `{%` outside
/// quotes and comments. `${{ … }}` is none: GitHub's expressions stand in plain text.
///
/// Asked only when a file could not be read: a marker in the middle of plain text is good YAML.
func templateMarker(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
  var at = bytes.startIndex
  var previous: UInt8 = 0x0A
  // The last byte that is no space: a quote opens a scalar only at its start.
  var significant: UInt8 = 0x0A
  while at < bytes.endIndex {
    let byte = bytes[at]
    let next = at + 1 < bytes.endIndex ? bytes[at + 1] : 0
    switch byte {
    case UInt8(ascii: "{") where next == byte || next == UInt8(ascii: "%"):
      if previous != UInt8(ascii: "$") { return at..<(at + 2) }
    case UInt8(ascii: "#") where previous == 0x20 || previous == 0x09 || previous == 0x0A:
      while at < bytes.endIndex, bytes[at] != 0x0A { at += 1 }
      previous = 0x0A
      significant = 0x0A
      at += 1
      continue
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      if opensScalar(after: significant), let close = closingQuote(byte, in: bytes, after: at) { at = close }
    default: break
    }
    previous = byte
    if byte != 0x20 && byte != 0x09 { significant = byte }
    at += 1
  }
  return nil
}

private func opensScalar(after byte: UInt8) -> Bool {
  switch byte {
  case 0x0A, UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"),
    UInt8(ascii: "?"):
    true
  default: false
  }
}

private func closingQuote(_ quote: UInt8, in bytes: ArraySlice<UInt8>, after start: Int) -> Int? {
  var at = start + 1
  while at < bytes.endIndex {
    if bytes[at] == quote { return at }
    at += bytes[at] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1
  }
  return nil
}
