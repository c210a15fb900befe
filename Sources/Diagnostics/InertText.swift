/// Makes text from outside harmless for a terminal and for a CI log: what a stranger wrote in a manifest must not
/// move the cursor, reverse the reading order, or be taken for a command by the program that reads our output.
///
/// Control characters, DEL, C1, bidirectional overrides and line separators become `\u{…}`; line feeds become a visible
/// `\n` unless `keepingLines`; the openings of CI commands (`::` at the start of a line, `##[`, `##vso[`,
/// `##teamcity[`) are broken up with a backslash.
public func inert(_ text: String, keepingLines: Bool = false) -> String {
  if isInert(text) { return text }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    if scalar == "\n" {
      if keepingLines { bytes.append(0x0A) } else { bytes.append(contentsOf: "\\n".utf8) }
    } else if scalar == "\t" {
      bytes.append(0x20)
    } else if isHarmful(scalar) {
      bytes.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".utf8)
    } else {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
  return String(decoding: withoutCommands(bytes), as: UTF8.self)
}

/// Whether nothing needs a second look: printable ASCII without the signs that commands begin with.
private func isInert(_ text: String) -> Bool {
  let bytes = text.utf8.span
  var before: UInt8 = 0
  var at = 0
  while bytes.count - at >= 8 {
    let eight = EightBytes(bytes, at: at)
    guard
      eight.without(pairOf: UInt8(ascii: ":"), after: before).without(pairOf: UInt8(ascii: "#"), after: before).arePlain
    else { return false }
    before = eight.last
    at += 8
  }
  for index in at..<bytes.count {
    let byte = bytes[index]
    guard byte >= 0x20, byte < 0x7F else { return false }
    if byte == before, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") { return false }
    before = byte
  }
  return true
}

/// Whether a scalar can act on a terminal or on the order of reading.
public func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x00...0x08, 0x0B...0x1F, 0x7F...0x9F: true
  case 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
  default: false
  }
}

private func withoutCommands(_ bytes: [UInt8]) -> [UInt8] {
  let colon = UInt8(ascii: ":")
  let hash = UInt8(ascii: "#")
  guard bytes.contains(where: { $0 == colon || $0 == hash }) else { return bytes }
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count + 8)
  var onlySpaceSoFar = true
  for (index, byte) in bytes.enumerated() {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    if byte == colon, next == colon, onlySpaceSoFar {
      result.append(UInt8(ascii: "\\"))
    }
    result.append(byte)
    // `##[` and `##vso[` are recognised anywhere in a line.
    if byte == hash, next == hash { result.append(UInt8(ascii: "\\")) }
    if byte == 0x0A { onlySpaceSoFar = true } else if byte != 0x20 { onlySpaceSoFar = false }
  }
  return result
}
